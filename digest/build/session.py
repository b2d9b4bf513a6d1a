"""A project whose values stay alive: look again at what changed, and say which pages differ.

A preview keeps one for hours; `digest build` makes one, updates it once and writes its files.
What is broken on disk keeps its last good value, so a session always has a site to show once
it had one; what is wrong is told with each update until it is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from digest.addresses import checked_base_url
from digest.build.extras import Extras
from digest.build.telling import tell
from digest.build.themes import read_theme
from digest.config import FILE, Config
from digest.content.files import Found, first_of_each_id, list_articles, read_article, read_project_config
from digest.content.ledger import LedgerFile, read_ledger
from digest.content.names import read_names
from digest.content.sources import read_sources
from digest.diagnostics import Diagnostic, DigestError, collect, refuse
from digest.evidence.story import story_evidence
from digest.model import Article, Source, Telling
from digest.site.checks import body_findings
from digest.site.contexts import Page
from digest.site.documents import planned_documents
from digest.site.pages import Look, plan
from digest.site.render import Renderer
from digest.site.search import BUNDLE
from digest.site.site import Site, assemble
from digest.site.theme import Theme
from digest.stories.names import Known
from digest.stories.topics import idle_topics, unknown_topics

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What one look at the sources changed."""

    changed: tuple[str, ...] = ()
    """Paths of the site that are new or may have other bytes, in their order."""

    removed: tuple[str, ...] = ()
    """Paths that the site has no longer."""

    diagnostics: tuple[Diagnostic, ...] = ()
    """Everything that is wrong now, not only what this update broke."""

    whole: bool = True
    """False where something broken is shown in its last good form."""


