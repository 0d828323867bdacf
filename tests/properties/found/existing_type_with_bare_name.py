from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'b'
down_revision = 'a'


def upgrade():
    op.alter_column('doc', 'embedding', existing_type=postgresql.JSONB(astext_type=Text()), type_=pgvector.sqlalchemy.vector.VECTOR(dim=3))


def downgrade():
    pass
