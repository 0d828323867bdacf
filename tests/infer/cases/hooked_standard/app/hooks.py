import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles


@compiles(sa.String, 'postgresql')
def long_strings(type_, compiler, **kw):
    return 'TEXT'
