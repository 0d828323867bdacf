"""docs

Revision ID: 8e723d53dd10
Revises: 
Create Date: 2025-03-01 10:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
import textwrap

# revision identifiers, used by Alembic.
revision: str = '8e723d53dd10'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

DIMENSION = 3


def upgrade() -> None:
    """Upgrade schema."""
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    sql = 'CREATE TABLE docs (id integer PRIMARY KEY'
    sql += ', plus vector(%d)' % (DIMENSION + 1)
    sql += ')'
    op.execute(sql)
    columns = ['ADD COLUMN joined vector(5)', 'ADD COLUMN {} vector({n})'.format('formatted', n=DIMENSION * 2)]
    op.execute('ALTER TABLE docs ' + ', '.join(columns))
    op.execute('ALTER TABLE NAME ADD COLUMN replaced vector(7)'.replace('NAME', 'docs'))
    op.execute(textwrap.dedent("""
        COMMENT ON COLUMN docs.joined IS 'two
          lines'
    """))
    op.get_bind().exec_driver_sql("ALTER TABLE docs ADD COLUMN odd integer DEFAULT 7 %% 2")


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('docs')
