from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.alter_column('t', 'v', nullable=False)


def downgrade():
    op.alter_column('t', 'v', nullable=True)
