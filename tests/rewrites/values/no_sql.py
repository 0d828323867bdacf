"""what is no SQL stays as it is"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.alter_column('t', 'v', type_=pgvector.sqlalchemy.vector.VECTOR(dim=3), postgresql_using='v::real[] as vector(3)')
    op.add_column('t', sa.Column('w', pgvector.sqlalchemy.vector.VECTOR(dim=3), server_default=sa.text("'[1,2,3]::vector")))


def downgrade():
    pass
