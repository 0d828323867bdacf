"""A user for what runs by itself

Revision ID: 0099
Revises: 0012
"""
import fastapi_users_db_sqlalchemy.generics
import sqlalchemy as sa
from alembic import op

revision = '0099'
down_revision = '0012'
branch_labels = None
depends_on = None

team = sa.table('team', sa.column('id', fastapi_users_db_sqlalchemy.generics.GUID()), sa.column('name'),
                sa.column('owner_id', fastapi_users_db_sqlalchemy.generics.GUID()))


def upgrade():
    op.bulk_insert(team, [{
        'id': '21111111-2222-4333-8444-555555555555', 'name': 'Robots',
        'owner_id': '11111111-2222-4333-8444-555555555555',
    }])


def downgrade():
    op.execute(sa.delete(team).where(team.c.name == 'Robots'))
