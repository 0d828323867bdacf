from alembic import context


def run_migrations():
    connection = context.config.attributes["connection"]
    connection = connection.execution_options(schema_translate_map={None: "tenant"})
    context.configure(connection=connection, version_table_schema="public")
    with context.begin_transaction():
        context.run_migrations()


run_migrations()
