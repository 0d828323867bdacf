"""places"""
from alembic import op
import sqlalchemy as sa
from geoalchemy2 import Geography, Geometry, Raster

revision = "5d1f0a7c2b34"
down_revision = None


def upgrade():
    op.create_geospatial_table('place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('shape', Geometry(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeomFromEWKT', name='geometry'), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_geospatial_index('idx_place_shape', 'place', ['shape'], unique=False, postgresql_using='gist', postgresql_ops={})
    op.add_geospatial_column('place', sa.Column('spot', Geography(geometry_type='POINT', srid=4326, dimension=2, spatial_index=False, from_text='ST_GeogFromText', name='geography'), nullable=True))
    with op.batch_alter_table('place') as batch_op:
        batch_op.add_geospatial_column(sa.Column('image', Raster(spatial_index=False, from_text='raster', name='raster'), nullable=True))
        batch_op.create_geospatial_index('idx_place_image', [sa.literal_column('ST_ConvexHull(image)')], unique=False, postgresql_using='gist')


def downgrade():
    op.drop_geospatial_index('idx_place_shape', table_name='place', postgresql_using='gist', column_name='shape')
    op.drop_geospatial_table('place')
