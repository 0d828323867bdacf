"""What a database holds: its catalog, and the rows of its tables."""

import datetime
import re

from psycopg import sql

from .environment import HERE

CATALOG = (HERE / "catalog.sql").read_text(encoding="utf-8")

COLUMNS = """
SELECT format('%I.%I', n.nspname, c.relname), array_agg(a.attname::text ORDER BY a.attname)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND c.relname <> 'alembic_version'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.deptype = 'e'
                  AND d.classid = 'pg_class'::regclass AND d.objid = c.oid)
GROUP BY 1 ORDER BY 1
"""

# A default that gives another value in each run.
UNREPEATABLE = re.compile(r"uuid|random\(|txid|clock_timestamp|timeofday", re.IGNORECASE)

MASK = "(differs in each run)"


def snapshot(database, volatile=()):
    """The properties of every object and the rows of every table, by name.

    Values of the columns in `volatile` ("schema.table.column"), of columns
    whose default cannot be repeated, and the present time are masked.
    """
    connection = database.observe()
    objects = {name: dict(entry) for name, entry in connection.execute(CATALOG, prepare=True)}
    masked = set(volatile)
    for name, entry in objects.items():
        if name.startswith("column ") and UNREPEATABLE.search(entry["default"] or ""):
            masked.add(name[len("column "):])
    for name in volatile:
        entry = objects.get(f"column {name}")
        if entry and entry["default"] is not None:
            entry["default"] = MASK
    for table, columns in connection.execute(COLUMNS, prepare=True).fetchall():
        objects[f"rows of {table}"] = rows(connection, table, columns, masked)
    return {name: {key: repeatable(value) for key, value in entry.items()}
            for name, entry in objects.items()}


def rows(connection, table, columns, masked):
    """The rows of a table as properties: the row's text, and how often it is there."""
    columns = [column for column in columns if column is not None]
    texts = [sql.SQL("{}::text").format(sql.Identifier(column)) for column in columns]
    query = sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(texts), sql.SQL(table))
    result = {}
    for values in connection.execute(query):
        cells = []
        for column, value in zip(columns, values):
            if value is not None and f"{table}.{column}" in masked:
                value = MASK
            cells.append(f"{column}={repeatable(value)!r}")
        text = ", ".join(cells)
        result[text] = result.get(text, 0) + 1
    return result


def repeatable(value):
    """`value` with every moment of today or yesterday masked, down to its microseconds."""
    if not isinstance(value, str):
        return value
    today = datetime.datetime.now(datetime.timezone.utc).date()
    days = "|".join(str(today + datetime.timedelta(days)) for days in (-1, 0, 1))
    return re.sub(rf"({days})[ T]\d\d:\d\d:\d\d\.\d+", "(now)", value)
