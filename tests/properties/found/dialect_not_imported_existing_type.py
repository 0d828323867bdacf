from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'


def upgrade():
    op.alter_column('doc', 'embedding', existing_type=postgresql.ARRAY(VECTOR(dimensions=3), dimensions=2))


def downgrade():
    pass
