import os

from advanced_alchemy.extensions.litestar import AlembicAsyncConfig, SQLAlchemyAsyncConfig, SQLAlchemyPlugin
from litestar import Litestar

from app import models  # noqa: F401

database = SQLAlchemyAsyncConfig(
    connection_string=os.environ["DATABASE_URL"],
    alembic_config=AlembicAsyncConfig(
        script_location="migrations", script_config="alembic.ini", version_table_name="alembic_version",
        compare_type=True,
    ),
)
app = Litestar(route_handlers=[], plugins=[SQLAlchemyPlugin(config=database)])
