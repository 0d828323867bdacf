from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator


class LongText(TypeDecorator):
    impl = Text
    cache_ok = True
