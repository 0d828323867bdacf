"""Real Alembic, in this process, on one project and one database."""

import asyncio
import io

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationStep
from alembic.script import ScriptDirectory
from sqlalchemy.pool import NullPool


class Migrations:
    """The revisions of `project`, to be run on `database` through `driver`."""

    def __init__(self, project, database, driver):
        self.project = project
        self.driver = driver
        self.url = database.url(driver)
        self.engine = None

    def config(self):
        """A fresh configuration, as each call of the alembic command has one."""
        config = Config(stdout=io.StringIO(), output_buffer=io.StringIO())
        config.set_main_option("script_location", str(self.project))
        config.set_main_option("sqlalchemy.url", self.url.replace("%", "%%"))
        return config

    def revisions(self):
        """The identifiers of all revisions, parents first."""
        script = ScriptDirectory.from_config(self.config())
        return [entry.revision for entry in script.walk_revisions("base", "heads")][::-1]

    def upgrade(self):
        """Upgrade to the newest revisions."""
        self.connected(lambda config: command.upgrade(config, "heads"))

    def downgrade(self):
        """Downgrade to before the first revision."""
        self.connected(lambda config: command.downgrade(config, "base"))

    def step(self, revision, up):
        """Run one revision alone, up or down."""
        self.connected(lambda config: run_step(config, revision, up))

    def offline(self, up):
        """The SQL of the whole way, up or down."""
        config = self.config()
        heads = ScriptDirectory.from_config(config).get_heads()
        if up:
            command.upgrade(config, "base:heads", sql=True)
        elif len(heads) == 1:
            command.downgrade(config, f"{heads[0]}:base", sql=True)
        else:
            run_offline_downgrade(config, heads)
        return config.output_buffer.getvalue()

    def connected(self, action):
        """Call `action` with a configuration whose env.py finds a connection."""
        config = self.config()

        def on(connection):
            config.attributes["connection"] = connection
            action(config)

        if self.driver == "asyncpg":
            asyncio.run(run_asynchronously(self.url, on))
            return
        if self.engine is None:
            self.engine = sqlalchemy.create_engine(self.url, poolclass=NullPool)
        with self.engine.connect() as connection:
            on(connection)


async def run_asynchronously(url, action):
    """Call `action` with a connection of an asynchronous driver."""
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(action)
    await engine.dispose()


def run_step(config, revision, up):
    """Run the one revision, whatever the shape of the graph."""
    script = ScriptDirectory.from_config(config)
    make = MigrationStep.upgrade_from_script if up else MigrationStep.downgrade_from_script

    def steps(_current, _context):
        return [make(script.revision_map, script.get_revision(revision))]

    with EnvironmentContext(config, script, fn=steps):
        script.run_env()


def run_offline_downgrade(config, heads):
    """What `alembic downgrade HEAD:base --sql` does, from several heads at once."""
    script = ScriptDirectory.from_config(config)

    def steps(current, _context):
        return script._downgrade_revs("base", current)

    with EnvironmentContext(config, script, fn=steps, as_sql=True, starting_rev=heads,
                            destination_rev="base"):
        script.run_env()
