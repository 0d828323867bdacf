"""The build backend: setuptools', with the tag of the wheel and the Rust sources of the sdist put right.

A `cmdclass` in pyproject.toml would say the same, but it undoes what setuptools-rust sets up.
"""

import re
from pathlib import Path

from setuptools.build_meta import *  # noqa: F403 (every hook is setuptools' own)
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.sdist import sdist

# What cargo needs to build the command, and this file itself.
SOURCES = ("Cargo.toml", "Cargo.lock", "CHANGELOG.md", "python/build_backend.py")
FOLDERS = ("src", "rules")

tag = bdist_wheel.get_tag
add_defaults = sdist.add_defaults


def get_tag(self):
    """The tag of a wheel whose program belongs to the platform, not to an interpreter."""
    (program,) = Path(self.bdist_dir).rglob("alembic_rectify/rectify*")
    return ("py3", "none", platform(tag(self)[2], program.read_bytes()))


def platform(name, program):
    """The platform by the versions of glibc that a program for Linux asks for, where it does."""
    versions = [int(minor) for minor in re.findall(rb"GLIBC_2\.(\d+)", program)]
    if not versions or not name.startswith("linux_"):
        return name
    # Names of this form begin with the glibc of manylinux2014.
    return name.replace("linux", "manylinux_2_{}".format(max(17, *versions)), 1)


def add_sources(self):
    """What setuptools finds by itself, and the Rust sources."""
    add_defaults(self)
    self.filelist.extend(SOURCES)
    for folder in FOLDERS:
        self.filelist.recursive_include(folder, "*")


bdist_wheel.get_tag = get_tag
sdist.add_defaults = add_sources
