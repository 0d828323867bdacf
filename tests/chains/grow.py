"""Makes a chain: models change at random, and real autogenerate writes each revision."""

import contextlib
import io
import random
import re
import traceback
import warnings
from dataclasses import dataclass, field

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate.api import AutogenContext
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from autogenerate import reference
from autogenerate.generate import TEMPLATE
from oracle.databases import Database
from oracle.runs import context as processes

from . import pool
from .state import Schema

# Tables of extensions, which models do not have.
HIDDEN = ("spatial_ref_sys",)
PREFIX = "db."
OWN = re.compile(r"\bshop_types\.")


@dataclass
class Chain:
    """What a seed stands for, and what came of it."""

    seed: int
    server: str
    # Whether the set-up renders types as `db.Vector`, and whether reflection loses them.
    prefix: bool
    nulls: bool
    before: dict = field(default_factory=dict)
    reference: dict = field(default_factory=dict)
    absent: list = field(default_factory=list)

    def title(self):
        """What it is, for people."""
        broken = [word for word, is_so in (("prefix", self.prefix), ("types lost", self.nulls)) if is_so]
        return f"seed {self.seed} ({', '.join([self.server, *broken])})"


def plan(seed):
    """The chain of a seed, before it is made."""
    source = random.Random(seed)
    server = source.choices(("vector", "contrib", "postgis"), weights=(5, 2, 2))[0]
    prefix = server != "postgis" and source.random() < 0.25
    return Chain(seed, server, prefix, nulls=source.random() < 0.3)


def make(chain, length, server, folder, stack):
    """Make the revisions of a chain, in a process of its own, which imports packages that others must not."""
    receiver, sender = processes.Pipe(duplex=False)
    process = processes.Process(target=make_here, args=(chain, length, server, folder, stack, sender))
    process.start()
    sender.close()
    try:
        result = receiver.recv()
    except EOFError:
        result = "the process ended too early"
    process.join()
    if isinstance(result, str):
        raise RuntimeError(f"{chain.title()}: {result}")
    return result


def make_here(chain, length, server, folder, stack, sender):
    """The body of that process."""
    warnings.simplefilter("ignore")
    try:
        Maker(chain, folder, stack).run(length, server)
        sender.send(chain)
    except BaseException:  # whatever it is, the parent shows it
        sender.send(traceback.format_exc())


