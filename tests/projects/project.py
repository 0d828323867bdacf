"""A project as its folder describes it: where it begins, and the steps in which it grows."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Optional


# Revisions without which a history is no proof.
FEWEST = 10


class ProjectError(Exception):
    """A project's description is wrong."""


@dataclass
class Step:
    """One change of the code with the revision that brings it to the database; README.md has the keys."""

    name: str
    files: Dict[str, str] = field(default_factory=dict)
    edits: List[dict] = field(default_factory=list)
    # What the team corrects in the revision that autogenerate made.
    corrections: List[dict] = field(default_factory=list)
    # The same, where rectify has not been at it.
    reference: List[dict] = field(default_factory=list)
    # A revision written by hand, instead of one that is generated.
    revision: Optional[str] = None


@dataclass
class Project:
    """What project.toml says, and the steps."""

    name: str
    folder: Path
    # The command line of its migrations: alembic, flask or litestar.
    tool: List[str]
    # Arguments of that tool that make the folder of the revisions.
    init: List[str]
    ini: str
    metadata: str
    # What its frozen revisions must do without: modules that are not there when they run.
    absent: List[str]
    server: str = "contrib"
    driver: str = "psycopg"
    # Of a database in which the tables are made by the models themselves.
    setup: List[str] = field(default_factory=list)
    # Revisions that freezing must leave alone, and what a finding about each must name.
    reported: List[dict] = field(default_factory=list)
    steps: List[Step] = field(default_factory=list)

    def start(self, folder):
        """Write the code with which the project begins."""
        for path in sorted((self.folder / "start").rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                target = folder / path.relative_to(self.folder / "start")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())


def read(folder):
    """The project in `folder`."""
    values = load(folder / "project.toml")
    steps = []
    for number, path in enumerate(sorted((folder / "steps").glob("*.toml"))):
        prefix, _, name = path.stem.partition("_")
        if int(prefix) != number:
            raise ProjectError(f"{path}: the steps are not numbered one after the other")
        steps.append(made(Step, path, {"name": name, **load(path)}))
    if len(steps) <= FEWEST:
        raise ProjectError(f"{folder}: {len(steps) - 1} steps are too few for a history")
    return made(Project, folder, {"name": folder.name, "folder": folder, "steps": steps, **values})


def made(kind, path, values):
    """An instance of a dataclass, or an error that names the file."""
    try:
        return kind(**values)
    except TypeError as error:
        raise ProjectError(f"{path}: {error}") from error


def load(path):
    """The content of a TOML file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"{path}: {error}") from error


def apply(step, folder):
    """Change the code of the project in `folder` as the step says."""
    for name, text in step.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for change in step.edits:
        edit(folder / change["path"], change)


def edit(path, change):
    """Replace a text that must stand exactly once in the file."""
    text = path.read_text(encoding="utf-8")
    old = change["old"]
    if text.count(old) != 1:
        raise ProjectError(f"{path.name}: {old!r} stands {text.count(old)} times, not once, in\n{text}")
    path.write_text(text.replace(old, change["new"]), encoding="utf-8")
