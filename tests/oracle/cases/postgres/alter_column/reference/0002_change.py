"""change

Revision ID: 0002a1b2c3d4
Revises: 0001a1b2c3d4
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Named(sa.types.UserDefinedType):
    cache_ok = True

    def __init__(self, name):
        self.name = name

    def get_col_spec(self, **_):
        return self.name


# revision identifiers, used by Alembic.
revision: str = '0002a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = '0001a1b2c3d4'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS ltree')
    op.execute('CREATE EXTENSION IF NOT EXISTS hstore')
    op.execute('CREATE EXTENSION IF NOT EXISTS citext')
    op.alter_column('item', 'a', existing_type=sa.Text(), type_=postgresql.INET(), existing_nullable=True, postgresql_using='a::inet')
    op.alter_column('item', 'b', existing_type=sa.String(length=40), type_=postgresql.TSVECTOR(), existing_nullable=True, postgresql_using='b::tsvector')
    op.alter_column('item', 'c', existing_type=sa.Integer(), type_=postgresql.MONEY(), existing_nullable=True)
    op.alter_column('item', 'd', existing_type=sa.VARCHAR(length=80), type_=Named('ltree'), existing_nullable=True, postgresql_using='d::ltree')
    op.alter_column('item', 'e', existing_type=sa.TEXT(), type_=postgresql.HSTORE(), existing_nullable=True, postgresql_using='e::hstore')
    op.alter_column('item', 'f', existing_type=sa.Text(), type_=postgresql.INT4RANGE(), existing_nullable=True, postgresql_using='f::int4range')
    op.alter_column('item', 'g', existing_type=sa.Text(), type_=postgresql.JSONB(), existing_nullable=True, postgresql_using='g::jsonb')
    op.alter_column('item', 'h', existing_type=sa.String(length=9), type_=postgresql.CITEXT(), existing_nullable=True)


def downgrade() -> None:
    """Downgrade schema."""
    op.alter_column('item', 'h', type_=sa.String(length=9), existing_nullable=True, postgresql_using='h::text')
    op.alter_column('item', 'g', type_=sa.Text(), existing_nullable=True, postgresql_using='g::text')
    op.alter_column('item', 'f', type_=sa.Text(), existing_nullable=True, postgresql_using='f::text')
    op.alter_column('item', 'e', type_=sa.TEXT(), existing_nullable=True, postgresql_using='e::text')
    op.alter_column('item', 'd', type_=sa.VARCHAR(length=80), existing_nullable=True, postgresql_using='d::text')
    op.alter_column('item', 'c', type_=sa.Integer(), existing_nullable=True, postgresql_using='c::numeric::integer')
    op.alter_column('item', 'b', type_=sa.String(length=40), existing_nullable=True, postgresql_using='b::text')
    op.alter_column('item', 'a', type_=sa.Text(), existing_nullable=True, postgresql_using='a::text')
