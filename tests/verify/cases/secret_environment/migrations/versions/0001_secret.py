"""secret"""

import os

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.execute(sa.text(f"SELECT '{os.environ['DATABASE_URL']}' FROM nothing"))


def downgrade():
    pass
