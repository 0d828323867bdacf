"""first middle last"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.create_table('t',
    sa.Column('a', pgvector.sqlalchemy.vector.VECTOR(dim=3)),
    sa.Column('id', sa.Integer()),
    sa.Column('b', pgvector.sqlalchemy.vector.VECTOR(dim=3)),
    sa.Column('name', sa.Text()),
    sa.Column('c', pgvector.sqlalchemy.vector.VECTOR(dim=3)),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade():
    pass
