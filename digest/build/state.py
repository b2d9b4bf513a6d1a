"""What a build leaves in `.digest/` for the next one: always safe to delete, and never more than data.

The file is `marshal` of plain tuples behind a digest of them and of the program that wrote
them. A torn or foreign file, or one of another version, is as good as none. Reading it runs
nothing: what could be put in its place is data of a wrong form, and that is dropped.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

FILE = ".digest/build.state"
SEAL = ".digest/build.seal"
_MAGIC = b"digest state 1\n"
_YOUNG = 50_000_000
"""Nanoseconds within which a file may change twice with one time: so fresh a time is not trusted."""

Stamp = tuple[int, int, int, int]
"""Inode, size, and times of the last change of content and of the inode, in nanoseconds."""


@dataclass(slots=True)
class State:
    """Everything that the next build can use."""

    files: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    """For each article's file: stamp, digest, line of the id, head as a plain tuple."""

    gists: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Any] = field(default_factory=dict)
    stories: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, tuple[str, str, tuple[bytes, ...], tuple[str, ...]]] = field(default_factory=dict)
    """Keys of the files of the site, their ingredients as digests."""

    site: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """Inode, size and time of each of our files in the site."""

    profiles: dict[str, dict[str, float]] = field(default_factory=dict)
    threads: tuple[Any, ...] = ()
    paths: dict[str, str] = field(default_factory=dict)
    """Where the pages of the site stand, as `Site.paths` has them."""

    def plain(self) -> tuple[Any, ...]:
        """As a file holds it."""
        return tuple(getattr(self, one.name) for one in fields(self))


def load_state(root: Path) -> State | None:
    """What the last build left; `None` when there is none that can be trusted."""
    plain = load(root)
    if not isinstance(plain, tuple) or len(plain) != len(fields(State)):
        return None
    state = State(*plain)
    tables = (one for one in fields(State) if one.name != "threads")
    return state if all(isinstance(getattr(state, one.name), dict) for one in tables) else None


def load(root: Path, name: str = FILE) -> Any:
    """The plain value that was saved, or `None` when there is none that can be trusted."""
    try:
        raw = (root / name).read_bytes()
    except OSError:
        return None
    head = _MAGIC + program()
    digest, data = raw[len(head) : len(head) + 32], raw[len(head) + 32 :]
    if not raw.startswith(head) or blake2b(data, digest_size=32).digest() != digest:
        return None
    try:
        return marshal.loads(data)
    except (ValueError, EOFError, TypeError):
        return None


def save(root: Path, value: Any, name: str = FILE) -> None:
    """Leave a plain value for the next build; the file is whole or as it was. A full disk is no error."""
    data = marshal.dumps(value)
    path = root / name
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(exist_ok=True)
        part.write_bytes(_MAGIC + program() + blake2b(data, digest_size=32).digest() + data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)


@cache
def program() -> bytes:
    """A digest of what may change results besides the sources: our own code, and the version of Python.

    Taken from names, sizes and times of the files, for reading all of them costs ten times as much.
    """
    package = Path(__file__).parents[1]
    told = [sys.version, os.fspath(package)]
    for folder, names, files in os.walk(package):
        names.sort()
        for name in sorted(files):
            if name.endswith((".py", ".toml", ".txt")):
                found = Path(folder, name).stat()
                told.append(f"{folder}/{name} {found.st_size} {found.st_mtime_ns}")
    for library in ("jinja2", "markdown_it", "pygments", "yaml"):
        told += [os.fspath(path) for base in sys.path for path in Path(base).glob(f"{library}-*.dist-info")]
    return blake2b("\n".join(told).encode(), digest_size=16).digest()


def stamp_of(path: str | os.DirEntry[str]) -> Stamp:
    """What changes when a file does."""
    found = path.stat(follow_symlinks=False) if isinstance(path, os.DirEntry) else os.lstat(path)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def trusted(stamps: Mapping[str, Stamp], now: int) -> dict[str, Stamp]:
    """The stamps that are old enough at a time in nanoseconds to tell every later change."""
    return {path: stamp for path, stamp in stamps.items() if now - max(stamp[2], stamp[3]) > _YOUNG}
