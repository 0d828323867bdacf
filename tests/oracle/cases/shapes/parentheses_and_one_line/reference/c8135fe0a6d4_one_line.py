"""statements in parentheses and on one line

Revision ID: c8135fe0a6d4
Revises: 
Create Date: 2025-03-11 09:12:45.180233

"""
from typing import Sequence, Union

from alembic import op
import pgvector.sqlalchemy
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'c8135fe0a6d4'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade(): op.create_table('doc', sa.Column('id', sa.Integer(), nullable=False)); add()


def add():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    (
        op.add_column('doc', sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=True))
    )
    (
            op.create_table('page', sa.Column('id', sa.Integer()), sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    )
    (
            op.alter_column('doc', 'embedding', type_=pgvector.sqlalchemy.vector.VECTOR(dim=4), nullable=False)
    )
    with op.batch_alter_table('doc') as batch_op:
        (
            batch_op.add_column(sa.Column('terms', pgvector.sqlalchemy.sparsevec.SPARSEVEC(dim=9), nullable=True))
        )
        batch_op.add_column(sa.Column('title', sa.Text()))


def downgrade(): op.drop_table('page'); op.drop_table('doc')
