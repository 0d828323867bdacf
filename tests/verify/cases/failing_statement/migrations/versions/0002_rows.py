"""rows"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.execute("INSERT INTO item VALUES (1)")
    fill([1, 2])


def fill(numbers):
    for number in numbers:
        op.execute(
            f"INSERT INTO item VALUES ({number})",
        )


def downgrade():
    op.execute("DELETE FROM item")
