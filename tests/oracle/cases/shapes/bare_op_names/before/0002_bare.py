"""bare names

Revision ID: 577e924ae802
Revises: see below
Create Date: 2020-01-06 07:08:09.101112

"""
from alembic.op import add_column, create_table, drop_column, drop_table, execute
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Text

# revision identifiers, used by Alembic.
revision = '577e924ae802'
down_revision = '969bbabea648'
branch_labels = None
depends_on = None


def upgrade():
    add_column('document', Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=True))
    execute("UPDATE document SET title = 'x'")
    create_table('item',
        Column('id', Integer(), nullable=False),
        Column('code', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=True),
        Column('name', Text(), nullable=True),
        PrimaryKeyConstraint('id')
    )


def downgrade():
    drop_table('item')
    drop_column('document', 'embedding')
