"""A revision."""
from alembic import op
import sqlalchemy as sa


revision = 'b'
down_revision = 'a'


def upgrade():
    table = op.create_table('doc', sa.Column('embedding', advanced_alchemy.types.guid.GUID(length=16).with_variant(sa.Text(), 'sqlite')), sa.Column('embedding', advanced_alchemy.types.encrypted_string.EncryptedString(key=b'k\x00', backend=FernetBackend, length=None).with_variant(sa.Text(), 'sqlite')))


def downgrade():
    pass
