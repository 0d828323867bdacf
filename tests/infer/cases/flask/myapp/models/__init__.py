import json

from myapp import db


class JsonDict(db.TypeDecorator):
    impl = db.Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return json.dumps(value)


class Amount(db.TypeDecorator):
    impl = db.Numeric(10, 2)
    cache_ok = True


class Token(db.String):
    def __init__(self):
        super().__init__(43)


Short = db.String(12)
