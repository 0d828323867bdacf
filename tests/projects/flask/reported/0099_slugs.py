"""Products have slugs

Revision ID: 0099
Revises: 0014
"""
from alembic import op
from sqlalchemy.orm import sessionmaker

from shop.database import db
from shop.models import Product

revision = '0099'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade():
    session = sessionmaker()(bind=op.get_bind())
    for product in session.query(Product).filter(Product.slug == ''):
        product.slug = product.name.lower().replace(' ', '-')
    session.commit()


def downgrade():
    pass
