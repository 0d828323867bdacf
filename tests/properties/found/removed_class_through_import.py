from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'


def upgrade():
    table = op.create_table('doc', sa.Column('id', sqlmodel.sql.sqltypes.GUID()))
    op.bulk_insert(table, [{'id': '1'}])


def downgrade():
    pass
