"""create tables

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
    op.execute('CREATE EXTENSION IF NOT EXISTS ltree')

    op.create_table('host',
    sa.Column('address', postgresql.INET(), nullable=False),
    sa.Column('net', postgresql.CIDR(), sa.CheckConstraint('masklen(net) > 8', name='ck_net'), nullable=True, unique=True),
    sa.Column('path', Named('ltree'), nullable=False, unique=True),
    sa.Column('during', postgresql.TSTZRANGE(), nullable=True, index=True),
    postgresql.ExcludeConstraint(('during', '&&'), using='gist', name='ex_during'),
    sa.PrimaryKeyConstraint('address')
    )
    op.create_table('visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('host', postgresql.INET(), nullable=True),
    sa.Column('host_path', Named('ltree'), nullable=True),
    sa.ForeignKeyConstraint(['host'], ['host.address']),
    sa.ForeignKeyConstraint(['host_path'], ['host.path'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('visit')
    op.drop_table('host')
