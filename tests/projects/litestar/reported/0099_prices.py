"""Books without a price cost ten

Revision ID: 0099
Revises: 0012
"""
from alembic import op
from sqlalchemy import orm

import app.models

revision = "0099"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with orm.Session(bind=op.get_bind()) as session:
        session.query(app.models.Book).filter(app.models.Book.price == 0).update({"price": 10})
        session.commit()


def downgrade() -> None:
    pass
