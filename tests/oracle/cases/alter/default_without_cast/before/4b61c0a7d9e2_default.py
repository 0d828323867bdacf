"""a default that is not cast

Revision ID: 4b61c0a7d9e2
Revises: 
Create Date: 2025-03-11 09:12:45.180233

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '4b61c0a7d9e2'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kept', sa.Text(), server_default='[1,2,3]', nullable=True),
    sa.Column('lost', sa.String(length=30), server_default='[1,2,3]', nullable=True),
    sa.Column('changed', sa.JSON(), server_default='[1,2,3]', nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.execute("INSERT INTO note (id, kept, lost, changed) VALUES (1, '[4,5,6]', '[4,5,6]', '[4,5,6]')")
    op.alter_column('note', 'kept',
               existing_type=sa.TEXT(),
               type_=pgvector.sqlalchemy.vector.VECTOR(dim=3),
               existing_nullable=True,
               existing_server_default=sa.text("'[1,2,3]'::text"))
    op.alter_column('note', 'lost',
               existing_type=sa.VARCHAR(length=30),
               server_default=None,
               type_=pgvector.sqlalchemy.halfvec.HALFVEC(dim=3),
               existing_nullable=True)
    op.alter_column('note', 'changed',
               existing_type=sa.JSON(),
               server_default='[0,0,0]',
               type_=pgvector.sqlalchemy.vector.VECTOR(dim=3),
               nullable=False)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('note')
