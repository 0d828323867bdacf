from alembic import context


def run_migrations():
    with context.begin_transaction():
        context.run_migrations()
