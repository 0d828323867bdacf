"""The command: python3 -m hook RECTIFY, in the folder tests and an environment of the oracle.

Makes a project by `alembic init`, with rectify as post-write hook, lets Alembic write revisions,
and runs them as they come out.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from oracle.databases import Database
from oracle.environment import HOME
from oracle.servers import Server, end_with_parent

from .settings import with_hook

HERE = Path(__file__).resolve().parent

# A finding that was mended, as it is shown: in one line.
MENDED = re.compile(r"\S+\.py:\d+: fixed [a-z-]+(\[[a-z/-]+\])?: .{1,120}")

# What closes the output, and what Alembic says when the hook has run.
SUMMARY = re.compile(r"mended \d+ findings? in |\d+ notes? not shown |done$")


class Failure(Exception):
    """Something is not as it should be."""


class Project:
    """An Alembic project in a folder of its own."""

    def __init__(self, folder, database, program):
        self.folder = folder
        folder.mkdir(parents=True)
        self.alembic("init", "migrations")
        self.edit("alembic.ini", "sqlalchemy.url = driver://user:pass@localhost/dbname",
                  f"sqlalchemy.url = {database.url('psycopg')}")
        ini = folder / "alembic.ini"
        ini.write_text(with_hook(ini.read_text(encoding="utf-8"), program), encoding="utf-8")
        self.edit("migrations/env.py", "target_metadata = None",
                  "from models import SQLModel\n\ntarget_metadata = SQLModel.metadata")

    def edit(self, name, old, new):
        """Replace a text in a file of the project."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise Failure(f"alembic init: no {old!r} in {name}")
        path.write_text(text.replace(old, new), encoding="utf-8")

    def alembic(self, *arguments):
        """Run the alembic command and require that it succeeds; what it printed."""
        result = subprocess.run(
            [sys.executable, "-m", "alembic", *arguments], cwd=self.folder, check=False,
            text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=dict(os.environ, PYTHONPATH=str(self.folder), COLUMNS="400"),
        )
        if result.returncode:
            raise Failure(f"alembic {' '.join(arguments)}: {result.stdout}")
        return result.stdout

    def revision(self, number):
        """Let autogenerate write the revision from models to database; its text, and the hook's output."""
        shutil.copy(HERE / f"models_{number}.py", self.folder / "models.py")
        output = self.alembic("revision", "--autogenerate", "-m", f"step {number}",
                              "--rev-id", f"{number:04}")
        path = self.folder / "migrations" / "versions" / f"{number:04}_step_{number}.py"
        shown = output.partition("Running post write hook")[2].partition("\n")[2]
        lines = [line for line in shown.splitlines() if line.strip()]
        return path.read_text(encoding="utf-8"), lines

    def run_all(self):
        """Run every revision up, down and up; the models must then have nothing to add."""
        self.alembic("upgrade", "head")
        self.alembic("downgrade", "-1")
        self.alembic("upgrade", "head")
        self.alembic("downgrade", "base")
        self.alembic("upgrade", "head")
        self.alembic("check")


def main():
    """Go through the steps; return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    end_with_parent(signal.SIGTERM)
    program = Path(sys.argv[1]).resolve()
    folder = HOME.parent / "hook" / Path(sys.prefix).name
    shutil.rmtree(folder, ignore_errors=True)
    server = Server("vector")
    try:
        with Database(server) as database:
            project = Project(folder, database, program)
            created(project)
            changed(project)
            left(project)
    except Failure as failure:
        print(f"FAILED in {folder}\n{failure}")
        return 1
    finally:
        server.stop()
    print("ok")
    return 0


def require(text, wanted, unwanted):
    """Require what a revision says, and what it does not."""
    problems = [f"no {part!r}" for part in wanted if part not in text]
    code = re.sub(r"(?m)^ *#.*", "", text)
    problems += [f"still {part!r}" for part in unwanted if part in code]
    if problems:
        raise Failure(f"{', '.join(problems)} in\n{text}")


def require_lines(lines, findings):
    """Require one short line for each finding that was mended, and what each is about."""
    mended = [line for line in lines if MENDED.fullmatch(line.strip())]
    codes = [line.partition(": fixed ")[2].partition(": ")[0] for line in mended]
    others = [line for line in lines if line not in mended and not SUMMARY.match(line.strip())]
    if sorted(codes) != sorted(findings) or others:
        raise Failure("the hook says\n" + "\n".join(lines))


def created(project):
    """A table with types of three packages."""
    text, lines = project.revision(1)
    require(text, ["ADD COLUMN embedding vector(3)", "CREATE EXTENSION IF NOT EXISTS vector"],
            ["pgvector.", "sqlmodel.", "sqlalchemy_utils."])
    require_lines(lines, [
        "custom-type[pgvector/vector]", "missing-extension[pgvector/vector]",
        "custom-type[sqlmodel/auto-string]", "custom-type[sqlalchemy-utils/choice]",
        "custom-type[sqlalchemy-utils/email]",
    ])
    project.run_all()


def changed(project):
    """Columns added, dropped and changed, where every revision imports the packages' roots."""
    project.edit("migrations/script.py.mako", "import sqlalchemy as sa\n",
                 "import sqlalchemy as sa\nimport pgvector\nimport sqlmodel\n")
    text, lines = project.revision(2)
    require(text, ["ADD COLUMN small halfvec(3) NOT NULL", "ADD COLUMN image vector(2)",
                   "ADD COLUMN embedding vector(3)", "sqlmodel.sql.sqltypes.AutoString(length=120)"],
            ["sqlalchemy_utils.", "CREATE EXTENSION"])
    require_lines(lines, [
        "custom-type[pgvector/halfvec]", "custom-type[pgvector/vector]",
        "custom-type[pgvector/vector]", "custom-type[sqlalchemy-utils/email]",
        "custom-type[sqlalchemy-utils/email]",
    ])
    project.run_all()


def left(project):
    """What cannot be mended is shown, and does not keep Alembic from its work."""
    text, lines = project.revision(3)
    require(text, ["advanced_alchemy.types.vector.Vector()"], ["EmailType"])
    shown = "\n".join(lines)
    require(shown, ["error[missing-argument]", "needs a value for `dim`", "--dimension memory.untold=N"], [])


if __name__ == "__main__":
    sys.exit(main())
