from pgvector.sqlalchemy import Vector
from sqlalchemy import Column, Integer, MetaData, Table

metadata = MetaData()
other = Table("docs", metadata, Column("emb", Vector(9)), schema="old")
docs = Table("docs", metadata, Column("id", Integer, primary_key=True), Column("emb", Vector(3)))
