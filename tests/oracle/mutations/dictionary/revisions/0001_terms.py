"""terms"""

import sqlalchemy as sa
import sqlalchemy_utils
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "d4c3b2a1f904"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS citext")
    op.execute("CREATE EXTENSION IF NOT EXISTS hstore")
    op.execute("CREATE DOMAIN short_text AS varchar(40) CHECK (VALUE <> '')")
    op.create_table(
        "term",
        sa.Column("id", sqlalchemy_utils.types.uuid.UUIDType(), nullable=False),
        sa.Column("word", postgresql.CITEXT(), nullable=False),
        sa.Column("attributes", postgresql.HSTORE(), server_default="", nullable=False),
        sa.Column("mail", sqlalchemy_utils.types.email.EmailType(length=255), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_term_word", "term", ["word"], unique=True)


def downgrade():
    op.drop_table("term")
    op.execute("DROP DOMAIN short_text")
