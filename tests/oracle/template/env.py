from alembic import context


def run_migrations():
    settings = {"target_metadata": globals().get("target_metadata")}
    settings.update(globals().get("settings", {}))
    if context.is_offline_mode():
        context.configure(
            url=context.config.get_main_option("sqlalchemy.url"),
            literal_binds=True,
            dialect_opts={"paramstyle": "named"},
            **settings,
        )
    else:
        context.configure(connection=context.config.attributes["connection"], **settings)
    with context.begin_transaction():
        context.run_migrations()


run_migrations()
