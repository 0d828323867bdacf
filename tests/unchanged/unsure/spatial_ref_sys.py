"""places"""
from alembic import op
import sqlalchemy as sa

revision = "5d1f0a7c2b34"
down_revision = None


def upgrade():
    op.drop_table('spatial_ref_sys')
    op.add_column('place', sa.Column('name', sa.Text(), nullable=True))


def downgrade():
    op.drop_column('place', 'name')
    op.create_table('spatial_ref_sys',
        sa.Column('srid', sa.INTEGER(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint('srid', name='spatial_ref_sys_pkey'),
    )
