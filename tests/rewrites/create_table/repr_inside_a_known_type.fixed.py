"""repr inside a known type"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.create_table('u', sa.Column('id', sa.Uuid(), primary_key=True), sa.Column('c', sa.String(length=255)))
    op.execute('x %s' % 1)


def downgrade():
    pass
