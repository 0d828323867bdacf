import sqlalchemy
import sqlalchemy.dialects.postgresql
import sqlalchemy.types as T
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects.postgresql.base import UUID as BaseUUID
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.sqltypes import Numeric as N


class A(sqlalchemy.types.TypeDecorator):
    impl = sqlalchemy.String(1)
    cache_ok = True


class B(T.TypeDecorator):
    impl = T.VARCHAR(2)
    cache_ok = True


class C(sqlalchemy.TypeDecorator):
    impl = sqltypes.SMALLINT
    cache_ok = True


class D(T.TypeDecorator):
    impl = pg.TSVECTOR
    cache_ok = True


class E(T.TypeDecorator):
    impl = sqlalchemy.dialects.postgresql.MACADDR
    cache_ok = True


class F(T.TypeDecorator):
    impl = N(5, 2)
    cache_ok = True


class G(T.TypeDecorator):
    impl = BaseUUID
    cache_ok = True
