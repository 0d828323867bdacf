"""colors

Revision ID: 26613fdeb432
Revises: 89dcc5f200be
Create Date: 2020-07-17 08:53:20.149705

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '26613fdeb432'
down_revision = '89dcc5f200be'
branch_labels = None
depends_on = None


def upgrade():
    sa.Enum('RED', 'GREEN', name='color').create(op.get_bind(), checkfirst=False)
    op.alter_column('item', 'color',
               existing_type=sa.VARCHAR(length=10),
               type_=sa.Enum('RED', 'GREEN', name='color'),
               existing_nullable=True,
               postgresql_using='color::color')


def downgrade():
    op.alter_column('item', 'color',
               existing_type=sa.Enum('RED', 'GREEN', name='color'),
               type_=sa.VARCHAR(length=10),
               existing_nullable=True)
    sa.Enum('RED', 'GREEN', name='color').drop(op.get_bind(), checkfirst=False)
