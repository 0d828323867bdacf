"""Where a database is, and what SQLAlchemy needs to get there."""

import importlib.util

SYNCHRONOUS = ("psycopg", "psycopg2", "pg8000")
ASYNCHRONOUS = ("asyncpg", "psycopg")
# Parameters of an address that asyncpg does not know.
LIBPQ_ONLY = ("channel_binding", "gssencmode", "sslcert", "sslkey", "sslrootcert", "application_name",
              "connect_timeout", "options", "keepalives", "keepalives_idle", "target_session_attrs")


class NoDriver(Exception):
    """Nothing in this interpreter speaks with Postgres."""


def installed(drivers):
    """The first of the drivers that is there."""
    for driver in drivers:
        try:
            if importlib.util.find_spec(driver) is not None:
                return driver
        except (ImportError, ValueError):
            pass
    return None


def driver(asynchronous=False):
    """The driver to use where the project says nothing."""
    found = installed(ASYNCHRONOUS if asynchronous else SYNCHRONOUS)
    if found is None:
        kind, package = ("an asynchronous", "asyncpg") if asynchronous else ("a", "psycopg[binary]")
        raise NoDriver("the interpreter has no package of %s driver for Postgres: pip install '%s'"
                       % (kind, package))
    return found


def url(address, name):
    """The URL of an address for a driver."""
    import sqlalchemy

    query, host = dict(address["query"]), address["host"]
    if host and host.startswith("/"):
        if name == "pg8000":
            query["unix_sock"] = "%s/.s.PGSQL.%s" % (host, address["port"] or 5432)
        else:
            query["host"] = host
        host = None
    if name == "asyncpg":
        if "sslmode" in query:
            query["ssl"] = query.pop("sslmode")
        query = {key: value for key, value in query.items() if key not in LIBPQ_ONLY}
    return sqlalchemy.engine.URL.create(
        "postgresql+" + name, username=address["username"], password=address["password"], host=host,
        port=address["port"], database=address["database"], query=query,
    )


def parsed(text):
    """The address that a URL is of; ValueError if it is none."""
    import sqlalchemy

    try:
        made = sqlalchemy.engine.make_url(text)
    except Exception:
        # What SQLAlchemy says repeats the text, which may hold a password.
        raise ValueError("it is no URL of the form postgresql://user:password@host:port/database") from None
    if made.get_backend_name() not in ("postgresql", "postgres"):
        raise ValueError("it is not of Postgres but of %s" % made.get_backend_name())
    return {
        "username": made.username, "password": None if made.password is None else str(made.password),
        "host": made.host, "port": made.port, "database": made.database or "postgres",
        "query": {key: value for key, value in made.query.items() if isinstance(value, str)},
    }
