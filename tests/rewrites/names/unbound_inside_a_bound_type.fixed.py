"""unbound inside a bound type"""
from alembic import op
import sqlalchemy as sa
import app.models

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.add_column('t', sa.Column('a', app.models.JD(astext_type=sa.Text()), nullable=True))


def downgrade():
    pass
