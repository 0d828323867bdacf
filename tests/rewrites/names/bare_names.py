"""bare names"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('a', postgresql.JSONB(astext_type=Text()), nullable=True))
    op.add_column('t', sa.Column('b', sa.ARRAY(Integer()), server_default=FetchedValue()))
    op.create_table('u', sa.Column('e', sa.Enum('A', 'B', name='e', metadata=MetaData())))
    op.create_table('w', Column('i', Integer()))


def downgrade():
    pass
