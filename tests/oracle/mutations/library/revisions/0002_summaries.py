"""summaries"""

import pgvector.sqlalchemy
import sqlalchemy as sa
from alembic import op

revision = "b2e1d3f5a702"
down_revision = "a1f0c2d4e601"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("document", sa.Column("summary", pgvector.sqlalchemy.Vector(5), nullable=True))
    op.add_column("document", sa.Column("weight", pgvector.sqlalchemy.Vector(2),
                                        server_default="[0,0]", nullable=False))
    op.execute("UPDATE document SET summary = '[1,2,3,4,5]' WHERE slug = 'first'")
    op.alter_column("document", "title", existing_type=sa.String(length=200), type_=sa.Text(),
                    existing_nullable=False, comment="As printed")
    op.alter_column("chunk", "half", existing_type=pgvector.sqlalchemy.HALFVEC(4), nullable=False)
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        schema="archive",
    )
    op.execute("ALTER TABLE document SET (fillfactor = 70)")
    op.execute("CREATE VIEW archive.published AS SELECT id, title FROM document WHERE state = 'published'")


def downgrade():
    op.execute("DROP VIEW archive.published")
    op.execute("ALTER TABLE document RESET (fillfactor)")
    op.drop_table("note", schema="archive")
    op.alter_column("chunk", "half", existing_type=pgvector.sqlalchemy.HALFVEC(4), nullable=True)
    op.alter_column("document", "title", existing_type=sa.Text(), type_=sa.String(length=200),
                    existing_nullable=False, comment=None)
    op.drop_column("document", "weight")
    op.drop_column("document", "summary")
