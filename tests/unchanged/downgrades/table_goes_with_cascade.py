"""table goes with cascade"""
from alembic import op
import sqlalchemy as sa

revision = 'a1'
down_revision = None


def upgrade():
    op.execute('CREATE SCHEMA s1')
    op.execute('CREATE TABLE s1.docs (id serial PRIMARY KEY, emb vector(3))')


def downgrade():
    op.execute('DROP SCHEMA s1 CASCADE')
