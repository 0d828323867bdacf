"""every way to a database of the project's own"""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import threading

import asyncpg
import psycopg
import psycopg2.extensions
import psycopg2.extras
import psycopg2.pool
from alembic import op

revision = "0001"
down_revision = None


def ways(host):
    """Each way, by its name."""
    words = f"host={host} dbname=production user=app password=s3cret"
    url = f"postgresql://app:s3cret@/production?host={host}"
    code = f"import psycopg2; psycopg2.connect({words!r})"
    shell = f"psql '{words}' -c 'DELETE FROM item'"

    async def pool():
        async with asyncpg.create_pool(url, min_size=1):
            pass

    return {
        "psycopg": lambda: psycopg.connect(words),
        "psycopg's class": lambda: psycopg.Connection.connect(words),
        "psycopg's other class": lambda: asyncio.run(psycopg.AsyncConnection.connect(words)),
        "psycopg2": lambda: psycopg2.connect(words),
        "psycopg2's own": lambda: psycopg2._psycopg._connect(words),
        "psycopg2's class": lambda: psycopg2.extensions.connection(words),
        "psycopg2's derived class": lambda: psycopg2.extras.LoggingConnection(words),
        "psycopg2's pool": lambda: psycopg2.pool.SimpleConnectionPool(1, 1, words),
        "asyncpg": lambda: asyncio.run(asyncpg.connect(url)),
        "asyncpg's module": lambda: asyncio.run(asyncpg.connection.connect(url)),
        "asyncpg's pool": lambda: asyncio.run(pool()),
        "a program": lambda: subprocess.run(["psql", words], check=True),
        "a program by its place": lambda: subprocess.run(["/usr/bin/psql", words], check=True),
        "a shell": lambda: subprocess.run(shell, shell=True, check=True),
        "a shell, by its place": lambda: subprocess.run("/usr/bin/" + shell, shell=True, check=True),
        "system": lambda: 1 / (os.system(shell) == 0),
        "another Python": lambda: subprocess.run([sys.executable, "-c", code], check=True),
        "the server": lambda: op.execute(f"SELECT dblink_exec('{words}', 'DELETE FROM item')"),
        "a subscription": lambda: op.execute(f"CREATE SUBSCRIPTION s CONNECTION '{words}' PUBLICATION p"),
    }


def upgrade():
    came = []
    with tempfile.TemporaryDirectory() as host, socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.join(host, ".s.PGSQL.5432"))
        server.listen()

        def accept():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                came.append(True)
                connection.close()

        threading.Thread(target=accept, daemon=True).start()
        for name, way in ways(host).items():
            try:
                way()
            except Exception:
                pass
            else:
                raise AssertionError(f"{name} goes through")
            assert not came, f"{name} comes to the server"


def downgrade():
    pass
