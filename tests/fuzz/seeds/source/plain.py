from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision: str = 'b'
down_revision: str | None = 'a'


def upgrade() -> None:
    op.create_table('t',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('d', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text('now()')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_t'))
    )


def downgrade() -> None:
    op.drop_table('t')
