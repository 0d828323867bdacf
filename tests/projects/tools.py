"""The commands of a project, run in processes of their own, in which its code is importable."""

import functools
import importlib
import os
import sys
import traceback
import warnings

from hook.settings import with_hook
from oracle.catalog import snapshot
from oracle.databases import Database
from oracle.runs import context as processes, describe, record

from . import project

# Arguments in front of what every tool calls the same, and what each calls making a revision.
VERBS = {
    "alembic": ([], ["revision", "--autogenerate"]),
    "flask": (["db"], ["migrate"]),
    "litestar": (["database"], ["make-migrations", "--autogenerate", "--no-prompt"]),
}


class Failed(Exception):
    """A command of the project failed; the message says how."""


class Workplace:
    """The project's folder at work, with what its commands need."""

    def __init__(self, entry, folder, server, prepared):
        self.entry = entry
        # A database with what the models need of it.
        self.prepared = prepared
        self.folder = folder
        self.server = server
        self.versions = folder / "migrations" / "versions"
        self.log = folder.parent / "log.txt"
        self.log.touch()

    def init(self, step, program):
        """Make the folder of the revisions by the tool's own command; then change what the step says."""
        with Database(self.server) as database:
            self.inside(database, lambda: self.command(*self.entry.init))
        project.apply(step, self.folder)
        ini = self.folder / self.entry.ini
        if program:
            ini.write_text(with_hook(ini.read_text(encoding="utf-8"), program), encoding="utf-8")

    def revision(self, step, identifier, database):
        """Let autogenerate write a revision; the path of its file."""
        before = set(self.versions.glob("*.py"))
        prefix, make = VERBS[self.entry.tool[0]]
        self.inside(database, lambda: self.command(*prefix, *make, "-m", step.name, "--rev-id", identifier))
        made = set(self.versions.glob("*.py")) - before
        if len(made) != 1:
            raise Failed(f"{len(made)} revisions were written")
        return made.pop()

    def apply(self, before, identifier, database):
        """Up, down and up again; and the objects that the models themselves make."""

        def moves():
            yield "upgrade", lambda: self.move("upgrade", identifier)
            yield "downgrade", lambda: self.move("downgrade", before)
            yield "upgrade again", lambda: self.move("upgrade", identifier)

        def work():
            steps = record(moves(), database, ())
            return steps, None if steps[-1].error else self.made_by_models()

        return self.inside(database, work)

    def chain(self, database):
        """Every revision up, then down, then up: the steps."""
        identifiers = [f"{number:04}" for number in range(1, len(self.entry.steps))]

        def moves():
            for again in ("", " again"):
                for identifier in identifiers:
                    yield (f"{identifier}, upgrade{again}",
                           lambda identifier=identifier: self.move("upgrade", identifier))
                if not again:
                    for identifier in reversed(identifiers):
                        below = identifiers[identifiers.index(identifier) - 1] if identifier > "0001" else "base"
                        yield f"{identifier}, downgrade", lambda below=below: self.move("downgrade", below)

        return self.inside(database, lambda: record(moves(), database, ()))

    def move(self, verb, revision):
        """Go to a revision by the project's command."""
        if self.entry.tool[0] == "litestar":
            # What its command line does, which can be run but once in a process.
            from advanced_alchemy.alembic.commands import AlembicCommands
            from advanced_alchemy.extensions.litestar import SQLAlchemyPlugin

            (configuration,) = found(self.entry.tool[2]).plugins.get(SQLAlchemyPlugin).config
            getattr(AlembicCommands(sqlalchemy_config=configuration), verb)(revision=revision)
        else:
            self.command(*VERBS[self.entry.tool[0]][0], verb, revision)

    def made_by_models(self):
        """The objects that `create_all` of the models makes in a database of its own."""
        import sqlalchemy

        metadata = found(self.entry.metadata)
        with Database(self.server, template=self.prepared.name) as database:
            engine = sqlalchemy.create_engine(database.url("psycopg"))
            metadata.create_all(engine)
            engine.dispose()
            return snapshot(database)

    def command(self, *arguments):
        """Run the project's command in this process."""
        arguments = [*self.entry.tool[1:], *arguments]
        print("$", self.entry.tool[0], *arguments, flush=True)
        if self.entry.tool[0] == "alembic":
            from alembic.config import main

            main(argv=arguments, prog="alembic")
        elif self.entry.tool[0] == "flask":
            from flask.cli import main

            sys.argv = ["flask", *arguments]
            finish(main)
        else:
            from litestar.__main__ import run_cli

            sys.argv = ["litestar", *arguments]
            finish(run_cli)

    def inside(self, database, work):
        """Call `work` in a process that has the project's code; its result."""
        receiver, sender = processes.Pipe(duplex=False)
        process = processes.Process(target=self.body, args=(database, work, sender))
        process.start()
        sender.close()
        try:
            result, error = receiver.recv()
        except EOFError:
            result, error = None, "the process ended too early"
        process.join()
        if error:
            raise Failed(error)
        return result

    def body(self, database, work, sender):
        """The body of the process of `inside`; what commands print goes to the log."""
        warnings.simplefilter("ignore")
        log = os.open(self.log, os.O_WRONLY | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        sys.stdout = sys.stderr = open(1, "w", buffering=1, encoding="utf-8", closefd=False)
        os.chdir(self.folder)
        sys.path.insert(0, str(self.folder))
        os.environ["DATABASE_URL"] = database.url(self.entry.driver)
        try:
            sender.send((work(), None))
        except (Exception, SystemExit) as error:
            traceback.print_exc()
            sender.send((None, describe(error)))


def found(place):
    """What stands at "module:name.name"."""
    module, _, names = place.partition(":")
    return functools.reduce(getattr, names.split("."), importlib.import_module(module))


def finish(main):
    """Run a click program, which always exits."""
    try:
        main()
    except SystemExit as end:
        if end.code not in (None, 0):
            raise Failed(f"exit status {end.code}") from end
