"""When saved files are ready to be built: what belongs together becomes one build.

Times are seconds of any clock that only goes forward; they are handed in, so that the rules can
be tried without waiting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from digest.content.inbox import INBOX
from digest.preview.sources import is_below

QUIET = 0.02
"""Without another save for so long, a batch is whole: editors write a file in several steps."""

BURST = 0.2
"""The same for a save that soon follows another: a formatter, a script, keys that save as one types."""

SOON = 0.5
"""How soon after a build a save counts as following."""

BELIEVED = 0.25
"""How long a file must be gone, or empty, before it is believed to be so on purpose."""

DROPPED = 0.4
"""How long a file of the inbox must have kept its size: copying may take a while."""

LONGEST = 0.3
LONGEST_BURST = 1.2
"""How long a first save may wait for others."""

LONGEST_CHECKOUT = 10.0
"""The same while git holds its lock; a lock that is older was left by a crash."""


@dataclass(slots=True)
class _Wait:
    first: float
    last: float
    quiet: float


class Pending:
    """Changed files that are not built yet."""

    def __init__(self) -> None:
        self._waits: dict[str, _Wait] = {}
        self._built = float("-inf")
        self._following = False

    def __bool__(self) -> bool:
        return bool(self._waits)

    def saw(self, paths: Iterable[str], now: float, *, whole: bool = True) -> None:
        """Files were found changed.

        Args:
            paths: relative to the project.
            now: when they were found so.
            whole: false for files that are gone or empty.
        """
        for path in paths:
            if not self._edits():
                self._following = now - self._built < SOON
            wait = self._waits.setdefault(path, _Wait(now, now, 0.0))
            wait.last = now
            wait.quiet = self._quiet(path, whole)

    def _quiet(self, path: str, whole: bool) -> float:
        if is_below(path, INBOX):
            return DROPPED
        usual = BURST if self._following else QUIET
        return usual if whole else max(usual, BELIEVED)

    def _edits(self) -> dict[str, _Wait]:
        return {path: wait for path, wait in self._waits.items() if not is_below(path, INBOX)}

    def ripe(self, now: float, *, checkout: bool = False) -> frozenset[str]:
        """Take the files that shall be built now: all edits together, and what was dropped whole.

        Args:
            now: the time.
            checkout: whether git is at work, so that more is to come.
        """
        edits = self._edits()
        ready = {path for path, wait in self._waits.items() if path not in edits and now >= wait.last + wait.quiet}
        if edits and now >= self._due(edits, checkout):
            ready |= edits.keys()
            self._built = now
        for path in ready:
            del self._waits[path]
        return frozenset(ready)

    def _due(self, edits: dict[str, _Wait], checkout: bool) -> float:
        quiet = max(wait.last + wait.quiet for wait in edits.values())
        first = min(wait.first for wait in edits.values())
        if checkout:
            return first + LONGEST_CHECKOUT
        return min(quiet, first + (LONGEST_BURST if self._following else LONGEST))

    def next_look(self, now: float) -> float:
        """Seconds until something may be ripe; some, when nothing waits."""
        quiets = [wait.last + wait.quiet - now for wait in self._waits.values()]
        return max(0.005, min(quiets, default=QUIET))
