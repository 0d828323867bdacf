"""The command: python3 -m init RECTIFY, in the folder tests and the environment of the projects.

Lets `rectify init` set up projects that Alembic and Flask-Migrate have made, and uses what it has written.
"""

import ast
import difflib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
from alembic.config import Config

from oracle.databases import Database
from oracle.environment import HOME, TOOLS, folder as environment_folder, make
from oracle.servers import Server, end_with_parent

MODELS = """import sqlalchemy as sa
from pgvector.sqlalchemy import Vector
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Memory(Base):
    __tablename__ = "memory"
    id = sa.Column(sa.Integer, primary_key=True)
    embedding = sa.Column(Vector(3))
"""

TWO_DATABASES = """import sqlalchemy as sa
from pgvector.sqlalchemy import Vector

one, two = sa.MetaData(), sa.MetaData()
sa.Table("memory", one, sa.Column("id", sa.Integer, primary_key=True), sa.Column("embedding", Vector(3)))
sa.Table("memory", two, sa.Column("id", sa.Integer, primary_key=True), LATER)
"""

FLASK = """from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
Migrate(app, SQLAlchemy(app))
"""

RUFF = """hooks = ruff  ;mine
ruff.type = exec
ruff.executable = ruff
"""

PRE_COMMIT = """# ours
exclude: ^vendor/
repos:
- repo: https://example.org/x   # pinned
  rev: v1
  hooks:
  - id: x

ci: {autofix_prs: false}
"""

PROJECT = """[project]
name = "x"            # mine
version="0"

[[tool.alembic.post_write_hooks]]
name = "black"
type = "console_scripts"
entrypoint = "black"

[tool.alembic]
script_location = "%(here)s/db"
"""

# What autogenerate writes before the hook, and a value that shows its work.
WRITTEN = "ADD COLUMN embedding vector(3)"


class Failure(Exception):
    """Something is not as it should be."""


class Project:
    """A project in a folder of its own."""

    program = None
    home = None

    def __init__(self, name):
        self.folder = self.home / name
        self.folder.mkdir(parents=True)
        self.run("git", "init", "--quiet", ".")

    def write(self, name, text):
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def read(self, name):
        """The text of a file, its line endings as they are."""
        return (self.folder / name).read_bytes().decode()

    def files(self):
        """Every file with its bytes."""
        paths = (path for path in self.folder.rglob("*") if path.is_file() and ".git" not in path.relative_to(self.folder).parts)
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths
                if path.suffix != ".pyc"}

    def run(self, *command, text="", status=0, **env):
        """Run a command, which has to end so; what it printed."""
        path = os.pathsep.join([str(self.program.parent), os.environ["PATH"]])
        result = subprocess.run([str(part) for part in command], cwd=self.folder, input=text, check=False,
                                text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                env={**os.environ, "PATH": path, "PYTHONPATH": str(self.folder), **env})
        if result.returncode != status:
            raise Failure(f"{self.folder.name}: {command}: {result.returncode}\n{result.stdout}")
        return result.stdout

    def python(self, *arguments, **options):
        """Run this Python."""
        return self.run(sys.executable, *arguments, **options)

    def init(self, *arguments, **options):
        """Run `rectify init`."""
        return self.run(self.program, "init", *arguments, **options)

    def set_up(self, *arguments):
        """Run `rectify init`, and again: the second time nothing changes. What the first one said."""
        before = self.files()
        said = self.init("--yes", *arguments)
        after = self.files()
        for name, old in before.items():
            kept(name, old.decode(), after[name].decode())
        again = self.init("--yes", *arguments)
        if self.files() != after or "+++" in again:
            raise Failure(f"{self.folder.name}: a second run changes something\n{again}")
        return said

    def hooks(self, ini="alembic.ini", toml="pyproject.toml"):
        """The names of the hooks as Alembic reads them."""
        file = self.folder / ini
        project = self.folder / toml
        config = Config(str(file) if file.exists() else None, toml_file=str(project) if project.exists() else None)
        return [hook["_hook_name"] for hook in config.get_hooks_list()]

    def expect(self, what, got, wanted):
        """Require a value."""
        if got != wanted:
            raise Failure(f"{self.folder.name}: {what}: {got!r} is not {wanted!r}")


