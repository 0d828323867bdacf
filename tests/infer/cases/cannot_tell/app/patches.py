"""Changes classes of another module after they were made."""
import sqlalchemy as sa

from app import hooks, types

types.Patched.impl = sa.LargeBinary
setattr(types.SetPatched, 'impl', sa.Date)
types.MethodPatched.load_dialect_impl = lambda self, dialect: dialect.type_descriptor(sa.SmallInteger())


def patch(cls):
    cls.impl = sa.Time


patch(types.HandedOver)
