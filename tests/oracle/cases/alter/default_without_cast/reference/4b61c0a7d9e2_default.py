"""a default that is not cast

Revision ID: 4b61c0a7d9e2
Revises: 
Create Date: 2025-03-11 09:12:45.180233

"""
from typing import Sequence, Union

from alembic import op
import pgvector.sqlalchemy
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '4b61c0a7d9e2'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.create_table('note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kept', sa.Text(), server_default='[1,2,3]', nullable=True),
    sa.Column('lost', sa.String(length=30), server_default='[1,2,3]', nullable=True),
    sa.Column('changed', sa.JSON(), server_default='[1,2,3]', nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.execute("INSERT INTO note (id, kept, lost, changed) VALUES (1, '[4,5,6]', '[4,5,6]', '[4,5,6]')")
    op.alter_column('note', 'kept', server_default=None)
    op.alter_column('note', 'kept', type_=pgvector.sqlalchemy.vector.VECTOR(dim=3), postgresql_using='kept::vector(3)')
    op.alter_column('note', 'kept', server_default='[1,2,3]')
    op.alter_column('note', 'lost', server_default=None)
    op.alter_column('note', 'lost', type_=pgvector.sqlalchemy.halfvec.HALFVEC(dim=3), postgresql_using='lost::halfvec(3)')
    op.alter_column('note', 'changed', server_default=None)
    op.alter_column('note', 'changed', type_=pgvector.sqlalchemy.vector.VECTOR(dim=3), postgresql_using='changed::text::vector(3)')
    op.alter_column('note', 'changed', server_default='[0,0,0]', nullable=False)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('note')
