"""Runs one project through all its moves and records what each leaves."""

import multiprocessing
import sys
import traceback
import warnings
from dataclasses import dataclass
from typing import Optional

from .catalog import snapshot
from .databases import Database
from .migrations import Migrations

TIMEOUT = 180

context = multiprocessing.get_context("fork")


@dataclass
class Step:
    """One move: what the database holds after it, or why it failed."""

    name: str
    objects: Optional[dict] = None
    error: Optional[str] = None


def run(case, project, server, absent=()):
    """Run the project in a process of its own; return the steps of each part.

    A part is a way through the revisions on a database of its own. It ends
    with the first step that fails. The process keeps the imports of one run
    from the next; the packages in `absent` cannot be imported in it.
    """
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=run_here, args=(case, project, server, absent, sender))
    process.start()
    sender.close()
    try:
        if not receiver.poll(TIMEOUT):
            raise RuntimeError(f"the run did not end within {TIMEOUT} seconds")
        result = receiver.recv()
    except EOFError:
        process.join()
        raise RuntimeError(f"the run ended with status {process.exitcode}") from None
    finally:
        if process.is_alive():
            process.join(5)
        if process.is_alive():
            process.kill()
        process.join()
    if isinstance(result, str):
        raise RuntimeError(result)
    return result


def run_here(case, project, server, absent, sender):
    """The body of the process of `run`."""
    warnings.simplefilter("ignore")
    sys.path.insert(0, str(project))
    for package in absent:
        sys.modules[package] = None
    try:
        sender.send(run_parts(case, project, server))
    except BaseException:  # whatever it is, the parent shows it
        sender.send(traceback.format_exc())


def run_parts(case, project, server):
    """The steps of every part, by the part's name."""
    parts = {}
    for driver in case.options.drivers:
        ways = {"whole chain": whole_chain}
        if case.options.single:
            ways["each revision by itself"] = each_revision
        if case.options.offline and driver == case.options.drivers[0]:
            ways["as --sql"] = as_sql
        for title, way in ways.items():
            with Database(server, case.options.setup) as database:
                moves = way(Migrations(project, database, driver), database)
                parts[f"{driver}, {title}"] = record(moves, database, case.options.volatile)
    return parts


def record(moves, database, volatile):
    """Make each move; the steps that come of it."""
    steps = []
    while True:
        try:
            name, move = next(moves)
        except StopIteration:
            return steps
        except Exception as error:
            return [*steps, Step("reading the revisions", error=describe(error))]
        try:
            move()
        except (Exception, SystemExit) as error:
            return [*steps, Step(name, error=describe(error))]
        steps.append(Step(name, snapshot(database, volatile)))


def whole_chain(migrations, _database):
    """All revisions up, down, and up again."""
    yield "upgrade", migrations.upgrade
    yield "downgrade", migrations.downgrade
    yield "upgrade again", migrations.upgrade


def each_revision(migrations, _database):
    """Every revision up, down, and up again before the next."""
    for revision in migrations.revisions():
        for name, up in (("upgrade", True), ("downgrade", False), ("upgrade again", True)):
            yield (f"revision {revision}, {name}",
                   lambda revision=revision, up=up: migrations.step(revision, up))


def as_sql(migrations, database):
    """The SQL that `alembic upgrade --sql` and `downgrade --sql` print, run by psql."""
    for name, up in (("upgrade", True), ("downgrade", False)):
        yield name, lambda up=up: database.run_script(migrations.offline(up))


def describe(error):
    """An error as a person reads it, with its place in a revision."""
    text = f"{type(error).__name__}: {error}"
    if isinstance(error, SyntaxError):
        return text
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if "/versions/" in frame.filename:
            place = frame.filename.rsplit("/", 1)[1]
            return f"{text}\n  at {place}:{frame.lineno}: {frame.line}"
    return text
