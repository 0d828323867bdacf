"""Proves the oracle: single wrong changes to right revisions must be caught."""

from dataclasses import dataclass
from pathlib import Path

from . import cases, checks
from .environment import HERE
from .projects import difference, make_project
from .runs import run

FOLDER = HERE / "mutations"


@dataclass
class Mutation:
    """One replacement in one file of right revisions."""

    title: str
    file: str
    old: str
    new: str


def read_base(folder):
    """The right revisions in a folder, as a case that is its own reference."""
    options = cases.read_options(folder / "case.toml")
    revisions = cases.read_revisions(folder / "revisions")
    return cases.Case(folder.name, folder, revisions, revisions, options)


def read_mutations(base):
    """The mutations of a base, each checked to apply in exactly one place."""
    path = base.folder / "mutations.toml"
    found = []
    for entry in cases.read_toml(path)["mutation"]:
        mutation = Mutation(**entry)
        text = base.before[mutation.file].decode()
        if text.count(mutation.old) != 1:
            raise cases.CaseError(
                f"{path}: {mutation.title}: {text.count(mutation.old)} places, not one"
            )
        found.append(mutation)
    return found


def plan(names, function):
    """For each base a control, then its mutations, as pieces of work."""
    for folder in sorted(path.parent for path in FOLDER.glob("*/mutations.toml")):
        if names and folder.name not in names:
            continue
        base = read_base(folder)
        server = base.options.server
        yield f"{base.name}: control", server, (function, (base, None))
        for mutation in read_mutations(base):
            yield f"{base.name}: {mutation.title}", server, (function, (base, mutation))


expected = {}


def check(base, mutation, servers):
    """The verdict on one mutation: a problem if it survives; without one, if anything is found."""
    server = servers[base.options.server]
    verdict = checks.Verdict()
    with checks.scratch() as name:
        if base.name not in expected:
            project = make_project(base, Path(name) / "right", base.before)
            expected[base.name] = run(base, project, server)
        for part, steps in expected[base.name].items():
            if steps[-1].error:
                verdict.problems.append(f"the right revisions fail: {part}: {steps[-1].error}")
        if verdict.problems:
            return verdict
        revisions = dict(base.before)
        if mutation:
            text = revisions[mutation.file].decode().replace(mutation.old, mutation.new)
            revisions[mutation.file] = text.encode()
        project = make_project(base, Path(name) / "changed", revisions)
        checks.judge(base, expected[base.name], run(base, project, server), verdict)
    if mutation is None:
        return verdict
    if verdict.problems:
        return checks.Verdict(notes=[" ".join(verdict.problems[0].split())])
    return checks.Verdict(["survived"], changes=difference(base.before, revisions))
