"""Holds what Rectify learns from a project against the truth."""

import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from . import cases, project, sql, truth


def check(case, program):
    """The problems with what `program` learns from the project of a case."""
    with tempfile.TemporaryDirectory(prefix="infer-") as name:
        scratch = Path(name)
        home = scratch / "project"
        copy(case, home)
        learnt = run([program, "rules", "infer", "--stdout", "--isolated"], home)
        rules = scratch / "rules.yaml"
        rules.write_text(learnt.stdout, encoding="utf-8")
        problems = admissions(case, learnt.stderr)
        ways = {
            "by itself": ["fix", "--freeze", "--isolated", "."],
            "by the rules": ["fix", "--freeze", "--isolated", "--no-infer", "--rules", str(rules), "."],
        }
        for way, arguments in ways.items():
            fixed = scratch / way.replace(" ", "-")
            copy(case, fixed)
            run([program, *arguments], fixed)
            problems += [f"{way}: {problem}" for problem in judge(case, fixed)]
        return problems


def copy(case, folder):
    """Copy a project without its case.toml."""
    shutil.copytree(case.folder, folder, ignore=shutil.ignore_patterns("case.toml", "__pycache__"))


def run(command, folder):
    """Run the program, which must do what it is asked."""
    result = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )
    if result.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command[1:])}: exit code {result.returncode}\n{result.stderr}")
    return result


def admissions(case, said):
    """A problem for each type that cannot be known and of which nothing, or not why, is said."""
    lines = [line.lower() for line in said.splitlines()]
    problems = []
    for entry in case.entries:
        if entry.expect == cases.CANNOT_TELL:
            name = cases.class_name(entry.expression)
            about = " ".join(line for line in lines if name.lower() in line)
            if entry.because.lower() not in about:
                problems.append(f"{entry.expression}: not said of {name}: {entry.because!r}\n{said}")
    return problems


def judge(case, fixed):
    """The problems with the revisions in `fixed`."""
    problems = []
    for path in case.versions():
        place = Path("migrations", "versions", path.name)
        after = (fixed / place).read_text(encoding="utf-8")
        own = [use for use in case.uses if use.file == path.name]
        remaining = Counter((use.column, use.expression) for use in cases.uses(path.name, after))
        wrong = []
        for use in own:
            stays = remaining[use.column, use.expression] > 0
            if stays != (case.entry(use).expect == cases.CANNOT_TELL):
                word = "was not learnt" if stays else "was guessed"
                wrong.append(f"{path.name}: {use.column}: {use.expression} {word}")
        problems += wrong
        free = all(case.entry(use).expect == cases.KNOWN for use in own) and not wrong
        problems += differences(case, path, after, free)
    return problems


def right(case, path):
    """What the revision at `path` says of its columns on each driver, its imports and calls put right."""
    text = path.read_text(encoding="utf-8")
    for entry in case.entries:
        if entry.model is not None and path.name.startswith(entry.revision or ""):
            text = text.replace(entry.expression, entry.model)
    return said(project.names_of(path, text))


def said(names):
    """What the `upgrade()` among `names` says of its columns, on each driver."""
    return {driver: sql.columns(sql.upgrade(names, driver)) for driver in truth.DRIVERS}


def differences(case, path, after, free):
    """Where the SQL of a rewritten revision and that of the truth are not the same, on any driver.

    One that is `free` must do without the project's code.
    """
    expected = right(case, path)
    if free:
        with project.left(case, path.parents[2]):
            names = {"__name__": path.stem, "__file__": str(path)}
            exec(compile(after, str(path), "exec"), names)
            got = said(names)
    else:
        got = said(project.names_of(path, after))
    problems = []
    for driver in truth.DRIVERS:
        for key in sorted(expected[driver].keys() | got[driver].keys()):
            wanted, found = expected[driver].get(key), got[driver].get(key)
            if wanted != found and not key.startswith("create extension"):
                problems.append(f"{path.name}: {driver}: {key}: expected {wanted}, got {found}")
    return problems
