"""Sends every engine that the project makes to a scratch database."""

import functools

from . import address as addresses
from . import fence
from .statements import Statements

# Arguments of connections that say where they go, or how they get there.
PLACES = {"host", "port", "user", "username", "password", "dbname", "database", "service", "passfile", "dsn", "ssl",
          "sslmode", "sslrootcert", "sslcert", "sslkey", "ssl_context", "unix_sock", "hostaddr"}
# Databases that a project may really have.
OTHERS = {"sqlite", "mysql", "mariadb", "oracle", "mssql", "cockroachdb", "redshift", "snowflake"}
# Options of an engine that mean the same with every database.
COMMON = {"echo", "future", "poolclass", "execution_options"}


class Redirection:
    """The scratch databases that stand for the project's, and the way to them."""

    def __init__(self, ask, hide, note, given):
        # Gives the address of a scratch database for a name.
        self.ask = ask
        self.hide = hide
        self.note = note
        # Whether the server is somebody's, and not of this run alone.
        self.given = given
        self.known = {}

    def install(self):
        """From here on, nothing that SQLAlchemy connects to is the project's."""
        import sqlalchemy
        from sqlalchemy import event
        from sqlalchemy.engine import create

        original = create.create_engine
        synchronous = functools.partial(self.make, original, False)
        for module in (sqlalchemy, sqlalchemy.engine, create):
            module.create_engine = synchronous
        try:
            from sqlalchemy.ext.asyncio import engine as module
        except ImportError:
            pass
        else:
            module._create_engine = functools.partial(self.make, original, True)
        event.listen(sqlalchemy.engine.Engine, "do_connect", self.guard)
        statements = Statements(self.known, self.given)
        event.listen(sqlalchemy.engine.Engine, "before_cursor_execute", statements.before, retval=True)

    def make(self, original, asynchronous, url, *positional, **options):
        """What `create_engine` does, for the scratch database instead."""
        import sqlalchemy

        asked = sqlalchemy.engine.make_url(url)
        if asked.password is not None:
            self.hide(str(asked.password))
        scratch = self.scratch(asked)
        was, driver = asked.get_backend_name(), self.driver(asked, asynchronous)
        if was in OTHERS:
            self.note("an engine of the project's is for %s; it is sent to Postgres all the same" % was)
        arguments = options.pop("connect_args", None) or {}
        for name in ("creator", "async_creator"):
            options.pop(name, None)
        if was not in ("postgresql", "postgres"):
            options = {name: value for name, value in options.items() if name in COMMON or name == "_is_async"}
        elif asked.drivername == "postgresql+" + driver:
            options["connect_args"] = {name: value for name, value in arguments.items() if name not in PLACES}
        return original(addresses.url(scratch, driver), *positional, **options)

    def scratch(self, asked):
        """The scratch database for a URL of the project's."""
        if any(asked.database == scratch["database"] for scratch in self.known.values()):
            # The URL of an engine made here, passed on.
            return next(one for one in self.known.values() if one["database"] == asked.database)
        host = asked.host or asked.query.get("host") or ""
        name = (asked.database or "", str(host), asked.port)
        if name not in self.known:
            self.known[name] = self.ask(asked.database or "")
        return self.known[name]

    def driver(self, asked, asynchronous):
        """The project's driver, if it is one for Postgres and is there."""
        name = asked.drivername.partition("+")[2]
        if asked.get_backend_name() in ("postgresql", "postgres"):
            name = name or "psycopg2"
            kinds = addresses.ASYNCHRONOUS if asynchronous else addresses.SYNCHRONOUS
            if name in kinds and addresses.installed((name,)):
                return name
        return addresses.driver(asynchronous)

    def guard(self, dialect, record, positional, named):
        """Let no engine that was made otherwise go anywhere else, by whatever driver."""
        fence.must_be_ours([*positional, *named.values()])
