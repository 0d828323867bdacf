"""other names

Revision ID: a3ad9a35c37a
Revises: see below
Create Date: 2022-05-06 07:08:09.101112

"""
import alembic.op as aop
import sqlalchemy
import sqlalchemy as sqla
from sqlalchemy.dialects import postgresql as pg

revision = 'a3ad9a35c37a'
down_revision = '75c1f318ba57'


def upgrade():
    aop.add_column('document', sqla.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=True))
    aop.add_column('document', sqlalchemy.Column('code', sqlmodel.sql.sqltypes.AutoString(length=8), server_default='it\'s', nullable=False))
    aop.create_table('item',
        sqlalchemy.Column('id', sqlalchemy.Integer(), primary_key=True),
        sqlalchemy.Column('pages', pg.ARRAY(pgvector.sqlalchemy.vector.VECTOR(dim=3)), nullable=True),
        sqla.Column('name', sqla.Text()),
    )


def downgrade():
    aop.drop_table('item')
    aop.drop_column('document', 'code')
    aop.drop_column('document', 'embedding')
