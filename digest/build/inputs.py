"""Everything that a site is made of, as it lies on disk, each part in its last good form.

Articles are held without their text: a page that shows it reads it again from what is kept here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from digest.addresses import checked_base_url
from digest.build.state import Stamp, stamp_of, trusted
from digest.build.themes import read_theme
from digest.config import FILE, Config
from digest.content.files import Found, first_of_each_id, list_articles, read_article, read_project_config
from digest.content.ledger import LedgerFile, read_ledger
from digest.content.names import read_names
from digest.content.sources import read_sources
from digest.diagnostics import Diagnostic, DigestError, Severity, collect, refuse
from digest.model import Source
from digest.site.theme import Theme
from digest.stories.names import Known

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the site is a function of."""

    config: Config
    theme: Theme
    ledger: LedgerFile
    sources: tuple[Source, ...]
    names: tuple[Known, ...]
    """Forms of names that an editor wrote down."""

    files: Mapping[str, Found]
    """Articles by their paths, those with an id of their own only; drafts among them."""


class Reader:
    """Reads the inputs of one project, again and again."""

    def __init__(
        self, root: Path, *, base_url: str | None = None, drafts: bool = False, until: date | None = None
    ) -> None:
        """Nothing is read yet; see `Session` for the arguments."""
        self.root = root
        self._base_url = base_url
        self._drafts = drafts
        self._until = until
        self._last: Inputs | None = None
        self.found: dict[str, Found] = {}
        """Every article that was read, in its last good form, by its path."""

        self.stamps: dict[str, Stamp] = {}
        """Of their files when they were read; while one is the same its file is not read again."""

        self.empty = False
        """Whether there is no folder with articles at all."""

        self._broken: dict[str, tuple[Diagnostic, ...]] = {}
        self._wrong: tuple[Diagnostic, ...] = ()
        """What was wrong with all inputs when all were read."""

    def read(self, changed: Iterable[str] | None = None) -> tuple[Inputs, list[Diagnostic], bool]:
        """The inputs now, everything that is wrong with them, and whether all of them are as they lie on disk.

        Args:
            changed: paths relative to the project that may differ, of files or folders; `None` looks everywhere.

        Raises:
            DigestError: the settings, the theme or the ledger are broken, and there has been no good one.
        """
        last = self._last
        if last is not None and changed is not None:
            saved = tuple(changed)
            if self._only_texts(saved):
                return self._with_texts(last, saved)
            if self._only_themes(saved) and (themed := self._with_theme(last)):
                return themed, [], True
            changed = saved
        wrong: list[Diagnostic] = []
        config = _kept(last.config if last else None, self._config, wrong)
        theme = _kept(last.theme if last else None, partial(self._theme, config), wrong)
        ledger = _kept(last.ledger if last else None, self._ledger, wrong)
        sources = _kept(last.sources if last else None, partial(read_sources, self.root), wrong)
        names = _kept(last.names if last else None, partial(read_names, self.root), wrong)
        paths, unlisted = list_articles(self.root)
        self.empty = any(one.code == "project.no-articles" for one in unlisted)
        self._read_articles(paths, None if changed is None else tuple(changed))
        wrong += [*unlisted, *(one for some in self._broken.values() for one in some)]
        whole = not any(one.severity is Severity.ERROR for one in wrong)
        files, twice = self._of_their_own()
        self._last = Inputs(config=config, theme=theme, ledger=ledger, sources=sources, names=names, files=files)
        self._wrong = (*wrong, *twice)
        return self._last, list(self._wrong), whole

    def _only_texts(self, saved: tuple[str, ...]) -> bool:
        """Whether all that was saved are articles that are known, shown under their own ids, and sound."""
        known = self._last.files if self._last else {}
        return (
            not self._wrong
            and not self._drafts
            and not self._until
            and bool(saved)
            and all(path in known for path in saved)
        )

    def _only_themes(self, saved: tuple[str, ...]) -> bool:
        """Whether all that was saved lies in the project's own themes, and nothing was wrong before."""
        return not self._wrong and bool(saved) and all(_reaches(("themes",), path) for path in saved)

    def _with_theme(self, last: Inputs) -> Inputs | None:
        """Read the theme and nothing else; `None` where it is broken."""
        read, _ = collect(self._theme, [last.config])
        if not read:
            return None
        theme, _ = read[0]
        if theme != last.theme:
            self._last = replace(last, theme=theme)
        return self._last

    def _with_texts(self, last: Inputs, saved: tuple[str, ...]) -> tuple[Inputs, list[Diagnostic], bool]:
        """Read these articles and nothing else; where one is broken, gone or has another id, read as ever."""
        read = {}
        for path in saved:
            self._stamp(path)
            found, refused = collect(partial(read_article, self.root), [path])
            if refused or found[0].id != last.files[path].id:
                self._last = replace(last, files={})  # nothing is known any more: the next look is a whole one
                for one in saved:  # what was read here is not kept, so no stamp may say that it is known
                    self.stamps.pop(one, None)
                return self.read()
            if found[0].text != last.files[path].text:
                read[path] = found[0]
        if read:
            self.found = {**self.found, **read}
            self._last = replace(last, files={**last.files, **read})
        return self._last or last, [], True

    def _config(self) -> tuple[Config, list[Diagnostic]]:
        config, findings = read_project_config(self.root)
        return with_base_url(config, self._base_url), findings

    def _theme(self, config: Config) -> tuple[Theme, list[Diagnostic]]:
        return read_theme(self.root, config.site.theme), []

    def _ledger(self) -> tuple[LedgerFile, list[Diagnostic]]:
        file = read_ledger(self.root)
        if not file.sound:
            raise DigestError(file.findings[0])
        return file, []

    def _read_articles(self, paths: list[str], changed: tuple[str, ...] | None) -> None:
        """Read what may differ; a file that is broken now keeps its last good article."""
        found: dict[str, Found] = {}
        broken: dict[str, tuple[Diagnostic, ...]] = {}
        for path in paths:
            before = self.found.get(path)
            if before and path not in self._broken and self._stands(path, changed):
                found[path] = before
                continue
            self._stamp(path)
            read, refused = collect(partial(read_article, self.root), [path])
            if refused:
                broken[path] = tuple(refused)
            if read:
                found[path] = before if before is not None and before.text == read[0].text else read[0]
            elif before is not None:
                found[path] = before
        self.found = found
        self.stamps = {path: stamp for path, stamp in self.stamps.items() if path in found and path not in broken}
        self._broken = broken

    def _stands(self, path: str, changed: tuple[str, ...] | None) -> bool:
        """Whether a file is as it was when it was read."""
        if changed is not None:
            return not _reaches(changed, path)
        try:
            return self.stamps.get(path) == stamp_of(f"{self.root}/{path}")
        except OSError:
            return False

    def _stamp(self, path: str) -> None:
        """Note how a file looks before it is read; a file so young that it may change unseen is not noted."""
        self.stamps.pop(path, None)
        with suppress(OSError):
            self.stamps |= trusted({path: stamp_of(f"{self.root}/{path}")}, time.time_ns())

    def _of_their_own(self) -> tuple[dict[str, Found], list[Diagnostic]]:
        kept, twice = first_of_each_id(self.found.values())
        if self._drafts:
            kept = [replace(one, head=replace(one.head, draft=False)) if one.head.draft else one for one in kept]
        if self._until is not None:  # whatever is left out is left out as a draft is: there is one rule for both
            kept = [replace(one, head=replace(one.head, draft=True)) if self._is_later(one) else one for one in kept]
        return {one.head.path: one for one in kept}, twice

    @property
    def later(self) -> tuple[str, ...]:
        """Paths of the articles that are left out because their day has not come."""
        return tuple(path for path, one in self.found.items() if self._is_later(one))

    def _is_later(self, one: Found) -> bool:
        day = one.head.teaser.dating.day
        return self._until is not None and day is not None and day > self._until


def _kept(last: _Value | None, read: Callable[[], tuple[_Value, list[Diagnostic]]], wrong: list[Diagnostic]) -> _Value:
    """What is read now, else the last good value; the same object while it is equal.

    Raises:
        DigestError: it is broken and there is no last good one.
    """
    read_now, refused = collect(lambda reading: reading(), [read])
    wrong += refused
    if not read_now:
        if last is None:
            raise DigestError(refused[0])
        return last
    value, findings = read_now[0]
    wrong += findings
    return last if last is not None and last == value else value


def _reaches(changed: tuple[str, ...], path: str) -> bool:
    return any(path == one or path.startswith(f"{one.rstrip('/')}/") for one in changed)


def with_base_url(config: Config, base_url: str | None) -> Config:
    """The settings with another address.

    Raises:
        DigestError: it is none.
    """
    if base_url is None:
        return config
    try:
        return replace(config, site=replace(config.site, base_url=checked_base_url(base_url)))
    except ValueError as problem:
        raise refuse("config.bad-value", FILE, str(problem), "write https://example.org/digest/") from None
