"""Rectify as a post-write hook in an Alembic configuration."""

import re

HOOK = """
[post_write_hooks]
hooks = rectify
rectify.type = exec
rectify.executable = {program}
rectify.options = fix REVISION_SCRIPT_FILENAME
"""


def with_hook(text, program):
    """The text of an alembic.ini whose only post-write hook is rectify."""
    text = re.sub(r"(?m)^\[post_write_hooks\]\n", "", text)
    head, loggers, rest = text.partition("\n[loggers]")
    return head + HOOK.format(program=program) + loggers + rest
