"""The project's Alembic, set up as its own command line sets it up."""

import argparse
import contextlib
import os
import re
import sys

# Never connected to: every engine is sent to a scratch database.
PLACEHOLDER = "postgresql://nobody@localhost/nothing"
# Variables of the environment that hold an address, as env.py names them.
VARIABLE = re.compile(
    r"""(?:environ(?:\.get)?\s*[\[(]|getenv\s*\()\s*["'](\w*(?:URL|URI|DSN)\w*)["']""", re.IGNORECASE
)


class Project:
    """Makes a configuration for each run of env.py."""

    def __init__(self, asked):
        self.asked = asked
        self.make = self.plain
        os.chdir(asked["folder"])
        # Behind everything else: whoever runs `alembic` as a module has it, too.
        sys.path.append(asked["folder"])
        self.text = text = self.environment_text()
        self.engine = None
        os.environ.setdefault("DATABASE_URL", PLACEHOLDER)
        for name in VARIABLE.findall(text):
            # Several are of several databases.
            os.environ.setdefault(name, PLACEHOLDER.replace("nothing", name.lower()))
        if re.search(r"\bcurrent_app\b", text):
            self.make = self.flask()
        elif "advanced_alchemy" in text:
            self.make = self.litestar()

    def environment_text(self):
        """The text of env.py, as far as it is found without running anything."""
        place = os.path.join(self.asked["scripts"], "env.py")
        try:
            with open(place, encoding="utf-8") as handle:
                return handle.read()
        except (OSError, ValueError):
            return ""

    def takes_connection(self):
        """Whether env.py may be waiting for a connection of the caller's."""
        return re.search(r"\battributes\b[^\n]*connection", self.text) is not None

    def give_connection(self):
        """From here on, give it one."""
        import sqlalchemy

        self.engine = sqlalchemy.create_engine(PLACEHOLDER)

    @contextlib.contextmanager
    def connection(self):
        """The connection for one run of env.py, or none."""
        if self.engine is None:
            yield None
            return
        with self.engine.connect() as connection:
            yield connection

    def config(self):
        """A fresh configuration."""
        config = self.make()
        if self.asked["locations"]:
            separator = {"path_separator": "os", "version_path_separator": "os"}
            for name, value in dict(separator, version_locations=os.pathsep.join(self.asked["locations"])).items():
                config.set_main_option(name, value.replace("%", "%%"))
        return config

    def plain(self):
        from alembic.config import Config

        path, section = self.asked["path"], self.asked["section"]
        options = argparse.Namespace(x=list(self.asked["arguments"]), name=section, config=path, raiseerr=True)
        if path.endswith(".toml"):
            config = Config(toml_file=path, cmd_opts=options)
        else:
            config = Config(file_=path, ini_section=section, cmd_opts=options)
        try:
            known = config.get_main_option("sqlalchemy.url")
        except Exception:
            known = None  # made of variables that are not set
        if not known:
            config.set_main_option("sqlalchemy.url", PLACEHOLDER)
        return config

    def flask(self):
        """The configuration that Flask-Migrate makes, inside the application."""
        from flask import cli

        try:
            cli.load_dotenv()
        except Exception:
            pass  # a package that is not there
        application = cli.ScriptInfo(app_import_path=self.asked["application"]).load_app()
        application.app_context().push()
        migrate = application.extensions["migrate"].migrate
        return lambda: migrate.get_config(self.asked["scripts"], x_arg=list(self.asked["arguments"]))

    def litestar(self):
        """The configuration that Advanced Alchemy makes of the application's."""
        from advanced_alchemy.alembic.commands import AlembicCommands
        from advanced_alchemy.extensions.litestar import SQLAlchemyInitPlugin, SQLAlchemyPlugin
        from litestar.cli._utils import LitestarEnv

        from pathlib import Path

        application = LitestarEnv.from_env(self.asked["application"], Path(self.asked["folder"])).app
        for kind in (SQLAlchemyPlugin, SQLAlchemyInitPlugin):
            try:
                found = application.plugins.get(kind).config
                break
            except KeyError:
                continue
        configured = list(found) if isinstance(found, (list, tuple)) else [found]
        return lambda: AlembicCommands(sqlalchemy_config=configured[0]).config
