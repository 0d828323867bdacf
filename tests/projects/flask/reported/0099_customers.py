"""A customer for tests

Revision ID: 0099
Revises: 0014
"""
import datetime

import sqlalchemy as sa
from alembic import op

import shop.types
from shop.models import Status

revision = '0099'
down_revision = '0014'
branch_labels = None
depends_on = None

customer = sa.table(
    'customer', sa.column('email', sa.String()), sa.column('status', shop.types.PyIntEnum(Status)),
    sa.column('created_at', shop.types.UTCDateTime()),
)


def upgrade():
    op.bulk_insert(customer, [{
        'email': 'test@example.org', 'status': Status.ACTIVE,
        'created_at': datetime.datetime.now(datetime.timezone.utc),
    }])


def downgrade():
    op.execute(sa.delete(customer).where(customer.c.email == 'test@example.org'))
