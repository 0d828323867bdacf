"""Which of the two it is depends on what is installed."""
try:
    from fast_types_that_nobody_has import FastJson as Json
except ImportError:
    import sqlalchemy as sa

    class Json(sa.TypeDecorator):
        impl = sa.JSON
        cache_ok = True


import sys  # noqa: E402

if sys.version_info >= (3, 8):
    from app.db.types import Stamp as Moment
else:
    from app.old import Stamp as Moment

from app import db  # noqa: E402

Aliased = db.kinds.Numbered
