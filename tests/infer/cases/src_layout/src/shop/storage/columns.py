"""shop.storage has no __init__.py: a namespace package."""
import sqlalchemy as sa

from common.kinds import Code

from ..sizes import WIDTH


class Sku(Code):
    cache_ok = True
    width = WIDTH


class Price(sa.TypeDecorator):
    impl = sa.Numeric(9, 2)
    cache_ok = True
