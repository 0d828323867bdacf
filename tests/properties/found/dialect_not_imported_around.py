from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'


def upgrade():
    op.add_column('doc', sa.Column('a', postgresql.ARRAY(sqlalchemy_utils.types.arrow.ArrowType(timezone=True), dimensions=2)))


def downgrade():
    pass
