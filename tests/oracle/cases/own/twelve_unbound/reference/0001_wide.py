"""a wide table

Revision ID: 7b4aaba29344
Revises: 
Create Date: 2020-11-05 14:40:46.257335

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = '7b4aaba29344'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('wide',
    sa.Column('id', sa.UUID(), nullable=False),
    sa.Column('parent_id', sa.UUID(), nullable=True),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('price', sa.Numeric(precision=12, scale=2), server_default=sa.text('0'), nullable=False),
    sa.Column('name', sa.String(length=10), nullable=True),
    sa.Column('tax', sa.Numeric(precision=12, scale=2), nullable=True),
    sa.Column('made', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('gone', sa.DateTime(timezone=True), nullable=True),
    sa.Column('data', postgresql.JSONB(), nullable=True),
    sa.Column('number', sa.BigInteger(), nullable=True),
    sa.Column('code', sa.String(length=12), nullable=True),
    sa.Column('zone', sa.String(length=2), nullable=True),
    sa.Column('path', postgresql.ARRAY(sa.UUID()), nullable=True),
    sa.ForeignKeyConstraint(['parent_id'], ['wide.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('slug', 'zone')
    )


def downgrade():
    op.drop_table('wide')
