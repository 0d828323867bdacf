"""bare operations"""
from alembic.op import add_column
from sqlalchemy import Column

revision = "a1b2c3"
down_revision = None


def upgrade():
    add_column('t', Column('v', VECTOR(3)))


def downgrade():
    pass
