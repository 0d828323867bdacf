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
    op.execute('CREATE EXTENSION IF NOT EXISTS cube')
    op.execute('CREATE EXTENSION IF NOT EXISTS seg')
    op.execute('CREATE EXTENSION IF NOT EXISTS isn')
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('a', Named('cube'), nullable=True),
    sa.Column('b', Named('seg'), nullable=True),
    sa.Column('c0', Named('isbn'), nullable=True),
    sa.Column('c1', Named('isbn13'), nullable=True),
    sa.Column('c2', Named('issn'), nullable=True),
    sa.Column('c3', Named('issn13'), nullable=True),
    sa.Column('c4', Named('ismn'), nullable=True),
    sa.Column('c5', Named('ismn13'), nullable=True),
    sa.Column('c6', Named('ean13'), nullable=True),
    sa.Column('c7', Named('upc'), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('item')
