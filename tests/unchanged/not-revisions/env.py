from alembic import context, op
import sqlalchemy as sa

revision = None


def run_migrations_online():
    op.add_column('t', sa.Column('v', db.Vector(), nullable=True))
    context.run_migrations()


run_migrations_online()
