"""The command: python -m projects.bare FOLDER SERVER MODULE..., in an environment without the MODULEs.

Runs the revisions of FOLDER one by one, up, down and up, and prints as JSON what each leaves.
"""

import dataclasses
import importlib.util
import json
import sys
import warnings
from pathlib import Path
from types import SimpleNamespace

from oracle.databases import Database
from oracle.migrations import Migrations
from oracle.runs import record


def main():
    """Do it; return the exit code."""
    folder, server, *absent = sys.argv[1:]
    there = [name for name in absent if importlib.util.find_spec(name)]
    if there:
        raise SystemExit(f"not bare: {', '.join(there)} can be imported")
    warnings.simplefilter("ignore")
    with Database(SimpleNamespace(folder=server)) as database:
        steps = record(moves(Migrations(Path(folder), database, "psycopg")), database, ())
    json.dump([dataclasses.asdict(step) for step in steps], sys.stdout)
    return 0


def moves(migrations):
    """Every revision up, then down, then up, named as `tools.Workplace.chain` names them."""
    revisions = migrations.revisions()
    for again in ("", " again"):
        for revision in revisions:
            yield f"{revision}, upgrade{again}", lambda revision=revision: migrations.step(revision, True)
        if not again:
            for revision in reversed(revisions):
                yield f"{revision}, downgrade", lambda revision=revision: migrations.step(revision, False)


if __name__ == "__main__":
    sys.exit(main())
