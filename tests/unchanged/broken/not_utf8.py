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
    op.execute('UPDATE t SET a = é')


def downgrade():
    pass
