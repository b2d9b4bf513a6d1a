"""Which files a site is made from, and which of them changed.

What a system reports about files differs from system to system and is lossy on all of them, so
a report is only a hint where to look. What counts is what stands on the disk: each known file
has a stamp, and a file has changed when its stamp is another one.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from digest.config import FILE
from digest.content.files import ARTICLES
from digest.content.inbox import INBOX
from digest.content.ingest import PROFILES

CONTENT = "content"
THEMES = "themes"

_MANY = 100
"""Hints from which one look at everything is cheaper than a look at each."""

Stamp = tuple[int, int, int]
"""When a file was last written, in nanoseconds; its size in bytes; its number on the disk."""

_EDITORS_OWN = re.compile(
    r"""
      \.                                # hidden: Emacs' locks (.#a.md), Vim's swap files, our own temporary files
    | .*~\Z | \#.*\#\Z                  # backups, Emacs' unsaved texts
    | (?:4913|5036|5159)\Z              # Vim tries whether a folder can be written
    | .*___jb_(?:tmp|old)___\Z          # JetBrains writes beside the file, then renames
    | .*\.(?:tmp|swp|swx|part|partial|crdownload|download)\Z
    """,
    re.VERBOSE,
)


def is_source(path: str) -> bool:
    """Whether a site is made from a file of this path, relative to the project, with `/`."""
    folder, _, name = path.rpartition("/")
    if any(_EDITORS_OWN.match(part) for part in path.split("/")):
        return False
    if folder in ("", CONTENT):
        return path == FILE or (folder == CONTENT and name.endswith(".toml"))
    if is_below(path, ARTICLES):
        return name.endswith(".md")
    if is_below(path, PROFILES):
        return name.endswith(".toml")
    return is_below(path, INBOX) or is_below(path, THEMES)


def may_matter(path: str) -> bool:
    """Whether something of this path, be it a file or a folder, may be or hold sources."""
    return is_source(path) or _may_hold_sources(path)


def is_below(path: str, folder: str) -> bool:
    """Whether a path lies in a folder or in one of its folders."""
    return path.startswith(f"{folder}/")


class Sources:
    """The source files of a project as they stood when they were last looked at."""

    def __init__(self, root: Path) -> None:
        self._root = os.path.abspath(root)  # noqa: PTH100 - a text, as this is joined for every file
        self._stamps: dict[str, Stamp] = {}
        self.look()

    def __contains__(self, path: str) -> bool:
        return path in self._stamps

    def is_whole(self, path: str) -> bool:
        """False for a file that is gone or empty: many editors make it so for a moment while they save."""
        return self._stamps.get(path, (0, 0, 0))[1] > 0

    def look(self, hints: Iterable[str] | None = None) -> set[str]:
        """Look at the disk again; the paths of files that are new, changed or gone.

        Args:
            hints: files and folders to look at, relative to the project; `None` looks at all,
                which takes some 3 ms for 1,000 files.
        """
        asked = None if hints is None else set(hints)
        if asked is None or len(asked) > _MANY:
            return self._compare(dict(self._walk("")), self._stamps)
        changed: set[str] = set()
        for hint in asked:
            found = dict(self._walk(hint))
            changed |= self._compare(found, self._known(hint, found))
        return changed

    def _known(self, hint: str, found: dict[str, Stamp]) -> dict[str, Stamp]:
        """What was known of a file, or of all files of a folder."""
        if hint in self._stamps:
            return {hint: self._stamps[hint]}
        if hint in found:
            return {}
        return {path: stamp for path, stamp in self._stamps.items() if is_below(path, hint)}

    def _compare(self, found: dict[str, Stamp], known: dict[str, Stamp]) -> set[str]:
        gone = known.keys() - found.keys()
        changed = {path for path, stamp in found.items() if known.get(path) != stamp} | gone
        for path in gone:
            del self._stamps[path]
        self._stamps.update(found)
        return changed

    def _walk(self, path: str) -> Iterator[tuple[str, Stamp]]:
        """The source files at or below a path. Links are not followed, but that a theme may be one."""
        try:
            place = f"{self._root}/{path}"
            found = os.stat(place) if _may_be_link(path) else os.lstat(place)  # noqa: PTH116
            if stat.S_ISREG(found.st_mode):
                if is_source(path):
                    yield path, (found.st_mtime_ns, found.st_size, found.st_ino)
            elif stat.S_ISDIR(found.st_mode) and _may_hold_sources(path):
                for name in os.listdir(place):  # noqa: PTH208 - names, in any order
                    yield from self._walk(f"{path}/{name}" if path else name)
        except (OSError, UnicodeError, ValueError):
            return  # gone between two looks, or not for us to see: the next look tells


def _may_be_link(path: str) -> bool:
    """The project itself, the folder of themes, or a theme in it."""
    return path in ("", THEMES) or (is_below(path, THEMES) and path.count("/") == 1)


def _may_hold_sources(folder: str) -> bool:
    if folder in ("", CONTENT, THEMES):
        return True
    hidden = any(part.startswith(".") for part in folder.split("/"))
    return not hidden and any(is_below(f"{folder}/", top) for top in (ARTICLES, INBOX, PROFILES, THEMES))
