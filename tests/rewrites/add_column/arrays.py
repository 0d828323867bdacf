"""arrays"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('v', postgresql.ARRAY(pgvector.sqlalchemy.vector.VECTOR(dim=3)), nullable=True))
    op.add_column('t', sa.Column('w', sa.ARRAY(pgvector.sqlalchemy.vector.VECTOR(dim=3), dimensions=2), nullable=True))


def downgrade():
    pass
