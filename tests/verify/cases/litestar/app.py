import os

from advanced_alchemy.extensions.litestar import AlembicSyncConfig, SQLAlchemyPlugin, SQLAlchemySyncConfig
from litestar import Litestar

database = SQLAlchemySyncConfig(
    connection_string=os.environ["DATABASE_URL"],
    alembic_config=AlembicSyncConfig(script_location="migrations", script_config="alembic.ini"),
)
app = Litestar(route_handlers=[], plugins=[SQLAlchemyPlugin(config=database)])
