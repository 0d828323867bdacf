NATIVE = frozenset({"postgresql", "cockroachdb"})
OLD: set[str] = {"postgres"}
BITS = 1 << 6
BYTES = 2 ** 8
LONG = 300
WIDE = 40 if LONG > 255 else 20
LENGTHS = (8, 16, 24)
