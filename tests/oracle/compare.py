"""Compares what two runs left, step by step."""

from dataclasses import dataclass

ABSENT = "(absent)"


@dataclass(frozen=True)
class Difference:
    """One property of one object that is not as it should be."""

    subject: str
    expected: str
    got: str


def compare(expected, got, order=False):
    """The differences between two snapshots; positions count only with `order`."""
    found = []
    for name in sorted({*expected, *got}):
        if name not in got:
            found.append(Difference(name, "present", ABSENT))
        elif name not in expected:
            found.append(Difference(name, ABSENT, f"present: {describe(got[name])}"))
        else:
            found += compare_properties(name, expected[name], got[name], order)
    return found


def compare_properties(name, expected, got, order):
    """The differences between the properties of one object."""
    found = []
    for key in sorted({*expected, *got}):
        if key == "position" and not order:
            continue
        wanted, present = expected.get(key), got.get(key)
        if wanted != present:
            found.append(Difference(f"{name}: {key}", show(wanted), show(present)))
    return found


def describe(properties):
    """The properties of an object that say something, in one line."""
    said = [f"{key} {value}" for key, value in properties.items() if value not in (None, "", False)]
    return ", ".join(said)


def show(value):
    """A property's value as a person reads it."""
    return ABSENT if value is None else repr(value)
