"""Runs the project's revisions, one at a time, as it is told. This is where the project's code runs."""

import os
import re
import warnings

from . import failure, fence, models
from .engines import Redirection
from .project import Project
from .wire import Closed, Wire


def main(asked, inbox, outbox):
    """Do what the messages say until they end."""
    wire = Wire(inbox, outbox)
    fence.install()
    fence.hand_on(asked["fence"])
    try:
        worker = Worker(asked, wire)
        while True:
            message = wire.receive()
            wire.send(worker.answer(message))
    except Closed:
        # Not waiting for whatever the project has started.
        os._exit(0)


class Worker:
    """The project, on databases that are not its own."""

    def __init__(self, asked, wire):
        self.asked = asked
        self.wire = wire
        self.project = None
        self.script = None
        self.tables = set()
        # Whether env.py came to the point of running revisions.
        self.started = False
        self.stubs = None
        self.warnings = []

    def answer(self, message):
        """What comes of a message: what it asks for, or a failure."""
        self.started = False
        revision = None
        try:
            if message["do"] == "open":
                return self.open()
            if message["do"] == "models":
                return self.compare()
            revision = self.script.get_revision(message["revision"])
            answer = self.run(revision, message["up"])
            self.mind(revision)
            return answer
        except Closed:
            raise
        except BaseException as error:
            path = revision.path if revision is not None else None
            found = failure.told(error, path, self.folders())
            # Before the revision was reached, it is the project's set-up that fails.
            found["reached"] = self.started
            if isinstance(error, KeyError):
                found["message"] = "; ".join(self.told_of("is not present")) or found["message"]
            if fence.refused(self.asked["fence"]) and fence.REFUSAL not in found["message"]:
                # A pool that waits in vain, or a program of which only the exit status is known.
                found["message"] += "; " + fence.REFUSAL
            return {"failure": found}

    def folders(self):
        if self.script is None:
            return [self.asked["scripts"]]
        locations = getattr(self.script, "_version_locations", None) or []
        return [self.script.dir, *(str(location) for location in locations)]

    def open(self):
        """Load the revisions, once env.py has imported what it does; what they are."""
        if self.asked["stubs"]:
            from . import stubs

            self.stubs = stubs.install(self.asked["stubs"])
        Redirection(self.database, self.wire.hide, self.note, self.asked["given"]).install()
        from alembic.script import ScriptDirectory

        self.project = Project(self.asked)
        self.script = ScriptDirectory.from_config(self.project.config())
        entries = []

        def steps(_current, context):
            self.begin(context)
            if not entries:
                entries.extend(list(self.script.walk_revisions("base", "heads"))[::-1])
            return []

        self.keep_schema()
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            self.warnings = said
            self.first(steps)
        if self.stubs is not None:
            for entry in entries:
                self.stubs.bind(entry.module)
        return {
            "revisions": [self.described(entry) for entry in ordered(entries)],
            "locations": [str(place) for place in self.script._version_locations],
            "tables": sorted(self.tables),
            "doubles": list(self.doubles(entries)),
        }

    def first(self, steps):
        """Run env.py for the first time: it may be one that wants a connection from whoever calls it."""
        try:
            self.environment(steps)
        except BaseException:
            if self.started or not self.project.takes_connection():
                raise
            self.project.give_connection()
            self.environment(steps)

    def keep_schema(self):
        """Have the schema of the table of versions made, where it is not there."""
        from alembic.runtime.migration import MigrationContext

        original = MigrationContext._ensure_version_table

        def ensure(context, *positional, **named):
            schema = context.version_table_schema
            if schema:
                self.wire.send({"schema": schema, "of": context.connection.engine.url.database})
                self.wire.receive()
            return original(context, *positional, **named)

        MigrationContext._ensure_version_table = ensure

    def told_of(self, words):
        """What Alembic has warned of, in such words."""
        return [str(one.message) for one in self.warnings if re.search("^Revision .*%s" % words, str(one.message))]

    def doubles(self, entries):
        """Files whose identifier another one has."""
        if not self.told_of("is present more than once"):
            return
        paths = {entry.revision: entry.path for entry in entries}
        for other in self.script._load_revisions():
            path = paths.get(other.revision)
            if path not in (None, other.path):
                yield {"id": other.revision, "about": other.doc or "", "path": other.path,
                       "other": os.path.basename(path)}

    def begin(self, context):
        """Take note that env.py runs revisions, and where it keeps account of them."""
        self.started = True
        table = context._version
        self.tables.add("%s.%s" % (table.schema or "public", table.name))

    def described(self, entry):
        return {"id": entry.revision, "about": entry.doc or "", "path": entry.path, "parents": sorted(parents(entry)),
                "lines": {name: line_of(entry.module, name) for name in ("upgrade", "downgrade")}}

    def database(self, name):
        """Ask for a scratch database in the place of one of the project's."""
        self.wire.send({"database": name})
        return self.wire.receive()

    def mind(self, revision):
        """Name what a revision went without and did not mind."""
        for name in fence.refused(self.asked["fence"]):
            self.note("%s: %s: %s" % (revision.revision, name, fence.REFUSAL))

    def note(self, text):
        """Say something worth knowing."""
        self.wire.send({"note": text})

    def run(self, revision, up):
        """Run one revision alone, up or down."""
        from alembic.runtime.migration import MigrationStep

        make = MigrationStep.upgrade_from_script if up else MigrationStep.downgrade_from_script

        def steps(_current, context):
            self.begin(context)
            return [make(self.script.revision_map, revision)]

        self.environment(steps)
        return {"tables": sorted(self.tables)}

    def environment(self, steps):
        """Run env.py, which asks `steps` what to do."""
        from alembic.runtime.environment import EnvironmentContext

        with self.project.connection() as given:
            config = self.project.config()
            if given is not None:
                config.attributes["connection"] = given
            with EnvironmentContext(config, self.script, fn=steps):
                self.script.run_env()
        if not self.started:
            raise RuntimeError("env.py did not run migrations")

    def compare(self):
        """How the databases differ from the models."""
        found, without = [], []

        def steps(_current, context):
            self.begin(context)
            metadata = context.opts.get("target_metadata")
            if not metadata:
                without.append(True)
            else:
                found.extend(models.differences(context, metadata))
            return []

        self.environment(steps)
        return {"differences": found, "without": bool(without) and not found}


def parents(entry):
    """The revisions that have to run before."""
    found = set(entry._all_down_revisions)
    return found


def ordered(entries):
    """Parents first, and otherwise as Alembic has them."""
    left, done, result = list(entries), set(), []
    known = {entry.revision for entry in entries}
    while left:
        free = next((entry for entry in left if parents(entry) & known <= done), left[0])
        left.remove(free)
        done.add(free.revision)
        result.append(free)
    return result


def line_of(module, name):
    code = getattr(getattr(module, name, None), "__code__", None)
    return code.co_firstlineno if code is not None else None
