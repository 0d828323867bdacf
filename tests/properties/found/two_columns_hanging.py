"""A revision."""
from alembic import op
import sqlalchemy as sa


revision = 'b'
down_revision = 'a'


def upgrade():
    op.add_column('doc', sa.Column('embedding', sa.ARRAY(pgvector.sqlalchemy.vector.VECTOR(dim=3))))


def downgrade():
    op.create_table('doc',
                    sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3)),
                    sa.Column('id', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
