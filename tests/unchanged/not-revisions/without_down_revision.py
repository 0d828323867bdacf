from alembic import op
import sqlalchemy as sa

revision = '111122223333'


def upgrade():
    op.add_column('t', sa.Column('v', db.Vector(3), nullable=True))