class Session:
    """One project, looked at again and again."""

    def __init__(self, root: Path, *, base_url: str | None = None, drafts: bool = False) -> None:
        """Nothing is read yet.

        Args:
            root: the project's folder, the one with `digest.toml`.
            base_url: used in place of the configured address; `None` keeps that.
            drafts: whether drafts are shown.
        """
        self.root = root.resolve()
        self.base_url = base_url
        self.drafts = drafts
        self.config: Config | None = None
        self.ledger: LedgerFile | None = None
        self.theme: Theme | None = None
        self.site: Site | None = None
        self.pages: Mapping[str, Page] = {}
        self.files: Mapping[str, bytes] = {}
        """What is no page: assets, feeds, the site map."""

        self._extras = Extras(self.root)
        self._dear: Mapping[str, bytes] | None = None
        self._renderer: Renderer | None = None
        self._rendered: dict[str, bytes] = {}
        self._found: dict[str, Found] = {}
        self._broken: frozenset[str] = frozenset()

    def update(self, changed: Iterable[str] | None = None) -> Update:
        """Look at the sources again and plan the site anew.

        Args:
            changed: paths relative to the project that may differ, of files or folders; `None`
                looks everywhere.

        Raises:
            DigestError: the settings, the ledger or the theme are broken, and there has been no good one yet.
        """
        wrong: list[Diagnostic] = []
        self.config = _kept(self.config, self._read_config, wrong)
        theme = _kept(self.theme, partial(self._read_theme, self.config), wrong)
        self._read_articles(changed, wrong)
        ledger = self._read_ledger(wrong)
        whole = not wrong
        sources, findings = read_sources(self.root)
        known, unsound = read_names(self.root)
        wrong += [*findings, *unsound]
        articles = self._articles(wrong)
        told = tell(self.config, articles, ledger)
        site = assembled(self.config, articles, told.telling, sources, known)
        wrong += told.findings
        wrong += [*body_findings(site), *_topic_findings(site)]
        if self._renderer is None or theme != self.theme:
            sound = self._checked(theme, site, wrong)
            whole = whole and sound is theme
            theme = sound
        return self._take(site, theme, wrong, whole=whole)

    def page(self, path: str) -> bytes | None:
        """The bytes of a file of the site, rendered when first asked for; `None` when there is none.

        Raises:
            DigestError: its template is broken.
        """
        if path in self.files:
            return self.files[path]
        if path not in self.pages or self._renderer is None:
            return self._extra(path)
        if path not in self._rendered:
            self._rendered[path] = self._renderer.render(self.pages[path])
        return self._rendered[path]

    def _extra(self, path: str) -> bytes | None:
        """A share card or a part of the search index: made when first asked for, so that no save waits for it."""
        if self.site is None or not (path.startswith(BUNDLE) or path.endswith(".png")):
            return None
        if self._dear is None:
            self._dear = self._extras.of(self.site).files
        return self._dear.get(path)

    def paths(self) -> list[str]:
        """Every path of the site, in order."""
        return sorted({*self.pages, *self.files})

    def _read_config(self) -> tuple[Config, list[Diagnostic]]:
        config, findings = read_project_config(self.root)
        return with_base_url(config, self.base_url), findings

    def _read_theme(self, config: Config) -> tuple[Theme, list[Diagnostic]]:
        return read_theme(self.root, config.site.theme), []

    def _read_articles(self, changed: Iterable[str] | None, wrong: list[Diagnostic]) -> None:
        """Read what may differ; a file that is broken now keeps its last good article."""
        paths, unlisted = list_articles(self.root)
        wrong += unlisted
        touched = None if changed is None else tuple(changed)
        found: dict[str, Found] = {}
        for path in paths:
            before = self._found.get(path)
            if before and touched is not None and not _reaches(touched, path) and path not in self._broken:
                found[path] = before
                continue
            read, refused = collect(partial(read_article, self.root), [path])
            self._broken = self._broken | {path} if refused else self._broken - {path}
            wrong += refused
            if read:
                found[path] = before if before == read[0] else read[0]
            elif before:
                found[path] = before
        self._found = found

    def _articles(self, wrong: list[Diagnostic]) -> list[Article]:
        """All articles; where drafts are shown, none of them is one."""
        articles, twice = first_of_each_id(self._found.values())
        wrong += twice
        if self.drafts:
            return [replace(article, draft=False) if article.draft else article for article in articles]
        return articles

    def _read_ledger(self, wrong: list[Diagnostic]) -> LedgerFile:
        """The ledger, while it is not sound the last one that was."""
        file = read_ledger(self.root)
        wrong += file.findings
        if file.sound and file != self.ledger:
            self.ledger = file
        if self.ledger is None:
            raise DigestError(file.findings[0])
        return self.ledger

    def _checked(self, theme: Theme, site: Site, wrong: list[Diagnostic]) -> Theme:
        """The theme when each of its templates can be filled, else the last good one."""
        renderer = Renderer(theme)
        one_each = {page.template: page for page in _planned(site, theme)}
        _, broken = collect(renderer.render, one_each.values())
        if broken and self.theme is None:
            raise DigestError(broken[0])
        wrong += broken
        if broken:
            return self.theme or theme
        self._renderer = renderer
        return theme

    def _take(self, site: Site, theme: Theme, wrong: list[Diagnostic], *, whole: bool) -> Update:
        pages = {page.path: page for page in _planned(site, theme)}
        files = other_files(site, theme, list(pages.values()))
        self._dear = None
        before = {*self.pages, *self.files}
        if theme != self.theme:
            differing = set(pages)
        else:
            differing = {path for path, page in pages.items() if self.pages.get(path) != page}
        changed = differing | {path for path, data in files.items() if self.files.get(path) != data}
        self._rendered = {path: data for path, data in self._rendered.items() if path in pages.keys() - differing}
        self.site, self.theme, self.pages, self.files = site, theme, pages, files
        removed = before - {*pages, *files}
        return Update(
            changed=tuple(sorted(changed)), removed=tuple(sorted(removed)), diagnostics=tuple(wrong), whole=whole
        )


def _kept(last: _Value | None, read: Callable[[], tuple[_Value, list[Diagnostic]]], wrong: list[Diagnostic]) -> _Value:
    """What is read now, else the last good value.

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
    return last if last == value and last is not None else value


def _reaches(touched: Iterable[str], path: str) -> bool:
    return any(path == one or path.startswith(f"{one.rstrip('/')}/") for one in touched)


def _planned(site: Site, theme: Theme) -> list[Page]:
    return plan(site, Look(theme.stylesheets(), theme.path("icon.svg"), theme.path("search.js")))


def _topic_findings(site: Site) -> list[Diagnostic]:
    topics = site.config.topics
    unknown = unknown_topics(list(site.articles.values()), topics) if topics else []
    return [*unknown, *idle_topics(site.stories, topics)]


def assembled(
    config: Config,
    articles: Iterable[Article],
    told: Telling,
    sources: Iterable[Source] = (),
    known: Sequence[Known] = (),
) -> Site:
    """The site of these articles and the stories that they tell, drafts left out."""
    shown = [article for article in articles if not article.draft]
    claims = partial(story_evidence, known=known)
    return assemble(
        config, shown, told.stories, threads=told.threads, retired=told.retired, sources=sources, evidence=claims
    )


def other_files(site: Site, theme: Theme, pages: list[Page]) -> dict[str, bytes]:
    """Every file of the site that is no page: assets, feeds, and what is for crawlers."""
    files = {document.path: document.data() for document in planned_documents(site, pages)}
    return files | theme.assets() | {".nojekyll": b""}


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
