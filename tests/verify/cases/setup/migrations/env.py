from alembic import context
from sqlalchemy import create_engine

with create_engine("postgresql://app@production/app").connect() as connection:
    context.configure(connection=connection, version_table_schema="versions")
    with context.begin_transaction():
        context.run_migrations()
