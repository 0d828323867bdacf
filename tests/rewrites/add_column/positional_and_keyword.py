"""positional and keyword"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=False, server_default=sa.text("'[1,2,3]'::vector")))
    op.add_column(table_name='t', column=sa.Column(name='w', type_=pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    op.add_column('t', sa.Column('x', pgvector.sqlalchemy.vector.VECTOR(dim=3)), schema='s')
    op.add_column('t', sa.Column('y', pgvector.sqlalchemy.vector.VECTOR(dim=3)), schema=None)


def downgrade():
    pass
