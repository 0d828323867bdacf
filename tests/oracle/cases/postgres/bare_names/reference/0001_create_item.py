"""create item

Revision ID: 0001a1b2c3d4
Revises: 
Create Date: 2026-11-23 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision: str = '0001a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('tsvector_', postgresql.TSVECTOR(), nullable=True),
    sa.Column('tsquery_', postgresql.TSQUERY(), nullable=False),
    sa.Column('jsonb_', postgresql.JSONB(), nullable=True),
    sa.Column('jsonpath_', postgresql.JSONPATH(), nullable=False),
    sa.Column('bytea_', postgresql.BYTEA(), nullable=True),
    sa.Column('inet_', postgresql.INET(), nullable=False),
    sa.Column('cidr_', postgresql.CIDR(), nullable=True),
    sa.Column('macaddr_', postgresql.MACADDR(), nullable=False),
    sa.Column('macaddr8_', postgresql.MACADDR8(), nullable=True),
    sa.Column('money_', postgresql.MONEY(), nullable=False),
    sa.Column('oid_', postgresql.OID(), nullable=True),
    sa.Column('regclass_', postgresql.REGCLASS(), nullable=False),
    sa.Column('regconfig_', postgresql.REGCONFIG(), nullable=True),
    sa.Column('interval_', postgresql.INTERVAL(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('item')
