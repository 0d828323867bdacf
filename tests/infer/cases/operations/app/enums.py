import enum


class Role(str, enum.Enum):
    admin = 'ADMIN'
    user = 'USER'
