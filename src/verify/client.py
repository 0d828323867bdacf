"""Connections of our own, beside those of the project."""

from . import address as addresses


class Client:
    """A connection in autocommit mode, by whichever driver is there."""

    def __init__(self, address):
        import sqlalchemy
        from sqlalchemy.pool import NullPool

        options = {"isolation_level": "AUTOCOMMIT", "poolclass": NullPool}
        self.loop = None
        name = addresses.installed(addresses.SYNCHRONOUS)
        if name is None and addresses.installed(("asyncpg",)):
            import asyncio

            from sqlalchemy.ext.asyncio import create_async_engine

            self.loop = asyncio.new_event_loop()
            engine = create_async_engine(addresses.url(address, "asyncpg"), **options)
            self.connection = self.wait(engine.connect().start())
        else:
            engine = sqlalchemy.create_engine(addresses.url(address, addresses.driver()), **options)
            self.connection = engine.connect()

    def wait(self, coroutine):
        return self.loop.run_until_complete(coroutine)

    def execute(self, statement):
        """Run a statement that gives no rows."""
        return self.run(statement)

    def script(self, text):
        """Run statements; what `psql` alone understands is passed over."""
        text = "\n".join(line for line in text.split("\n") if not line.startswith("\\"))
        if not text.strip():
            return
        if self.loop is None:
            self.run(text)
        else:
            raw = self.wait(self.connection.get_raw_connection())
            self.wait(raw.driver_connection.execute(text))

    def rows(self, statement):
        """The rows that a query gives."""
        return [tuple(row) for row in self.run(statement).fetchall()]

    def run(self, statement):
        # A `%` is no placeholder then.
        if self.loop is None:
            return self.connection.execution_options(no_parameters=True).exec_driver_sql(statement)
        return self.wait(self.connection.exec_driver_sql(statement))

    def close(self):
        """End the connection; that it broke does not matter."""
        try:
            if self.loop is None:
                self.connection.close()
            else:
                self.wait(self.connection.close())
                self.loop.close()
        except Exception:
            pass
