import enum


class StrEnum(str, enum.Enum):
    """The team's own, from before Python 3.11; without members."""

    def __str__(self):
        return self.value


class AutoName(enum.Enum):
    """auto() gives the name."""

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()
