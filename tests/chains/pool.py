"""The types that columns are drawn from: those of every pack, and a team's own."""

import copy
import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Optional

from autogenerate.packs import SCENARIOS

MODULES = Path(__file__).resolve().parent / "modules"

# What goes together on one server.
SERVERS = {
    "vector": ["pgvector", "sqlmodel", "sqlalchemy_utils", "oslo_db", "fastapi_users", "advanced_alchemy"],
    "contrib": ["ltree", "citext", "postgres"],
    "postgis": ["postgis"],
}
# The types of each extension, which reflection knows only where their package is imported.
EXTENSIONS = {
    "vector": {"vector", "halfvec", "sparsevec"}, "ltree": {"ltree", "lquery", "ltxtquery"}, "citext": {"citext"},
    "postgis_raster": {"raster"}, "postgis": {"geometry", "geography", "raster"},
}
# Whose rendering says nothing of what they are: `rectify fix` has to report them.
UNTOLD = {"embedding"}
# Packs with rules for `db.Vector`, and their columns that have lost what such a name needs.
PREFIXED = {"pgvector", "sqlmodel", "citext"}
BARE = {"dense_open", "half_open", "sparse_open", "bit_alone"}
INDEXES = {
    "dense": {"postgresql_using": "hnsw", "postgresql_ops": "vector_cosine_ops"},
    "half": {"postgresql_using": "hnsw", "postgresql_ops": "halfvec_l2_ops"},
    "path": {"postgresql_using": "gist"},
}


@dataclass
class Entry:
    """A type: what makes it, and a good name for a column of it."""

    word: str
    make: object
    arguments: dict = field(default_factory=dict)
    index: Optional[dict] = None


def draw(server, prefix, stack):
    """Entries, changes of type, and the packages that have to be done without."""
    packs = SERVERS[server]
    entries, changes, absent = [], [], []
    for scenario in SCENARIOS:
        if scenario.name not in packs or stack not in scenario.stacks:
            continue
        if prefix and scenario.name not in PREFIXED:
            continue
        model = scenario.make()
        for word, kind in model.columns.items():
            if word not in UNTOLD and not (prefix and word in BARE):
                # GeoAlchemy2's types keep what their column is.
                make = partial(copy.copy, kind) if server == "postgis" else lambda kind=kind: kind
                entries.append(Entry(word, make, model.arguments.get(word, {}),
                                     INDEXES.get(word) if scenario.name in ("pgvector", "ltree") else None))
        if not prefix:
            changes += [change for change in model.changes if change.name not in UNTOLD]
        absent += [name for name in scenario.absent if name not in absent]
    if not prefix:
        entries += own()
        absent.append("shop_types")
    return entries, changes, absent


def own():
    """The team's own types."""
    sys.path.insert(0, str(MODULES))
    import shop_types

    makers = {"money": shop_types.Money, "slug": shop_types.Slug, "short": lambda: shop_types.Slug(20),
              "paper": shop_types.Document, "at": shop_types.Moment, "level": lambda: shop_types.Level(6)}
    return [Entry(word, make) for word, make in makers.items()]
