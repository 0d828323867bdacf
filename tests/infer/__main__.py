"""The command: python -m infer truth | compare | table, in the folder tests and an environment of the oracle."""

import argparse
import multiprocessing
import sys
import traceback
from collections import Counter
from pathlib import Path

from . import cases, compare, project, sql, table, truth


def main():
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="infer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("truth", help="compute what is true of every type, and hold the cases against it")
    compare_parser = commands.add_parser("compare", help="hold what rectify learns against the truth")
    compare_parser.add_argument("--rectify", metavar="PATH", required=True)
    compare_parser.add_argument("--python", action="store_true", help="let it ask this Python")
    listing = commands.add_parser("table", help="require that README.md lists every type")
    listing.add_argument("--write", action="store_true", help="write it there")
    for command in commands.choices.values():
        command.add_argument("names", nargs="*", metavar="CASE")
    arguments = parser.parse_args()
    chosen = cases.read_all(arguments.names)
    if arguments.command == "table":
        return table.check(chosen, arguments.write)
    failed = 0
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        program = getattr(arguments, "rectify", None)
        options = program and Path(program).resolve(), getattr(arguments, "python", False)
        jobs = [(case, *options) for case in chosen]
        for case, problems in zip(chosen, pool.imap(work, jobs, chunksize=1)):
            print(f"{'FAILED' if problems else 'ok':6} {case.name} ({len(case.entries)} types)")
            for problem in problems:
                print("\n".join(f"  | {line}" for line in problem.splitlines()))
            failed += bool(problems)
    print(summary(chosen))
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return int(failed > 0 or not chosen)


def work(job):
    """The problems of one case, in a process of its own: its modules are of no other case."""
    case, program, asking = job
    try:
        project.enter(case, case.folder)
        if program is None:
            return check_truth(case)
        return compare.check(case, program, asking)
    except Exception:
        return [traceback.format_exc()]


def check_truth(case):
    """Where case.toml says something else than SQLAlchemy."""
    problems = []
    for path in case.versions():
        names = project.names_of(path)
        said = compare.right(case, path)
        for use in case.uses:
            if use.file != path.name:
                continue
            entry = case.entry(use)
            try:
                true = truth.of(entry, names)
            except Exception as error:
                problems.append(f"{use.file}: {entry.expression}: {type(error).__name__}: {error}")
                continue
            if true.ddl != entry.ddl:
                problems.append(f"{use.file}: {entry.expression}: ddl is {true.ddl!r}, not {entry.ddl!r}: "
                                f"{true.statements}")
            if entry.values not in (None, true.values):
                problems.append(f"{use.file}: {entry.expression}: values are {true.values}")
            problems += contradictions(use, true, said)
    return problems


def contradictions(use, true, said):
    """Where Alembic gives a column of the revision another type than `CREATE TABLE` does."""
    problems = []
    for driver, statements in true.statements.items():
        wanted = sql.normal(statements[-1].partition(", ")[0] if "CHECK" in statements[-1] else statements[-1])
        columns = [texts for key, texts in said[driver].items() if key.endswith(f".{use.column}")]
        got = [sql.bare(text) for texts in columns for text in texts]
        if wanted not in got:
            problems.append(f"{use.file}: {use.column}: {driver}: Alembic says {got}, not {wanted}")
    return problems


def summary(chosen):
    """How much there is, in one line."""
    entries = [entry for case in chosen for entry in case.entries]
    count = Counter(entry.expect for entry in entries)
    return (f"{len(entries)} types in {len(chosen)} projects: {count[cases.KNOWN]} to be known, "
            f"{count[cases.CANNOT_TELL]} of which nothing can be told, {count[cases.OWN]} of revisions' own")


if __name__ == "__main__":
    sys.exit(main())
