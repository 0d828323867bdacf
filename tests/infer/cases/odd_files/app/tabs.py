import sqlalchemy as sa


class Tabbed(sa.TypeDecorator):
	impl = sa.String(33); cache_ok = True


class OneLine(sa.TypeDecorator): impl, cache_ok = sa.String(34), True


class \
        Continued(
            sa.TypeDecorator
        ):
    impl = \
        sa.String(
            35
        )
    cache_ok = True
