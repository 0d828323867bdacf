"""Runs real `alembic revision --autogenerate`, step by step, on a scratch database."""

import contextlib
import importlib.resources
import io
import traceback
import warnings

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate.api import AutogenContext
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from oracle.databases import Database
from oracle.runs import context as processes

from . import reference
from .scenario import STEPS, metadata_at, types_of

TEMPLATE = importlib.resources.files("alembic") / "templates" / "generic"


def generate(scenario, server, folder):
    """The scenario's revisions as generated, and put right: two dictionaries of bytes by file name.

    A process of its own keeps the packages that the models import from whatever runs later.
    """
    receiver, sender = processes.Pipe(duplex=False)
    process = processes.Process(target=generate_here, args=(scenario, server, folder, sender))
    process.start()
    sender.close()
    try:
        result = receiver.recv()
    except EOFError:
        result = "the process ended too early"
    process.join()
    if isinstance(result, str):
        raise RuntimeError(f"autogenerate: {result}")
    return result


def generate_here(scenario, server, folder, sender):
    """The body of the process of `generate`."""
    warnings.simplefilter("ignore")
    try:
        sender.send(Project(scenario, folder).run(server))
    except BaseException:  # whatever it is, the parent shows it
        sender.send(traceback.format_exc())


class Project:
    """A stock Alembic project, whose env.py knows the model's tables."""

    def __init__(self, scenario, folder):
        self.scenario = scenario
        self.folder = folder
        self.model = scenario.make()
        (folder / "versions").mkdir(parents=True)
        for name in ("env.py", "script.py.mako"):
            text = (TEMPLATE / name).read_text(encoding="utf-8")
            text = text.replace("target_metadata = None",
                                'target_metadata = config.attributes["target_metadata"]')
            text = text.replace("target_metadata=target_metadata",
                                "target_metadata=target_metadata, include_name=lambda name, *_: "
                                f"name not in {scenario.hidden!r}")
            (folder / name).write_text(text, encoding="utf-8")

    def run(self, server):
        """Generate, put right and apply each step."""
        generated, corrected = {}, {}
        with Database(server) as database:
            substitutes = self.substitutes(database)
            for number, step in enumerate(STEPS, 1):
                config = self.config(database, step)
                path = self.revision(config, f"{number:04}", step)
                text = path.read_text(encoding="utf-8")
                generated[path.name] = text.encode()
                text = reference.correct(
                    text, substitutes, self.scenario.extensions if number == 1 else (),
                    self.usings() if step == "change" else {},
                )
                path.write_text(text, encoding="utf-8")
                corrected[path.name] = text.encode()
                if self.scenario.findings:
                    break
                command.upgrade(config, "head")
        return generated, corrected

    def config(self, database, step):
        """Alembic's configuration; `step` says which tables the models have."""
        config = Config(stdout=io.StringIO(), output_buffer=io.StringIO())
        config.set_main_option("script_location", str(self.folder))
        config.set_main_option("sqlalchemy.url", database.url("psycopg").replace("%", "%%"))
        config.attributes["target_metadata"] = metadata_at(self.model, step)
        return config

    def revision(self, config, identifier, step):
        """Generate a revision; the path of its file, which need not be valid Python."""
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                command.revision(config, message=step, autogenerate=True, rev_id=identifier)
        except SyntaxError:
            pass  # a Python repr was rendered; Alembic leaves the file
        return self.folder / "versions" / f"{identifier}_{step}.py"

    def substitutes(self, database):
        """What the reference has for calls that cannot be made."""
        engine = sa.create_engine(database.url("psycopg"))
        options = {"sqlalchemy_module_prefix": "sa.", "user_module_prefix": None, "render_item": None}
        with engine.connect() as connection:
            migration = MigrationContext.configure(connection, opts=options)
            context = AutogenContext(migration, metadata=sa.MetaData(), opts=migration.opts)
            found = reference.substitutes(types_of(self.model), context, connection.dialect)
        engine.dispose()
        return found

    def usings(self):
        """The USING that a change of type needs, by column."""
        return {change.name: change.using for change in self.model.changes}