def kept(name, old, new):
    """Every line of the old text is in the new one, but for the list of hooks."""
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    lost = [line[2:] for line in lines if line.startswith("- ")]
    if any(not line.startswith("hooks") for line in lost):
        raise Failure(f"{name} lost {lost}")


def main():
    """Go through the projects; return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    end_with_parent(signal.SIGTERM)
    Project.program = Path(sys.argv[1]).resolve()
    Project.home = HOME.parent / "init"
    shutil.rmtree(Project.home, ignore_errors=True)
    make(TOOLS)
    server = Server("vector")
    try:
        questions()
        at_work(server)
        existing_hooks()
        project_file()
        flask()
        flask_tests(server)
        nested_tests(server)
        several_databases(server)
        several()
        project_files_of_other_shapes()
        nothing()
    except Failure as failure:
        print(f"FAILED in {Project.home}\n{failure}")
        return 1
    finally:
        server.stop()
    print("ok")
    return 0


def questions():
    """Each change is shown and asked about; a no, and the end of the input, leave things as they are."""
    project = Project("questions")
    project.python("-m", "alembic", "init", "migrations")
    before = project.files()
    said = project.init(status=1)
    for part in ("+hooks = rectify\n", '+revisions = ["migrations/versions"]\n', "write alembic.ini? [y/N]"):
        if part not in said:
            raise Failure(f"init does not say {part!r}\n{said}")
    project.expect("files", project.files(), before)
    project.init(text="n\ny\nno\n", status=1)
    project.expect("files", sorted(set(project.files()) - set(before)), ["rectify.toml"])
    project.init(text="y\nY\n")
    project.expect("hooks", project.hooks(), ["rectify"])


def at_work(server):
    """What was set up works: autogenerate, the check, the tests and pre-commit."""
    project = Project("at-work")
    project.python("-m", "alembic", "init", "migrations")
    project.write("models.py", MODELS)
    env = project.read("migrations/env.py")
    project.write("migrations/env.py", env.replace(
        "target_metadata = None", "from models import Base\n\ntarget_metadata = Base.metadata"))
    project.write("requirements.txt", "pgvector==0.5\n")
    said = project.set_up("--tests")
    for part in ("add `import pgvector.sqlalchemy`", "pass `compare_type=True`"):
        if part not in said:
            raise Failure(f"init does not say {part!r}\n{said}")
    project.write("migrations/env.py", "import pgvector.sqlalchemy\n" + project.read("migrations/env.py"))
    said = project.init()
    if "pgvector" in said:
        raise Failure(f"init still says\n{said}")
    with Database(server) as database, Database(server) as scratch:
        ini = project.read("alembic.ini")
        project.write("alembic.ini", ini.replace("driver://user:pass@localhost/dbname", database.url("psycopg")))
        project.python("-m", "alembic", "revision", "--autogenerate", "-m", "one", "--rev-id", "1")
        if WRITTEN not in project.read("migrations/versions/1_one.py"):
            raise Failure("the hook did not mend the revision")
        ast.parse(project.read("tests/test_migrations.py"))
        project.python("-m", "alembic", "upgrade", "head")
        own_tests(project, database, scratch, "INSERT INTO memory (embedding) VALUES ('[1,2,3]')", "memory")
    commit = ("-m", "pre_commit", "run", "--all-files")
    tools = environment_folder(TOOLS) / "bin" / "python"
    project.run("git", "add", "--all")
    cache = {"PRE_COMMIT_HOME": str(project.home / "cache"), "PYTHONPATH": ""}
    project.run(tools, *commit, **cache)
    project.write("migrations/versions/1_one.py", project.read("migrations/versions/1_one.py").replace(
        "def upgrade() -> None:", "def upgrade() -> None:\n    op.add_column('memory', sa.Column('a', team.Money()))"))
    said = project.run(tools, *commit, status=1, **cache)
    if "unknown-type" not in said:
        raise Failure(f"pre-commit says\n{said}")


def own_tests(project, database, scratch, insert, table):
    """The tests that were written pass, and touch neither the project's database nor the one they are given."""
    with connect(database) as connection:
        connection.execute(insert)
    (site,) = (environment_folder(TOOLS) / "lib").glob("python*/site-packages")
    path = os.pathsep.join([str(project.folder), str(site)])
    pytest = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
    said = project.python(*pytest, PYTHONPATH=path, TEST_DATABASE_URL=scratch.url("psycopg"))
    project.expect("pytest", said.splitlines()[-1].split(" in ")[0].split(",")[0], "5 passed")
    with connect(database) as connection:
        project.expect("rows", connection.execute(f"SELECT count(*) FROM {table}").fetchone(), (1,))
    with connect(scratch) as connection:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        project.expect("tables", connection.execute(tables).fetchone(), (0,))
        left = "SELECT count(*) FROM pg_database WHERE datname LIKE 'test_migrations_%'"
        project.expect("databases left", connection.execute(left).fetchone(), (0,))


