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
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('tsvector_', TSVECTOR(), nullable=True),
    sa.Column('tsquery_', TSQUERY(), nullable=False),
    sa.Column('jsonb_', JSONB(), nullable=True),
    sa.Column('jsonpath_', JSONPATH(), nullable=False),
    sa.Column('bytea_', BYTEA(), nullable=True),
    sa.Column('inet_', INET(), nullable=False),
    sa.Column('cidr_', CIDR(), nullable=True),
    sa.Column('macaddr_', MACADDR(), nullable=False),
    sa.Column('macaddr8_', MACADDR8(), nullable=True),
    sa.Column('money_', MONEY(), nullable=False),
    sa.Column('oid_', OID(), nullable=True),
    sa.Column('regclass_', REGCLASS(), nullable=False),
    sa.Column('regconfig_', REGCONFIG(), nullable=True),
    sa.Column('interval_', INTERVAL(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('item')