class Maker:
    """A stock Alembic project whose models change at random."""

    def __init__(self, chain, folder, stack):
        self.chain = chain
        self.folder = folder
        # Extensions that no revision has created yet.
        self.extensions = list(pool.EXTENSIONS)
        entries, changes, chain.absent = pool.draw(chain.server, chain.prefix, stack)
        self.schema = Schema(random.Random(chain.seed), entries, changes, chain.nulls)
        self.kinds = [entry.make() for entry in entries] + [kind for one in changes for kind in (one.old, one.new)]
        if chain.nulls:
            from sqlalchemy.dialects.postgresql.base import ischema_names

            for name in set().union(*pool.EXTENSIONS.values()):
                ischema_names.pop(name, None)
        self.write_environment()

    def write_environment(self):
        (self.folder / "versions").mkdir(parents=True)
        prefix = f", user_module_prefix={PREFIX!r}" if self.chain.prefix else ""
        for name in ("env.py", "script.py.mako"):
            text = (TEMPLATE / name).read_text(encoding="utf-8")
            text = text.replace("target_metadata = None", 'target_metadata = config.attributes["target_metadata"]')
            text = text.replace("target_metadata=target_metadata",
                                f"target_metadata=target_metadata{prefix}, include_name=lambda name, *_: "
                                f"name not in {HIDDEN!r}")
            (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, length, server):
        """Change, generate, put right and apply, as often as is asked."""
        with Database(server) as database:
            substitutes = self.substitutes(database)
            for number in range(1, length + 1):
                identifier, renamed = f"{number:04}", self.schema.rename() if number % 8 == 0 else None
                if renamed:
                    path = self.by_hand(self.config(database), identifier, *renamed)
                    generated = right = path.read_text(encoding="utf-8")
                else:
                    types = self.schema.types()
                    title = " and ".join(self.schema.grow()).replace("_", " ")
                    path = self.revision(self.config(database), identifier, title)
                    generated = self.with_enums(path.read_text(encoding="utf-8"))
                    right = self.put_right(generated, substitutes, types)
                path.write_text(right, encoding="utf-8")
                self.chain.before[path.name] = generated.encode()
                self.chain.reference[path.name] = right.encode()
                command.upgrade(self.config(database), "head")

    def config(self, database):
        config = Config(stdout=io.StringIO(), output_buffer=io.StringIO())
        config.set_main_option("script_location", str(self.folder))
        config.set_main_option("file_template", "%%(rev)s")
        config.set_main_option("sqlalchemy.url", database.url("psycopg").replace("%", "%%"))
        config.attributes["target_metadata"] = self.schema.metadata()
        return config

    def revision(self, config, identifier, title):
        """Generate a revision; the path of its file, which need not be valid Python."""
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                command.revision(config, message=title, autogenerate=True, rev_id=identifier)
        except SyntaxError:
            pass  # a Python repr was rendered; Alembic leaves the file
        return self.folder / "versions" / f"{identifier}.py"

    def by_hand(self, config, identifier, up, down):
        """Write a revision of two statements; the path of its file."""
        with contextlib.redirect_stdout(io.StringIO()):
            command.revision(config, message="by hand", rev_id=identifier)
        path = self.folder / "versions" / f"{identifier}.py"
        text = path.read_text(encoding="utf-8")
        for statement in (up, down):
            text = text.replace("    pass", f"    {statement}", 1)
        path.write_text(text, encoding="utf-8")
        return path

    def substitutes(self, database):
        """What the reference has for calls that cannot be made."""
        engine = sa.create_engine(database.url("psycopg"))
        options = {"sqlalchemy_module_prefix": "sa.", "user_module_prefix": None, "render_item": None}
        with engine.connect() as connection:
            migration = MigrationContext.configure(connection, opts=options)
            context = AutogenContext(migration, metadata=sa.MetaData(), opts=migration.opts)
            found = reference.substitutes(self.kinds, context, connection.dialect)
        engine.dispose()
        return found

    def with_enums(self, text):
        """Drop the enum types that go with their tables, as everybody has to who uses Alembic."""
        upgrade, separator, downgrade = text.partition("\n\n\ndef downgrade")
        drop = "\n    op.execute('DROP TYPE {}')".format
        upgrade = upgrade.rstrip() + "".join(map(drop, self.schema.old_enums))
        return upgrade + separator + downgrade.rstrip() + "".join(map(drop, self.schema.new_enums)) + "\n"

    def put_right(self, text, substitutes, before):
        """The revision as a careful person would have it; `before` are the types of columns that it begins with."""
        types = {**self.schema.types(), **before}
        if self.chain.prefix:
            homes = {type(kind).__name__: type(kind).__module__ for kind in self.kinds}
            text = re.sub(r"\bdb\.(\w+)\(", lambda found: f"{homes[found[1]]}.{found[1]}(", text)
        text = self.with_types(text, types)
        for column in types:
            text = self.with_using(text, column)
        text = with_spatial_indexes(text)
        text = reference.correct(text, substitutes, self.needed(), {})
        if OWN.search(text):
            text = text.replace("import sqlalchemy as sa\n", "import sqlalchemy as sa\nimport shop_types\n", 1)
        if "Ddl(" in text and "class Ddl(" not in text:
            text = text.replace("\n\n# revision identifiers", f"{reference.DDL}\n\n# revision identifiers", 1)
        return text

    def needed(self):
        """The extensions that the models need and no revision has created."""
        dialect = sa.dialects.postgresql.dialect()
        words = {word.lower() for kind in self.schema.types().values()
                 for word in re.findall(r"\w+", kind.compile(dialect=dialect))}
        found = [name for name in self.extensions if pool.EXTENSIONS[name] & words]
        self.extensions = [name for name in self.extensions if name not in found]
        return found

    def with_types(self, text, types):
        """The types that reflection lost, where a column is made of them."""
        dialect = sa.dialects.postgresql.dialect()

        def told(found):
            ddl = types[found[2]].compile(dialect=dialect)
            if found[3]:
                ddl = ddl.removesuffix("[]")
            return f"{found[1]}{found[3]}Ddl({ddl!r})"

        # Postgres needs no existing type.
        text = re.sub(r"\n *existing_type=sa\.NullType\(\),", "", text)
        return re.sub(r"(sa\.Column\('(\w+)', )((?:\w+\.ARRAY\()?)sa\.NullType\(\)", told, text)

    def with_using(self, text, column):
        """The USING that a change of a column's type needs."""
        found = [table.columns[column] for table in self.schema.tables.values() if column in table.columns]
        change = found[0].change if found else None
        if change is None:
            return text
        up, down = (using.replace(f"{change.name}::", f"{column}::") for using in change.using)
        upgrade, separator, downgrade = text.partition("\ndef downgrade")
        head = re.compile(rf"op\.alter_column\('\w+', '{column}',")
        if up:
            upgrade = head.sub(lambda found: f"{found[0]} postgresql_using={up!r},", upgrade)
        if down:
            downgrade = head.sub(lambda found: f"{found[0]} postgresql_using={down!r},", downgrade)
        return upgrade + separator + downgrade


def with_spatial_indexes(text):
    """Keep an index that GeoAlchemy2 does not make, since its column is there: it only gets another name."""
    upgrade, separator, downgrade = text.partition("\ndef downgrade")

    def kept(found):
        table, column = found[2], found[3] or found[4]
        made = re.search(rf"op\.create_table\('{table}',(?s:.*?)sa\.Column\('{column}'", upgrade)
        added = f"op.add_column('{table}', sa.Column('{column}'" in upgrade
        # So that it is not what `reference` takes for one of GeoAlchemy2's.
        return found[0] if made or added else found[0].replace("create_index(", "create_index (")

    columns = r"\[(?:'(\w+)'|sa\.literal_column\('ST_ConvexHull\((\w+)\)'\))\]"
    pattern = rf"op\.create_index\((?:op\.f\()?'(idx_\w+)'\)?, '(\w+)', {columns}.*postgresql_using='gist'.*\)"
    return re.sub(pattern, kept, upgrade) + separator + downgrade
