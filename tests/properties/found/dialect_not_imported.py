from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'


def upgrade():
    op.add_column('doc', sa.Column('a', postgresql.JSONB(astext_type=Text())))
    op.add_column('doc', sa.Column('b', sqlalchemy_utils.types.range.IntRangeType()))


def downgrade():
    pass
