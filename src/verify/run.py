"""One version of a history at work: a process that runs its revisions, on scratch databases."""

import os
import signal
import subprocess
import sys

from . import catalog
from .client import Client
from .wire import Closed, Wire


# The kind of a failure that ended the interpreter.
ENDED = "ended"


class Stop(Exception):
    """The job cannot be done; the message says why."""


class Run:
    """A worker process and its databases."""

    def __init__(self, conductor, history, locations=(), stubs=(), number=0):
        self.conductor = conductor
        # Where its databases are made.
        self.home = conductor.home(number)
        self.history = history
        self.locations = list(locations)
        self.stubs = list(stubs)
        self.process = None
        self.wire = None
        # Of each database of the project's: its name, its scratch database, and a connection to look at that.
        self.databases = []
        # What each of them holds when it is made.
        self.fresh = []
        self.tables = set()
        self.opened = None

    def start(self):
        """Start the process and load the revisions; a failure, or none."""
        asked = dict(
            self.conductor.asked["worker"], **self.history, program="work", stubs=self.stubs,
            locations=self.locations, sources=self.conductor.asked["sources"], fence=self.conductor.fence(),
        )
        self.process = subprocess.Popen(
            [sys.executable, "-c", self.conductor.asked["start"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True, bufsize=0,
        )
        self.wire = Wire(self.process.stdout, self.process.stdin, plain=True)
        self.conductor.runs.append(self)
        answer = self.ask(asked, {"do": "open"})
        if "failure" in answer:
            # Whether it was env.py or a revision that ended the interpreter is not known.
            return dict(answer["failure"], reached=answer["failure"]["reached"] and answer["failure"]["kind"] != ENDED)
        self.opened = answer
        self.tables = set(answer["tables"])
        return None

    def ask(self, *messages):
        """The answer to a message; what the process needs meanwhile is given to it."""
        try:
            for message in messages:
                self.wire.send(message)
            while True:
                answer = self.wire.receive()
                if "note" in answer:
                    self.conductor.note(answer["note"])
                elif "schema" in answer:
                    self.wire.send(self.schema(answer["schema"], answer["of"]))
                elif "database" in answer:
                    self.wire.send(self.database(answer["database"]))
                else:
                    return answer
        except Closed:
            status = self.process.wait()
            how = "by signal %d" % -status if status < 0 else "with exit status %d" % status
            return {"failure": {"kind": ENDED, "path": None, "line": None, "statement": None, "reached": True,
                                "message": "the interpreter ended %s" % how}}

    def database(self, name):
        """Make a scratch database; its address."""
        scratch = self.conductor.create(self.home)
        address = self.home.server.address(scratch)
        client = Client(address)
        client.execute("SET search_path = pg_catalog")
        self.databases.append((name, scratch, client))
        self.fresh.append(catalog.snapshot(client, ()))
        return address

    def schema(self, name, scratch):
        """Make the schema of the table of versions, which Alembic needs before it runs anything; whether it was made."""
        for at, (_, known, client) in enumerate(self.databases):
            if known == scratch:
                there = {schema for (schema,) in client.rows("SELECT nspname FROM pg_namespace")}
                if name in there:
                    return False
                client.execute('CREATE SCHEMA "%s"' % name.replace('"', '""'))
                self.fresh[at] = catalog.snapshot(client, ())
                self.conductor.note("the schema %s, in which Alembic keeps its table, is made beforehand" % name)
        return True

    def step(self, revision, up):
        """Run a revision, up or down; a failure, or none."""
        answer = self.ask({"do": "run", "revision": revision["id"], "up": up})
        if "failure" in answer:
            failure = answer["failure"]
            for name, scratch, _ in self.databases:
                for said in ("message", "statement"):
                    failure[said] = (failure[said] or "").replace(scratch, name) or None
            return failure
        self.tables = set(answer["tables"])
        return None

    def look(self):
        """What the databases hold, in the order in which the project came to them."""
        return [catalog.snapshot(client, self.tables) for _, _, client in self.databases]

    def known(self, states):
        """States of all databases, where some may have been looked at before the last ones were made."""
        return states + self.fresh[len(states):]

    def rows(self):
        """The rows in the databases."""
        return [catalog.contents(client, self.tables) for _, _, client in self.databases]

    def names(self):
        """The project's names of the databases."""
        return [name for name, _, _ in self.databases]

    def again(self, revisions):
        """Begin anew, and bring fresh databases to where these revisions have run."""
        self.stop()
        failure = self.start()
        for revision in revisions:
            failure = failure or self.step(revision, True)
        if failure:
            raise Stop("what ran before does not run again: %s" % failure["message"])

    def stop(self):
        """End the process, and remove the databases."""
        self.end()
        for _, _, client in self.databases:
            client.close()
        self.conductor.drop(self.home, [scratch for _, scratch, _ in self.databases])
        self.databases = []
        self.fresh = []

    def end(self):
        """End the process with all that it has started."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (OSError, AttributeError):
            self.process.kill()
        self.process.wait()


def differences(before, after):
    """The differences of what databases hold, each with the place of its database."""
    for at, (one, other) in enumerate(zip(before, after)):
        for found in catalog.compare(one, other):
            yield at, found
