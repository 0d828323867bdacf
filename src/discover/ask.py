"""Says what types are on PostgreSQL: imports their classes and lets SQLAlchemy's compilers speak.

Reads a question as JSON from standard input and writes the answers to the descriptor that it is given,
so that whatever the project prints while it is imported does no harm.
"""

import importlib
import json
import os
import sys


def main():
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    question = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    sys.path[:0] = question["roots"]
    import sqlalchemy

    result = {"sqlalchemy": sqlalchemy.__version__, "answers": [answer(asked) for asked in question["types"]]}
    json.dump(result, answers)
    answers.close()


def answer(asked):
    """What one call gives: `expression` or `sql`, or why nothing can be said in `error`."""
    try:
        return told(asked)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return {"error": "%s: %s" % (type(error).__name__, error)}


def told(asked):
    import sqlalchemy

    kind = sqlalchemy.types.to_instance(made(asked))
    if not type(kind).with_variant.__module__.startswith("sqlalchemy."):
        return {"error": "it has a with_variant of its own"}
    truth = ddl(kind)
    if len({json.dumps(statements) for statements in truth.values()}) > 1:
        return {"error": "its DDL depends on the driver: %s" % ", ".join(sorted({one[-1] for one in truth.values()}))}
    affinity = kind._type_affinity
    result = {
        "plain": is_plain(kind),
        "integer": issubclass(affinity, sqlalchemy.Integer),
        "numeric": issubclass(affinity, (sqlalchemy.Numeric, sqlalchemy.Float)),
    }
    if asked["expected"] is not None:
        result["agrees"] = same(ddl(evaluated(asked["expected"])), truth)
        result["truth"] = next(iter(truth.values()))[-1]
        return result
    text = expression(kind)
    if text is not None and ddl(evaluated({"expression": text})) == truth:
        result["expression"] = text
        return result
    statements = next(iter(truth.values()))
    if len(statements) > 1 or isinstance(kind, sqlalchemy.types.SchemaType):
        return {"error": "it brings more than a type along"}
    result["sql"] = statements[0]
    return result


def same(one, other):
    """Whether two say the same: the case of names does not matter unless they are quoted."""

    def folded(found):
        text = json.dumps(found)
        return text if "'" in text or '\\"' in text else text.lower()

    return folded(one) == folded(other)


def made(asked):
    problem = None
    for path in asked["paths"]:
        try:
            value = named(path)
        except (ImportError, AttributeError) as error:
            problem = problem or error
            continue
        if not asked["called"]:
            return value
        positional = [literal(one) for keyword, one in asked["arguments"] if keyword is None]
        return value(*positional, **{keyword: literal(one) for keyword, one in asked["arguments"] if keyword})
    raise problem


def named(path):
    """What a dotted path names."""
    parts = path.split(".")
    for end in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError as error:
            # Only the module itself may be missing, not one that it imports.
            if end == 1 or not (".".join(parts[:end]) + ".").startswith((error.name or "") + "."):
                raise
            continue
        for part in parts[end:]:
            value = getattr(value, part)
        return value
    raise ImportError(path)


def literal(written):
    if "path" in written:
        return named(written["path"])
    return written["value"]


def dialects():
    import sqlalchemy

    found = {}
    for driver in ("psycopg", "psycopg2", "asyncpg"):
        try:
            dialect = sqlalchemy.engine.make_url("postgresql+%s://" % driver).get_dialect()
        except sqlalchemy.exc.NoSuchModuleError:
            continue
        # Named parameters: others would double each `%` of a text.
        found[driver] = dialect(paramstyle="named")
        found[driver].server_version_info = (15, 0)
    return found


def ddl(kind):
    """What creates a column of the type, on each driver."""
    import sqlalchemy
    from sqlalchemy.engine.mock import MockConnection

    found = {}
    for driver, dialect in dialects().items():
        statements = []

        def execute(statement, *_, dialect=dialect, statements=statements, **__):
            statements.append(str(statement.compile(dialect=dialect)).strip())

        table = sqlalchemy.Table("t", sqlalchemy.MetaData(), sqlalchemy.Column("c", kind))
        table.create(MockConnection(dialect, execute), checkfirst=False)
        text = " ".join(statements[-1].partition("(")[2].rstrip().rpartition(")")[0].split())
        found[driver] = statements[:-1] + [text[2:] if text.startswith("c ") else text]
    return found


def evaluated(expected):
    import sqlalchemy
    from sqlalchemy.dialects import postgresql

    if "expression" in expected:
        return eval(expected["expression"], {"sa": sqlalchemy, "postgresql": postgresql})

    class Raw(sqlalchemy.types.UserDefinedType):
        cache_ok = True

        def get_col_spec(self, **_):
            return expected["sql"]

    return Raw()


def expression(kind):
    """SQLAlchemy's own type behind it, as an expression."""
    import sqlalchemy
    from sqlalchemy.dialects import postgresql

    dialect = next(iter(dialects().values()))
    for _ in range(8):
        if not isinstance(kind, sqlalchemy.types.TypeDecorator):
            break
        kind = kind.load_dialect_impl(dialect)
    for cls in type(kind).__mro__:
        for name, module in (("sa", sqlalchemy), ("postgresql", postgresql)):
            if getattr(module, cls.__name__, None) is cls:
                try:
                    from sqlalchemy.util import generic_repr

                    own = repr(kind) if isinstance(kind, sqlalchemy.Enum) else generic_repr(kind, to_inspect=cls)
                except Exception:
                    own = repr(kind)
                return "%s.%s(%s" % (name, cls.__name__, own.partition("(")[2])
    return None


def is_plain(kind):
    """Whether nothing of the project's changes values on their way in."""
    import sqlalchemy

    names = ("process_bind_param", "process_literal_param", "bind_processor", "bind_expression", "literal_processor")
    for cls in type(kind).__mro__:
        if not cls.__module__.startswith("sqlalchemy.") and any(name in vars(cls) for name in names):
            return False
    if isinstance(kind, sqlalchemy.types.TypeDecorator):
        return is_plain(kind.load_dialect_impl(next(iter(dialects().values()))))
    return not isinstance(kind, sqlalchemy.types.ARRAY) or is_plain(kind.item_type)


main()
