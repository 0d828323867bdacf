"""A revision."""
from alembic import op
import sqlalchemy as sa


revision = 'b'
down_revision = 'a'


def upgrade():
    if op.get_bind().dialect.name == 'postgresql':
        op.create_table('doc', sa.Column('embedding', pgvector.sqlalchemy.vector.VECTOR(dim=3)))
    with op.batch_alter_table('doc') as batch_op:
        batch_op.alter_column('embedding', type_=sa.ARRAY(sqlalchemy_utils.types.ltree.LtreeType()))


def downgrade():
    pass
