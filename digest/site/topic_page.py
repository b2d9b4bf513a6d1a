"""The page of a topic, and the pages of stories under one heading: a month, a thread, a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from digest.site.contexts import ListContext, TopicContext
from digest.site.entries import Entry, Pointer, day_of
from digest.site.graphics import NOTHING, month_bars
from digest.site.parts import Card, Link, MonthLink, NameLine, Section, SourceLine, StoryLine, YearLinks
from digest.site.shell import Heading, Shell, frame
from digest.site.site import teasers
from digest.site.views import card, feed_lines, line, shared_axis
from digest.site.words import Words, newest_of, tongue

FULL = 12
"""Stories of a list that are shown in full; older ones have a line each."""

LINES = 60
"""Lines below them; what is older stands on the pages of its months."""

NAMES = 10
SOURCES = 12
"""Names and sources beside the stories of a topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month with what is in it."""

    first: date
    """Its first day."""

    path: str
    """Of its page; empty where it has none."""

    count: int
    """Stories or editions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The stories of one topic as its page shows them."""

    path: str
    description: str
    full: tuple[Entry, ...]
    lines: tuple[Pointer, ...]
    months: tuple[Month, ...]
    """All months, newest first; empty where all stories stand on the page."""

    told: tuple[int, int]
    """Stories and their reports."""

    newest: date | None
    quiet: bool
    """The site has newer reports, but this topic has none."""

    activity: tuple[tuple[date, int], ...]
    """Reports in each month from the first to the last."""

    names: tuple[tuple[str, str, int], ...]
    """Names, the paths of their pages, and how many reports have them."""

    sources: tuple[tuple[str, int, bool], ...]


def topic_context(shell: Shell, heading: Heading, shelf: Shelf) -> TopicContext:
    """What a topic's page shows."""
    words = shell.words
    title = heading.link.title
    bars, label = _bars(shelf.activity, words)
    newest = words.day(shelf.newest) if shelf.newest else ""
    return TopicContext(
        frame=frame(
            shell,
            shelf.path,
            title,
            shelf.description or words.say("topic_description", topic=title, site=shell.title),
            section=shelf.path,
            newest=words.say("newest_report", day=newest) if newest else "",
        ),
        title=title,
        tint=heading.tint,
        description=shelf.description,
        summary=told_in_words(shelf.told, words) if shelf.full else "",
        quiet=words.say("quiet", day=newest) if shelf.quiet and newest else "",
        bars=bars,
        bars_label=label,
        months=tuple(by_month(shell, shelf.full, shelf.lines, without=heading.slug)),
        years=year_links(shelf.months, words, "stories"),
        names=tuple(
            NameLine(name=name, path=path, count=count, words=words.count("reports", count))
            for name, path, count in shelf.names
        ),
        sources=tuple(
            SourceLine(name=name, count=count, words=words.count("reports", count), state=state)
            for name, count, state in shelf.sources
        ),
        feeds=feed_lines(title, heading.feed),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Stories under one heading, such as a month of a topic."""

    path: str
    title: str
    language: str
    """Of the title, where it is a text of a report."""

    description: str
    above: Link | None
    section: str
    without: str
    """Slug of the topic that need not be named."""

    full: tuple[Entry, ...]
    lines: tuple[Pointer, ...]
    told: tuple[int, int]
    activity: tuple[tuple[date, int], ...] = ()
    feed: str = ""
    earlier: Link | None = None
    later: Link | None = None
    by_month: bool = False
    named: bool = False
    """The stories have a name in common, and `told` counts the reports that have it."""


def list_context(shell: Shell, listing: Listing) -> ListContext:
    """What a page of stories under one heading shows."""
    words = shell.words
    bars, _ = _bars(listing.activity, words)
    if listing.by_month:
        sections = tuple(by_month(shell, listing.full, listing.lines, without=listing.without))
    else:
        sections = (_section(shell, "", listing.full, listing.lines, listing.without),)
    newest = newest_of(map(day_of, listing.full))
    return ListContext(
        frame=frame(
            shell,
            listing.path,
            listing.title,
            listing.description,
            section=listing.section,
            newest=words.say("newest_report", day=words.day(newest)) if newest else "",
        ),
        title=listing.title,
        tongue=tongue(listing.language or shell.language, shell.language),
        above=listing.above,
        summary=told_in_words(listing.told, words, "named_in" if listing.named else "from_reports"),
        bars=bars,
        sections=sections,
        more=more_link(listing.told[0] - len(listing.full) - len(listing.lines), "archive.html", words),
        feeds=feed_lines(listing.title, listing.feed),
        earlier=listing.earlier,
        later=listing.later,
    )


def told_in_words(told: tuple[int, int], words: Words, key: str = "from_reports") -> str:
    """`2 stories from 5 reports`."""
    stories, reports = told
    return words.say(key, stories=words.count("stories", stories), reports=words.count("reports", reports))


def more_link(hidden: int, path: str, words: Words) -> Link | None:
    """Where stories are found that do not fit on a page."""
    return Link(words.count("more_stories_there", hidden), path) if hidden > 0 else None


def told(entries: Iterable[Entry]) -> tuple[int, int]:
    """How many stories there are, and reports in them."""
    sizes = [len(entry.told.places) for entry in entries]
    return len(sizes), sum(sizes)


def activity(entries: Iterable[Entry]) -> tuple[tuple[date, int], ...]:
    """Reports in each month from the first to the last, empty months among them."""
    known = [teaser.dating.day for entry in entries for teaser in teasers(entry.story) if teaser.dating.day]
    if not known:
        return ()
    counts = Counter(day.year * 12 + day.month - 1 for day in known)
    return tuple((date(at // 12, at % 12 + 1, 1), counts[at]) for at in range(min(counts), max(counts) + 1))


def _bars(counts: Sequence[tuple[date, int]], words: Words) -> tuple[Markup, str]:
    if len(counts) < 2:
        return NOTHING, ""
    first, last = words.month(counts[0][0]), words.month(counts[-1][0])
    label = words.say("bars_label", first=first, last=last)
    titled = [(words.say("bars_title", month=words.month(month), n=count), count) for month, count in counts]
    return month_bars(titled, label), label


def by_month(shell: Shell, full: Sequence[Entry], lines: Sequence[Pointer], *, without: str = "") -> Iterator[Section]:
    """Stories under their months, newest first: the first in full, then a line each."""
    axis = shared_axis(entry.story for entry in full)
    cards: dict[date | None, list[Card]] = {}
    rows: dict[date | None, list[StoryLine]] = {}
    for entry in full:
        cards.setdefault(_month_of(entry.pointer), []).append(card(shell, entry, axis, without=without))
    for pointer in lines:
        rows.setdefault(_month_of(pointer), []).append(line(shell, pointer))
    for month in dict.fromkeys((*cards, *rows)):
        yield Section(
            title=shell.words.month(month) if month else shell.words.texts["date_unknown"],
            path="",
            cards=tuple(cards.get(month, ())),
            lines=tuple(rows.get(month, ())),
        )


def _section(shell: Shell, title: str, full: Sequence[Entry], lines: Sequence[Pointer], without: str) -> Section:
    axis = shared_axis(entry.story for entry in full)
    return Section(
        title=title,
        path="",
        cards=tuple(card(shell, entry, axis, without=without) for entry in full),
        lines=tuple(line(shell, pointer) for pointer in lines),
    )


def _month_of(pointer: Pointer) -> date | None:
    return pointer.dating.day.replace(day=1) if pointer.dating.day else None


def year_links(
    months: Sequence[Month], words: Words, counted: str, paths: dict[int, str] | None = None
) -> tuple[YearLinks, ...]:
    """Months under their years, newest first.

    Args:
        counted: what is in a month, as `count` of the strings names it.
        paths: of the pages of years, where they have pages.
    """
    return tuple(
        YearLinks(
            title=str(year),
            path=(paths or {}).get(year, ""),
            months=tuple(
                MonthLink(
                    title=words.months[month.first.month - 1],
                    path=month.path,
                    count=month.count,
                    words=words.count(counted, month.count),
                )
                for month in found
            ),
        )
        for year, found in groupby(months, key=lambda month: month.first.year)
    )
