"""raises"""
from alembic import op
import sqlalchemy as sa

revision = 'a1'
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('ALTER TABLE docs ADD COLUMN emb vector(3)')


def downgrade():
    raise NotImplementedError('the values are gone')
