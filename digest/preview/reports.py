"""What the system reports of changes: inotify, FSEvents, ReadDirectoryChangesW, by way of watchdog.

Folders are watched, not files, because editors put a new file in the place of the old one.
"""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from digest.preview.sources import CONTENT, THEMES, may_matter

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import BaseObserver, ObservedWatch

_TOPS = {"": False, CONTENT: True, THEMES: True}
"""What is watched, and whether with all folders below."""


class Hints:
    """Where to look: filled by the threads that watch, emptied by the one that builds."""

    def __init__(self) -> None:
        self._paths: set[str] = set()
        self._more = threading.Condition()

    def add(self, paths: Iterable[str]) -> None:
        """Files or folders of the project may have changed."""
        with self._more:
            self._paths.update(paths)
            self._more.notify()

    def take(self, timeout: float) -> set[str]:
        """All hints so far; waits for the first, for so many seconds at most."""
        with self._more:
            self._more.wait_for(lambda: bool(self._paths), timeout)
            taken, self._paths = self._paths, set()
        return taken


class Reports:
    """Reports of changes below one project, as hints.

    Raises:
        OSError: the system cannot watch the project, or is out of watches.
    """

    def __init__(self, root: Path, hints: Hints) -> None:
        from watchdog.observers import Observer

        logging.getLogger("watchdog").setLevel(logging.CRITICAL)
        # a folder that was moved away and back is watched twice: watchdog warns, nothing is lost
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        self._root = root
        self._handler = _handler(root, hints)
        self._observer: BaseObserver = Observer()
        self._watched: dict[str, tuple[int, ObservedWatch]] = {}
        self._observer.start()
        try:
            self.renew()
        except OSError:
            self.close()
            raise

    def renew(self) -> None:
        """Watch the top folders that are there now: one that was removed and restored is another folder.

        Raises:
            OSError: the system is out of watches.
        """
        for name, deep in _TOPS.items():
            number = _number(self._root / name)
            known = self._watched.get(name)
            if known and known[0] != number:
                with suppress(KeyError):
                    self._observer.unschedule(known[1])
                del self._watched[name]
            if number and name not in self._watched:
                with suppress(FileNotFoundError, NotADirectoryError):
                    watch = self._observer.schedule(self._handler, str(self._root / name), recursive=deep)
                    self._watched[name] = (number, watch)

    def close(self) -> None:
        """Watch no more."""
        self._observer.stop()
        self._observer.join(timeout=5)


def _number(folder: Path) -> int:
    """The folder's number on the disk; 0 when there is none."""
    try:
        return folder.stat().st_ino if folder.is_dir() else 0
    except OSError:
        return 0


def _handler(root: Path, hints: Hints) -> FileSystemEventHandler:
    from watchdog.events import FileSystemEventHandler

    start = f"{root.as_posix()}/"

    class Hinting(FileSystemEventHandler):
        """Turns events into hints; that a file was opened or read is none."""

        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in ("opened", "closed_no_write") or (
                event.is_directory and event.event_type == "modified"
            ):
                return
            paths = [str(path).replace("\\", "/") for path in (event.src_path, event.dest_path) if path]
            inside = [path.removeprefix(start) for path in paths if path.startswith(start)]
            hinted = [path for path in inside if may_matter(path)]
            if hinted:
                hints.add(hinted)

    return Hinting()
