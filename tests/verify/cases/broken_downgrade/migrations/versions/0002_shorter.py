"""shorter"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.alter_column("item", "name", type_=sa.String(40), existing_type=sa.Text(), nullable=False)


def downgrade():
    op.alter_column("item", "name", type_=sa.Text(), existing_type=sa.String(40))
