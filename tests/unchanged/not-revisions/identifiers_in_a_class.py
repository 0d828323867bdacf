from alembic import op
import sqlalchemy as sa


class Revision:
    revision = '111122223333'
    down_revision = None

    def upgrade(self):
        op.add_column('t', sa.Column('v', db.Vector(3), nullable=True))
