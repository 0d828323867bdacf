from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'


def upgrade():
    op.create_table('doc',
                    sa.Column('id', sa.Integer()),
                    sa.Column('a', pgvector.sqlalchemy.vector.VECTOR(dim=3)),
                    sa.Column('b', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
