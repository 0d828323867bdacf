import uuid

import sqlalchemy as sa
from sqlalchemy import CHAR, JSON, String, Text, TypeDecorator
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.dialects.postgresql import JSONB, UUID

POSTGRES = ('postgresql', 'postgres')


class StringUUID(TypeDecorator):
    impl = CHAR
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else str(value)

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(UUID())
        else:
            return dialect.type_descriptor(CHAR(36))


class GUID(TypeDecorator):
    """Early return."""

    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(UUID(as_uuid=True))
        return dialect.type_descriptor(CHAR(32))


class AdjustedJSON(TypeDecorator):
    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name in ('postgresql', 'cockroachdb'):
            return dialect.type_descriptor(JSONB())
        return dialect.type_descriptor(JSON())


class LongString(TypeDecorator):
    """The branch is the other dialect's."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'mysql':
            return dialect.type_descriptor(mysql.LONGTEXT())
        return dialect.type_descriptor(postgresql.TEXT())


class Negated(TypeDecorator):
    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name != 'postgresql':
            return dialect.type_descriptor(String(50))
        return dialect.type_descriptor(postgresql.CITEXT())


class OldName(TypeDecorator):
    """`postgres` is no dialect's name today: the branch is dead."""

    impl = String(70)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgres':
            return dialect.type_descriptor(UUID())
        return dialect.type_descriptor(postgresql.VARCHAR(70))


class Cockroach(TypeDecorator):
    impl = postgresql.BYTEA
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'cockroachdb':
            return dialect.type_descriptor(postgresql.INET())
        return super().load_dialect_impl(dialect)


class Conditional(TypeDecorator):
    impl = sa.LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(UUID() if dialect.name == 'postgresql' else CHAR(32))


class Chosen(TypeDecorator):
    """A variable, assigned in branches."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'sqlite':
            impl = sa.JSON()
        elif dialect.name in POSTGRES:
            impl = JSONB(none_as_null=True)
        else:
            impl = self.impl
        return dialect.type_descriptor(impl)


class ViaProperty(TypeDecorator):
    impl = CHAR(36)
    cache_ok = True

    @property
    def native(self):
        return UUID(as_uuid=False)

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(self.native)
        return dialect.type_descriptor(self.impl)


def is_postgres(dialect):
    return dialect.name == 'postgresql'


class ViaFunction(TypeDecorator):
    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if is_postgres(dialect):
            return dialect.type_descriptor(postgresql.HSTORE())
        return dialect.type_descriptor(Text())


class ViaMethod(TypeDecorator):
    impl = Text
    cache_ok = True

    def _is_pg(self, dialect) -> bool:
        return dialect.name in {'postgresql'}

    def load_dialect_impl(self, dialect):
        if self._is_pg(dialect):
            return dialect.type_descriptor(postgresql.TSVECTOR())
        return dialect.type_descriptor(Text())


class BareClass(TypeDecorator):
    """type_descriptor is given a class."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(JSONB)
        return dialect.type_descriptor(sa.JSON)


class NoDescriptor(TypeDecorator):
    """The type itself, without type_descriptor."""

    impl = sa.BINARY(16)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return postgresql.UUID() if dialect.name == 'postgresql' else self.impl


class OwnLength(TypeDecorator):
    """An argument decides the type of the dialect."""

    impl = sa.String
    cache_ok = True

    def __init__(self, length=36):
        super().__init__(length)
        self.length = length

    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(postgresql.VARCHAR(self.length * 2))
        return dialect.type_descriptor(String(self.length))


class NativeSwitch(TypeDecorator):
    impl = sa.CHAR(32)
    cache_ok = True

    def __init__(self, native=True):
        super().__init__()
        self.native = native

    def load_dialect_impl(self, dialect):
        if self.native and dialect.name == 'postgresql':
            return dialect.type_descriptor(UUID())
        return dialect.type_descriptor(postgresql.BYTEA())


class Matched(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        match dialect.name:
            case 'postgresql' | 'cockroachdb':
                return dialect.type_descriptor(JSONB())
            case _:
                return dialect.type_descriptor(sa.JSON())


class Mapped(TypeDecorator):
    """A table of types by the dialect's name."""

    impl = sa.Text
    cache_ok = True
    by_dialect = {'postgresql': JSONB(), 'sqlite': sa.JSON()}

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(self.by_dialect.get(dialect.name, sa.Text()))


class Guarded(TypeDecorator):
    impl = CHAR(36)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if not dialect.name == 'postgresql':
            return super().load_dialect_impl(dialect)
        return dialect.type_descriptor(UUID())


class Starting(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name.startswith('postgres'):
            return dialect.type_descriptor(postgresql.CIDR())
        return dialect.type_descriptor(sa.Text())
