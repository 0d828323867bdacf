"""the package is imported, the module that is named is not

Revision ID: 8d21b04e55aa
Revises: 3f0c1a77d2be
Create Date: 2021-04-05 16:17:18.192021

"""
from alembic import op
import sqlalchemy as sa
import app


revision = '8d21b04e55aa'
down_revision = '3f0c1a77d2be'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('owner_id', app.models.types.GUID(), nullable=True))
        batch_op.alter_column('balance', existing_type=sa.BigInteger(), type_=app.models.Cents(), existing_nullable=False)
        batch_op.add_column(sa.Column('role', sa.String(length=len(app.enums.Role.admin.value)), nullable=True))


def downgrade():
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_column('role')
        batch_op.drop_column('owner_id')
