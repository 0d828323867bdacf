"""A revision."""
from alembic import op
import sqlalchemy as sa


revision = 'b'
down_revision = 'a'


def upgrade():
    x = sa.cast(sa.literal('1'), sa.ARRAY(pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    table = op.create_table('doc', sa.Column('embedding', sa.ARRAY(pgvector.sqlalchemy.vector.VECTOR(dim=3))))


def downgrade():
    pass
