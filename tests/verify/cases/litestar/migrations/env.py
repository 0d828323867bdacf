from advanced_alchemy.base import metadata_registry
from alembic import context

config = context.config
with config.engine.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata_registry.get(config.bind_key))
    with context.begin_transaction():
        context.run_migrations()