def connect(database):
    """A connection that commits each statement."""
    return psycopg.connect(database.url("psycopg").replace("+psycopg", ""), autocommit=True)


def existing_hooks():
    """Formatters stay, after the hook; the user's bytes stay, whatever their line endings are."""
    project = Project("existing")
    project.python("-m", "alembic", "init", "migrations")
    ini = project.read("alembic.ini").replace("[post_write_hooks]\n", "[post_write_hooks]\n" + RUFF)
    project.write("alembic.ini", ini.replace("\n", "\r\n"))
    project.write(".pre-commit-config.yaml", PRE_COMMIT)
    project.write("pyproject.toml", "[tool.ruff]\r\nline-length=100 # wide")
    project.set_up()
    project.expect("hooks", project.hooks()[:2], ["rectify", "ruff"])
    for name in ("alembic.ini", "pyproject.toml"):
        project.expect(f"bare line endings of {name}", project.read(name).replace("\r\n", "").count("\n"), 0)
    tools = environment_folder(TOOLS) / "bin" / "python"
    project.run(tools, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml", PYTHONPATH="")
    text = project.read(".pre-commit-config.yaml")
    project.expect("order", text.index("rectify-check") > text.index("id: x"), True)
    project.expect("order", text.index("rectify-check") < text.index("\nci:"), True)


def project_file():
    """`[tool.alembic]`: fresh, and with hooks of its own."""
    project = Project("project-file")
    project.python("-m", "alembic", "init", "--template", "pyproject", "migrations")
    project.set_up()
    project.expect("hooks", project.hooks(), ["rectify"])
    project = Project("project-hooks")
    project.write("pyproject.toml", PROJECT)
    project.write("db/env.py", "")
    project.write("db/versions/.keep", "")
    project.set_up()
    project.expect("hooks", project.hooks(), ["rectify", "black"])
    if '[tool.rectify]\nrevisions = ["db/versions"]\n' not in project.read("pyproject.toml"):
        raise Failure("the configuration is not there")


def flask():
    """Flask-Migrate's folder, for one and for several databases."""
    for name, options in (("flask", ()), ("flask-several", ("--multidb",))):
        project = Project(name)
        project.write("app.py", FLASK)
        project.python("-m", "flask", "db", "init", *options)
        said = project.set_up()
        project.expect("hooks", project.hooks("migrations/alembic.ini"), ["rectify"])
        project.expect("configuration", project.read("rectify.toml"), 'revisions = ["migrations/versions"]\n')
        project.expect("advice on compare_type", "compare_type" in said, False)


def flask_tests(server):
    """The tests of a project of Flask-Migrate's ask its application, and run elsewhere than on its database."""
    project = Project("flask-tests")
    with Database(server) as database, Database(server) as scratch:
        app = FLASK.replace("sqlite://", database.url("psycopg"))
        model = "db = SQLAlchemy(app)\n\n\nclass Doc(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n\n\n"
        project.write("app.py", app.replace("Migrate(app, SQLAlchemy(app))", model + "Migrate(app, db)"))
        project.python("-m", "flask", "db", "init")
        project.set_up("--tests")
        project.python("-m", "flask", "db", "migrate", "-m", "one")
        project.python("-m", "flask", "db", "upgrade")
        own_tests(project, database, scratch, "INSERT INTO doc DEFAULT VALUES", "doc")


def nested_tests(server):
    """The tests find the models of a project in a folder below, as Alembic does when it runs there."""
    project = Project("nested-tests")
    with Database(server) as database, Database(server) as scratch:
        project.python("-m", "alembic", "--config", "back end/alembic.ini", "init", "back end/migrations")
        ini = project.read("back end/alembic.ini")
        ini = ini.replace("driver://user:pass@localhost/dbname", database.url("psycopg"))
        project.write("back end/alembic.ini", ini)
        project.write("back end/models.py", MODELS)
        env = project.read("back end/migrations/env.py")
        project.write("back end/migrations/env.py", env.replace(
            "target_metadata = None", "from models import Base\n\ntarget_metadata = Base.metadata"))
        project.set_up("--tests")
        alembic = ("-m", "alembic", "--config", "back end/alembic.ini")
        path = {"PYTHONPATH": str(project.folder / "back end")}
        project.python(*alembic, "revision", "--autogenerate", "-m", "one", **path)
        project.python(*alembic, "upgrade", "head", **path)
        own_tests(project, database, scratch, "INSERT INTO memory (embedding) VALUES ('[1,2,3]')", "memory")


def several():
    """Several databases: of one folder, of sections of one file, of folders with a file each."""
    project = Project("several")
    project.python("-m", "alembic", "init", "--template", "multidb", "one")
    project.python("-m", "alembic", "--config", "sub/alembic.ini", "init", "sub/two")
    ini = project.read("alembic.ini").replace(
        "[post_write_hooks]", "[third]\nscript_location = %(here)s/third\n\n[post_write_hooks]")
    project.write("alembic.ini", ini)
    project.write("third/env.py", "")
    project.write("third/versions/.keep", "")
    project.set_up()
    said = project.init("--yes", "--tests", status=1)
    if "`rectify verify` proves them" not in said or "tests/test_migrations.py" in project.files():
        raise Failure(f"init --tests says\n{said}")
    for name in ("alembic.ini", "sub/alembic.ini"):
        project.expect(f"hooks of {name}", project.hooks(name), ["rectify"])
    folders = '"one/versions", "third/versions", "sub/two/versions"'
    project.expect("configuration", project.read("rectify.toml"), f"revisions = [{folders}]\n")


def several_databases(server):
    """The hook in a project of two databases: each gets the extension where it first needs it."""
    project = Project("two-databases")
    with Database(server) as first, Database(server) as second:
        project.python("-m", "alembic", "init", "--template", "multidb", "migrations")
        ini = project.read("alembic.ini")
        for database, name in ((first, "dbname"), (second, "dbname2")):
            ini = ini.replace(f"driver://user:pass@localhost/{name}\n", f"{database.url('psycopg')}\n")
        project.write("alembic.ini", ini)
        env = project.read("migrations/env.py")
        project.write("migrations/env.py", env.replace(
            "target_metadata = {}", "from models import one, two\n\ntarget_metadata = {'engine1': one, 'engine2': two}"))
        project.set_up()
        for name, columns in (("first", ""), ("second", ", sa.Column('sense', Vector(2))")):
            project.write("models.py", TWO_DATABASES.replace(", LATER", columns))
            project.python("-m", "alembic", "revision", "--autogenerate", "-m", name)
            for move in (("upgrade", "head"), ("downgrade", "-1"), ("upgrade", "head")):
                project.python("-m", "alembic", *move)
        project.python("-m", "alembic", "check")


def project_files_of_other_shapes():
    """A project file that takes no table more gets a file beside it, and stays as it is."""
    for name, text in (("one-line", "tool = {ruff = {line-length = 100}}\n"), ("broken", "[project\nname = 1\n")):
        project = Project(name)
        project.python("-m", "alembic", "init", "migrations")
        project.write("pyproject.toml", text)
        project.set_up()
        project.expect("the project file", project.read("pyproject.toml"), text)
        project.expect("configuration", project.read("rectify.toml"), 'revisions = ["migrations/versions"]\n')


def nothing():
    """Without Alembic there is nothing to set up."""
    project = Project("nothing")
    said = project.init("--yes", status=2)
    if "no Alembic set-up" not in said or project.files():
        raise Failure(f"init says\n{said}")


if __name__ == "__main__":
    sys.exit(main())
