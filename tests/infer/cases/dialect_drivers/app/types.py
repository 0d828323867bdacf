import os
import sys

import sqlalchemy as sa
from sqlalchemy import CHAR, REAL, Text, TypeDecorator
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import UUID

from app.config import settings


class Fixed36(TypeDecorator):
    """CHAR given to type_descriptor: each driver maps it in its own way."""

    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == 'mysql':
            return dialect.type_descriptor(CHAR(36, collation='ascii_bin'))
        return dialect.type_descriptor(CHAR(36))


class FixedAsIs(TypeDecorator):
    """CHAR without type_descriptor stays CHAR."""

    impl = CHAR(36)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return CHAR(36)


class Small(TypeDecorator):
    impl = sa.Float
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(REAL())


class Prose(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(Text())


class GenericString(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.String(50))


class ByDriver(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.driver == 'psycopg2':
            return dialect.type_descriptor(postgresql.JSON())
        return dialect.type_descriptor(postgresql.JSONB())


class ByServer(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.server_version_info and dialect.server_version_info >= (9, 4):
            return dialect.type_descriptor(postgresql.JSONB())
        return dialect.type_descriptor(postgresql.JSON())


class ByPlatform(TypeDecorator):
    impl = sa.Integer if sys.platform == 'win32' else sa.BigInteger
    cache_ok = True


class ByEnvironment(TypeDecorator):
    impl = sa.String(int(os.environ.get('NAME_LENGTH', 100)))
    cache_ok = True


class BySettings(TypeDecorator):
    impl = sa.String(settings.string_length)
    cache_ok = True


if os.getenv('USE_JSONB', '1') == '1':

    class ByFlag(TypeDecorator):
        impl = postgresql.JSONB
        cache_ok = True

else:

    class ByFlag(TypeDecorator):
        impl = sa.JSON
        cache_ok = True


class Tried(TypeDecorator):
    impl = CHAR(32)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        try:
            return dialect.type_descriptor(self._native(dialect))
        except AttributeError:
            return self.impl

    def _native(self, dialect):
        return getattr(postgresql, 'UU' + 'ID')()


class ByAttribute(TypeDecorator):
    impl = sa.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if hasattr(dialect, '_has_native_jsonb') or dialect.supports_sane_rowcount:
            return dialect.type_descriptor(postgresql.JSONB())
        return dialect.type_descriptor(sa.JSON())


class ByArgument(TypeDecorator):
    impl = sa.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(NATIVE_TYPES[dialect.name])


NATIVE_TYPES = {}
NATIVE_TYPES['postgresql'] = UUID()
