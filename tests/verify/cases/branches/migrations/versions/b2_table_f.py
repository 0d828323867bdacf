"""table f"""

import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = "b1"
depends_on = "a4"


def upgrade():
    op.create_table("table_f", sa.Column("id", sa.Integer(), sa.ForeignKey("table_d.id"), primary_key=True))


def downgrade():
    op.drop_table("table_f")
