from typing import Final

ID_LEN = 36
NAME_LEN: int = 50
URL_LEN: Final = 2 * 1024
PRECISION, SCALE = 12, 4
LIMITS = {'title': 200, 'slug': 80}
SIZES = (10, 20, 30)
COLLATION = 'C'
TIMEZONE = True
_PRIVATE = 5
ALIAS = ID_LEN
LATER = 3
LATER = 4


class Limits:
    email = 254
    phone = 15

    class Inner:
        code = 6


def length():
    return 77


try:
    from app.local import OVERRIDE
except ImportError:
    OVERRIDE = 12
