"""What a database holds, and how two such states differ."""

import datetime
import json
import re
from collections import Counter

# Set when the module is loaded by its program: the text of catalog.sql.
QUERY = None

TABLES = """
SELECT format('%I.%I', n.nspname, c.relname), array_to_json(array_agg(quote_ident(a.attname) ORDER BY a.attname))::text
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.deptype = 'e'
                  AND d.classid = 'pg_class'::regclass AND d.objid = c.oid)
GROUP BY 1 ORDER BY 1
"""

SEQUENCES = """
SELECT format('%I.%I', n.nspname, c.relname)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'S' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.deptype = 'e'
                  AND d.classid = 'pg_class'::regclass AND d.objid = c.oid)
ORDER BY 1
"""

# What a person calls the absence of each property that is a plain yes or no.
NOTHING = (None, "", False, [])
# Shorter values are not taken for the same one met again.
TELLING = 8
MASK = "(differs in each run)"


def snapshot(client, ignored):
    """The objects of a database: (kind, name) to (what it is part of, properties); not of the tables `ignored`."""
    objects = {}
    for kind, name, parent, properties in client.rows(QUERY):
        if name not in ignored and parent not in ignored and not made_with(parent, ignored):
            objects[kind, name] = (parent, json.loads(properties))
    return objects


def made_with(parent, ignored):
    """Whether the object is of a constraint of an ignored table."""
    return parent is not None and parent.rpartition(" of ")[2] in ignored


def contents(client, ignored):
    """The rows of every table: name to (columns, rows as texts)."""
    found = {}
    for table, columns in client.rows(TABLES):
        if table in ignored:
            continue
        columns = json.loads(columns)
        texts = ", ".join("%s::text" % column for column in columns)
        rows = client.rows("SELECT to_json(ARRAY[%s])::text FROM %s" % (texts, table))
        found[table] = (columns, [json.loads(row) for (row,) in rows])
    for (sequence,) in client.rows(SEQUENCES):
        # What the next key will be is of the data, too.
        rows = client.rows("SELECT last_value::text, is_called::text FROM %s" % sequence)
        found[sequence] = (["last_value", "is_called"], [list(row) for row in rows])
    return found


class Difference:
    """One object, or one property of it, that is not as it was."""

    def __init__(self, change, kind, name, detail="", before="", after=""):
        self.change = change
        self.kind = kind
        self.name = name
        self.detail = detail
        self.before = before
        self.after = after

    def told(self):
        """For the report."""
        return {"change": self.change, "kind": self.kind, "name": plain(self.name), "detail": self.detail,
                "before": self.before, "after": self.after}


def compare(before, after):
    """The differences of two snapshots. What goes or comes with something else is not named by itself."""
    found = []
    names = set(before) ^ set(after)
    changed = {name for _, name in names}
    for kind, name in sorted(set(before) | set(after)):
        if (kind, name) in names:
            one = before if (kind, name) in before else after
            parent, properties = one[kind, name]
            if parent not in changed:
                change = "missing" if one is before else "extra"
                found.append(Difference(change, kind, name, detail=said(kind, properties)))
            continue
        old, new = before[kind, name][1], after[kind, name][1]
        for key in sorted(set(old) | set(new)):
            one, other = old.get(key), new.get(key)
            if one != other:
                change = "order" if key == "position" else "changed"
                found.append(Difference(change, kind, name, detail=key, before=shown(one), after=shown(other)))
    return found


def said(kind, properties):
    """What an object is, in a few words."""
    if kind == "column":
        return str(properties["type"])
    if kind == "enum":
        return "(%s)" % ", ".join("'%s'" % label.replace("'", "''") for label in properties["labels"] or [])
    if kind in ("index", "constraint"):
        return properties["definition"]
    return ""


def shown(value):
    """A property's value as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in NOTHING:
        return "none"
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def plain(name):
    """A name without the schema that everything is in."""
    return re.sub(r"(^|of )public\.", r"\1", name)


class Volatile:
    """Values that are not the same in two runs of one and the same code: a random key, the present moment."""

    def __init__(self):
        self.columns = set()
        self.values = set()

    def learn(self, first, second):
        """Compare the rows that one revision wrote in two runs."""
        for table in set(first) & set(second):
            (columns, rows), (others, again) = first[table], second[table]
            if columns != others or len(rows) != len(again):
                continue
            for at, column in enumerate(columns):
                one, other = Counter(row[at] for row in rows), Counter(row[at] for row in again)
                if one != other:
                    self.columns.add((table, column))
                    unlike = (one - other) + (other - one)
                    self.values.update(value for value in unlike if value and len(value) >= TELLING)

    def masked(self, table, columns, row):
        """A row whose volatile values do not count."""
        return tuple(
            MASK if value is not None and ((table, column) in self.columns or value in self.values)
            else moments(value)
            for column, value in zip(columns, row)
        )

    def compare(self, before, after):
        """How the rows of two databases differ; tables that only one has differ already."""
        found = []
        for table in sorted(set(before) & set(after)):
            (columns, rows), (others, again) = before[table], after[table]
            if columns != others:
                continue
            one = Counter(self.masked(table, columns, row) for row in rows)
            other = Counter(self.masked(table, columns, row) for row in again)
            for change, left in (("missing", one - other), ("extra", other - one)):
                for row, count in sorted(left.items(), key=str):
                    text = ", ".join("%s %s" % (column, "null" if value is None else repr(value))
                                     for column, value in zip(columns, row))
                    found.append(Difference(change, "row", "of " + table, detail=text + times(count)))
        return found


def times(count):
    return "" if count == 1 else " (%d times)" % count


def moments(value):
    """The value with each moment of yesterday, today and tomorrow made alike."""
    if value is None:
        return None
    today = datetime.datetime.now(datetime.timezone.utc).date()
    days = "|".join(str(today + datetime.timedelta(days)) for days in (-1, 0, 1))
    return re.sub(r"(%s)([ T]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:?\d\d)?|Z)?)" % days, "(now)", value)
