"""Places have names

Revision ID: 0099
Revises: 0013
"""
from alembic import op
from sqlalchemy.orm import Session

from app.models import Place

revision = '0099'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade():
    session = Session(bind=op.get_bind())
    session.add(Place(name='Nowhere', location='SRID=4326;POINT(0 0)'))
    session.commit()


def downgrade():
    pass
