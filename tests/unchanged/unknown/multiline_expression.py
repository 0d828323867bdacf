"""multiline expression

Revision ID: b55b6b111844
Revises: 8ecb61f7904a
Create Date: 2024-02-25 19:30:48.799473

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b55b6b111844'
down_revision = '8ecb61f7904a'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        't',
        sa.Column(
            'a',
            app.types
                .Money(
                    length=3,
                ),
            nullable=True,
        ),
    )


def downgrade():
    op.drop_column('t', 'a')
