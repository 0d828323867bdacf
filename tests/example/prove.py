"""Mends a copy of examples/memory-vectors and runs it on Postgres.

    prove.py RECTIFY

In the environment of each stack: up, down and up with Alembic's own command, and each time `alembic check`, which
holds the database against the models.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS))

from oracle import environment  # noqa: E402

PROJECT = TESTS.parent / "examples" / "memory-vectors"
IN_STACK = "EXAMPLE_IN_STACK"


def main(program):
    """Prove the example in every stack, or in the one that this Python belongs to."""
    if IN_STACK in os.environ:
        return prove(program)
    status = 0
    for stack in environment.STACKS:
        command = [str(environment.make(stack)), "-B", __file__, program]
        status |= subprocess.run(command, check=False, env={**os.environ, IN_STACK: stack}).returncode
    return status


def prove(program):
    """Prove the example here."""
    from oracle.databases import Database
    from oracle.servers import Servers

    servers = Servers()
    try:
        with tempfile.TemporaryDirectory() as folder, Database(servers["vector"]) as database:
            project = Path(folder) / "project"
            shutil.copytree(PROJECT, project)
            subprocess.run([program, "fix"], cwd=project, check=True)
            variables = {**os.environ, "DATABASE_URL": database.url("psycopg")}
            for arguments in (["upgrade", "head"], ["check"], ["downgrade", "base"],
                              ["upgrade", "head"], ["check"]):
                subprocess.run([sys.executable, "-B", "-m", "alembic", *arguments],
                               cwd=project, check=True, env=variables)
    finally:
        servers.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
