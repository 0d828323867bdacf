"""Starts the command `rectify`, which is a program of its own beside this file."""

import os
import subprocess
import sys

PROGRAM = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "rectify.exe" if os.name == "nt" else "rectify"
)


def main():
    """Run the command with the arguments of this process, and end as it ends."""
    command = [PROGRAM] + sys.argv[1:]
    if os.name == "nt":
        # Windows cannot replace a process: a parent that waits would not wait for the new one.
        sys.exit(subprocess.call(command))
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(PROGRAM, command)
