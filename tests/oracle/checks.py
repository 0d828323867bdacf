"""Judges one case: the rewritten revisions against the reference."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import List

from .compare import compare
from .projects import FixError, difference, fix, make_project
from .runs import run


@dataclass
class Verdict:
    """What came of a case: `problems` is empty when it passed."""

    problems: List[str] = field(default_factory=list)
    notes: List[str] = field(default_factory=list)
    changes: str = ""


def scratch():
    """A temporary folder outside the repository, whose .gitignore and settings do not apply."""
    return tempfile.TemporaryDirectory(prefix="oracle-")


def check_case(case, program, servers):
    """Fix a copy of the case's revisions and hold them against the reference."""
    with scratch() as name:
        folder = Path(name)
        project = make_project(case, folder / "rewritten", case.before)
        try:
            fixed = fix(program, case, project)
        except FixError as error:
            return Verdict([str(error)])
        verdict = Verdict(changes=difference(case.before, fixed))
        if not case.options.run:
            return verdict
        server = servers[case.options.server]
        expected = run_reference(case, folder, server, verdict)
        if not verdict.problems and fixed != case.reference:
            judge(case, expected, run(case, project, server, case.options.absent), verdict)
        return verdict


def check_reference(case, servers):
    """Run the reference alone."""
    verdict = Verdict()
    if case.options.run:
        with scratch() as name:
            run_reference(case, Path(name), servers[case.options.server], verdict)
    return verdict


def run_reference(case, folder, server, verdict):
    """Run the reference; where it fails, the case itself is broken."""
    project = make_project(case, folder / "reference", case.reference)
    parts = run(case, project, server)
    for part, steps in parts.items():
        error = steps[-1].error
        if error is None:
            continue
        text = f"{part}, {steps[-1].name}: the reference fails: {error}"
        if part.endswith("--sql"):
            verdict.notes.append(text)
        else:
            verdict.problems.append(f"the case is broken: {text}")
    return parts


def judge(case, expected, got, verdict):
    """Note every difference between the steps of two runs, the first time it is seen."""
    seen = set()
    repeated = 0
    for part, steps in expected.items():
        for wanted, present in zip(steps, got[part]):
            place = f"{part}, {wanted.name}"
            if wanted.error is not None:
                break
            if present.error is not None:
                if present.error in seen:
                    repeated += 1
                else:
                    verdict.problems.append(f"{place}: fails: {present.error}")
                seen.add(present.error)
                break
            lines = []
            for entry in compare(wanted.objects, present.objects, case.options.order):
                if entry in seen:
                    repeated += 1
                    continue
                seen.add(entry)
                lines.append(f"  {entry.subject}\n    expected {entry.expected}\n"
                             f"    got      {entry.got}")
            if lines:
                verdict.problems.append("\n".join([f"{place}:", *lines]))
        else:
            if len(got[part]) != len(steps):
                verdict.problems.append(f"{part}: {len(got[part])} steps, not {len(steps)}")
    if repeated:
        verdict.problems.append(f"and the same again in other steps, {repeated} times")
