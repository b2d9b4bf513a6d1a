"""Plan the pages beside the news: names, sources, search and how this is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from digest.model import Basis
from digest.site.archive_plan import months_of
from digest.site.contexts import Page
from digest.site.shell import Shell
from digest.site.side_pages import Named, Outlet, about_context, names_context, search_context, sources_context
from digest.site.site import Site

NAMES = 1000
"""Names in the index: some 150 kB."""

OUTLETS = 600
"""Rows of a table of sources."""


def side_pages(site: Site, shell: Shell) -> Iterator[Page]:
    """The pages beside the news."""
    names = tuple(_named(site))
    outlets, agencies = _outlets(site)
    yield Page("names.html", "names.html", names_context, (shell, names, len(site.names)))
    yield Page("sources.html", "sources.html", sources_context, (shell, outlets, agencies))
    yield Page("search.html", "search.html", search_context, (shell, months_of(site.editions), site.config.site.search))
    yield Page("about.html", "about.html", about_context, (shell, _counts(site), outlets or agencies))


def _named(site: Site) -> Iterator[Named]:
    for name in site.names[:NAMES]:
        path = site.path("name", name.name) if name.paged else ""
        yield Named(name=name.name, path=path, reports=name.reports)


def _outlets(site: Site) -> tuple[tuple[Outlet, ...], tuple[Outlet, ...]]:
    shown = [article.teaser for article in site.articles.values()]
    return _tally(site, (one.source for one in shown)), _tally(site, (one.agency for one in shown))


def _tally(site: Site, names: Iterable[str]) -> tuple[Outlet, ...]:
    """How often each name occurs, most first; what has no name is not counted."""
    counts = Counter(name for name in names if name)
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold(), item[0]))[:OUTLETS]
    return tuple(Outlet(name=name, count=count, known=site.sources.get(name.casefold())) for name, count in most)


def _counts(site: Site) -> tuple[tuple[str, int], ...]:
    basis = Counter(article.teaser.dating.basis for article in site.articles.values())
    return (
        ("stories_count", len(site.stories)),
        ("reports_count", len(site.articles)),
        ("independent_count", sum(len(story.reports) for story in site.stories)),
        ("stated_count", basis[Basis.STATED]),
        ("inferred_count", basis[Basis.INFERRED]),
        ("unknown_count", basis[Basis.UNKNOWN]),
    )
