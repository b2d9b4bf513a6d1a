"""Tell what was saved, in batches that belong together.

The system reports changes where it can. Beside that, everything is looked at now and then: where
such a look finds what nobody reported (a network folder, a system that is out of watches), looks
are all that is relied on from then.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from digest.content.inbox import INBOX
from digest.preview.pending import Pending
from digest.preview.reports import Hints, Reports
from digest.preview.sources import CONTENT, THEMES, Sources, is_below

RARELY = 2.0
"""Seconds between looks at everything while the system reports changes."""

OFTEN = 0.4
"""The same while it does not."""

SHARE = 0.02
"""At most this share of a processor goes into such looks: in a large project they are rarer."""

MANY = 10
"""Files of one batch from which more of the same kind is looked for before it is told."""

LATE = 1.0
"""Seconds that a report may come later than a look that found the same."""


class Watch:
    """Watches the sources of one project.

    Args:
        root: the project's folder.
        reports: how the system's reports begin; `None` relies on looks alone.
        say: told in words when that has to be.
    """

    def __init__(
        self,
        root: Path,
        *,
        reports: Callable[[Path, Hints], Reports] | None = Reports,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._root = root.resolve()
        self._say = say
        self._git = git_folder(self._root)
        self._hints = Hints()
        self._pending = Pending()
        self._unreported: dict[str, float] = {}
        self._reports: Reports | None = None
        if reports is not None:
            try:
                self._reports = reports(self._root, self._hints)
            except OSError as problem:
                self._fall_back(f"the system cannot watch folders ({problem.strerror or problem})")
        # after the reports began, so that nothing is missed between the two
        self._sources = Sources(self._root)
        self._looked = time.monotonic()
        self._cost = 0.0

    def close(self) -> None:
        """Watch no more."""
        if self._reports is not None:
            self._reports.close()
            self._reports = None

    def next_batch(self) -> frozenset[str]:
        """Wait for files to be saved; their paths, relative to the project, that belong together."""
        while True:
            ripe = self._pending.ripe(
                time.monotonic(), checkout=self._git is not None and (self._git / "index.lock").exists()
            )
            if len(ripe) >= MANY:  # a checkout: it is over, and the reports of it may be late
                changed = self._sources.look()
                self._saw({path for path in changed if is_below(path, INBOX)})
                return ripe | {path for path in changed if not is_below(path, INBOX)}
            if ripe:
                return ripe
            self._look()

    @property
    def waits(self) -> bool:
        """Whether changed files wait to be told."""
        return bool(self._pending)

    def again(self, paths: Iterable[str]) -> None:
        """Tell of these files once more, after a while."""
        self._pending.saw(paths, time.monotonic(), whole=False)

    def look_now(self) -> frozenset[str]:
        """What changed until now, without waiting: what the program itself wrote is whole."""
        return frozenset(self._sources.look())

    @property
    def _interval(self) -> float:
        return max(RARELY if self._reports else OFTEN, self._cost / SHARE)

    def _look(self) -> None:
        """Wait for a hint, a pending file or the time of the next look at everything; see what changed."""
        now = time.monotonic()
        wait = self._looked + self._interval - now
        if self._pending:
            wait = min(wait, self._pending.next_look(now))
        hints = self._hints.take(max(wait, 0.0))
        if self._reports and hints & {CONTENT, THEMES}:
            self._renew()
        changed = self._sources.look(hints) if hints else set()
        self._unreported = {
            path: found
            for path, found in self._unreported.items()
            if not any(path == hint or is_below(path, hint) for hint in hints)
        }
        if time.monotonic() >= self._looked + self._interval or (self._pending and not self._reports):
            changed |= self._look_at_all()
        self._saw(changed)

    def _saw(self, changed: set[str]) -> None:
        now = time.monotonic()
        whole = {path for path in changed if self._sources.is_whole(path)}
        self._pending.saw(whole, now)
        self._pending.saw(changed - whole, now, whole=False)

    def _look_at_all(self) -> set[str]:
        began = time.monotonic()
        changed = self._sources.look()
        self._looked = time.monotonic()
        self._cost = self._looked - began
        if self._reports:
            self._renew()
            self._unreported |= dict.fromkeys(changed, self._looked)
            if any(self._looked - found > LATE for found in self._unreported.values()):
                self._fall_back("the system does not report every change of a file")
        return changed

    def _renew(self) -> None:
        try:
            if self._reports:
                self._reports.renew()
        except OSError as problem:
            self._fall_back(f"the system cannot watch folders ({problem.strerror or problem})")

    def _fall_back(self, why: str) -> None:
        self.close()
        self._unreported.clear()
        self._say(f"{why}: files are looked at every {OFTEN} s instead, as with --poll")


def git_folder(project: Path) -> Path | None:
    """Where git keeps what it knows of a project, and its lock while it changes files."""
    for folder in (project, *project.parents):
        place = folder / ".git"
        if place.is_dir():
            return place
        if place.is_file():  # a work tree beside another: the file says where
            return folder / place.read_text(encoding="utf-8", errors="replace").removeprefix("gitdir:").strip()
    return None
