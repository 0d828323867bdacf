//! Finds what `alembic revision --autogenerate` left wrong about Postgres types, and mends it by rules.
//!
//! [`engine::run`] is a pure function of a file, rules and options. Nothing imports or runs the user's
//! Python, but `rules infer --python` and `verify`, which are there for it.

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod discover;
pub mod edit;
pub mod engine;
pub mod infer;
pub mod models;
pub mod plan;
pub mod project;
pub mod python;
pub mod report;
pub mod revision;
pub mod rules;
pub mod schema;
pub mod source;
pub mod sql;
pub mod verify;
pub mod write;
