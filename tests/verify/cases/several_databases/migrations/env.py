from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
names = [name.strip() for name in config.get_main_option("databases").split(",")]
engines = {
    name: engine_from_config(config.get_section(name), prefix="sqlalchemy.", poolclass=pool.NullPool) for name in names
}
connections = {name: engine.connect() for name, engine in engines.items()}
transactions = [connection.begin() for connection in connections.values()]
try:
    for name, connection in connections.items():
        context.configure(connection=connection, upgrade_token=f"{name}_up", downgrade_token=f"{name}_down")
        context.run_migrations(engine_name=name)
    for transaction in transactions:
        transaction.commit()
finally:
    for connection in connections.values():
        connection.close()
