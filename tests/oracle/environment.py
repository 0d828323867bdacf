"""Makes the pinned Python environments of the tests, once, under target/oracle.

Runs on a plain Python with the standard library only:

    python3 tests/oracle/environment.py [NAME...]
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
HOME = Path(os.environ.get("CARGO_TARGET_DIR") or REPOSITORY / "target").resolve() / "oracle"

STACKS = ("2.0", "2.1")
# The tools that the tests of packaging and of formats use: pip, setuptools, pre-commit, jsonschema.
TOOLS = "tools"
PROJECTS = HERE.parent / "projects"
REQUIREMENTS = {
    **{name: HERE / f"requirements-{name}.txt" for name in (*STACKS, "old", TOOLS)},
    "projects": PROJECTS / "requirements.txt",
    "bare": PROJECTS / "requirements-bare.txt",
}
NAMES = tuple(REQUIREMENTS)

# What the newest of the pinned packages ask for.
NEEDED = (3, 11)


def folder(name):
    """The folder of the environment called `name`."""
    return HOME / f"venv-{name}"


def interpreter(name):
    """The Python of the environment called `name`, which `make` has made."""
    return folder(name) / "bin" / "python"


def requirements(name):
    """The pinned requirements of the environment called `name`."""
    return REQUIREMENTS[name]


def fingerprint(name):
    """What the environment depends on: its requirements and this Python."""
    version = ".".join(map(str, sys.version_info[:3]))
    return hashlib.sha256(requirements(name).read_bytes() + version.encode()).hexdigest()


@contextlib.contextmanager
def locked(path):
    """Hold the lock file `path`; a second process waits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def make(name):
    """Make the environment called `name` unless it is there; return its Python."""
    if sys.version_info < NEEDED:
        raise SystemExit("the pinned packages need Python " + ".".join(map(str, NEEDED)))
    stamp = folder(name) / "stamp"
    with locked(HOME / f"venv-{name}.lock"):
        wanted = fingerprint(name)
        if stamp.exists() and stamp.read_text() == wanted and interpreter(name).exists():
            return interpreter(name)
        shutil.rmtree(folder(name), ignore_errors=True)
        print(f"making {folder(name)}", file=sys.stderr, flush=True)
        # The Python that this one was made from: an environment inside an
        # environment would vanish together with the outer one.
        python = getattr(sys, "_base_executable", None) or sys.executable
        run([python, "-m", "venv", str(folder(name))])
        run([
            str(interpreter(name)), "-m", "pip", "install", "--quiet", "--no-deps",
            "--disable-pip-version-check", "-r", str(requirements(name)),
        ])
        stamp.write_text(wanted)
    return interpreter(name)


def run(command):
    """Run `command`, its output on standard error; stop with a message when it fails."""
    status = subprocess.run(command, stdout=sys.stderr, check=False).returncode
    if status:
        raise SystemExit(f"failed with status {status}: {' '.join(command)}")


def main(arguments):
    """Make the environments named, or all, and print the path of each Python."""
    for name in arguments or NAMES:
        if name not in NAMES:
            raise SystemExit(f"no environment {name!r}; there are {', '.join(NAMES)}")
        print(make(name))


if __name__ == "__main__":
    main(sys.argv[1:])
