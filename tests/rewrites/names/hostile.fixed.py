"""Names and values that try to end the SQL, the Python string or the comment that they are put into.

Revision ID: a
"""
from alembic import op
import sqlalchemy as sa

revision = 'a'
down_revision = None


class RawType(sa.types.UserDefinedType):
    """A column type that reaches the database as it is written."""

    cache_ok = True

    def __init__(self, sql):
        self.sql = sql

    def get_col_spec(self, **kw):
        return self.sql

    def literal_processor(self, dialect):
        return sa.String().literal_processor(dialect)


def upgrade():
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    # rectify: pgvector/vector, was sa.Column('e" int; DROP TABLE users; --', db.Vector(3))
    op.execute('ALTER TABLE "doc; DROP TABLE users; --" ADD COLUMN "e"" int; DROP TABLE users; --" vector(3)')
    # rectify: pgvector/vector, was sa.Column("e'); import os; os.system('x') #", db.Vector(3), comment="…
    op.execute('ALTER TABLE doc ADD COLUMN "e\'); import os; os.system(\'x\') #" vector(3)')
    op.execute('COMMENT ON COLUMN doc."e\'); import os; os.system(\'x\') #" IS \'it\'\'s\'\'); DROP TABLE users; --\'')
    # rectify: pgvector/vector, was sa.Column('''e op.execute('DROP TABLE users') ''', db.Vector(3), null…
    op.execute('ALTER TABLE doc ADD COLUMN "e\n    op.execute(\'DROP TABLE users\')\n    " vector(3)')
    op.add_column('doc', sa.Column('e\\', RawType('vector(3)'), comment='\\\'); DROP TABLE users; --', nullable=True))
    # rectify: pgvector/vector, was sa.Column('e\x1b[2J\u202e', db.Vector(3), comment='\x1b]0;x\x07', nul…
    op.execute('ALTER TABLE doc ADD COLUMN "e\x1b[2J\u202e" vector(3)')
    op.execute('COMMENT ON COLUMN doc."e\x1b[2J\u202e" IS \'\x1b]0;x\x07\'')
    # rectify: pgvector/vector, was sa.Column('e {__import__("os")} %(x)s :y', db.Vector(3), nullable=Tru…
    op.execute('ALTER TABLE "a"".""b".doc ADD COLUMN "e {__import__(""os"")} %(x)s \\:y" vector(3)')


def downgrade():
    pass
