class Limits:
    SLUG = 80
    CODE = SLUG // 4
