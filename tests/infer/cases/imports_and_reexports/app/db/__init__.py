"""A class in a package's __init__.py, re-exports with and without another name."""
import sqlalchemy as sa

from .types import GUID as Guid
from .types import Stamp
from . import types as kinds


class InPackage(sa.TypeDecorator):
    impl = sa.String(17)
    cache_ok = True


from .money import Money  # noqa: E402
