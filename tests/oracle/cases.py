"""The cases: folders of revisions, as autogenerate left them and corrected by hand."""

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import List, Optional

from .databases import DRIVERS
from .environment import HERE, STACKS
from .servers import KINDS

FOLDER = HERE / "cases"


class CaseError(Exception):
    """A case is not well formed."""


@dataclass
class Options:
    """What case.toml may say; README.md explains each."""

    title: str = ""
    server: str = "vector"
    args: List[str] = field(default_factory=list)
    stacks: List[str] = field(default_factory=lambda: list(STACKS))
    drivers: List[str] = field(default_factory=lambda: ["psycopg"])
    setup: List[str] = field(default_factory=list)
    exit: int = 0
    unchanged: bool = False
    run: bool = True
    single: bool = True
    offline: bool = True
    order: bool = False
    volatile: List[str] = field(default_factory=list)
    absent: List[str] = field(default_factory=list)


@dataclass
class Case:
    """One case; `before` and `reference` map file names to texts."""

    name: str
    folder: Optional[Path]
    before: dict
    reference: dict
    options: Options

    def extra(self, name):
        """The path of a companion (env.py, rectify.toml, modules), or None."""
        path = self.folder / name if self.folder else None
        return path if path and path.exists() else None


def read_toml(path):
    """The content of a TOML file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: {error}") from error


def read_options(path):
    """The options in a case.toml, checked."""
    if not path.exists():
        return Options()
    values = read_toml(path)
    known = {entry.name: entry for entry in fields(Options)}
    default = Options()
    for name, value in values.items():
        if name not in known:
            raise CaseError(f"{path}: unknown key {name!r}; there are {', '.join(known)}")
        wanted = type(getattr(default, name))
        if type(value) is not wanted:
            raise CaseError(f"{path}: {name} must be a {wanted.__name__}")
    options = Options(**values)
    for name, allowed in (("stacks", STACKS), ("drivers", DRIVERS)):
        for value in getattr(options, name):
            if value not in allowed:
                raise CaseError(f"{path}: {name}: {value!r} is none of {', '.join(allowed)}")
        if not getattr(options, name):
            raise CaseError(f"{path}: {name} is empty")
    if options.server not in KINDS:
        raise CaseError(f"{path}: server: {options.server!r} is none of {', '.join(KINDS)}")
    return options


def read_revisions(folder):
    """The revision files of a folder, as bytes by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.py"))}


def read_case(folder):
    """The case in a folder."""
    name = folder.relative_to(FOLDER).as_posix()
    options = read_options(folder / "case.toml")
    before = read_revisions(folder / "before")
    if not before:
        raise CaseError(f"{name}: no revisions in before/")
    corrected = read_revisions(folder / "reference")
    for file in corrected:
        if file not in before:
            raise CaseError(f"{name}: reference/{file} has no counterpart in before/")
        if corrected[file] == before[file]:
            raise CaseError(f"{name}: reference/{file} is the same as before/{file}: remove it")
    if options.unchanged and corrected:
        raise CaseError(f"{name}: nothing may change, so there is no reference/")
    known = {"before", "reference", "case.toml", "rectify.toml", "env.py", "modules", "README.md"}
    for path in folder.iterdir():
        if path.name not in known:
            raise CaseError(f"{name}: {path.name} is no part of a case")
    return Case(name, folder, before, {**before, **corrected}, options)


def case_folders(wanted=()):
    """The folders of the cases, or of those whose name or group is in `wanted`."""
    folders = sorted(path.parent for path in FOLDER.glob("**/before") if path.is_dir())
    if not wanted:
        return folders
    chosen = []
    for name in wanted:
        target = FOLDER / name.strip("/")
        if not target.exists():
            target = Path(name).resolve()
        found = [folder for folder in folders if target == folder or target in folder.parents]
        if not found:
            raise CaseError(f"no case {name!r} under {FOLDER}")
        chosen += [folder for folder in found if folder not in chosen]
    return chosen
