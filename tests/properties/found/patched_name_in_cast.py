from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'


def upgrade():
    x = sa.cast(sa.literal('1'), sa.ARRAY(sa.GUID(length=16)))


def downgrade():
    pass
