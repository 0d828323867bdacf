"""every hazard"""
from alembic import op
import sqlalchemy as sa
from contextlib import nullcontext as something

revision = "a1b2c3"
down_revision = None


def upgrade():
    with op.batch_alter_table('t') as batch_op, something() as x:
        batch_op.add_column(sa.Column('a', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    with op.batch_alter_table('t') as batch_op:
        batch_op.add_column(sa.Column('b', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
        batch_op.create_index('ix', ['b'])
    with op.batch_alter_table('t') as batch_op:
        batch_op.add_column(sa.Column('c', sa.Text()))
        batch_op.add_column(sa.Column('d', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    with op.batch_alter_table('t') as batch_op:
        batch_op.add_column(sa.Column('e', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
        batch_op.add_column(sa.Column('f', sa.Text()))
    with op.batch_alter_table('t') as batch_op:
        batch_op.drop_column('g')
        batch_op.add_column(sa.Column('g', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    with op.batch_alter_table('t') as batch_op:
        batch_op.add_column(sa.Column('h', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
        op.execute('SELECT 1')
    with op.batch_alter_table('t') as batch_op:
        batch_op.alter_column('i', existing_type=sa.TEXT(), type_=pgvector.sqlalchemy.vector.VECTOR(dim=3))
        batch_op.alter_column('j', existing_type=sa.TEXT(), type_=pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=False)


def downgrade():
    pass
