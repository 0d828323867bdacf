"""Titles without spaces around them

Revision ID: 0099
Revises: 0013
"""
from alembic import op
from sqlmodel import Session, select

from app.models import Document

revision = '0099'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade():
    session = Session(bind=op.get_bind())
    for document in session.exec(select(Document)):
        document.title = document.title.strip()
        session.add(document)
    session.commit()


def downgrade():
    pass
