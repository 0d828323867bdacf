"""The database held against the project's models, by Alembic's own comparison."""


def differences(context, metadata):
    """What autogenerate would make of it, in the words of the report: the database is `before`."""
    from alembic.autogenerate import compare_metadata

    found = []
    for entry in compare_metadata(context, metadata):
        for change in entry if isinstance(entry, list) else [entry]:
            found.append(told(change, context.dialect))
    return found


def told(change, dialect):
    verb, subject = change[0].partition("_")[::2]
    if verb == "modify":
        _, schema, table, column, _, old, new = change
        return difference("changed", "column", qualified(schema, table) + "." + column, subject,
                          worded(old, dialect), worded(new, dialect))
    direction = {"add": "missing", "remove": "extra"}.get(verb)
    if direction is None:
        return difference("changed", "object", change[0], detail=repr(change[1:]))
    if subject == "column":
        _, schema, table, column = change
        name = "%s.%s" % (qualified(schema, table), column.name)
        return difference(direction, "column", name, worded(column.type, dialect))
    thing = change[1]
    if subject == "table":
        return difference(direction, "table", qualified(thing.schema, thing.name))
    kind = {"fk": "foreign key"}.get(subject, subject)
    table = getattr(thing, "table", None)
    columns = ", ".join(str(getattr(column, "name", column)) for column in getattr(thing, "columns", ()))
    name = str(thing.name) if getattr(thing, "name", None) else "(%s)" % columns
    if table is not None:
        name += " of %s" % qualified(table.schema, table.name)
    return difference(direction, kind, name, "(%s)" % columns if columns else "")


def difference(change, kind, name, detail="", before="", after=""):
    return {"change": change, "kind": kind, "name": name, "detail": detail, "before": before, "after": after}


def qualified(schema, table):
    return "%s.%s" % (schema, table) if schema else str(table)


def worded(value, dialect):
    """A type as DDL, a default as text."""
    if hasattr(value, "compile") and not isinstance(value, type):
        try:
            return str(value.compile(dialect=dialect))
        except Exception:
            return repr(value)
    argument = getattr(value, "arg", value)
    if isinstance(argument, bool):
        return "yes" if argument else "no"
    return "none" if argument is None else str(argument)
