"""vectors"""
import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None


def upgrade():
    op.execute('ALTER TABLE doc ADD COLUMN embedding vector(3)')


def downgrade():
    op.drop_column('doc', 'embedding')
