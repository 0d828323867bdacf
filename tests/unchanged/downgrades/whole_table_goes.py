"""whole table goes"""
from alembic import op
import sqlalchemy as sa

revision = 'a1'
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('CREATE TABLE docs (id serial PRIMARY KEY, emb vector(3))')


def downgrade():
    op.drop_table('docs')
