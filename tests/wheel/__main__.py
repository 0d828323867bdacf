"""The command: python3 -m wheel RECTIFY, in the folder tests and an environment of the oracle.

Builds the wheel, installs it into a new environment, and lets Alembic run it by each kind of hook.
"""

import ast
import platform as host
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

from oracle.environment import HOME, REPOSITORY, TOOLS, make
from wheel.build import installed, sdist, wheel

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

# Each kind of hook that Alembic has.
HOOKS = {
    "console_scripts": ["rectify.type = console_scripts", "rectify.entrypoint = rectify"],
    "exec": ["rectify.type = exec", "rectify.executable = rectify"],
    "exec by path": ["rectify.type = exec", "rectify.executable = {bin}/rectify"],
    "module": ["rectify.type = module", "rectify.module = alembic_rectify"],
}

BROKEN = """from alembic import op
import sqlalchemy as sa
revision = 'a'
down_revision = None
def upgrade():
    op.add_column('doc', sa.Column('e', pgvector.sqlalchemy.Vector({dim})))
"""


class Failure(Exception):
    """Something is not as it should be."""


def main():
    """Go through the steps; return the exit code."""
    program = Path(sys.argv[1]).resolve()
    folder = HOME.parent / "wheel-test"
    shutil.rmtree(folder, ignore_errors=True)
    make(TOOLS)
    try:
        contents(wheel(program))
        sources(sdist(folder / "sdist"))
        python = installed(folder / "venv", program, sysconfig.get_path("purelib"))
        statuses(python)
        action(folder, wheel(program))
        set_up(folder, python)
        for name, lines in HOOKS.items():
            hook(name, [line.format(bin=python.parent) for line in lines], folder, python)
    except Failure as failure:
        print(f"FAILED in {folder}\n{failure}")
        return 1
    print("ok")
    return 0


def contents(path):
    """The wheel is for every Python on this platform, and its Python is that of 3.8."""
    # On Linux the oldest glibc that has what the program asks for, which is no newer than that here.
    library, version = host.libc_ver()
    if not re.fullmatch(r"alembic_rectify-[\d.]+-py3-none-(manylinux_2_\d+|macosx|win)_\w+\.whl", path.name):
        raise Failure(f"the wheel is called {path.name}")
    minor = re.search(r"manylinux_2_(\d+)", path.name)
    if library == "glibc" and not 17 <= int(minor.group(1)) <= int(version.split(".")[1]):
        raise Failure(f"the wheel is called {path.name}, and glibc is {version}")
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/rectify")}
    (metadata,) = (text.decode() for name, text in texts.items() if name.endswith("/METADATA"))
    for line in ("Name: alembic-rectify", "Requires-Python: >=3.8"):
        if line not in metadata.splitlines():
            raise Failure(f"the wheel's metadata lack {line!r}")
    modules = [name for name in texts if name.endswith(".py")]
    if sorted(modules) != ["alembic_rectify/__init__.py", "alembic_rectify/__main__.py"]:
        raise Failure(f"the wheel holds {modules}")
    for name in modules:
        ast.parse(texts[name], name, feature_version=(3, 8))


def sources(path):
    """The source distribution holds what is needed to build."""
    names = ["pyproject.toml", "Cargo.toml", "Cargo.lock", "README.md", "LICENSE-MIT", "CHANGELOG.md"]
    for folder in ("src", "rules", "python"):
        found = (REPOSITORY / folder).rglob("*.*")
        names += [name.relative_to(REPOSITORY).as_posix() for name in found if name.suffix in (".rs", ".yaml", ".py", ".json", ".txt")]
    with tarfile.open(path) as archive:
        there = {name.partition("/")[2] for name in archive.getnames()}
    missing = [name for name in names if name not in there]
    if missing or "src/main.rs" not in names:
        raise Failure(f"the source distribution lacks {missing}")


