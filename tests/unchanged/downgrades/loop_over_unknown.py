"""loop over unknown"""
from alembic import op
import sqlalchemy as sa

revision = 'a1'
down_revision = None


def upgrade():
    import tables
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('ALTER TABLE docs ADD COLUMN emb vector(3)')


def downgrade():
    import tables
    for table in tables.NAMES:
        op.drop_column(table, 'emb')
