"""The archive by year, month and day: nothing in it moves when a story is added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from digest.site.contexts import ArchiveContext, EditionContext
from digest.site.entries import Entry, Pointer
from digest.site.parts import DayLine, Link, MonthLines
from digest.site.shell import Shell, frame
from digest.site.site import Edition
from digest.site.topic_page import Month, more_link, told_in_words, year_links
from digest.site.views import cards, line
from digest.site.words import Words, tongue

ARCHIVE = "archive.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One edition as the archive lists it."""

    day: date | None
    path: str
    stories: int
    lead: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of the archive: all of it, a year or a month."""

    path: str
    first: date | None
    """First day of the year or month; none for the whole archive."""

    is_year: bool
    editions: int
    told: tuple[int, int]
    days: tuple[Day, ...]
    """Editions that have a line, newest first."""

    months: tuple[Month, ...] = ()
    """Months that have a link instead, newest first."""

    undated: Day | None = None
    earlier: Month | None = None
    later: Month | None = None


def archive_context(shell: Shell, span: Span) -> ArchiveContext:
    """What a page of the archive shows."""
    words = shell.words
    title = _title(span, words)
    described = words.say("archive_description", site=shell.title)
    return ArchiveContext(
        frame=frame(
            shell, span.path, title, described if span.first is None else f"{title}: {described}", section=ARCHIVE
        ),
        title=title,
        above=_above(span, words),
        summary=words.texts["comma"].join([words.count("editions", span.editions), told_in_words(span.told, words)]),
        years=year_links(
            span.months, words, "editions", {month.first.year: _year_path(month) for month in span.months}
        ),
        months=tuple(_month_lines(span, words, shell.language)),
        undated=_day_line(span.undated, words, shell.language) if span.undated else None,
        earlier=_step(span.earlier, span, words),
        later=_step(span.later, span, words),
    )


def year_path(year: int) -> str:
    """Where a year of the archive stands."""
    return f"archive/{year}.html"


def month_path(first: date) -> str:
    """Where a month of the archive stands."""
    return f"archive/{first.year}-{first.month:02}.html"


def _year_path(month: Month) -> str:
    return year_path(month.first.year)


def _title(span: Span, words: Words) -> str:
    if span.first is None:
        return words.texts["archive"]
    return str(span.first.year) if span.is_year else words.month(span.first)


def _above(span: Span, words: Words) -> Link | None:
    if span.first is None:
        return None
    if span.is_year:
        return Link(words.texts["archive"], ARCHIVE)
    return Link(str(span.first.year), year_path(span.first.year))


def _step(month: Month | None, span: Span, words: Words) -> Link | None:
    if month is None:
        return None
    return Link(str(month.first.year) if span.is_year else words.month(month.first), month.path)


def _month_lines(span: Span, words: Words, language: str) -> list[MonthLines]:
    found = []
    year = span.first.year if span.first else 0
    for first, days in groupby(span.days, key=lambda one: one.day.replace(day=1) if one.day else date.min):
        month = span.first is None or span.is_year
        found.append(
            MonthLines(
                title=words.months[first.month - 1] if month else "",
                path=month_path(first) if month else "",
                year="" if first.year == year else str(first.year),
                year_path=year_path(first.year),
                days=tuple(_day_line(day, words, language) for day in days),
            )
        )
        year = first.year
    return found


def _day_line(one: Day, words: Words, language: str) -> DayLine:
    return DayLine(
        title=words.short_day(one.day) if one.day else words.texts["date_unknown"],
        path=one.path,
        iso=one.day.isoformat() if one.day else "",
        counts=words.count("stories", one.stories),
        lead=one.lead,
        tongue=tongue(one.language, language),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An edition as its own page shows it."""

    day: date | None
    path: str
    full: tuple[Entry, ...]
    lines: tuple[Pointer, ...]
    told: tuple[int, int]
    earlier: Edition | None
    """Without its stories, as only its day is named."""

    later: Edition | None


def edition_context(shell: Shell, issue: Issue) -> EditionContext:
    """What the page of an edition shows."""
    words, day = shell.words, issue.day
    title = words.say("edition_of", day=words.day(day)) if day else words.texts["untitled_edition"]
    summary = told_in_words(issue.told, words)
    return EditionContext(
        frame=frame(
            shell,
            issue.path,
            title,
            f"{title}: {summary}",
            section=ARCHIVE,
            newest=words.say("newest_report", day=words.day(day)) if day else "",
        ),
        title=title,
        summary=summary,
        cards=cards(shell, issue.full),
        lines=tuple(line(shell, pointer) for pointer in issue.lines),
        more=more_link(issue.told[0] - len(issue.full) - len(issue.lines), "search.html", words),
        earlier=_named(issue.earlier, words),
        later=_named(issue.later, words),
        end=words.say("end_of", day=words.day(day)) if day else words.texts["end_undated"],
    )


def _named(edition: Edition | None, words: Words) -> Link | None:
    if edition is None:
        return None
    return Link(words.day(edition.day) if edition.day else words.texts["date_unknown"], edition.path)
