"""Starts a program of `rectify verify` in the project's interpreter.

The first line of standard input holds the sources of the modules, which of them to run, and what is asked of it.
Standard output is kept for what the program says, so that whatever the project prints does no harm.
"""

import importlib.abc
import importlib.util
import json
import os
import sys

PACKAGE = "rectify_verify"


class Embedded(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the modules whose sources came in."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        package, _, module = name.rpartition(".")
        if name == PACKAGE or (package == PACKAGE and module in self.sources):
            return importlib.util.spec_from_loader(name, self, is_package=name == PACKAGE)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        source = self.sources.get(module.__name__.partition(".")[2], "")
        exec(compile(source, "<%s>" % module.__name__, "exec"), module.__dict__)


def main():
    # The working folder is not where modules come from, as with the command `alembic`.
    sys.path[:] = [place for place in sys.path if place]
    inbox, outbox = os.fdopen(os.dup(0), "rb", 0), os.fdopen(os.dup(1), "wb", 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    line = bytearray()
    while not line.endswith(b"\n"):
        # One by one: what follows belongs to the program.
        byte = inbox.read(1)
        if not byte:
            return
        line += byte
    asked = json.loads(line.decode("utf-8"))
    sys.meta_path.insert(0, Embedded(asked["sources"]))
    importlib.import_module(PACKAGE + "." + asked["program"]).main(asked, inbox, outbox)


main()
