"""Freezes a project's revisions, and runs them where the project and its packages are not there."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from oracle import environment
from oracle.compare import compare
from oracle.projects import difference, read_versions

HERE = Path(__file__).resolve().parent
LEFT = {"alembic", "sqlalchemy"}


def judge(entry, folder, program, server, expected):
    """What is wrong with the project's revisions after `rectify fix --freeze`."""
    copy = folder.parent / "frozen"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
    status, output = rectify(program, copy, "fix", "--freeze")
    if status:
        yield f"fix --freeze: exit code {status}\n{output}"
    once = read_versions(copy / "migrations")
    rectify(program, copy, "fix", "--freeze")
    changes = difference(once, read_versions(copy / "migrations"))
    if changes:
        yield f"a second fix --freeze changes the revisions again:\n{changes}"
    for path in sorted((copy / "migrations" / "versions").glob("*.py")):
        names = list(foreign_imports(path))
        if names:
            yield f"{path.name}: still imports {', '.join(names)}"
    yield from run(entry, copy, server, expected)
    for aside in entry.reported:
        yield from judge_aside(entry, aside, copy, program)


def unmended(program, folder, path):
    """The findings that are left in a revision that the hook has been at."""
    status, output = rectify(program, folder, "check", str(path))
    if status:
        yield f"check: exit code {status}\n{output}"


def rectify(program, folder, *arguments):
    """Run rectify in a folder: its exit code and what it prints, errors at the end."""
    result = subprocess.run([program, *arguments], cwd=folder, check=False, stdin=subprocess.DEVNULL,
                            capture_output=True, timeout=60)
    return result.returncode, (result.stdout + result.stderr).decode(errors="replace")


def foreign_imports(path):
    """The imports, anywhere in a file, of what is neither Alembic nor SQLAlchemy nor the standard library."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = ["." * node.level + (node.module or "")]
        else:
            continue
        for name in names:
            root = name.partition(".")[0]
            if root not in LEFT and root not in sys.stdlib_module_names:
                yield name


def run(entry, folder, server, expected):
    """Run the whole history without the project and its packages; what is not as it was with them."""
    bare = folder.parent / "bare"
    bare.mkdir()
    shutil.copytree(folder / "migrations" / "versions", bare / "versions")
    shutil.copy(environment.HERE / "template" / "env.py", bare)
    variables = {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(
        [str(environment.interpreter("bare")), "-m", "projects.bare", str(bare), str(server.folder),
         *entry.absent],
        env=variables, cwd=bare, check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=180,
    )
    if result.returncode:
        yield f"without the packages: {result.stderr.decode(errors='replace')}"
        return
    got = json.loads(result.stdout)
    # As JSON gives it back.
    expected = json.loads(json.dumps([vars(step) for step in expected]))
    seen = set()
    for wanted, present in zip(expected, got):
        place = f"without the packages, {present['name']}"
        if present["error"]:
            yield f"{place}: {present['error']}"
            return
        for found in compare(wanted["objects"], present["objects"]):
            if found not in seen:
                seen.add(found)
                yield f"{place}: {found.subject}: {found.got}, not {found.expected}"
    if [step["name"] for step in got] != [step["name"] for step in expected]:
        yield f"without the packages, {len(got)} moves, not {len(expected)}"


def judge_aside(entry, aside, frozen, program):
    """Require that a revision which freezing cannot mend is reported and not touched."""
    copy = frozen.parent / "aside"
    shutil.copytree(frozen, copy)
    path = copy / "migrations" / "versions" / aside["revision"]
    content = (entry.folder / "reported" / aside["revision"]).read_bytes()
    path.write_bytes(content)
    report = copy / "report.json"
    rectify(program, copy, "fix", "--freeze", "--output-format", "json", "--output-file", str(report))
    if path.read_bytes() != content:
        yield f"{aside['revision']}: freezing has changed what really uses the project's code:\n{path.read_text()}"
    found = [
        finding["message"] for file in json.loads(report.read_bytes())["files"] if file["path"].endswith(aside["revision"])
        for finding in file["findings"]
    ]
    if not any(aside["finding"] in message for message in found):
        yield f"{aside['revision']}: no finding names {aside['finding']}: {found}"
    shutil.rmtree(copy)