def run(command, folder=None, text=None, path=None):
    """Run a command where no Rust is to be found."""
    env = {"PATH": f"{path}:/usr/bin:/bin" if path else "/usr/bin:/bin", "HOME": "/nonexistent"}
    return subprocess.run([str(part) for part in command], cwd=folder, env=env, input=text, check=False,
                          text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def statuses(python):
    """The command is there in three ways, and ends as the program does."""
    ways = [[python.parent / "rectify"], [python, "-m", "alembic_rectify"],
            [python, "-c", "import alembic_rectify; alembic_rectify.main()"]]
    for way in ways:
        for arguments, text, wanted, said in (
            (["--version"], "", 0, "rectify "),
            (["fix", "-"], BROKEN.format(dim=3), 0, "ADD COLUMN e vector(3)"),
            (["fix", "-"], BROKEN.format(dim="n"), 1, "pgvector.sqlalchemy.Vector(n)"),
            (["check", "no such folder"], "", 2, "no such file or folder"),
        ):
            result = run([*way, *arguments], text=text)
            if result.returncode != wanted or said not in result.stdout:
                raise Failure(f"{way} {arguments}: status {result.returncode}\n{result.stdout}")


def action(folder, path):
    """The action of GitHub's installs the command, and leaves it on the path of the steps behind."""
    script = REPOSITORY / ".github/actions/rectify/install.sh"
    steps = folder / "path"
    env = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "RUNNER_TEMP": str(folder / "runner"),
           "GITHUB_PATH": str(steps), "REQUIREMENT": str(path), "SOURCES": "no such folder"}
    result = subprocess.run(["bash", script], env=env, check=False, text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT)
    if result.returncode:
        raise Failure(f"install.sh: status {result.returncode}\n{result.stdout}")
    (added,) = steps.read_text(encoding="utf-8").splitlines()
    said = run(["rectify", "--version"], path=added).stdout
    if not said.startswith("rectify "):
        raise Failure(f"the action leaves {said}")


def set_up(folder, python):
    """Beside Alembic, `init` writes a hook that takes no PATH."""
    (site,) = (python.parent.parent / "lib").glob("python*/site-packages")
    (site / "alembic").symlink_to(Path(sysconfig.get_path("purelib")) / "alembic")
    hook("init", None, folder, python, path=None)
    (site / "alembic").unlink()


def hook(name, lines, folder, python, path="beside"):
    """Alembic runs the hook that `lines` say, or the one that `init` writes, and the revision is mended."""
    project = folder / name.replace(" ", "-")
    project.mkdir()

    def alembic(*arguments):
        command = [python, "-c", "from alembic.config import main; main()", *arguments]
        result = run(command, folder=project, path=path and python.parent)
        if result.returncode:
            raise Failure(f"{name}: alembic {arguments[0]}: {result.stdout}")
        return result.stdout

    alembic("init", "migrations")
    ini = project / "alembic.ini"
    text = ini.read_text(encoding="utf-8")
    text = text.replace("driver://user:pass@localhost/dbname", "sqlite:///scratch.db")
    if lines:
        options = ["hooks = rectify", *lines, "rectify.options = fix REVISION_SCRIPT_FILENAME"]
        text = text.replace("[post_write_hooks]\n", "[post_write_hooks]\n" + "\n".join(options) + "\n")
    ini.write_text(text, encoding="utf-8")
    if not lines:
        result = run([python.parent / "rectify", "init", "--yes"], folder=project)
        if result.returncode:
            raise Failure(f"init: {result.stdout}")
    env = project / "migrations" / "env.py"
    env.write_text(env.read_text(encoding="utf-8").replace(
        "target_metadata = None", "from models import Base\n\ntarget_metadata = Base.metadata"),
        encoding="utf-8")
    (project / "models.py").write_text(MODELS, encoding="utf-8")
    # The database is there to be compared with; what the revision is for is Postgres.
    (project / "rectify.toml").write_text('dialects = ["postgresql"]\n', encoding="utf-8")
    output = alembic("revision", "--autogenerate", "-m", "memory", "--rev-id", "1")
    revision = (project / "migrations" / "versions" / "1_memory.py").read_text(encoding="utf-8")
    if "ADD COLUMN embedding vector(3)" not in revision or "fixed custom-type[pgvector/vector]" not in output:
        raise Failure(f"{name}: the hook did not mend the revision\n{output}\n{revision}")


if __name__ == "__main__":
    sys.exit(main())
