"""Lets nothing of the project's connect to a database that is not a scratch one: in this process, in processes of
Python that it starts, and through the programs of Postgres.

It imports nothing of its package: as `sitecustomize`, it runs in whatever Python the project starts.
"""

import functools
import importlib.abc
import importlib.machinery
import importlib.util
import os
import re
import sys

# The name of a scratch database, which is like no other.
SCRATCH = re.compile(r"rectify_verify_[0-9a-f]{12}_\d+")
REFUSAL = "the project connects to a database of its own, which `rectify verify` does not let it"
# The file that says which processes were refused.
REFUSED = "refused"
# Programs of Postgres that connect to a server.
PROGRAMS = (
    "psql", "pg_dump", "pg_dumpall", "pg_restore", "createdb", "dropdb", "createuser", "dropuser", "vacuumdb", "reindexdb",
    "clusterdb", "pgbench", "pg_basebackup", "pgcli", "pgloader",
)
STARTED = ("subprocess.Popen", "os.system", "os.posix_spawn", "os.spawn", "os.exec")
# In the place of each of them, for scripts.
STAND_IN = """#!/bin/sh
case "$* $PGDATABASE" in
*rectify_verify_*) PATH=${PATH#*:} exec "${0##*/}" "$@" ;;
esac
echo "${0##*/}" >> "${0%%/*}/%s"
echo "%s" >&2
exit 1
""" % (REFUSED, REFUSAL.replace("`", "'"))
# Where that file is.
places = []


def must_be_ours(arguments):
    """Refuse a connection whose arguments do not name a scratch database."""
    if not SCRATCH.search(" ".join(map(str, arguments))):
        for folder in places:
            with open(os.path.join(folder, REFUSED), "a", encoding="utf-8") as handle:
                handle.write("%s\n" % os.path.basename(sys.executable or "python"))
        raise RuntimeError(REFUSAL)


def refused(folder):
    """Which processes were refused since this was asked last."""
    place = os.path.join(folder, REFUSED)
    try:
        with open(place, encoding="utf-8") as handle:
            found = sorted(set(handle.read().split()))
        os.remove(place)
    except OSError:
        return []
    return found


def fenced(original):
    """A function that connects, kept from other databases."""

    @functools.wraps(original)
    def connect(*positional, **named):
        must_be_ours([*positional, *named.values()])
        return original(*positional, **named)

    return connect


def method(holder, name):
    """Fence a method of a class, or a function of a module, if it is there."""
    original = vars(holder).get(name)
    if isinstance(original, classmethod):
        setattr(holder, name, classmethod(fenced(original.__func__)))
    elif original is not None:
        setattr(holder, name, fenced(original))


def psycopg2(module):
    """Fence psycopg2, whose class of connections is made in C: a class derived from it takes its place."""
    original = module.connection

    class connection(original):
        def __init__(self, *positional, **named):
            must_be_ours([*positional, *named.values()])
            super(connection, self).__init__(*positional, **named)

    made = module._connect

    @functools.wraps(made)
    def connect(dsn, connection_factory=None, **named):
        must_be_ours([dsn])
        return made(dsn, connection_factory=connection_factory or connection, **named)

    connection.__module__, connection.__doc__ = original.__module__, original.__doc__
    module.connection, module._connect = connection, connect


# What makes connections, by the module that has it.
DRIVERS = {
    "psycopg.connection": lambda module: method(module.Connection, "connect"),
    "psycopg.connection_async": lambda module: method(module.AsyncConnection, "connect"),
    "psycopg2._psycopg": psycopg2,
    "asyncpg.connect_utils": lambda module: method(module, "_connect"),
    "pg8000.core": lambda module: method(module.CoreConnection, "__init__"),
    "pgdb": lambda module: method(module, "connect"),
    "adbc_driver_postgresql": lambda module: method(module, "connect"),
}


class Finder(importlib.abc.MetaPathFinder):
    """Fences a driver as soon as it is imported."""

    def find_spec(self, name, path=None, target=None):
        if name not in DRIVERS:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self or not hasattr(finder, "find_spec") else finder.find_spec(name, path, target)
            if spec is not None:
                self.fence(spec.loader, DRIVERS[name])
                return spec
        return None

    def fence(self, loader, fence):
        execute = loader.exec_module

        def exec_module(module):
            execute(module)
            fence(module)

        loader.exec_module = exec_module


def started(event, arguments):
    """Refuse a program of Postgres's; scripts and shells that know it by its name alone find a stand-in."""
    if event not in STARTED:
        return
    told = [word for argument in arguments for word in words(argument)]
    name = r"(?:%s)(?:\.exe)?" % "|".join(PROGRAMS)
    named = any(re.search(r"^(.*[\\/])?%s$" % name, word) for word in told[:3])
    if named or any(re.search(r"[\\/]%s(?![\w-])" % name, word) for word in told):
        must_be_ours(told)


def words(argument):
    """What an argument of a program that starts says."""
    if isinstance(argument, bytes):
        return [argument.decode("utf-8", "replace")]
    if isinstance(argument, dict):
        return words(argument.get("PGDATABASE", ""))
    if isinstance(argument, (list, tuple)):
        return [word for one in argument for word in words(one)]
    return [str(argument)]


def install():
    """From here on, no driver goes anywhere else."""
    for name, fence in DRIVERS.items():
        if name in sys.modules:
            fence(sys.modules[name])
    sys.meta_path.insert(0, Finder())
    if hasattr(sys, "addaudithook"):
        sys.addaudithook(started)


def prepare(folder, source):
    """Put into a folder what fences the processes that others start: programs, and this module."""
    for name in PROGRAMS:
        place = os.path.join(folder, name)
        with open(place, "w", encoding="utf-8") as handle:
            handle.write(STAND_IN)
        os.chmod(place, 0o755)
    with open(os.path.join(folder, "sitecustomize.py"), "w", encoding="utf-8") as handle:
        handle.write(source)


def hand_on(folder):
    """Fence the processes that this one starts."""
    places.append(folder)
    for name in ("PATH", "PYTHONPATH"):
        os.environ[name] = os.pathsep.join([folder] + [place for place in [os.environ.get(name)] if place])


def the_next():
    """Run the `sitecustomize` that this one hides."""
    here = os.path.dirname(os.path.abspath(__file__))
    spec = importlib.machinery.PathFinder.find_spec(
        __name__, [place for place in sys.path if os.path.abspath(place or ".") != here]
    )
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


if __name__ == "sitecustomize":
    places.append(os.path.dirname(os.path.abspath(__file__)))
    install()
    the_next()
