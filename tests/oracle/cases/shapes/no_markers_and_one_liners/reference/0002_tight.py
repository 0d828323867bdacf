"""without markers

Revision ID: 5cf441d6a266
Revises: 239573d45687
Create Date: 2024-12-23 18:42:58.670583

"""
from alembic import op
import sqlalchemy as sa
import pgvector.sqlalchemy
import sqlmodel


# revision identifiers, used by Alembic.
revision = '5cf441d6a266'
down_revision = '239573d45687'
branch_labels = None
depends_on = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.add_column('document', sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3))); op.add_column('document', sa.Column('n', sa.Integer()))
    if True: op.add_column('document', sa.Column('code', sqlmodel.sql.sqltypes.AutoString(length=8)))


def downgrade():
    op.drop_column('document', 'code'); op.drop_column('document', 'n'); op.drop_column('document', 'embedding')
