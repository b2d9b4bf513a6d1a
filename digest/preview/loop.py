"""The loop of the preview: what is saved is built, what is dropped into the inbox is ingested."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from digest.build.session import Session
from digest.config import Config
from digest.content.inbox import INBOX
from digest.content.ingest import PROFILES, Action, IngestReport, run_ingest
from digest.diagnostics import Diagnostic
from digest.preview.live import Built, Live
from digest.preview.sources import is_below
from digest.preview.watch import Watch

TRIES = 5
"""How often a file that cannot be read is tried: a program may be at it still."""

_INGESTS = ("ingest.", "profile.")
"""Codes of findings about the inbox; those about articles and stories are told by each build."""

_PASSING = {"ingest.no-file", "ingest.unreadable", "preview.unreadable"}
"""Findings that may be gone at the next try."""


class Teller(Protocol):
    """Tells a person what the preview does."""

    def built(self, paths: frozenset[str], built: Built) -> None:
        """A build was done, because of these files."""

    def ingested(self, paths: Iterable[str], report: IngestReport, seconds: float) -> None:
        """Files of the inbox were read."""

    def failed(self, problem: Exception) -> None:
        """A step failed by a bug of the program."""


class Loop:
    """Keeps a site up to date with its sources, whatever becomes of them.

    Args:
        session: the project.
        live: its site.
        watch: tells what was saved.
        teller: told of each step.
    """

    def __init__(self, session: Session, live: Live, watch: Watch, teller: Teller) -> None:
        self._session = session
        self._live = live
        self._watch = watch
        self._teller = teller
        self._inbox: dict[str, tuple[Diagnostic, ...]] = {}
        self._tries: Counter[str] = Counter()

    def run(self) -> None:
        """Wait for files to be saved and build them, for ever."""
        while True:
            self.step(self._watch.next_batch())

    def step(self, saved: frozenset[str]) -> None:
        """Build what one batch changed. No failure ends the preview."""
        try:
            self._build(saved)
        except Exception as problem:
            self._teller.failed(problem)

    def _build(self, saved: frozenset[str]) -> None:
        dropped = {path for path in saved if is_below(path, INBOX)}
        edits = saved - dropped
        for path in dropped:
            self._inbox.pop(path, None)
        pages = sorted(path for path in dropped if (self._session.root / path).is_file())
        if any(is_below(path, PROFILES) for path in edits):
            pages = [INBOX]
            self._inbox.clear()
        written = self._ingest(pages) if pages else frozenset()
        findings = [found for one in self._inbox.values() for found in one]
        built = self._live.update(edits | written, findings)
        self._teller.built(saved, built)
        self._try_again(saved, built.diagnostics)

    def _ingest(self, pages: list[str]) -> frozenset[str]:
        """Read pages of the inbox; the articles that were written."""
        began = time.perf_counter()
        root = self._session.root
        config = self._session.config or Config()
        paths = [root / page for page in pages]
        report = run_ingest(root, paths, profiles=config.profiles, granularity=config.granularity, limits=config.limits)
        for found in report.diagnostics:
            if found.code.startswith(_INGESTS):
                path = found.location.path
                self._inbox[path] = (*self._inbox.get(path, ()), found)
        self._teller.ingested(pages, report, time.perf_counter() - began)
        wrote = {one.article.path for one in report.outcomes if one.action in (Action.CREATED, Action.UPDATED)}
        return self._watch.look_now() | wrote

    def _try_again(self, saved: frozenset[str], findings: Iterable[Diagnostic]) -> None:
        passing = [found for found in findings if found.code in _PASSING]
        again: set[str] = set()
        for found in passing:
            path = found.location.path
            again |= {path} & saved if is_below(path, INBOX) else saved
        for path in again:
            self._tries[path] += 1
        for path in saved - again:
            self._tries.pop(path, None)
        self._watch.again(path for path in again if self._tries[path] < TRIES)
