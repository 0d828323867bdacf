"""The cases: small projects, and for each type expression of their revisions what must come of it."""

import ast
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import List, Optional

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "cases"

KNOWN = "known"
CANNOT_TELL = "cannot-tell"
OWN = "own"

# How revisions call SQLAlchemy.
STANDARD = {"sa", "sqlalchemy", "postgresql"}


class CaseError(Exception):
    """A case is not well formed."""


@dataclass
class Entry:
    """One type expression of a revision, as case.toml lists it; README.md explains each key."""

    expression: str
    shape: str
    expect: str
    ddl: str
    because: str = ""
    model: Optional[str] = None
    values: Optional[str] = None
    revision: Optional[str] = None


@dataclass
class Use:
    """One place of a type expression: in which file, and of which column."""

    file: str
    column: str
    expression: str


@dataclass
class Case:
    """One project."""

    name: str
    folder: Path
    title: str
    roots: List[str] = field(default_factory=lambda: ["."])
    environment: dict = field(default_factory=dict)
    entries: List[Entry] = field(default_factory=list)
    uses: List[Use] = field(default_factory=list)

    def versions(self):
        """The paths of the revisions, in order."""
        return sorted((self.folder / "migrations" / "versions").glob("*.py"))

    def entry(self, use):
        """What is listed for a use, or None."""
        for entry in self.entries:
            named = entry.revision is None or use.file.startswith(entry.revision)
            if named and entry.expression == use.expression:
                return entry
        return None


def read(folder):
    """The case in a folder, checked: it lists what its revisions hold, all of it and no more."""
    path = folder / "case.toml"
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    entries = [read_entry(path, values) for values in written.pop("type", [])]
    unknown = written.keys() - {"title", "roots", "environment"}
    if unknown or "title" not in written:
        raise CaseError(f"{path}: keys {sorted(unknown)} unknown, or no title")
    case = Case(folder.name, folder, entries=entries, **written)
    for revision in case.versions():
        text = revision.read_text(encoding="utf-8")
        for use in uses(revision.name, text):
            if case.entry(use):
                case.uses.append(use)
            elif names_in(use.expression) - standard(text):
                raise CaseError(f"{path}: {use.file}: {use.column}: {use.expression} is not listed")
    listed = [case.entry(use) for use in case.uses]
    for entry in entries:
        if entry not in listed:
            raise CaseError(f"{path}: no revision holds {entry.expression}")
    return case


def read_entry(path, values):
    """One `[[type]]`, checked."""
    unknown = values.keys() - {entry.name for entry in fields(Entry)}
    if unknown:
        raise CaseError(f"{path}: unknown keys {sorted(unknown)}")
    entry = Entry(**values)
    place = f"{path}: {entry.expression}"
    if entry.expect not in (KNOWN, CANNOT_TELL, OWN):
        raise CaseError(f"{place}: expect is {entry.expect!r}")
    if (entry.expect == CANNOT_TELL) != bool(entry.because):
        raise CaseError(f"{place}: `because` goes with {CANNOT_TELL}")
    if entry.expect != CANNOT_TELL and entry.ddl == "differs":
        raise CaseError(f"{place}: what differs by driver cannot be known")
    if entry.values not in (None, "plain", "changed"):
        raise CaseError(f"{place}: values is {entry.values!r}")
    return entry


def names_in(expression):
    """The names that an expression starts from."""
    return {node.id for node in ast.walk(ast.parse(expression)) if isinstance(node, ast.Name)}


def is_of_file(expression, text):
    """Whether only the revision's text tells what an expression is, so that no rule can say it.

    It is one of SQLAlchemy's own types with the team's arguments, it has arguments that are no literals,
    or its class is the revision's own, or comes by a star.
    """
    node = ast.parse(expression, mode="eval").body
    called = node.func if isinstance(node, ast.Call) else node
    root = next(iter(names_in(ast.unparse(called))), None)
    if root in standard(text):
        return True
    if isinstance(node, ast.Call):
        values = node.args + [keyword.value for keyword in node.keywords]
        if any(names_in(ast.unparse(value)) for value in values):
            return True
    return isinstance(called, ast.Name) and root not in imported(text)


def imported(text):
    """The names that a revision imports one by one."""
    return {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }


def standard(text):
    """The names under which a revision has what SQLAlchemy brings itself."""
    names = set(STANDARD)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy":
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def uses(file, text):
    """The type expressions of the columns of a revision, in order."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rsplit(".", 1)[-1]
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        if name in ("Column", "column"):
            kind, column = given.get("type_"), node.args[0] if node.args else None
            if kind is None and len(node.args) > 1:
                kind = node.args[1]
        elif name == "alter_column":
            kind, column = given.get("type_"), node.args[-1] if node.args else None
        else:
            continue
        if kind is not None:
            column = column.value if isinstance(column, ast.Constant) else ast.unparse(column)
            found.append((kind.lineno, kind.col_offset, column, ast.get_source_segment(text, kind)))
    return [Use(file, column, segment) for _, _, column, segment in sorted(found)]


def class_name(expression):
    """The last name of what an expression calls: `StringUUID` of `app.types.StringUUID()`."""
    return re.split(r"[(\[]", expression, maxsplit=1)[0].rsplit(".", 1)[-1]


def read_all(names=()):
    """Every case, or those named."""
    folders = sorted(path.parent for path in FOLDER.glob("*/case.toml"))
    missing = set(names) - {folder.name for folder in folders}
    if missing:
        raise CaseError(f"no case {', '.join(sorted(missing))}")
    return [read(folder) for folder in folders if not names or folder.name in names]


def mentions(line, expression):
    """Whether a line is about an expression: names it, its class, or what a standard type is given."""
    tree = ast.parse(expression)
    names = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, (ast.Attribute, ast.Name))}
    given = {name.rsplit(".", 1)[-1] for name in names if name.partition(".")[0] not in STANDARD}
    own = class_name(expression) in given
    words = {class_name(expression)} if own else given
    return expression in line or any(re.search(rf"\b{re.escape(word)}\b", line) for word in words)
