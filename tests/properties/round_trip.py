"""Runs the trials on standard input, made by server.rs, on a real Postgres through SQLAlchemy.

Prints each one that does not come back as it went, and ends with status 1 if there is one.
"""

import ast
import json
import sys

import sqlalchemy as sa
from oracle.databases import Database
from oracle.servers import Server
from sqlalchemy.dialects import postgresql

READ = sa.text("""
SELECT c.relname, a.attname, col_description(c.oid, a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
""")

PSYCOPG = postgresql.psycopg.dialect()


def main():
    """Run all trials; return the exit code."""
    trials = json.load(sys.stdin)
    server = Server("vector")
    failed = 0
    try:
        with Database(server) as database:
            engine = sa.create_engine(database.url("psycopg"), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                for trial in trials:
                    problems = list(written(trial))
                    try:
                        problems += come_back(connection, trial)
                    except sa.exc.SQLAlchemyError as error:
                        problems.append(str(error))
                    if problems:
                        failed += 1
                        print(json.dumps(trial, indent=2), *problems, sep="\n")
                    connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            engine.dispose()
    finally:
        server.stop()
    print(f"{len(trials) - failed} passed, {failed} failed")
    return int(failed > 0 or not trials)


def written(trial):
    """What is wrong with the texts themselves."""
    for statement in trial["statements"]:
        if ast.literal_eval(statement["python"]) != statement["escaped"]:
            yield f"the Python literal {statement['python']} is another text"
        compiled = sa.text(statement["escaped"]).compile(dialect=PSYCOPG)
        if compiled.params or compiled.string % () != statement["sql"]:
            yield f"text() makes {compiled.string!r} of it, with {compiled.params}"
    compiler = PSYCOPG.ddl_compiler(PSYCOPG, None).sql_compiler
    through = compiler.process(sa.text(trial["text"]), literal_binds=True) % ()
    if through != trial["through"]:
        yield f"inside DDL, text() makes {through!r}, not {trial['through']!r}"


def come_back(connection, trial):
    """What is wrong with what the database has after the statements."""
    for statement in trial["statements"]:
        connection.execute(sa.text(statement["escaped"]))
    found = connection.execute(READ).all()
    # Postgres keeps no empty comment.
    wanted = [(trial["table"], trial["column"], trial["text"] or None)]
    if [tuple(row) for row in found] != wanted:
        yield f"the catalog has {found}"
    # Quoted by force: SQLAlchemy itself takes "b\n" for a plain name.
    table, column = (sa.sql.quoted_name(trial[key], quote=True) for key in ("table", "column"))
    inserted = sa.table(table, sa.column(column))
    insert = sa.insert(inserted).returning(inserted.c[column])
    value = connection.execute(insert).scalar_one()
    if value != trial["text"]:
        yield f"the default is {value!r}"


if __name__ == "__main__":
    sys.exit(main())
