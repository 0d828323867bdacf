"""documents and their chunks"""

import pgvector.sqlalchemy
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "a1f0c2d4e601"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.execute("CREATE SCHEMA archive")
    documents = op.create_table(
        "document",
        sa.Column("id", sa.Integer(), sa.Identity(always=True, start=10, increment=5), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.Enum("draft", "published", "retired", name="document_state"),
                  server_default="draft", nullable=False),
        sa.Column("pages", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("words", sa.Integer(), sa.Computed("pages * 300", persisted=True), nullable=True),
        sa.Column("price", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("slug", sa.String(length=80, collation="C"), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("pages > 0", name="pages_positive"),
        sa.PrimaryKeyConstraint("id", name="document_pk"),
        sa.UniqueConstraint("slug", name="document_slug_unique"),
        comment="What was read",
    )
    op.create_table(
        "chunk",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("embedding", pgvector.sqlalchemy.Vector(3), nullable=False, comment="of the text"),
        sa.Column("half", pgvector.sqlalchemy.HALFVEC(4), nullable=True),
        sa.Column("payload", postgresql.JSONB(), server_default=sa.text("'{\"a\": 1}'"), nullable=True),
        sa.Column("history", postgresql.ARRAY(pgvector.sqlalchemy.Vector(3)), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="chunk_document",
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("chunk_embedding", "chunk", ["embedding"], postgresql_using="hnsw",
                    postgresql_with={"m": 8, "ef_construction": 32},
                    postgresql_ops={"embedding": "vector_cosine_ops"})
    op.create_index("document_title", "document", [sa.text("lower(title)")], unique=True,
                    postgresql_where=sa.text("state = 'published'"))
    op.bulk_insert(documents, [
        {"title": "First", "pages": 3, "slug": "first"},
        {"title": "Second", "pages": 4, "slug": "second"},
    ])


def downgrade():
    op.drop_index("document_title", table_name="document")
    op.drop_table("chunk")
    op.drop_table("document")
    op.execute("DROP TYPE document_state")
    op.execute("DROP SCHEMA archive")
