import os

from flask import Flask
from flask_migrate import Migrate

from shop.database import db

migrate = Migrate()


def create_app():
    from shop import models  # noqa: F401

    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    db.init_app(app)
    migrate.init_app(app, db)
    return app
