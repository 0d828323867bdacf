"""Conducts a run: has a server, lets the revisions run, and removes whatever was made, however it ends."""

import glob
import os
import re
import shutil
import signal
import sys
import tempfile
import threading

from . import catalog, fence
from .address import NoDriver
from .against import Comparison
from .run import Stop
from .server import Databases, Given, ServerError, ThrowAway, candidates
from .walk import Walk
from .wire import Closed, Wire

# What makes something that all databases of a server share.
SHARED = re.compile(r"\b(CREATE|ALTER|DROP)\s+(ROLE|USER|GROUP|TABLESPACE|DATABASE)\b", re.IGNORECASE)
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
        self.servers = []
        # The server of most runs, and one more where two may not share it.
        self.homes = []
        self.shared = False
        self.runs = []
        self.folders = []
        self.fences = None
        self.notes = set()

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
            server = Given(self.asked["url"])
            self.wire.hide(server.maintenance["password"])
            server.start()
        else:
            server = self.choose(candidates(self.asked["server"]), self.extensions())
        self.tell({"event": "server", "name": server.name(), "alembic": alembic_version,
                   "sqlalchemy": sqlalchemy.__version__})
        self.settle(server)

    def settle(self, server):
        """Let scratch databases be made on a server."""
        home = Databases(server)
        with self.lock:
            self.must_go_on()
            self.homes.append(home)
            home.prepare(self.asked["extensions"], self.asked["setup"])

    def home(self, number):
        """The databases for a run: those of all, unless what one of two runs makes would be in the way of the other."""
        if not number or not self.shared or self.asked["url"]:
            return self.homes[0]
        if len(self.homes) == 1:
            folder = self.homes[0].server.chosen
            self.launch(folder, set())
            self.settle(self.servers[-1])
        return self.homes[1]

    def extensions(self):
        """The extensions that the revisions create."""
        found = set(self.asked["extensions"])
        for history in self.asked["histories"]:
            for folder in history["revisions"]:
                for path in glob.glob(os.path.join(glob.escape(folder), "**", "*.py"), recursive=True):
                    with open(path, encoding="utf-8", errors="replace") as handle:
                        text = handle.read()
                    found.update(name.lower() for name in EXTENSION.findall(text))
                    self.shared = self.shared or SHARED.search(text) is not None
        return found

    def choose(self, folders, needed):
        """The first server that has the extensions, else the one that lacks the fewest."""
        best = None
        for folder in folders:
            missing = self.launch(folder, needed)
            if not missing:
                return self.servers[-1]
            if best is None or len(missing) < len(best[1]):
                best = folder, missing
            self.servers.pop().close()
        self.launch(best[0], needed)
        names = ", ".join(sorted(best[1]))
        self.tell({"event": "note", "text": "no server here has the extension %s: install it, or name a server that "
                                            "has it with --url" % names})
        return self.servers[-1]

    def launch(self, folder, needed):
        """Start a server; the extensions that it lacks."""
        from .client import Client

        with self.lock:
            self.must_go_on()
            server = ThrowAway(folder)
            self.servers.append(server)
            server.start()
        client = Client(server.address("postgres"))
        missing = needed - {name for (name,) in client.rows("SELECT name FROM pg_available_extensions")}
        client.close()
        return missing

    def must_go_on(self):
        if self.closing:
            raise Closed

    def create(self, home):
        """Make a scratch database."""
        with self.lock:
            self.must_go_on()
            return home.create()

    def drop(self, home, names):
        """Remove some, and what came with them."""
        with self.lock:
            for name in names:
                home.drop(name)
            if not self.asked["url"]:
                home.forget_roles()

    def temporary(self):
        """A folder that goes with the run."""
        with self.lock:
            self.must_go_on()
            self.folders.append(tempfile.mkdtemp(prefix="rectify-verify-"))
            return self.folders[-1]

    def fence(self):
        """The folder with what fences the processes that revisions start."""
        if self.fences is None:
            self.fences = self.temporary()
            fence.prepare(self.fences, self.asked["sources"]["fence"])
        return self.fences

    def note(self, text):
        """Say something worth knowing, once."""
        if text not in self.notes:
            self.notes.add(text)
            self.tell({"event": "note", "text": text})

    def close(self):
        """Remove everything; the databases that cannot be removed."""
        with self.lock:
            self.closing = True
            for run in self.runs:
                run.end()
            left = [name for home in self.homes for name in home.close()] if self.asked["url"] else []
            for server in self.servers:
                server.close()
            for folder in self.folders:
                shutil.rmtree(folder, ignore_errors=True)
            return left
