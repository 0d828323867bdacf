"""what takes its columns from a table

Revision ID: 9d20e4f1b873
Revises: 
Create Date: 2025-03-11 09:12:45.180233

"""
from typing import Sequence, Union

from alembic import op
import pgvector.sqlalchemy
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '9d20e4f1b873'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.create_table('part',
    sa.Column('id', sa.Integer(), nullable=True),
    sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=True),
    sa.Column('title', sa.Text(), nullable=True)
    )
    op.execute('CREATE TABLE part_archive (LIKE part)')
    op.execute("INSERT INTO part_archive VALUES (1, '[1,2,3]', 'a')")
    op.create_table('page',
    sa.Column('id', sa.Integer(), nullable=True),
    sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=True),
    sa.Column('title', sa.Text(), nullable=True)
    )
    op.execute('CREATE TABLE page_old () INHERITS (page)')
    op.execute("INSERT INTO page_old VALUES (1, '[1,2,3]', 'a')")
    op.create_table('note',
    sa.Column('id', sa.Integer(), nullable=True),
    sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=True),
    sa.Column('title', sa.Text(), nullable=True)
    )
    op.execute("CREATE FUNCTION first_note() RETURNS note LANGUAGE sql AS $$ SELECT 1, '[1,2,3]'::vector, 'a'::text $$")


def downgrade() -> None:
    """Downgrade schema."""
    op.execute('DROP FUNCTION first_note()')
    op.drop_table('note')
    op.execute('DROP TABLE page_old')
    op.drop_table('page')
    op.execute('DROP TABLE part_archive')
    op.drop_table('part')
