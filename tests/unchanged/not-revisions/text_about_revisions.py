"""
revision = '111122223333'
down_revision = None

def upgrade():
    op.add_column('t', sa.Column('v', db.Vector(3), nullable=True))
"""
# revision = 'x'
# down_revision = 'y'
# def upgrade(): op.add_column('t', sa.Column('v', Vector(3)))
print(__doc__)
