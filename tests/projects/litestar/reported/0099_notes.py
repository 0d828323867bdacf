"""Orders have notes

Revision ID: 0099
Revises: 0012
"""
import sqlalchemy as sa
from advanced_alchemy.types import EncryptedText, FernetBackend
from alembic import op

sa.EncryptedText = EncryptedText
sa.FernetBackend = FernetBackend

revision = "0099"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notes", sa.EncryptedText(key="not-a-real-key", backend=FernetBackend, length=None)))


def downgrade() -> None:
    op.drop_column("order", "notes")
