"""Everybody has a user name

Revision ID: 0099
Revises: 0012
"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from app.db import User

revision = '0099'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade():
    with Session(op.get_bind()) as session:
        for user in session.scalars(sa.select(User)):
            user.display_name = user.email.partition('@')[0]
        session.commit()


def downgrade():
    pass
