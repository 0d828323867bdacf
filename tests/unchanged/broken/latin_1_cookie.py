# -*- coding: latin-1 -*-
"""a revision

Revision ID: aaaabbbbcccc
Revises:
Create Date: 2020-01-01 01:01:01.000001

"""
from alembic import op
import sqlalchemy as sa

revision = 'aaaabbbbcccc'
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('v', pgvector.sqlalchemy.Vector(3), comment='é'))


def downgrade():
    op.drop_column('t', 'v')
