from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'


def upgrade():
    op.create_table('doc', sa.Column('embedding', sa.ARRAY(VECTOR(dimensions=3))))


def downgrade():
    pass
