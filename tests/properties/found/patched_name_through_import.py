from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'


def upgrade():
    table = op.create_table('doc', sa.Column('at', sa.DateTimeUTC(timezone=True)))
    op.bulk_insert(table, [{'at': 'now'}])


def downgrade():
    pass
