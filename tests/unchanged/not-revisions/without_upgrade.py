from alembic import op
import sqlalchemy as sa

revision = '111122223333'
down_revision = None


def forwards():
    op.add_column('t', sa.Column('v', db.Vector(3), nullable=True))
