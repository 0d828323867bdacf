"""a wide table

Revision ID: 213f121540b5
Revises: 
Create Date: 2020-11-03 13:47:11.290524

"""
from alembic import op
import sqlalchemy as sa
import app.types
from app.types import Code, Money
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = '213f121540b5'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('wide',
    sa.Column('id', app.types.StringUUID(), nullable=False),
    sa.Column('parent_id', app.types.StringUUID(), nullable=True),
    sa.Column('slug', app.types.Slug(length=80), nullable=False),
    sa.Column('price', Money(precision=12, scale=2), server_default=sa.text('0'), nullable=False),
    sa.Column('name', sa.String(length=10), nullable=True),
    sa.Column('tax', Money(precision=12, scale=2), nullable=True),
    sa.Column('made', app.types.UTCDateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('gone', app.types.UTCDateTime(timezone=True), nullable=True),
    sa.Column('data', app.types.Document(), nullable=True),
    sa.Column('number', app.types.Snowflake(), nullable=True),
    sa.Column('code', Code(length=12), nullable=True),
    sa.Column('zone', Code(2), nullable=True),
    sa.Column('path', postgresql.ARRAY(app.types.StringUUID()), nullable=True),
    sa.ForeignKeyConstraint(['parent_id'], ['wide.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('slug', 'zone')
    )


def downgrade():
    op.drop_table('wide')
