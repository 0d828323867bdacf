"""reflection has lost a type, and the import of sqlalchemy is lost, too"""
from alembic import op
revision = "a1b2c3"
down_revision = None


def upgrade():
    op.alter_column('t', 'a', existing_type=sa.NullType(), nullable=False)
    op.alter_column('t', 'b', existing_type=sa.NullType(), type_=sa.Text())


def downgrade():
    pass
