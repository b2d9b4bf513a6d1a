"""Plan the archive: the whole of it, its years, its months, and each edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from digest.derived import Derived
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


def archive_pages(site: Site, shell: Shell, entries: Mapping[str, Entry], derived: Derived) -> Mapping[str, Page]:
    """All pages of the archive, by path."""
    editions = {edition.path: edition for edition in site.editions}
    lines = derived.each("lines of editions", _line, editions)
    dated = [line for line in lines.values() if line.day.day]
    spans = [_whole(list(lines.values()), dated), *_spans(dated)]
    return {
        **derived.each("pages of spans", _span_page, {span.path: span for span in spans}, shared=(shell,)),
        **_issues(editions, shell, entries, derived),
    }


@dataclass(frozen=True, slots=True)
class _Line:
    """An edition in the archive, with the number of its stories and of their reports."""

    day: Day
    told: tuple[int, int]


def _line(edition: Edition) -> _Line:
    lead = edition.stories[0]
    day = Day(
        day=edition.day,
        path=edition.path,
        stories=len(edition.stories),
        lead=lead.title,
        language=face_of(lead).language,
    )
    return _Line(day, (len(edition.stories), sum(len(teasers(story)) for story in edition.stories)))


def _spans(dated: Sequence[_Line]) -> Iterator[Span]:
    """The years and the months of the archive."""
    months = [
        (Month(first=first, path=month_path(first), count=len(inside)), inside)
        for first, found in groupby(dated, key=lambda line: _month(line.day.day))
        for inside in [list(found)]
    ]
    years = [
        (Month(first=date(year, 1, 1), path=year_path(year), count=0), [one for _, inside in found for one in inside])
        for year, found in groupby(months, key=lambda item: item[0].first.year)
    ]
    for spans, is_year in ((years, True), (months, False)):
        for at, (month, inside) in enumerate(spans):
            yield Span(
                path=month.path,
                first=month.first,
                is_year=is_year,
                editions=len(inside),
                told=_told(inside),
                days=tuple([line.day for line in inside]),
                earlier=_bare(spans[at + 1][0]) if at + 1 < len(spans) else None,
                later=_bare(spans[at - 1][0]) if at else None,
            )


def _span_page(shell: Shell, span: Span) -> Page:
    return Page(span.path, "archive.html", archive_context, (shell, span))


def _whole(lines: Sequence[_Line], dated: Sequence[_Line]) -> Span:
    """All of the archive: each edition while they are few, else those of the newest month and links."""
    short = len(dated) <= SHORT
    newest = [line for line in dated if _month(line.day.day) == _month(dated[0].day.day)]
    undated = [line for line in lines if not line.day.day]
    return Span(
        path=ARCHIVE,
        first=None,
        is_year=False,
        editions=len(dated),
        told=_told(lines),
        days=tuple([line.day for line in (dated if short else newest)]),
        months=() if short else months_of([line.day for line in dated]),
        undated=undated[0].day if undated else None,
    )


def _told(lines: Iterable[_Line]) -> tuple[int, int]:
    sizes = [line.told for line in lines]
    return sum(stories for stories, _ in sizes), sum(reports for _, reports in sizes)


def months_of(days: Iterable[Day | Edition]) -> tuple[Month, ...]:
    """The months that have editions, newest first."""
    return tuple(
        Month(first=first, path=month_path(first), count=sum(1 for _ in found))
        for first, found in groupby((one for one in days if one.day), key=lambda one: _month(one.day))
    )


def _month(day: date | None) -> date:
    return (day or date.min).replace(day=1)


def _bare(month: Month | None) -> Month | None:
    """A neighbour by its name: how many editions it has is not shown."""
    return Month(first=month.first, path=month.path, count=0) if month else None


def bare_edition(edition: Edition) -> Edition:
    """An edition by its name."""
    return Edition(edition.day, edition.path, ())


def _issues(
    editions: Mapping[str, Edition], shell: Shell, entries: Mapping[str, Entry], derived: Derived
) -> Mapping[str, Page]:
    """The pages of editions."""
    bare = derived.each("editions by name", bare_edition, editions)
    paths = list(editions)
    ids = derived.each("ids in editions", _ids, editions)
    return derived.each(
        "pages of editions",
        _issue,
        bare,
        {path: bare[earlier] for path, earlier in pairwise(paths)},
        {path: bare[later] for later, path in pairwise(paths)},
        derived.gathered("entries of editions", ids, entries),
        shared=(shell,),
    )


def _ids(edition: Edition) -> tuple[str, ...]:
    return tuple([story.id for story in edition.stories])


def _issue(
    shell: Shell, edition: Edition, earlier: Edition | None, later: Edition | None, inside: tuple[Entry, ...]
) -> Page:
    issue = Issue(
        day=edition.day,
        path=edition.path,
        full=inside[:FULL],
        lines=tuple([entry.pointer for entry in inside[FULL:WHOLE]]),
        told=told(inside),
        earlier=earlier,
        later=later,
    )
    return Page(edition.path, "edition.html", edition_context, (shell, issue))
