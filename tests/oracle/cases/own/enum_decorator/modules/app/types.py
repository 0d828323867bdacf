import enum

import sqlalchemy as sa


class Mood(enum.Enum):
    happy = 'H'
    sad = 'S'


class MoodType(sa.TypeDecorator):
    impl = sa.Enum(Mood, name='mood')
    cache_ok = True


class IntMood(sa.TypeDecorator):
    impl = sa.SmallInteger
    cache_ok = True

    def __init__(self, members):
        super().__init__()
        self.members = members

    def process_bind_param(self, value, dialect):
        return value.value
