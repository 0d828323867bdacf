"""imports inside of functions, other spellings of Column

Revision ID: c5590fe1a0d4
Revises: 8d21b04e55aa
Create Date: 2022-01-09 09:08:07.060504

"""
from alembic import op
from sqlalchemy import Column, Integer

revision = 'c5590fe1a0d4'
down_revision = '8d21b04e55aa'


def upgrade():
    from app.models import Slug, types

    op.add_column('account', Column('nick', Slug))
    op.add_column('account', Column('parent', type_=types.GUID()))
    op.alter_column('account', 'slug', type_=types.Slug(), existing_type=types.Slug(length=60))
    op.create_table(
        'entry',
        Column('id', Integer, primary_key=True),
        Column(
            'amount',
            types.Cents(),
            nullable=False,
        ),
        Column('tree', types.Path),
    )


def downgrade():
    op.drop_table('entry')
    op.drop_column('account', 'parent')
    op.drop_column('account', 'nick')
