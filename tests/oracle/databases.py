"""Databases for one run each, and connections to them."""

import itertools
import os
import subprocess

import psycopg

DRIVERS = ("psycopg", "psycopg2", "asyncpg")

counter = itertools.count(1)


class Database:
    """A fresh database on `server`; dropped when the `with` block ends."""

    def __init__(self, server, setup=(), template="template0"):
        self.server = server
        self.template = template
        self.name = f"oracle_{os.getpid()}_{next(counter)}"
        self.setup = setup
        self.observer = None

    def __enter__(self):
        # Copying files is by far the quicker strategy on a memory file system.
        self.administer(f"CREATE DATABASE {self.name} TEMPLATE {self.template} STRATEGY file_copy")
        if self.setup:
            with self.connect() as connection:
                for statement in self.setup:
                    connection.execute(statement)
        return self

    def __exit__(self, *_):
        if self.observer is not None:
            self.observer.close()
        self.administer(f"DROP DATABASE {self.name} WITH (FORCE)")

    def administer(self, statement):
        """Run a statement about this database from another one."""
        with self.connect("postgres") as connection:
            connection.execute(statement)

    def connect(self, name=None):
        """A psycopg connection in autocommit mode."""
        return psycopg.connect(
            host=str(self.server.folder), user="postgres", dbname=name or self.name,
            autocommit=True,
        )

    def observe(self):
        """A connection kept for looking at the database between the moves."""
        if self.observer is None:
            self.observer = self.connect()
            self.observer.execute("SET search_path = pg_catalog")
        return self.observer

    def url(self, driver):
        """The address that SQLAlchemy takes."""
        return f"postgresql+{driver}://postgres@/{self.name}?host={self.server.folder}"

    def run_script(self, text):
        """Run `text` by psql as a person would; raise RuntimeError at its first error."""
        command = [str(self.server.bin / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"]
        result = subprocess.run(
            command, input=text.encode(), check=False,
            env=self.server.environment(self.name),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        if result.returncode:
            raise RuntimeError(f"psql: {result.stderr.decode(errors='replace').strip()}")
