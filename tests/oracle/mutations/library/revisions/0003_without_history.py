"""the history goes"""

import pgvector.sqlalchemy
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c3d2e4a6b803"
down_revision = "b2e1d3f5a702"
branch_labels = None
depends_on = None


def upgrade():
    op.drop_column("chunk", "history")
    op.drop_index("chunk_embedding", table_name="chunk")
    op.drop_constraint("document_slug_unique", "document", type_="unique")
    op.alter_column("document", "summary", existing_type=pgvector.sqlalchemy.Vector(5),
                    type_=pgvector.sqlalchemy.Vector(), existing_nullable=True)


def downgrade():
    op.alter_column("document", "summary", existing_type=pgvector.sqlalchemy.Vector(),
                    type_=pgvector.sqlalchemy.Vector(5), existing_nullable=True)
    op.create_unique_constraint("document_slug_unique", "document", ["slug"])
    op.create_index("chunk_embedding", "chunk", ["embedding"], postgresql_using="hnsw",
                    postgresql_with={"m": 8, "ef_construction": 32},
                    postgresql_ops={"embedding": "vector_cosine_ops"})
    op.add_column("chunk", sa.Column("history", postgresql.ARRAY(pgvector.sqlalchemy.Vector(3)),
                                     nullable=True))
