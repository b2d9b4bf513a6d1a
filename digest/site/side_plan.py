"""Plan the pages beside the news: names, sources, search and how this is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from digest.derived import Derived
from digest.model import Article, Basis, Source
from digest.site.archive_plan import months_of
from digest.site.contexts import Page
from digest.site.shell import Shell
from digest.site.side_pages import Named, Outlet, about_context, names_context, search_context, sources_context
from digest.site.site import Site

NAMES = 1000
"""Names in the index: some 150 kB."""

OUTLETS = 600
"""Rows of a table of sources."""


def side_pages(site: Site, shell: Shell, derived: Derived) -> Iterator[Page]:
    """The pages beside the news."""
    names = tuple(_named(site))
    marks = derived.each("outlets of articles", _mark, site.articles)
    outlets, agencies, bases = derived.one("outlets", _outlets, marks, site.sources)
    counts = _counts(site, bases)
    yield Page("names.html", "names.html", names_context, (shell, names, len(site.names)))
    yield Page("sources.html", "sources.html", sources_context, (shell, outlets, agencies))
    yield Page("search.html", "search.html", search_context, (shell, months_of(site.editions), site.config.site.search))
    yield Page("about.html", "about.html", about_context, (shell, counts, outlets or agencies))


def _mark(article: Article) -> tuple[str, str, Basis]:
    return article.teaser.source, article.teaser.agency, article.teaser.dating.basis


def _named(site: Site) -> Iterator[Named]:
    for name in site.names[:NAMES]:
        path = site.path("name", name.name) if name.paged else ""
        yield Named(name=name.name, path=path, reports=name.reports)


def _outlets(
    marks: Mapping[str, tuple[str, str, Basis]], sources: Mapping[str, Source]
) -> tuple[tuple[Outlet, ...], tuple[Outlet, ...], Counter[Basis]]:
    outlets = Counter([outlet for outlet, _, _ in marks.values()])
    agencies = Counter([agency for _, agency, _ in marks.values()])
    return _tally(sources, outlets), _tally(sources, agencies), Counter([basis for _, _, basis in marks.values()])


def _tally(sources: Mapping[str, Source], counts: Mapping[str, int]) -> tuple[Outlet, ...]:
    """How often each name occurs, most first; what has no name is not counted."""
    named = [(name, count) for name, count in counts.items() if name]
    most = sorted(named, key=lambda item: (-item[1], item[0].casefold(), item[0]))[:OUTLETS]
    return tuple(Outlet(name=name, count=count, known=sources.get(name.casefold())) for name, count in most)


def _counts(site: Site, basis: Mapping[Basis, int]) -> tuple[tuple[str, int], ...]:
    return (
        ("stories_count", len(site.stories)),
        ("reports_count", len(site.articles)),
        ("independent_count", sum(len(story.reports) for story in site.stories)),
        ("stated_count", basis.get(Basis.STATED, 0)),
        ("inferred_count", basis.get(Basis.INFERRED, 0)),
        ("unknown_count", basis.get(Basis.UNKNOWN, 0)),
    )
