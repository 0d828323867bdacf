"""column list"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    for table in ('a', 'b'):
        op.add_column(table, sa.Column('v', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    columns = [sa.Column('x', pgvector.sqlalchemy.vector.VECTOR(dim=3)), sa.Column('id', sa.Integer())]
    op.create_table('q', *columns)


def downgrade():
    pass
