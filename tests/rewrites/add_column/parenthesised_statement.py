"""parenthesised statement"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    (
            op.add_column('t', sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    )
    (
            op.create_table('u', sa.Column('id', sa.Integer()), sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    )


def downgrade():
    op.drop_table('u')
    op.drop_column('t', 'v')
