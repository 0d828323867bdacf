"""Scratch Alembic projects, made in the shape of a case's folder."""

import difflib
import shutil
import subprocess

from .environment import HERE

DEFAULT_ENV = HERE / "template" / "env.py"


class FixError(Exception):
    """`rectify fix` did not do what the case expects of it."""


def make_project(case, folder, revisions):
    """Make `folder` a project of `case` with `revisions` as its versions folder."""
    versions = folder / "versions"
    versions.mkdir(parents=True)
    for name, content in revisions.items():
        (versions / name).write_bytes(content)
    env = DEFAULT_ENV.read_text(encoding="utf-8")
    own = case.extra("env.py")
    if own:
        text = own.read_text(encoding="utf-8")
        # One that only sets target_metadata or settings is run by the default.
        env = text if "run_migrations" in text else text + "\n\n" + env
    (folder / "env.py").write_text(env, encoding="utf-8")
    if case.extra("rectify.toml"):
        shutil.copy(case.extra("rectify.toml"), folder)
    if case.extra("modules"):
        shutil.copytree(case.extra("modules"), folder, dirs_exist_ok=True)
    # Marks the top of the project, as in any other.
    (folder / "pyproject.toml").touch()
    return folder


def read_versions(project):
    """The content of every file of the project's versions folder, by name."""
    return {
        path.name: path.read_bytes()
        for path in sorted((project / "versions").iterdir()) if path.is_file()
    }


def fix(program, case, project):
    """Run `rectify fix` twice on the project; return the revisions it left."""
    run_fix(program, case, project, "rectify fix")
    fixed = read_versions(project)
    if case.options.unchanged and fixed != case.before:
        raise FixError(f"changed what must stay as it is:\n{difference(case.before, fixed)}")
    if fixed.keys() != case.before.keys():
        raise FixError(f"left the files {', '.join(fixed)}")
    run_fix(program, case, project, "the second rectify fix")
    again = read_versions(project)
    if again != fixed:
        raise FixError(f"a second run changed the result:\n{difference(fixed, again)}")
    return fixed


def run_fix(program, case, project, what):
    """Run `rectify fix` on the project and require the exit code of the case."""
    command = [program, "fix", *case.options.args, "versions"]
    try:
        result = subprocess.run(
            command, cwd=project, timeout=60, check=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
    except subprocess.TimeoutExpired as error:
        raise FixError(f"{what} did not end within {error.timeout:.0f} seconds") from error
    if result.returncode != case.options.exit:
        raise FixError(
            f"{what}: exit code {result.returncode}, expected {case.options.exit}\n"
            + result.stdout.decode(errors="replace")
        )


def difference(before, after):
    """A unified diff of two sets of revisions."""
    lines = []
    for name in sorted({*before, *after}):
        sides = [
            side.get(name, b"").decode(errors="replace").splitlines(keepends=True)
            for side in (before, after)
        ]
        for line in difflib.unified_diff(*sides, f"a/versions/{name}", f"b/versions/{name}"):
            lines.append(line if line.endswith("\n") else line + "\n\\ No newline at end\n")
    return "".join(lines)
