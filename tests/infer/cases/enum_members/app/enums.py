import enum
from enum import Enum, StrEnum, auto


class Ignored(Enum):
    _ignore_ = ["scratch"]
    scratch = 3
    A = 1


class Single(Enum):
    A = "a"
    _B = "b"


class Hidden(Enum):
    A = "a"
    __B = "b"


class Flags(enum.Flag):
    READ = auto()
    WRITE = auto()
    BOTH = READ | WRITE
    RUN = auto()


class Comma(str, Enum):
    A = "a",
    B = "b",


class Titled(str, Enum):
    def __new__(cls, code, title):
        member = str.__new__(cls, code)
        member._value_ = code
        member.title = title
        return member

    A = ("aa", "Label A")
    B = ("bb", "Label B")


class Chosen(str, Enum):
    def __new__(cls, code, title):
        member = str.__new__(cls, code)
        if title:
            code = title
        member._value_ = code
        return member

    A = ("aa", "Label A")
    B = ("bb", "Label B")


class Described(Enum):
    A = "a"
    B = "b"

    def __init__(self, code):
        self.code = code

    @classmethod
    def choices(cls):
        return [member.value for member in cls]


class Loud(StrEnum):
    LOUD = auto()
    LOUDER = auto()


Pairs = Enum("Pairs", [("K", "kk"), ("L", "ll")])
Homed = Enum("Homed", "G H", module=__name__)


def listed(members):
    return list(member.value for member in members)


def shown(members):
    return [str(member.value) for member in members]


def lowered(members):
    return [member.name.lower() for member in members]


def as_tuple(members):
    return tuple(member.value for member in members)


def some(members):
    return [member.value for member in members if member.name != "LOUD"]


def appended(members):
    values = []
    for member in members:
        values.append(member.value)
    return values


def named(members):
    return [member.name for member in members]
