"""Plan the archive: the whole of it, its years, its months, and each edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from digest.site.archive_pages import (
    ARCHIVE,
    Day,
    Issue,
    Span,
    archive_context,
    edition_context,
    month_path,
    year_path,
)
from digest.site.contexts import Page
from digest.site.entries import Entry
from digest.site.shell import Shell
from digest.site.site import Edition, Site, face_of, teasers
from digest.site.topic_page import Month, told

SHORT = 60
"""Editions up to which the archive is one list; a longer one leads on by year and month."""

FULL = 30
"""Stories of an edition that are shown in full."""

WHOLE = 1000
"""Stories of an edition that have a line: below 300 kB in all."""


def archive_pages(site: Site, shell: Shell, entries: dict[str, Entry]) -> Iterator[Page]:
    """All pages of the archive."""
    yield from _issues(site, entries, shell)
    dated = [edition for edition in site.editions if edition.day]
    yield _span_page(shell, _whole(site, dated))
    months = [(month, list(found)) for month, (_, found) in zip(months_of(dated), _by_month(dated), strict=True)]
    years = [
        (Month(first=date(year, 1, 1), path=year_path(year), count=0), [one for _, inside in found for one in inside])
        for year, found in groupby(months, key=lambda item: item[0].first.year)
    ]
    for spans, is_year in ((years, True), (months, False)):
        for at, (month, inside) in enumerate(spans):
            yield _span_page(
                shell,
                Span(
                    path=month.path,
                    first=month.first,
                    is_year=is_year,
                    editions=len(inside),
                    told=_told(inside),
                    days=tuple(map(_day, inside)),
                    earlier=_bare(spans[at + 1][0]) if at + 1 < len(spans) else None,
                    later=_bare(spans[at - 1][0]) if at else None,
                ),
            )


def _span_page(shell: Shell, span: Span) -> Page:
    return Page(span.path, "archive.html", archive_context, (shell, span))


def _whole(site: Site, dated: Sequence[Edition]) -> Span:
    """All of the archive: each edition while they are few, else those of the newest month and links."""
    short = len(dated) <= SHORT
    newest = [edition for edition in dated if _month(edition) == _month(dated[0])]
    undated = [edition for edition in site.editions if not edition.day]
    return Span(
        path=ARCHIVE,
        first=None,
        is_year=False,
        editions=len(dated),
        told=_told(site.editions),
        days=tuple(map(_day, dated if short else newest)),
        months=() if short else months_of(dated),
        undated=_day(undated[0]) if undated else None,
    )


def _told(editions: Iterable[Edition]) -> tuple[int, int]:
    sizes = [len(teasers(story)) for edition in editions for story in edition.stories]
    return len(sizes), sum(sizes)


def _by_month(editions: Sequence[Edition]) -> Iterator[tuple[date, Iterator[Edition]]]:
    return groupby(editions, key=_month)


def months_of(editions: Sequence[Edition]) -> tuple[Month, ...]:
    """The months that have editions, newest first."""
    return tuple(
        Month(first=first, path=month_path(first), count=sum(1 for _ in found))
        for first, found in groupby((edition for edition in editions if edition.day), key=_month)
    )


def _month(edition: Edition) -> date:
    return (edition.day or date.min).replace(day=1)


def _bare(month: Month | None) -> Month | None:
    """A neighbour by its name: how many editions it has is not shown."""
    return Month(first=month.first, path=month.path, count=0) if month else None


def _day(edition: Edition) -> Day:
    lead = edition.stories[0]
    return Day(
        day=edition.day,
        path=edition.path,
        stories=len(edition.stories),
        lead=lead.title,
        language=face_of(lead).language,
    )


def _issues(site: Site, entries: dict[str, Entry], shell: Shell) -> Iterator[Page]:
    editions = site.editions
    bare = [Edition(edition.day, edition.path, ()) for edition in editions]
    for at, edition in enumerate(editions):
        inside = [entries[story.id] for story in edition.stories]
        issue = Issue(
            day=edition.day,
            path=edition.path,
            full=tuple(inside[:FULL]),
            lines=tuple(entry.pointer for entry in inside[FULL:WHOLE]),
            told=told(inside),
            earlier=bare[at + 1] if at + 1 < len(bare) else None,
            later=bare[at - 1] if at else None,
        )
        yield Page(edition.path, "edition.html", edition_context, (shell, issue))
