"""The command: python3 -m precommit RECTIFY, in the folder tests and the environment of the tools.

Lets the real pre-commit install the hooks of `.pre-commit-hooks.yaml` and run them in a scratch repository.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from oracle.environment import HOME, REPOSITORY
from wheel.build import wheel

HERE = Path(__file__).resolve().parent
MANIFEST = REPOSITORY / ".pre-commit-hooks.yaml"

PROJECT = """[build-system]
requires = []
build-backend = "stub_backend"
backend-path = ["."]
"""

REVISION = """import sqlalchemy as sa
from alembic import op

revision = '{id}'
down_revision = None


def upgrade():
    op.add_column('doc', sa.Column('{id}', {type}, nullable=True))
"""

MENDED = "sqlmodel.sql.sqltypes.AutoString()"
LEFT = "team.types.Money()"


class Failure(Exception):
    """Something is not as it should be."""


def main():
    """Go through the steps; return the exit code."""
    folder = HOME.parent / "precommit"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        check(Scratch(folder, wheel(Path(sys.argv[1]).resolve())))
    except Failure as failure:
        print(f"FAILED in {folder}\n{failure}")
        return 1
    print("ok")
    return 0


class Scratch:
    """A repository of hooks, and a project that uses them."""

    def __init__(self, folder, path):
        self.env = {**os.environ, "PRE_COMMIT_HOME": str(folder / "cache"), "GIT_CONFIG_GLOBAL": os.devnull,
                    "PYTHONPATH": "", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
                    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org", "PIP_NO_INDEX": "1"}
        self.hooks = folder / "hooks"
        self.project = folder / "project"
        for repository in (self.hooks, self.project):
            repository.mkdir(parents=True)
            self.git(repository, "init", "--quiet", "--initial-branch=main")
        for source in (MANIFEST, HERE / "stub_backend.py", path):
            shutil.copy(source, self.hooks)
        (self.hooks / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
        self.commit(self.hooks)

    def git(self, repository, *arguments):
        """Run git; what it printed."""
        result = subprocess.run(["git", *arguments], cwd=repository, env=self.env, check=False, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if result.returncode:
            raise Failure(f"git {arguments}: {result.stdout}")
        return result.stdout.strip()

    def commit(self, repository):
        """Commit everything."""
        self.git(repository, "add", "--all")
        self.git(repository, "commit", "--quiet", "--no-verify", "--message", "a step")

    def use(self, *hooks):
        """Let the project use the hooks."""
        lines = ["repos:", f"  - repo: {self.hooks}", f"    rev: {self.git(self.hooks, 'rev-parse', 'HEAD')}",
                 "    hooks:", *(f"      - id: {hook}" for hook in hooks)]
        self.write(".pre-commit-config.yaml", "\n".join(lines) + "\n")

    def write(self, name, text):
        """Write a file of the project and stage it."""
        path = self.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git(self.project, "add", name)

    def pre_commit(self, *arguments):
        """Run pre-commit in the project: its exit code, and what it printed."""
        result = subprocess.run([sys.executable, "-m", "pre_commit", *arguments], cwd=self.project, check=False,
                                env=self.env, text=True, encoding="utf-8", stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT)
        return result.returncode, result.stdout


def expect(result, status, *parts):
    """Require an exit code, and what was printed."""
    if (result[0] != 0) != bool(status) or any(part not in result[1] for part in parts):
        raise Failure(f"wanted {status} and {parts}, got {result[0]}\n{result[1]}")


def check(scratch):
    """Go through the hooks."""
    expect(scratch.pre_commit("validate-manifest", str(MANIFEST)), 0)
    scratch.use("rectify-check")
    scratch.write("app.py", "import os\n")
    for number in range(9):
        scratch.write(f"tools/tool_{number}.py", "import os\n")
    expect(scratch.pre_commit("run", "--all-files"), 0, "rectify check", "Passed")

    scratch.write("versions/a.py", REVISION.format(id="a", type=MENDED))
    expect(scratch.pre_commit("run", "--all-files"), 1, "error[custom-type]", "versions/a.py",
           "note: 10 files are no Alembic revisions")
    scratch.use("rectify-fix")
    expect(scratch.pre_commit("run"), 1, "rectify fix", "files were modified by this hook",
           "versions/a.py:9: fixed custom-type[sqlmodel/auto-string]")
    text = (scratch.project / "versions" / "a.py").read_text(encoding="utf-8")
    if "sa.String()" not in text:
        raise Failure(f"not mended: {text}")
    scratch.git(scratch.project, "add", "--all")
    expect(scratch.pre_commit("run"), 0, "Passed")
    scratch.commit(scratch.project)

    # What cannot be mended stops the commit; what is committed already does not.
    scratch.write("versions/b.py", REVISION.format(id="b", type=LEFT))
    expect(scratch.pre_commit("run"), 1, "error[unknown-type]", "versions/b.py")
    scratch.commit(scratch.project)
    scratch.write("versions/c.py", REVISION.format(id="c", type="sa.Text()"))
    expect(scratch.pre_commit("run"), 0, "Passed")


if __name__ == "__main__":
    sys.exit(main())
