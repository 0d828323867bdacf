"""repr inside a known type"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.create_table('u', sa.Column('id', sqlalchemy_utils.types.uuid.UUIDType(), primary_key=True), sa.Column('c', sqlalchemy_utils.types.choice.ChoiceType(<enum 'Color'>, length=255)))
    op.execute('x %s' % 1)


def downgrade():
    pass
