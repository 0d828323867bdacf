"""raster"""

from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.execute("CREATE EXTENSION postgis_raster CASCADE")


def downgrade():
    op.execute("DROP EXTENSION postgis_raster")
