"""create item

Revision ID: 0001a1b2c3d4
Revises: 
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = '0001a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('item', sa.Column('id', sa.Integer(), nullable=False), sa.Column('a', sa.Text(), nullable=True), sa.Column('b', sa.String(length=40), nullable=True), sa.Column('c', sa.Integer(), nullable=True), sa.Column('d', sa.VARCHAR(length=80), nullable=True), sa.Column('e', sa.TEXT(), nullable=True), sa.Column('f', sa.Text(), nullable=True), sa.Column('g', sa.Text(), nullable=True), sa.Column('h', sa.String(length=9), nullable=True), sa.PrimaryKeyConstraint('id'))
    op.execute("INSERT INTO item VALUES (1, '10.0.0.1', 'a b', 5, 'top.a', 'a=>1', '[1,3)', '{}', 'A')")


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('item')
