from functools import partial

import sqlalchemy as sa

Short = partial(sa.String, 20)


def StringID(**kw):
    return sa.String(250, **kw)


def Number(big=False):
    if big:
        return sa.BigInteger()
    return sa.Integer()
