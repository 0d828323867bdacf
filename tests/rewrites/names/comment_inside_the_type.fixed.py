"""comment inside the type"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.create_table('t',
        sa.Column(
            'a',  # short
            # characters
            sa.String(length=500),
            nullable=False,
        ),
        sa.Column('b', sa.String(length=20)  # first
        # second
        , nullable=False),
        sa.UniqueConstraint('a'),
    )


def downgrade():
    pass
