ID_LEN = 36
PRECISION, SCALE = 12, 4
LIMITS = {'title': 200}
DEFAULT_ZONE = 'UTC'
TIMEZONE = True


class Limits:
    email = 254
