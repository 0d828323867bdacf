"""Builds the wheel, once for a state of the sources, around the program that the tests use."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from oracle.environment import HOME, REPOSITORY, TOOLS, interpreter, locked

TARGET = HOME.parent
FOLDER = TARGET / "wheel"

# Nothing is written beside the sources, and the large debug program is not compressed.
SETTINGS = """[build]
build_base = {build}
[egg_info]
egg_base = {build}
[bdist_wheel]
compression = stored
"""


def environment(folder):
    """What cargo and setuptools build with: the profile of the tests, and folders of our own."""
    build = folder / "build"
    build.mkdir(parents=True, exist_ok=True)
    settings = folder / "settings.cfg"
    settings.write_text(SETTINGS.format(build=build), encoding="utf-8")
    return dict(os.environ, CARGO_TARGET_DIR=str(TARGET), SETUPTOOLS_RUST_CARGO_PROFILE="dev",
                DIST_EXTRA_CONFIG=str(settings), PYTHONPATH="")


def wheel(program):
    """The wheel with `program` in it, which cargo has built; its path."""
    with locked(TARGET / "wheel.lock"):
        stamp = FOLDER / "stamp"
        wanted = fingerprint(program)
        if not (stamp.exists() and stamp.read_text() == wanted):
            shutil.rmtree(FOLDER, ignore_errors=True)
            FOLDER.mkdir(parents=True)
            pip("wheel", "--no-build-isolation", "--no-deps", "-w", FOLDER, REPOSITORY,
                env=environment(FOLDER))
            stamp.write_text(wanted)
        (path,) = FOLDER.glob("*.whl")
        return path


def fingerprint(program):
    """What the wheel depends on."""
    files = [program, REPOSITORY / "pyproject.toml", REPOSITORY / "README.md",
             *sorted((REPOSITORY / "python").rglob("*.py"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def sdist(folder):
    """The source distribution, made in `folder`; its path."""
    folder.mkdir(parents=True)
    code = f"import build_backend as b; print(b.build_sdist({str(folder)!r}))"
    env = dict(environment(folder), PYTHONPATH=str(REPOSITORY / "python"))
    subprocess.run([interpreter(TOOLS), "-c", code], cwd=REPOSITORY, env=env, check=True,
                   stdout=subprocess.DEVNULL)
    (path,) = folder.glob("*.tar.gz")
    return path


def pip(*arguments, env=None):
    """Run the pinned pip; what it says is on standard error."""
    command = [interpreter(TOOLS), "-m", "pip", "--disable-pip-version-check", *arguments]
    result = subprocess.run([str(part) for part in command], env=env, check=False,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        sys.stderr.buffer.write(result.stdout)
        raise SystemExit(f"pip {arguments[0]} failed")


def installed(folder, program, packages):
    """A new environment in `folder` with the wheel, which sees the folder `packages` too; its Python."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([interpreter(TOOLS), "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    pip("--python", python, "install", "--no-deps", "--no-index", wheel(program))
    if packages:
        (site,) = (folder / "lib").glob("python*/site-packages")
        (site / "others.pth").write_text(f"{packages}\n", encoding="utf-8")
    return python
