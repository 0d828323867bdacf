"""Names and values that try to end the SQL, the Python string or the comment that they are put into.

Revision ID: a
"""
from alembic import op
import sqlalchemy as sa

revision = 'a'
down_revision = None


def upgrade():
    op.add_column('doc; DROP TABLE users; --', sa.Column('e" int; DROP TABLE users; --', db.Vector(3)))
    op.add_column('doc', sa.Column("e'); import os; os.system('x') #", db.Vector(3), comment="it's'); DROP TABLE users; --"))
    op.add_column('doc', sa.Column('''e
    op.execute('DROP TABLE users')
    ''', db.Vector(3), nullable=True))
    op.add_column('doc', sa.Column('e\\', db.Vector(3), comment='\\\'); DROP TABLE users; --', nullable=True))
    op.add_column('doc', sa.Column('e\x1b[2J\u202e', db.Vector(3), comment='\x1b]0;x\x07', nullable=True))
    op.add_column('doc', sa.Column('e {__import__("os")} %(x)s :y', db.Vector(3), nullable=True), schema='a"."b')


def downgrade():
    pass
