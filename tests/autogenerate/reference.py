"""Puts a revision right as a careful person would: imports, and calls that cannot be made."""

import importlib
import re

import sqlalchemy as sa
from alembic.autogenerate import render
from sqlalchemy.dialects import postgresql

PACKAGES = (
    "pgvector", "sqlmodel", "sqlalchemy_utils", "fastapi_users_db_sqlalchemy", "advanced_alchemy",
    "citext", "geoalchemy2", "oslo_db", "sqlalchemy_utc", "fastapi_storages",
)
MODULE = re.compile(rf"\b((?:{'|'.join(PACKAGES)})(?:\.\w+)*)\.\w+\(")

# Names that SQLAlchemy's own representations leave without their module.
BARE = "from sqlalchemy import Column, FetchedValue, Integer, MetaData, String, Text\n"

# The index that GeoAlchemy2 makes by itself; a reflected column has none, but that is in downgrades alone.
SPATIAL_INDEX = re.compile(r"    op\.create_index\((?:op\.f\()?'idx_.*postgresql_using='gist'.*\)\n")

DDL = '''

class Ddl(sa.types.UserDefinedType):
    cache_ok = True

    def __init__(self, text):
        self.text = text

    def get_col_spec(self, **_):
        return self.text
'''


def modules(text):
    """The modules whose types the text names."""
    return sorted({match[1] for match in MODULE.finditer(text)})


def substitutes(types, context, dialect):
    """The DDL of each type, by its rendering, where the rendering itself does not give it."""
    found = {}
    for kind in types:
        rendered = render._repr_type(kind, context)
        if not modules(rendered):
            continue
        wanted = kind.compile(dialect=dialect)
        if evaluated(rendered, dialect) != wanted and found.setdefault(rendered, wanted) != wanted:
            raise ValueError(f"{rendered} is {wanted} and {found[rendered]}: use one in a model")
    return found


def evaluated(rendered, dialect):
    """The DDL of a rendered type with its imports put right, or None where it fails."""
    names = {"sa": sa, "postgresql": postgresql}
    exec(BARE, names)
    for module in modules(rendered):
        importlib.import_module(module)
        exec(f"import {module}", names)
    try:
        return eval(rendered, names).compile(dialect=dialect)
    except Exception:  # whatever it is, the call cannot be made
        return None


def correct(text, substitutes, extensions, usings):
    """The revision `text`, put right."""
    for rendered, ddl in sorted(substitutes.items(), key=lambda entry: -len(entry[0])):
        text = text.replace(rendered, f"Ddl({ddl!r})")
    for name, (up, down) in usings.items():
        text = with_using(text, name, up, down)
    if "geoalchemy2." in text:
        upgrade, separator, downgrade = text.partition("\ndef downgrade")
        text = SPATIAL_INDEX.sub("", upgrade) + separator + downgrade
    imports = "".join(f"import {module}\n" for module in modules(text))
    text = text.replace("import sqlalchemy as sa\n", f"import sqlalchemy as sa\n{BARE}{imports}", 1)
    if "Ddl(" in text:
        text = text.replace("\n\n# revision identifiers", f"{DDL}\n\n# revision identifiers", 1)
    for extension in extensions:
        text = re.sub(r"(def upgrade\(\) -> None:\n(?:    \"\"\".*\"\"\"\n)?)",
                      rf"\1    op.execute('CREATE EXTENSION IF NOT EXISTS {extension}')\n", text, count=1)
    return text


def with_using(text, name, up, down):
    """`text` with a USING in the change of column `name`, in upgrade and in downgrade."""
    head = f"op.alter_column('changed', '{name}',"
    upgrade, separator, downgrade = text.partition("\ndef downgrade")
    if up:
        upgrade = upgrade.replace(head, f"{head} postgresql_using={up!r},")
    if down:
        downgrade = downgrade.replace(head, f"{head} postgresql_using={down!r},")
    return upgrade + separator + downgrade
