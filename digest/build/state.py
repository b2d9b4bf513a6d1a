"""What a build leaves in `.digest/` for the next one, and how a file shows that it changed."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

from digest.build.parts import Index, opened, whole, write_all, write_changed
from digest.content.keeping import load, save

FILE = ".digest/build.state"
PARTS = ".digest/build.parts"
SEAL = ".digest/build.seal"
FORMS = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, EOFError)
"""What a value of another form than it should have raises, sooner or later."""

YOUNG = 50_000_000
"""Nanoseconds within which a file may change twice with one time: so fresh a time is not trusted."""

Stamp = tuple[int, int, int, int]
"""Inode, size, and times of the last change of content and of the inode, in nanoseconds."""


@dataclass(slots=True)
class State:
    """Everything that the next build can use: tables by key, and a few values."""

    files: MutableMapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """For each article's file: stamp, digest, line of the id, head as a plain tuple."""

    ids: MutableMapping[str, str] = field(default_factory=dict)
    """The path of each article's file, by the article's id."""

    gists: MutableMapping[str, Any] = field(default_factory=dict)
    evidence: MutableMapping[str, Any] = field(default_factory=dict)
    stories: MutableMapping[str, Any] = field(default_factory=dict)
    pages: MutableMapping[str, tuple[str, str, tuple[bytes, ...], tuple[str, ...]]] = field(default_factory=dict)
    """Keys of the files of the site, their ingredients as digests."""

    site: MutableMapping[str, tuple[int, int, int]] = field(default_factory=dict)
    """Inode, size and time of each of our files in the site."""

    profiles: MutableMapping[str, Mapping[str, float]] = field(default_factory=dict)
    paths: MutableMapping[str, str] = field(default_factory=dict)
    """Where the pages of the site stand, as `Site.paths` has them."""

    threads: tuple[Any, ...] = ()
    settled: bool = False
    """Whether all articles were in the ledger: no story hangs on the texts of others."""

    mark: bytes = b""
    """Of the file that this was read from: another one for each content."""

    def tables(self) -> dict[str, Any]:
        """The tables by their names."""
        return {name: getattr(self, name) for name in _TABLES}


_VALUES = ("threads", "settled", "mark")
_TABLES = tuple(one.name for one in fields(State) if one.name not in _VALUES)


def load_state(root: Path) -> State | None:
    """All that the last build left; `None` when there is none that can be trusted.

    What is in the tables may have any form: whoever takes a value from them looks at it.
    """
    index = _index(root)
    if index is None:
        return None
    try:
        return _state(whole(root / PARTS, index[0]), index)
    except (*FORMS, OSError):
        return None


def open_state(root: Path) -> State | None:
    """The same, its tables read part by part as they are asked for; then they raise `TornError` where they cannot be trusted."""
    index = _index(root)
    return None if index is None else _state(opened(root / PARTS, index[0]), index)


def save_state(root: Path, state: State) -> bytes:
    """Leave everything for the next build; its mark. A full disk is no error: then nothing is left."""
    try:
        return _saved(root, state, write_all(root / PARTS, state.tables()))
    except OSError:
        return b""


def save_changes(root: Path, state: State) -> bytes:
    """The same for a state that was opened: what did not change is not written."""
    try:
        return _saved(root, state, write_changed(root / PARTS, state.tables()))
    except OSError:
        return b""


def _saved(root: Path, state: State, index: Index) -> bytes:
    save(root, (index, state.threads, state.settled), FILE)
    return _mark(index)


def _index(root: Path) -> tuple[Index, tuple[Any, ...], bool] | None:
    """What the state's own file holds, if it has the form of one."""
    match load(root, FILE):
        case (dict() as index, tuple() as threads, bool() as settled) if tuple(index) == _TABLES:
            return index, threads, settled
        case _:
            return None


def _state(tables: Mapping[str, Any], index: tuple[Index, tuple[Any, ...], bool]) -> State:
    spans, threads, settled = index
    return State(**tables, threads=threads, settled=settled, mark=_mark(spans))


def _mark(index: Index) -> bytes:
    return blake2b(repr(index).encode(), digest_size=16).digest()


def stamp_of(path: str | os.DirEntry[str]) -> Stamp:
    """What changes when a file does."""
    found = path.stat(follow_symlinks=False) if isinstance(path, os.DirEntry) else os.lstat(path)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def trusted(stamps: Mapping[str, Stamp], now: int) -> dict[str, Stamp]:
    """The stamps that are old enough at a time in nanoseconds to tell every later change."""
    return {path: stamp for path, stamp in stamps.items() if now - max(stamp[2], stamp[3]) > YOUNG}
