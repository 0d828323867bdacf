"""place"""
from alembic import op
import sqlalchemy as sa
from geoalchemy2 import Geometry

revision = '6b1d93f07c2e'
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS postgis')
    op.create_table('place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('border', Geometry('POLYGON', 4326), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('idx_place_border', 'place', ['border'], postgresql_using='spgist')


def downgrade():
    op.drop_table('place')
