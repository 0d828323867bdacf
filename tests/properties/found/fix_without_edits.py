from alembic import op
import sqlalchemy as sa
from pgvector.sqlalchemy import Vector

revision = 'b'
down_revision = 'a'


def upgrade():
    x = sa.cast(sa.literal('1'), pgvector.sqlalchemy.halfvec.HALFVEC(dim=3).with_variant(sa.Text(), 'sqlite'))


def downgrade():
    pass
