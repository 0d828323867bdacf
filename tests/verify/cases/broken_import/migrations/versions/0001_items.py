"""items"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


import no_such_package


def upgrade():
    op.add_column("item", sa.Column("n", no_such_package.Type()))


def downgrade():
    pass
