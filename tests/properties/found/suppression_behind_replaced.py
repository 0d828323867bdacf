from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'


def upgrade():
    op.alter_column('doc', 'embedding', existing_type=pgvector.sqlalchemy.vector.VECTOR(dim=20000), type_=pgvector.sqlalchemy.halfvec.HALFVEC(dim=3))  # rectify: ignore[pgvector/vector]


def downgrade():
    pass
