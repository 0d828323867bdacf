"""accounts"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


import sqlalchemy_utils
from sqlalchemy_utils.types.url import URLType


def upgrade():
    op.create_table(
        "account",
        sa.Column("id", sqlalchemy_utils.types.uuid.UUIDType(binary=False), primary_key=True),
        sa.Column("email", sqlalchemy_utils.types.email.EmailType(length=100), nullable=False),
        sa.Column("home", URLType(), nullable=True),
        sa.Column("color", sqlalchemy_utils.types.color.ColorType(length=20), nullable=True),
    )


def downgrade():
    op.drop_table("account")
