import os

import sqlalchemy as sa

LENGTH = int(os.environ.get('LENGTH', '10'))


class Name(sa.TypeDecorator):
    impl = sa.String(LENGTH)
    cache_ok = True


if os.environ.get('LARGE'):
    Number = sa.BigInteger
else:
    Number = sa.Integer
