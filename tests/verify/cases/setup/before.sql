\restrict abc
CREATE SCHEMA app;
CREATE ROLE reader;
CREATE TABLE app.item (id int);
