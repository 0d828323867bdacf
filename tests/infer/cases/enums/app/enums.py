import enum
import sys
from enum import Enum, IntEnum, IntFlag, auto, unique

from app.base import AutoName, StrEnum

PREFIX = 'x-'


class Color(Enum):
    RED = 'red'
    GREEN = 'green'
    BLUE = 'blue'


class Level(IntEnum):
    low = 1
    high = 2


class Kind(str, Enum):
    file = 'FILE'
    folder = 'FOLDER'


class Own(StrEnum):
    one = 'ONE'
    two = 'TWO'


class Py(enum.StrEnum):
    ACTIVE = auto()
    GONE = auto()


class Step(Enum):
    first = auto()
    second = auto()
    third = 10
    fourth = auto()


class Named(AutoName):
    ALPHA = auto()
    BETA = auto()


class Aliased(Enum):
    """`crimson` is another name of `red`, no member."""

    red = 1
    green = 2
    crimson = 1


@unique
class Unique(Enum):
    a = 'A'
    b = 'B'


class Methods(Enum):
    """Methods, properties and private names are no members."""

    on = 'On'
    off = 'Off'

    __order__ = 'on off'
    _ignore_ = ['scratch']

    @property
    def label(self):
        return self.value.title()

    @classmethod
    def default(cls):
        return cls.on

    def __str__(self):
        return self.value


class Tupled(Enum):
    small = ('S', 1)
    large = ('L', 2)

    def __init__(self, code, rank):
        self.code = code
        self.rank = rank


class Valued(Enum):
    """__new__ decides the value."""

    north = 'N', 0
    south = 'S', 180

    def __new__(cls, code, degrees):
        member = object.__new__(cls)
        member._value_ = code
        member.degrees = degrees
        return member


class Constants(Enum):
    """Values from constants."""

    first = PREFIX + 'first'
    second = f'{PREFIX}second'


class Annotated(str, Enum):
    yes: str = 'Y'
    no: str = 'N'


class Chained(Enum):
    a = b = 'AB'
    c = 'C'


class CamelCaseStatus(Enum):
    open = 'open'
    closed = 'closed'


class Flag_(IntFlag):
    read = 1
    write = 2


Functional = Enum('Functional', 'cat dog')
FunctionalList = Enum('FunctionalList', ['up', 'down'])
FunctionalDict = Enum('FunctionalDict', {'left': 'L', 'right': 'R'})
Dynamic = Enum('Dynamic', [(name, name.upper()) for name in 'abc'])


class Nonmembers(Enum):
    """Functions and descriptors are no members, whatever they are called."""

    helper = staticmethod(len)
    a = 'a'


class Branched(Enum):
    keep = 1
    if sys.platform != 'win32':
        last = 3


class Looping(Enum):
    _ignore_ = ['word']
    for word in ('p', 'q'):
        vars()[word] = word.upper()


class Duplicate(Enum):
    """Shadowed below."""

    old = 'old'


class Duplicate(Enum):  # noqa: F811
    new = 'new'
    newer = 'newer'


class Quoted(Enum):
    it = "it's"
    pc = '100%'


class Undescribed(Enum):
    """A docstring, then a bare expression."""

    ...
    x = 'X'
    y = 'Y',


def values(members):
    return [member.value for member in members]
