"""places"""
from alembic import op
import sqlalchemy as sa
from geoalchemy2 import Geometry

revision = "5d1f0a7c2b34"
down_revision = None


def upgrade():
    op.add_column('place', sa.Column('shape', Geometry('POINTZ', 4326, use_N_D_index=True), nullable=True))
    op.create_index('idx_place_shape', 'place', ['shape'], postgresql_using='gist', postgresql_ops={'shape': 'gist_geometry_ops_nd'})


def downgrade():
    pass
