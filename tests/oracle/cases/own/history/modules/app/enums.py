import enum


class Color(enum.Enum):
    RED = 'red'
    GREEN = 'green'


class State(str, enum.Enum):
    open = 'OPEN'
    closed = 'CLOSED'


class Level(enum.IntEnum):
    low = 1
    high = 2


def values(members):
    return [member.value for member in members]
