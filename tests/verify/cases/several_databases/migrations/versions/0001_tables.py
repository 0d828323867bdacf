"""tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade(engine_name):
    globals()[f"upgrade_{engine_name}"]()


def downgrade(engine_name):
    globals()[f"downgrade_{engine_name}"]()


def upgrade_users():
    op.create_table("person", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade_users():
    op.drop_table("person")


def upgrade_orders():
    op.create_table("person", sa.Column("id", sa.BigInteger(), primary_key=True))


def downgrade_orders():
    pass
