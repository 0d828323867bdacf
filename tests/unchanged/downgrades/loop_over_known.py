"""loop over known"""
from alembic import op
import sqlalchemy as sa

revision = 'a1'
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('ALTER TABLE docs ADD COLUMN emb vector(3)')
    op.execute('ALTER TABLE docs ADD COLUMN half halfvec(3)')


def downgrade():
    for column in ('emb', 'half'):
        op.drop_column('docs', column)
