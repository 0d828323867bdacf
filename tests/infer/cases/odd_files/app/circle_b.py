from app.circle_a import First, sa


class Second(First):
    impl = sa.String(32)
    cache_ok = True
