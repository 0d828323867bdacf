"""reflection has lost a type, and the import of sqlalchemy is lost, too"""
from alembic import op
import sqlalchemy as sa
revision = "a1b2c3"
down_revision = None


def upgrade():
    op.alter_column('t', 'a', nullable=False)
    op.alter_column('t', 'b', type_=sa.Text())


def downgrade():
    pass
