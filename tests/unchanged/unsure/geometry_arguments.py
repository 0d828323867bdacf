"""places"""
from alembic import op
import sqlalchemy as sa
from app.settings import INDEXED, SRID

revision = "5d1f0a7c2b34"
down_revision = None


def upgrade():
    op.add_column('place', sa.Column('a', geoalchemy2.types.Geometry('POINT', 4326, use_typmod=False), nullable=True))
    op.add_column('place', sa.Column('b', geoalchemy2.types.Geometry('POINT', 4326, management=True), nullable=True))
    op.add_column('place', sa.Column('c', geoalchemy2.types.Geometry('POINT', 4326, nullable=False), nullable=True))
    op.add_column('place', sa.Column('d', geoalchemy2.types.Geometry('POINT', srid=SRID), nullable=True))
    op.add_column('place', sa.Column('e', geoalchemy2.types.Geometry('POINT', 4326, spatial_index=INDEXED), nullable=True))
    op.add_column('place', sa.Column('f', geoalchemy2.types.Geometry('POINT', 4326, name='geography'), nullable=True))


def downgrade():
    pass
