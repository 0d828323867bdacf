from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'

KIND = sa.ARRAY(sqlalchemy_utils.types.ltree.LtreeType())


def upgrade():
    # rectify: ignore[custom-type]
    op.create_table('doc', sa.Column('embedding', sa.ARRAY(fastapi_users_db_sqlalchemy.generics.TIMESTAMPAware(timezone=True))))


def downgrade():
    pass
