"""comment inside the type"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.create_table('t',
        sa.Column(
            'a',  # short
            sqlmodel.sql.sqltypes.AutoString(
                length=500  # characters
            ),
            nullable=False,
        ),
        sa.Column('b', sqlmodel.sql.sqltypes.AutoString(  # first
            length=20  # second
        ), nullable=False),
        sa.UniqueConstraint('a'),
    )


def downgrade():
    pass
