"""create item

Revision ID: 0001a1b2c3d4
Revises: 
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
revision: str = '0001a1b2c3d4'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('c0', Named('xml'), nullable=True),
    sa.Column('c1', Named('pg_lsn'), nullable=True),
    sa.Column('c2', Named('pg_snapshot'), nullable=True),
    sa.Column('c3', Named('txid_snapshot'), nullable=True),
    sa.Column('c4', Named('xid8'), nullable=True),
    sa.Column('c5', Named('point'), nullable=True),
    sa.Column('c6', Named('line'), nullable=True),
    sa.Column('c7', Named('lseg'), nullable=True),
    sa.Column('c8', Named('box'), nullable=True),
    sa.Column('c9', Named('path'), nullable=True),
    sa.Column('c10', Named('polygon'), nullable=True),
    sa.Column('c11', Named('circle'), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('item')
