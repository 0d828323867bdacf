"""Conducts a run: has a server, lets the revisions run, and removes whatever was made, however it ends."""

import glob
import os
import re
import shutil
import signal
import sys
import tempfile
import threading

from . import catalog
from .address import NoDriver
from .against import Comparison
from .run import Stop
from .server import Databases, Given, ServerError, ThrowAway, candidates
from .walk import Walk
from .wire import Closed, Wire

EXTENSION = re.compile(r"CREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?[\"'\\]*([\w-]+)", re.IGNORECASE)


def main(asked, inbox, outbox):
    """Do what is asked, and say how it goes."""
    catalog.QUERY = asked["catalog"]
    conductor = Conductor(asked, Wire(inbox, outbox))
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: threading.Thread(target=conductor.abandon).start())
    threading.Thread(target=conductor.watch, daemon=True).start()
    conductor.conduct()


class Conductor:
    """All that has to be removed in the end, and the way to whoever asked."""

    def __init__(self, asked, wire):
        self.asked = asked
        self.wire = wire
        self.lock = threading.RLock()
        self.closing = False
        self.server = None
        self.databases = None
        self.runs = []
        self.folders = []

    def watch(self):
        """Wait until whoever asked is gone; nothing else ever comes."""
        try:
            self.wire.receive()
        except Closed:
            self.abandon()

    def abandon(self):
        """Remove everything in the midst of the run, and end."""
        self.close()
        os._exit(1)

    def tell(self, message):
        self.wire.send(message)

    def conduct(self):
        """The whole run."""
        try:
            self.start()
            for number, history in enumerate(self.asked["histories"]):
                self.prove(number, history)
        except (Stop, ServerError, NoDriver) as error:
            self.tell({"event": "error", "text": str(error)})
        except Closed:
            self.abandon()
        except Exception as error:
            self.tell({"event": "error", "text": "%s: %s" % (type(error).__name__, str(error).split("\n")[0])})
        for name in self.close():
            self.tell({"event": "error", "text": "the database %s could not be dropped" % name})
        self.tell({"event": "end"})

    def prove(self, number, history):
        """One history."""
        walk = (Comparison if self.asked["against"] else Walk)(self, history)
        self.tell({"event": "history", "number": number})
        try:
            walk.prove()
        finally:
            self.tell({"event": "proved", "count": walk.proved})
            for run in self.runs:
                run.stop()
            self.runs = []

    def start(self):
        """Have a server."""
        try:
            import sqlalchemy
            from alembic import __version__ as alembic_version
        except ImportError as error:
            raise ServerError(
                "the interpreter %s cannot run the project: %s (--python names another)" % (sys.executable, error)
            ) from None
        if self.asked["url"]:
            self.server = Given(self.asked["url"])
            self.wire.hide(self.server.maintenance["password"])
            self.server.start()
        else:
            self.server = self.choose(candidates(self.asked["server"]), self.extensions())
        maintenance = self.server.maintenance["database"] if self.asked["url"] else "postgres"
        self.databases = Databases(self.server, maintenance)
        self.tell({"event": "server", "name": self.server.name(), "alembic": alembic_version,
                   "sqlalchemy": sqlalchemy.__version__})

    def extensions(self):
        """The extensions that the revisions create."""
        found = set(self.asked["extensions"])
        for history in self.asked["histories"]:
            for folder in history["revisions"]:
                for path in glob.glob(os.path.join(folder, "*.py")):
                    with open(path, encoding="utf-8", errors="replace") as handle:
                        found.update(name.lower() for name in EXTENSION.findall(handle.read()))
        return found

    def choose(self, folders, needed):
        """The first server that has the extensions, else the one that lacks the fewest."""
        best = None
        for folder in folders:
            missing = self.launch(folder, needed)
            if not missing:
                return self.server
            if best is None or len(missing) < len(best[1]):
                best = folder, missing
            self.server.close()
        self.launch(best[0], needed)
        names = ", ".join(sorted(best[1]))
        self.tell({"event": "note", "text": "no server here has the extension %s: install it, or name a server that "
                                            "has it with --url" % names})
        return self.server

    def launch(self, folder, needed):
        """Start a server; the extensions that it lacks."""
        from .client import Client

        with self.lock:
            self.must_go_on()
            self.server = ThrowAway(folder)
            self.server.start()
        client = Client(self.server.address("postgres"))
        missing = needed - {name for (name,) in client.rows("SELECT name FROM pg_available_extensions")}
        client.close()
        return missing

    def must_go_on(self):
        if self.closing:
            raise Closed

    def create(self):
        """Make a scratch database."""
        with self.lock:
            self.must_go_on()
            return self.databases.create()

    def drop(self, name):
        """Remove one."""
        with self.lock:
            self.databases.drop(name)

    def temporary(self):
        """A folder that goes with the run."""
        with self.lock:
            self.must_go_on()
            self.folders.append(tempfile.mkdtemp(prefix="rectify-verify-"))
            return self.folders[-1]

    def close(self):
        """Remove everything; the databases that cannot be removed."""
        with self.lock:
            self.closing = True
            for run in self.runs:
                run.end()
            left = self.databases.close() if self.databases and self.asked["url"] else []
            if self.server is not None:
                self.server.close()
            for folder in self.folders:
                shutil.rmtree(folder, ignore_errors=True)
            return left
