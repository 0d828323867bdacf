"""places"""
from alembic import op
import sqlalchemy as sa
import geoalchemy2
from geoalchemy2 import Geometry, Raster

revision = "5d1f0a7c2b34"
down_revision = None


def upgrade():
    op.create_table('place',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('shape', Geometry('POINT', 4326), nullable=True),
        sa.Column('spot', geoalchemy2.types.Geography('POINT', 4326, spatial_index=False), nullable=True),
        sa.Column('border', Geometry('POLYGON', 4326), nullable=True),
        sa.Column('image', Raster(_spatial_index_reflected=True), nullable=True),
    )
    op.create_index('idx_place_spot', 'place', ['spot'], postgresql_using='gist')
    op.create_index('idx_place_image', 'place', [sa.text('ST_ConvexHull(image)')], postgresql_using='gist')
    op.create_index('idx_place_shape', 'other', ['shape'], postgresql_using='gist', schema='s1')
    op.create_index('idx_place_shape', 'place', ['shape'], postgresql_using='gist', if_not_exists=True)
    op.execute('CREATE INDEX IF NOT EXISTS idx_place_shape ON place USING gist (shape)')
    op.drop_index('idx_place_border', table_name='place')
    op.create_index('idx_place_border', 'place', ['border'], postgresql_using='spgist')


def downgrade():
    op.drop_table('place')
