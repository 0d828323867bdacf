from sqlalchemy.ext.compiler import compiles

from app.types import Hooked, HookedBase


@compiles(Hooked, 'postgresql')
def compile_hooked(type_, compiler, **kw):
    return 'JSONB'


@compiles(HookedBase)
def compile_base(type_, compiler, **kw):
    return 'BIT(%d)' % 5
