"""Holds what Rectify learns from a project against the truth."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from . import cases, project, sql, truth


def check(case, program, asking):
    """The problems with what `program` learns from the project of a case.

    `asking` lets it ask this Python, which may know what the sources do not tell.
    """
    with tempfile.TemporaryDirectory(prefix="infer-") as name:
        scratch = Path(name)
        home = scratch / "project"
        copy(case, home)
        infer = ["rules", "infer", "--stdout", "--isolated"]
        if asking:
            infer += ["--python", sys.executable]
        learnt = run([program, *infer], home, case)
        rules = scratch / "rules.yaml"
        rules.write_text(learnt.stdout, encoding="utf-8")
        problems = promises(case, learnt.stdout)
        if not asking:
            problems += admissions(case, learnt.stderr.splitlines() + findings(program, home, case))
        fix = ["fix", "--freeze", "--isolated"]
        # A file without a rule is none.
        by_rules = ["--rules", str(rules)] if learnt.stdout.strip() else []
        ways = {"by the rules": [*fix, "--no-infer", *by_rules, "."]}
        if not asking:
            ways["by itself"] = [*fix, "."]
        for way, arguments in ways.items():
            fixed = scratch / way.replace(" ", "-")
            copy(case, fixed)
            run([program, *arguments], fixed, case)
            problems += [f"{way}: {problem}" for problem in judge(case, fixed, asking, way == "by the rules")]
        return problems


def copy(case, folder):
    """Copy a project without its case.toml."""
    shutil.copytree(case.folder, folder, ignore=shutil.ignore_patterns("case.toml", "__pycache__"))


def run(command, folder, case):
    """Run the program, which must do what it is asked."""
    roots = os.pathsep.join(str(folder / root) for root in case.roots)
    variables = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": roots, **case.environment}
    result = subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, text=True, encoding="utf-8",
        timeout=60, check=False,
    )
    if result.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command[1:])}: exit code {result.returncode}\n{result.stderr}")
    return result


def findings(program, folder, case):
    """What `rectify check` says of each type, with its reason, a line each."""
    report = run([program, "check", "--freeze", "--isolated", "--output-format", "json", "."], folder, case)
    return [f"{finding['message']}: {finding.get('reason')}"
            for file in json.loads(report.stdout)["files"] for finding in file["findings"]]


def admissions(case, said):
    """A problem for each type that cannot be known and of which nothing, or not why, is said."""
    problems = []
    for entry in case.entries:
        if entry.expect == cases.CANNOT_TELL:
            about = [line for line in said if cases.mentions(line, entry.expression)]
            if not any(entry.because in line for line in about):
                problems.append(f"{entry.expression}: not said: {entry.because!r}; but {about}")
    return problems


def promises(case, rules):
    """A problem for each rule that says `values: plain` of a type that changes them."""
    found = {}
    for path in case.versions():
        names = project.names_of(path)
        for use in case.uses:
            if use.file == path.name:
                name = cases.class_name(use.expression)
                found.setdefault(name, set()).add(truth.of(case.entry(use), names).values)
    problems = []
    for rule in re.split(r"(?m)^ *- id:", rules)[1:]:
        if re.search(r"(?m)^ *values: *plain\b", rule):
            named = set(re.findall(r"(?m)^ *- *[\"']?(?:[\w*]+\.)*(\w+)[\"']? *$", rule))
            problems += [f"{name}: the rule promises plain values"
                         for name in sorted(named) if found.get(name) == {"changed"}]
    return problems


def judge(case, fixed, asking, by_rules):
    """The problems with the revisions in `fixed`; what no rule can say may stay if it was fixed `by_rules`."""
    problems = []
    for path in case.versions():
        place = Path("migrations", "versions", path.name)
        after = (fixed / place).read_text(encoding="utf-8")
        own = [use for use in case.uses if use.file == path.name]
        free = True
        remaining = Counter((use.column, use.expression) for use in cases.uses(path.name, after))
        wrong = []
        for use in own:
            stays = remaining[use.column, use.expression] > 0
            expected = case.entry(use).expect
            if stays and by_rules and cases.is_of_file(use.expression, after):
                free = False
            elif stays and expected == cases.KNOWN:
                wrong.append(f"{path.name}: {use.column}: {use.expression} was not learnt")
            elif not stays and expected == cases.CANNOT_TELL and not asking:
                wrong.append(f"{path.name}: {use.column}: {use.expression} was guessed")
        problems += wrong
        free = free and all(case.entry(use).expect != cases.CANNOT_TELL for use in own) and not wrong
        problems += differences(case, path, after, free)
    return problems


def right(case, path):
    """What the revision at `path` says of its columns on each driver, its imports and calls put right."""
    text = path.read_text(encoding="utf-8")
    return said(project.names_of(path, with_models(case, path, text)))


def with_models(case, path, text):
    """The revision's text, with the model's expressions where its own cannot be evaluated."""
    for entry in case.entries:
        if entry.model is not None and path.name.startswith(entry.revision or ""):
            text = re.sub(r"(?<![\w.])" + re.escape(entry.expression), lambda _, model=entry.model: model, text)
    return text


def said(names):
    """What the `upgrade()` among `names` says of its columns, on each driver."""
    return {driver: sql.columns(sql.upgrade(names, driver)) for driver in truth.DRIVERS}


def differences(case, path, after, free):
    """Where the SQL of a rewritten revision and that of the truth are not the same, on any driver.

    One that is `free` must do without the project's code.
    """
    expected = right(case, path)
    try:
        if free:
            with project.left(case, path.parents[2]):
                names = {"__name__": path.stem, "__file__": str(path)}
                exec(compile(after, str(path), "exec"), names)
                got = said(names)
        else:
            got = said(project.names_of(path, with_models(case, path, after)))
    except Exception as error:
        return [f"{path.name}: the rewritten revision fails: {type(error).__name__}: {error}\n{after}"]
    problems = []
    for driver in truth.DRIVERS:
        for key in sorted(expected[driver].keys() | got[driver].keys()):
            wanted, found = expected[driver].get(key), got[driver].get(key)
            if wanted != found and not key.startswith("create extension"):
                problems.append(f"{path.name}: {driver}: {key}: expected {wanted}, got {found}")
    return problems
