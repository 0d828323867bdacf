"""plain types"""
from alembic import op
import sqlalchemy as sa

revision = 'a1'
down_revision = None


def upgrade():
    op.add_column('docs', sa.Column('lang', sa.Text()))
    op.create_table('tags', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('kind', sa.Enum('a', name='kind')))


def downgrade():
    pass
