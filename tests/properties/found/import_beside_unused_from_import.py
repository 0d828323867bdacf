from alembic import op
import sqlalchemy as sa
from pgvector.sqlalchemy import Vector

revision = 'b'
down_revision = 'a'


def upgrade():
    table = op.create_table('doc', sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    op.bulk_insert(table, [{'embedding': [1, 2, 3]}])


def downgrade():
    pass
