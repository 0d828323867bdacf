"""widen

Revision ID: f00000000005
Revises: f00000000004
Create Date: 2024-05-05 10:00:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f00000000005'
down_revision = 'f00000000004'
branch_labels = None
depends_on = None


def upgrade():
    from shop.db.types import values
    from shop.db.types.keys import GuidKey

    op.alter_column('line', 'price', existing_type=values.Money(10, 4), type_=values.Money(20, 6), existing_nullable=False)
    with op.batch_alter_table('line') as batch_op:
        batch_op.add_column(sa.Column('guid', GuidKey(), nullable=True))
        batch_op.alter_column('tags', existing_type=values.Tags(), nullable=False)


def downgrade():
    from shop.db.types import values

    with op.batch_alter_table('line') as batch_op:
        batch_op.alter_column('tags', existing_type=values.Tags(), nullable=True)
        batch_op.drop_column('guid')
    op.alter_column('line', 'price', existing_type=values.Money(20, 6), type_=values.Money(10, 4), existing_nullable=False)
