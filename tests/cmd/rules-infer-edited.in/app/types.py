import os

import sqlalchemy as sa


class Code(sa.types.TypeDecorator):
    impl = sa.String(8)
    cache_ok = True


class Sized(sa.types.TypeDecorator):
    impl = sa.String(int(os.environ.get("SIZE", "8")))
    cache_ok = True
