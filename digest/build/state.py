"""What a build leaves in `.digest/` for the next one, and how a file shows that it changed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from digest.content.keeping import load

FILE = ".digest/build.state"
SEAL = ".digest/build.seal"
YOUNG = 50_000_000
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
    plain = load(root, FILE)
    if not isinstance(plain, tuple) or len(plain) != len(fields(State)):
        return None
    state = State(*plain)
    tables = (one for one in fields(State) if one.name != "threads")
    return state if all(isinstance(getattr(state, one.name), dict) for one in tables) else None


def stamp_of(path: str | os.DirEntry[str]) -> Stamp:
    """What changes when a file does."""
    found = path.stat(follow_symlinks=False) if isinstance(path, os.DirEntry) else os.lstat(path)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def trusted(stamps: Mapping[str, Stamp], now: int) -> dict[str, Stamp]:
    """The stamps that are old enough at a time in nanoseconds to tell every later change."""
    return {path: stamp for path, stamp in stamps.items() if now - max(stamp[2], stamp[3]) > YOUNG}
