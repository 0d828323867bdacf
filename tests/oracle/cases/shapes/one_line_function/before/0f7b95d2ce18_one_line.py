"""a function on one line

Revision ID: 0f7b95d2ce18
Revises: 
Create Date: 2025-03-11 09:12:45.180233

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '0f7b95d2ce18'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade(): op.create_table('doc', sa.Column('id', sa.Integer())); op.add_column('doc', sa.Column('embedding', db.Vector(3)))
def downgrade(): op.drop_column('doc', 'embedding'); op.drop_table('doc')
