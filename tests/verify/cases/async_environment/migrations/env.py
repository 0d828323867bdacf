import asyncio
import os

from alembic import context

os.environ.get("APP_DATABASE_DSN")

from app import Base, engine  # noqa: E402


def run(connection):
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


async def main():
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(main())
