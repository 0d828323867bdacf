"""What a model is made of: columns of every type of a pack, and how they change."""

from dataclasses import dataclass, field
from typing import Callable, Dict, List, Tuple

import sqlalchemy as sa
from oracle.environment import STACKS


@dataclass
class Change:
    """A column whose type changes; `using` is what Postgres needs to be told, up and down."""

    name: str
    old: object
    new: object
    using: Tuple[str, str] = ("", "")


@dataclass
class Model:
    """The types of a pack, as instances, by the name of the column that has them."""

    columns: Dict[str, object]
    # More arguments of a column: defaults, constraints.
    arguments: Dict[str, dict] = field(default_factory=dict)
    # Types that make sense as keys: a table each, and one that refers to it.
    keys: Dict[str, object] = field(default_factory=dict)
    changes: List[Change] = field(default_factory=list)
    # Called with the table of all columns, to put constraints and indexes on it.
    finish: Callable = lambda table: None
    # Called with the metadata, to put tables of its own into it.
    more: Callable = lambda metadata: None
    # Whether the types are also added to a table that is there.
    grows: bool = True


@dataclass
class Scenario:
    """A pack's model with what the run of it needs."""

    name: str
    make: Callable[[], Model]
    server: str = "vector"
    # What the reference creates in front of everything.
    extensions: List[str] = field(default_factory=list)
    # The packages that the mended revisions must do without.
    absent: List[str] = field(default_factory=list)
    # Tables that env.py hides from autogenerate.
    hidden: Tuple[str, ...] = ()
    configuration: str = ""
    # More arguments of `rectify fix`.
    arguments: List[str] = field(default_factory=list)
    stacks: Tuple[str, ...] = STACKS
    exit: int = 0
    # Columns that must be reported, by the finding's code; the file must stay as it is.
    findings: Dict[str, str] = field(default_factory=dict)


STEPS = ("create", "grow", "change", "shrink", "remove")


def metadata_at(model, step):
    """The tables of `model` after the step."""
    at = STEPS.index(step)
    metadata = sa.MetaData()
    if at < STEPS.index("remove"):
        created(model, metadata)
        model.more(metadata)
    if at < STEPS.index("shrink"):
        # Autogenerate drops tables in any order: those that refer to others go one step before.
        children(model, metadata)
    if model.grows:
        columns = [sa.Column("id", sa.Integer, primary_key=True)]
        if STEPS.index("grow") <= at < STEPS.index("shrink"):
            columns += added(model)
        sa.Table("grown", metadata, *columns)
    if model.changes:
        done = at >= STEPS.index("change")
        columns = [
            sa.Column(change.name, change.new if done else change.old) for change in model.changes
        ]
        sa.Table("changed", metadata, sa.Column("id", sa.Integer, primary_key=True), *columns)
    return metadata


def created(model, metadata):
    """One table with every type between standard columns, and a table for each key."""
    columns = [
        sa.Column(name, kind, **model.arguments.get(name, {}))
        for name, kind in model.columns.items()
    ]
    middle = len(columns) // 2
    table = sa.Table(
        "created", metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        *columns[:middle],
        sa.Column("title", sa.String(80), nullable=False, server_default="it's 100%: \\ done"),
        *columns[middle:],
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.func.now()),
        comment="Every type of the pack",
    )
    model.finish(table)
    for name, kind in model.keys.items():
        sa.Table(f"{name}_parent", metadata, sa.Column("id", kind, primary_key=True),
                 sa.Column("other", kind, unique=True, nullable=False))


def children(model, metadata):
    """A table that refers to each key."""
    for name, kind in model.keys.items():
        sa.Table(f"{name}_child", metadata, sa.Column("id", sa.Integer, primary_key=True),
                 sa.Column("parent_id", kind, sa.ForeignKey(f"{name}_parent.id"), nullable=False))


def added(model):
    """Every type as a column added later: some required, some explained."""
    for at, (name, kind) in enumerate(model.columns.items()):
        arguments = dict(model.arguments.get(name, {}))
        if "server_default" not in arguments:
            arguments["nullable"] = at % 3 != 0
        if at % 4 == 1:
            arguments["comment"] = f"Column {name}: it's \"new\""
        yield sa.Column(name, kind, **arguments)


def types_of(model):
    """Every type instance that the model uses."""
    metadatas = [metadata_at(model, step) for step in STEPS]
    for metadata in metadatas:
        for table in metadata.tables.values():
            for column in table.columns:
                yield column.type
