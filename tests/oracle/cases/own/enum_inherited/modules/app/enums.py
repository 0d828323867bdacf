import enum

from app.base import AutoName


class Role(AutoName):
    ADMIN = enum.auto()
    USER = enum.auto()


class Size(enum.Enum):
    small = 1
    large = 2
    big = 2
