"""A schema as `rectify schema --output-format json` prints it, made on a real Postgres."""

import json
import subprocess


# Names as `format('%I')` shows them.
IDENTIFIERS = {}


class ModelError(Exception):
    """The command failed, or Postgres refuses what it printed."""


def ask(program, project, applied, downgrade=None):
    """What the program says the schema is once the revisions `applied` have run."""
    command = [program, "schema", "--isolated", "--revisions", "versions", "--output-format", "json", "-q"]
    for revision in applied or ["base"]:
        command += ["--at", revision]
    if downgrade:
        command += ["--downgrade", downgrade]
    result = subprocess.run(command, cwd=project, check=False, timeout=60,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if result.returncode:
        raise ModelError(f"{' '.join(command)}: {result.stderr.decode(errors='replace')}")
    return json.loads(result.stdout)


def quoted(name):
    """An identifier in quotes."""
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    """A string literal."""
    return "'" + text.replace("'", "''") + "'"


def qualified(entry, key="name"):
    """The quoted name of an entry, with its schema."""
    return f"{quoted(entry['schema'] or 'public')}.{quoted(entry[key])}"


class Builder:
    """Makes a model in a transaction; what the model does not know is taken from `truth`."""

    def __init__(self, connection, truth, outside):
        self.connection = connection
        self.truth = truth
        self.outside = outside
        self.unnamed = 0
        self.model = None

    def run(self, statement):
        """Run one statement; one that fails is a fault of the model."""
        try:
            self.connection.execute(statement)
        except Exception as error:
            raise ModelError(f"{statement}: {error}") from error

    def build(self, model):
        """Make everything."""
        self.model = model
        self.run("SET LOCAL search_path = public")
        self.run("SET LOCAL check_function_bodies = off")
        for name in sorted(self.truth):
            if name.startswith("schema ") and name != "schema public":
                self.run(f"CREATE SCHEMA IF NOT EXISTS {name.removeprefix('schema ')}")
        for name, entry in self.truth.items():
            if name.startswith("extension ") and name != "extension plpgsql":
                extension = name.removeprefix("extension ")
                self.run(f"CREATE EXTENSION IF NOT EXISTS {extension} SCHEMA {entry['schema']} CASCADE")
        for entry in model["types"]:
            self.make_type(entry)
        made = {f"type {self.shown(entry)}" for entry in model["types"]}
        for name in sorted(self.outside - made):
            if name.startswith("type ") and self.truth.get(name, {}).get("labels"):
                self.make_enum(name.removeprefix("type "), self.truth[name]["labels"])
        for name, entry in self.truth.items():
            if name.startswith("function "):
                try:
                    with self.connection.transaction():
                        self.connection.execute(entry["definition"])
                except Exception:  # one that needs a table: defaults do not use it
                    pass
        for entry in model["sequences"]:
            if not self.is_identity(model, entry):
                self.run(f"CREATE SEQUENCE {qualified(entry)}")
        for table in model["tables"]:
            self.make_table(table)
        for late in (False, True):
            for table in model["tables"]:
                for constraint in table["constraints"]:
                    if (constraint["kind"] == "foreign key") == late:
                        self.make_constraint(table, constraint)
        for table in model["tables"]:
            for index in table["indexes"]:
                self.make_index(table, index)
        for entry in model["sequences"]:
            owner = entry["owner"]
            if owner and not self.is_identity(model, entry):
                column = f"{qualified(owner, 'table')}.{quoted(owner['column'])}"
                self.run(f"ALTER SEQUENCE {qualified(entry)} OWNED BY {column}")

    @staticmethod
    def is_identity(model, sequence):
        """Whether the sequence comes with an identity column."""
        owner = sequence["owner"]
        for table in model["tables"] if owner else ():
            if (table["schema"], table["name"]) == (owner["schema"], owner["table"]):
                for column in table["columns"]:
                    fill = column["fill"].get("value") or {}
                    if column["name"] == owner["column"] and "identity" in fill:
                        return True
        return False

    def make_type(self, entry):
        """An enum; other types as they are written."""
        said = entry.get("labels") or entry.get("definition")
        real = self.truth.get(f"type {self.shown(entry)}", {})
        if entry["kind"] == "enum":
            labels = said.get("value") or real.get("labels")
            if labels:
                self.make_enum(qualified(entry), labels)
        elif said.get("value"):
            self.run(said["value"])

    def make_enum(self, name, labels):
        """An enum type."""
        self.run(f"CREATE TYPE {name} AS ENUM ({', '.join(literal(label) for label in labels)})")

    def make_table(self, table):
        """A table with its columns."""
        name = qualified(table)
        columns = []
        comments = []
        for column in table["columns"]:
            real = self.truth.get(f"column {self.shown(table)}.{self.plain(column['name'])}")
            type_sql = column["type"].get("value") or (real and real["type"])
            if type_sql is None:  # unknown, and not there
                continue
            text = f"{quoted(column['name'])} {type_sql}"
            if column["collation"]:
                text += f" COLLATE {quoted(column['collation'])}"
            fill = column["fill"].get("value") or {}
            if "default" in fill:
                text += f" DEFAULT {fill['default']}"
            elif "generated" in fill:
                text += f" GENERATED ALWAYS AS ({fill['generated']}) STORED"
            elif "identity" in fill:
                when = "ALWAYS" if fill["identity"]["always"] else "BY DEFAULT"
                text += f" GENERATED {when} AS IDENTITY {self.identity(table, column, fill['identity'])}"
            if column["not_null"].get("value"):
                text += " NOT NULL"
            columns.append(text)
            if column["comment"].get("value") is not None:
                comments.append(f"COMMENT ON COLUMN {name}.{quoted(column['name'])} IS "
                                + literal(column["comment"]["value"]))
        self.run(f"CREATE TABLE {name} ({', '.join(columns)})")
        for comment in comments:
            self.run(comment)
        if table["comment"] is not None:
            self.run(f"COMMENT ON TABLE {name} IS {literal(table['comment'])}")

    def identity(self, table, column, said):
        """The options of an identity; its sequence has the name that it got first."""
        owner = {"schema": table["schema"], "table": table["name"], "column": column["name"]}
        named = [f"SEQUENCE NAME {qualified(entry)}" for entry in self.model["sequences"] if entry["owner"] == owner]
        return f"({' '.join([*named, said['options'].strip('()')])})"

    def name_of(self, entry):
        """The name of a constraint or index; one of its own for one that has none."""
        if "value" in entry["name"]:
            return quoted(entry["name"]["value"])
        self.unnamed += 1
        return f"unknown_name_{self.unnamed}"

    def make_constraint(self, table, constraint):
        """A constraint that is known."""
        definition = constraint["definition"].get("value")
        if definition is not None:
            self.run(f"ALTER TABLE {qualified(table)} ADD CONSTRAINT {self.name_of(constraint)} {definition}")

    def make_index(self, table, index):
        """An index that is known."""
        definition = index["definition"].get("value")
        if definition is not None:
            unique = "UNIQUE " if index["unique"] else ""
            self.run(f"CREATE {unique}INDEX {self.name_of(index)} ON {qualified(table)} {definition}")

    def plain(self, name):
        """A name as `format('%I')` shows it."""
        if name not in IDENTIFIERS:
            query = self.connection.execute("SELECT quote_ident(%s)", (name,))
            IDENTIFIERS[name] = query.fetchone()[0]
        return IDENTIFIERS[name]

    def shown(self, table):
        """A table's name as the catalog shows it."""
        return f"{self.plain(table['schema'] or 'public')}.{self.plain(table['name'])}"
