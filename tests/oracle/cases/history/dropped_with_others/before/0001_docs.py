"""docs

Revision ID: d24672e9a474
Revises: 
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'd24672e9a474'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.execute('CREATE TABLE docs (id integer PRIMARY KEY, emb vector(3), parts halfvec(3)[], n integer)')
    op.execute('CREATE TABLE notes (id integer, doc integer REFERENCES docs)')
    op.execute('ALTER TABLE docs DROP CONSTRAINT docs_pkey CASCADE')
    op.execute('CREATE SEQUENCE numbers; ALTER TABLE docs ALTER COLUMN n SET DEFAULT nextval(\'numbers\')')
    op.execute('DROP SEQUENCE numbers CASCADE')
    op.execute('CREATE SEQUENCE own OWNED BY notes.id')
    op.execute('ALTER TABLE notes DROP COLUMN id')
    op.execute('DROP EXTENSION vector CASCADE')
    op.execute('CREATE EXTENSION vector')
    op.execute('CREATE DOMAIN short AS vector(3)')
    op.execute('ALTER TABLE docs ADD COLUMN emb short')
    op.execute('ALTER DOMAIN short RENAME TO shorter')
    op.execute("CREATE TYPE mood AS ENUM ('ok'); ALTER TABLE docs ADD COLUMN mood mood")
    op.execute('CREATE SCHEMA kinds; ALTER TYPE mood SET SCHEMA kinds')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('docs')
    op.drop_table('notes')
    op.execute('DROP DOMAIN shorter')
    op.execute('DROP SCHEMA kinds CASCADE')
