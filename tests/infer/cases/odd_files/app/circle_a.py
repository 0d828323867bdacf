import sqlalchemy as sa


class First(sa.TypeDecorator):
    impl = sa.String(31)
    cache_ok = True


from app.circle_b import Second  # noqa: E402


class Third(Second):
    cache_ok = True
