import sqlalchemy as sa

from .kinds import *
from .kinds import Second as Zweite


class Third(sa.TypeDecorator):
    impl = sa.SmallInteger
    cache_ok = True
