import sqlalchemy as sa
from geoalchemy2 import Geometry


class Indexed(sa.types.TypeDecorator):
    """Brings a spatial index, as its implementation does."""

    impl = Geometry("POINT", 4326)
    cache_ok = True


class Derived(Geometry):
    """Brings one as well."""

    cache_ok = True


class Plain(sa.types.TypeDecorator):
    """Brings none."""

    impl = Geometry("POINT", 4326, spatial_index=False)
    cache_ok = True
