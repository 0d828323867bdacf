"""change

Revision ID: 0002a1b2c3d4
Revises: 0001a1b2c3d4
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = '0002a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = '0001a1b2c3d4'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.alter_column('item', 'a', existing_type=sa.Text(), type_=INET(), existing_nullable=True)
    op.alter_column('item', 'b', existing_type=sa.String(length=40), type_=TSVECTOR(), existing_nullable=True)
    op.alter_column('item', 'c', existing_type=sa.Integer(), type_=MONEY(), existing_nullable=True)
    op.alter_column('item', 'd', existing_type=sa.VARCHAR(length=80), type_=LTREE(), existing_nullable=True)
    op.alter_column('item', 'e', existing_type=sa.TEXT(), type_=sa.HSTORE(), existing_nullable=True)
    op.alter_column('item', 'f', existing_type=sa.Text(), type_=INT4RANGE(), existing_nullable=True)
    op.alter_column('item', 'g', existing_type=sa.Text(), type_=JSONB(), existing_nullable=True)
    op.alter_column('item', 'h', existing_type=sa.String(length=9), type_=CITEXT(), existing_nullable=True)


def downgrade() -> None:
    """Downgrade schema."""
    op.alter_column('item', 'h', existing_type=CITEXT(), type_=sa.String(length=9), existing_nullable=True, postgresql_using='h::text')
    op.alter_column('item', 'g', existing_type=JSONB(), type_=sa.Text(), existing_nullable=True, postgresql_using='g::text')
    op.alter_column('item', 'f', existing_type=INT4RANGE(), type_=sa.Text(), existing_nullable=True, postgresql_using='f::text')
    op.alter_column('item', 'e', existing_type=sa.HSTORE(), type_=sa.TEXT(), existing_nullable=True, postgresql_using='e::text')
    op.alter_column('item', 'd', existing_type=LTREE(), type_=sa.VARCHAR(length=80), existing_nullable=True, postgresql_using='d::text')
    op.alter_column('item', 'c', existing_type=MONEY(), type_=sa.Integer(), existing_nullable=True, postgresql_using='c::numeric::integer')
    op.alter_column('item', 'b', existing_type=TSVECTOR(), type_=sa.String(length=40), existing_nullable=True, postgresql_using='b::text')
    op.alter_column('item', 'a', existing_type=INET(), type_=sa.Text(), existing_nullable=True, postgresql_using='a::text')
