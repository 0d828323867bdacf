"""paths"""

import sqlalchemy as sa
import sqlalchemy_utils
from alembic import op

revision = "e5d4c3b2a105"
down_revision = "d4c3b2a1f904"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS ltree")
    op.add_column("term", sa.Column("path", sqlalchemy_utils.types.ltree.LtreeType(), nullable=True))
    op.create_index("ix_term_path", "term", ["path"], postgresql_using="gist")
    op.execute("CREATE TRIGGER unchanged BEFORE UPDATE ON term FOR EACH ROW "
               "EXECUTE FUNCTION suppress_redundant_updates_trigger()")


def downgrade():
    op.execute("DROP TRIGGER unchanged ON term")
    op.drop_column("term", "path")
