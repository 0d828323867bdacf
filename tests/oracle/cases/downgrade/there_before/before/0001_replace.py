"""replace what is there"""
from alembic import op
import sqlalchemy as sa
from pgvector.sqlalchemy import Vector

revision = "a"
down_revision = None


def upgrade():
    op.execute("ALTER TYPE kind RENAME TO kind_old")
    op.execute("CREATE TYPE kind AS ENUM ('a', 'b', 'c')")
    op.execute("ALTER TABLE t ALTER COLUMN k TYPE kind USING k::text::kind")
    op.execute("DROP TYPE kind_old")
    op.execute("DROP TYPE mood")
    op.execute("CREATE TYPE mood AS ENUM ('x')")
    op.drop_column('t', 'v')
    op.add_column('t', sa.Column('v', Vector(3)))
    op.execute('ALTER TABLE q DROP COLUMN z, ADD COLUMN z vector(3)')
    op.drop_table('u')
    op.create_table('u', sa.Column('id', sa.Integer()), sa.Column('w', Vector(3)))


def downgrade():
    op.drop_table('u')
    op.create_table('u', sa.Column('id', sa.Integer()), sa.Column('w', Vector(4)))
    op.execute('ALTER TABLE q DROP COLUMN z, ADD COLUMN z vector(5)')
    op.drop_column('t', 'v')
    op.add_column('t', sa.Column('v', Vector(4)))
    op.execute("DROP TYPE mood")
    op.execute("CREATE TYPE mood AS ENUM ('y')")
    op.execute("ALTER TYPE kind RENAME TO kind_new")
    op.execute("CREATE TYPE kind AS ENUM ('a', 'b')")
    op.execute("ALTER TABLE t ALTER COLUMN k TYPE kind USING k::text::kind")
    op.execute("DROP TYPE kind_new")
