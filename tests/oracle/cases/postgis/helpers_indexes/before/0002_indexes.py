"""create indexes

Revision ID: 0002a1b2c3d4
Revises: 0001a1b2c3d4
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from geoalchemy2 import Geography, Geometry, Raster

# revision identifiers, used by Alembic.
revision: str = '0002a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = '0001a1b2c3d4'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_geospatial_index('by_name', 'place', ['shape'], unique=False, if_not_exists=True, postgresql_using='gist')
    op.create_geospatial_index('by_place', 'place', ['shape'], 'geo', False, postgresql_using='gist')
    op.create_geospatial_index(index_name='some', table_name='place', columns=['shape'], postgresql_using='gist', postgresql_where=sa.text('id > 1'), postgresql_include=['id'])
    op.create_geospatial_index(op.f('btree'), 'place', ['shape'], unique=True)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_geospatial_index(op.f('btree'), 'place', 'shape')
    op.drop_geospatial_index('some', column_name='shape', table_name='place', if_exists=True)
    op.drop_geospatial_index('by_place', 'place', 'shape', 'geo', False)
    op.drop_geospatial_index(
        'by_name',
        table_name='place',
        # nobody needs it
        column_name='shape',
        postgresql_using='gist',
    )
