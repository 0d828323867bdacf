"""odd formatting

Revision ID: 01c000c4a98c
Revises: cef855d8b3ae
Create Date: 2021-05-25 14:40:52.910860

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '01c000c4a98c'
down_revision = 'cef855d8b3ae'
branch_labels = None
depends_on = None


def upgrade():
    op . add_column (  'a b' ,
                     sa
                     . Column ( "x"  , sa . String (  20 ) ,
        nullable = True  )    ) ;
    op.execute(
      'select 1' ) ;  op.execute ( "select 2" )
    if 1 : op.drop_column( 't', \
        'old' )
    x = ( lambda t : op.add_column( t , sa.Column( 'y', sa.Integer ) ) )
    x( 'u' )


def downgrade():
    op.drop_column('a b', 'x')
