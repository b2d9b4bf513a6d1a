"""The site as it is now, for the server, and what the tabs should know of it.

The loop updates the site and the server reads it, each in a thread of its own; a lock keeps a
page from being read while the site changes.
"""

from __future__ import annotations

import gc
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from digest.build.session import Session, Update
from digest.config import FILE
from digest.diagnostics import Diagnostic, DigestError, Severity, error
from digest.site.urls import base_path
from digest.text import digest_of

_MOST = 10_000
"""Paths without a page that are remembered, in case a tab waits for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What tabs are told after a build."""

    build: str
    """Another one for each build and each start of the preview."""

    before: str = ""
    """The build before: a tab that knows another one has missed some news."""

    base: str = "/"
    """Path below which the site stands."""

    pages: tuple[str, ...] | None = None
    """Pages that a tab has asked for and that have other bytes now; `None`: see for yourself."""

    sheets: tuple[str, ...] = ()
    """New stylesheets, which a tab fetches beside its page and not after it."""

    go: str = ""
    """Page that tabs shall show now; empty: the one they show."""

    problems: tuple[Diagnostic, ...] = ()
    """Errors, for the overlay."""

    def as_json(self) -> str:
        """As the script in the pages reads it, in one line."""
        problems = [{**one.as_json(), "place": str(one.location)} for one in self.problems]
        value = {
            "build": self.build,
            "before": self.before,
            "base": self.base,
            "pages": self.pages,
            "sheets": self.sheets,
            "go": self.go,
            "problems": problems,
        }
        return json.dumps(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What one build did, for the terminal."""

    pages: int
    """Pages and files of the site that may differ or are gone."""

    seconds: float
    diagnostics: tuple[Diagnostic, ...] = ()
    new: tuple[Diagnostic, ...] = ()
    """Those that the build before did not have."""

    broken: bool = False
    """True when there is an error now."""

    mended: bool = False
    """True when the build before had an error and this one has none."""


class Live:
    """One site, always the newest that could be made.

    Args:
        session: the project.
        navigate: whether tabs go to the page that was changed.
    """

    def __init__(self, session: Session, *, navigate: bool = False) -> None:
        self.root = session.root
        self._session = session
        self._navigate = navigate
        self._lock = threading.Lock()
        self._start = secrets.token_hex(4)
        self._count = 0
        self._lost = True
        self._seen: dict[str, bytes | None] = {}
        self._broken: dict[str, Diagnostic] = {}
        self._diagnostics: tuple[Diagnostic, ...] = ()
        self._listeners: list[Callable[[News], None]] = []
        self.news = News(build=f"{self._start}-0")

    def listen(self, listener: Callable[[News], None]) -> None:
        """Call this with the news of each build."""
        self._listeners.append(listener)

    def update(self, changed: Iterable[str] | None = None, also: Iterable[Diagnostic] = ()) -> Built:
        """Build what changed and tell the listeners.

        Args:
            changed: sources that may differ, relative to the project; `None` for all.
            also: findings of other steps, told along.
        """
        began = time.perf_counter()
        sources = None if changed is None else sorted(changed)
        with self._lock:
            update = self._updated(sources)
            other = {*update.changed, *update.removed}
            pages = tuple(path for path in self._seen if path in other and self._differs(path))
            found = tuple(dict.fromkeys((*also, *update.diagnostics, *self._broken.values())))
            problems = tuple(one for one in found if one.severity is Severity.ERROR)
            self._count += 1
            last = self.news
            sheets = tuple(path for path in update.changed if path.endswith(".css"))
            go = self._target(update, sources or ()) if self._navigate else ""
            before, self._diagnostics = self._diagnostics, found
            build = f"{self._start}-{self._count}"
            self.news = News(
                build=build, before=last.build, base=self._base(), pages=pages, sheets=sheets, go=go, problems=problems
            )
        gc.freeze()  # a site is some million values without circles: to look through them takes a third of a second
        for listener in self._listeners:
            listener(self.news)
        return Built(
            pages=len(update.changed) + len(update.removed),
            seconds=time.perf_counter() - began,
            diagnostics=found,
            new=tuple(one for one in found if one not in before),
            broken=bool(problems),
            mended=bool(last.problems) and not problems,
        )

    def read(self, path: str) -> bytes | None:
        """A file of the site; of one that is broken now, what it was when it was last sound.

        Raises:
            DigestError: it is broken and was never sound.
        """
        with self._lock:
            try:
                page = self._session.page(path)
            except DigestError as problem:
                self._found_broken(path, problem.diagnostic)
                page = self._seen.get(path)
                if page is None:
                    raise
            if page is not None or len(self._seen) < _MOST:
                self._seen[path] = page
            return page

    def greeting(self) -> News:
        """For a tab that has just come, or come back: it must see for itself."""
        return replace(self.news, pages=None, sheets=(), go="")

    def _updated(self, sources: list[str] | None) -> Update:
        look = None if self._lost else sources
        self._lost = True  # what an update that failed has not seen, the next one must look for
        try:
            update = self._session.update(look)
        except DigestError as problem:
            return Update(diagnostics=(problem.diagnostic,), whole=False)
        except OSError as problem:
            reason = f"the sources cannot be read: {problem.strerror or problem}"
            fix = "the preview tries again by itself; check the file and its permissions"
            return Update(diagnostics=(error("preview.unreadable", _name(problem), reason, fix),), whole=False)
        self._lost = False
        return update

    def _differs(self, path: str) -> bool:
        """Whether a page that a tab has seen has other bytes now. A broken one has not: the tab keeps it."""
        try:
            differs = self._session.page(path) != self._seen[path]
        except DigestError as problem:
            self._broken[path] = problem.diagnostic
            return False
        self._broken.pop(path, None)
        return differs

    def _found_broken(self, path: str, problem: Diagnostic) -> None:
        """A page that nobody had asked for yet cannot be made: tell it now."""
        self._seen.setdefault(path, None)
        self._broken[path] = problem
        if problem not in self.news.problems:
            self._count += 1
            build = f"{self._start}-{self._count}"
            problems = (*self.news.problems, problem)
            self._diagnostics = (*self._diagnostics, problem)
            self.news = replace(
                self.news, build=build, before=self.news.build, pages=(), sheets=(), go="", problems=problems
            )
            for listener in self._listeners:
                listener(self.news)

    def _base(self) -> str:
        config = self._session.config
        return (base_path(config.site.base_url) if config else "") or "/"

    def _target(self, update: Update, sources: Iterable[str]) -> str:
        """The page that shows a change best: the one of the file that was saved, else an article, a story, any."""
        pages = [path for path in update.changed if path.endswith(".html")]
        stems = {source.rpartition("/")[2].rpartition(".")[0] for source in sources if source != FILE}

        def rank(path: str) -> tuple[bool, int]:
            folder, _, name = path.rpartition("/")
            order = {"articles": 0, "stories": 1}.get(folder, 2)
            return name.rpartition(".")[0] not in stems, order

        return min(pages, key=rank, default="")


def _name(problem: OSError) -> str:
    """The file that could not be read, without the folder of the machine."""
    return str(problem.filename or FILE).rpartition("/")[2]


def version_of(page: bytes) -> str:
    """Equal for equal bytes of a page."""
    return digest_of(page)
