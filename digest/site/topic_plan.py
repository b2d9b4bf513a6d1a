"""Plan the pages that list stories under one heading: topics with their months, threads, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from digest.model import Thread
from digest.site.contexts import Page
from digest.site.entries import Entry, day_of
from digest.site.feed_paths import thread_feed_path
from digest.site.parts import Link
from digest.site.shell import Heading, Shell
from digest.site.site import Name, Site, newest_day, teasers
from digest.site.topic_page import (
    FULL,
    LINES,
    NAMES,
    SOURCES,
    Listing,
    Month,
    Shelf,
    activity,
    list_context,
    told,
    topic_context,
)
from digest.site.words import newest_of

QUIET = timedelta(days=7)
"""Days that a topic may be older than the site before its page says so."""

WHOLE = 600
"""Lines of a page that has no pages below it: some 150 kB."""


def topic_pages(site: Site, shell: Shell, entries: dict[str, Entry]) -> Iterator[Page]:
    """Topics with the pages of their months, threads, and the names that have a page."""
    newest = newest_of(edition.day for edition in site.editions)
    for heading in shell.topics:
        yield from _topic(site, shell, heading, entries, newest)
    for thread in site.threads:
        yield from _thread(site, shell, thread, entries)
    for name in site.names:
        if name.paged:
            yield _name(site, shell, name, entries)


def _topic(
    site: Site, shell: Shell, heading: Heading, entries: dict[str, Entry], newest: date | None
) -> Iterator[Page]:
    stories = site.topics[heading.slug]
    inside = [entries[story.id] for story in stories]
    own = newest_of(map(newest_day, stories))
    months = _months(heading, inside) if len(inside) > FULL + LINES else ()
    description = next(topic.description for topic in site.config.topics if topic.slug == heading.slug)
    shelf = Shelf(
        path=heading.link.path,
        description=description,
        full=tuple(inside[:FULL]),
        lines=tuple(entry.pointer for entry in inside[FULL : FULL + LINES]),
        months=tuple(month for month, _ in months),
        told=told(inside),
        newest=own,
        quiet=bool(own and newest and newest - own > QUIET),
        activity=activity(inside),
        names=_names(site, inside),
        sources=_sources(inside),
    )
    yield Page(shelf.path, "topic.html", topic_context, (shell, heading, shelf))
    for at, (month, found) in enumerate(months):
        later = months[at - 1][0] if at else None
        earlier = months[at + 1][0] if at + 1 < len(months) else None
        yield _month(shell, heading, month, found, earlier, later)


def _months(heading: Heading, entries: Sequence[Entry]) -> tuple[tuple[Month, list[Entry]], ...]:
    """The months of a topic with their stories, newest first; what has no date is in none."""
    folder = heading.link.path.removesuffix(".html")
    dated = [entry for entry in entries if day_of(entry)]
    return tuple(
        (Month(first=first, path=f"{folder}/{first.year}-{first.month:02}.html", count=len(inside)), inside)
        for first, found in groupby(dated, key=lambda entry: (day_of(entry) or date.min).replace(day=1))
        for inside in [list(found)]
    )


def _month(
    shell: Shell, heading: Heading, month: Month, inside: list[Entry], earlier: Month | None, later: Month | None
) -> Page:
    name = shell.words.month(month.first)
    title = shell.words.say("in_month", title=heading.link.title, month=name)
    listing = Listing(
        path=month.path,
        title=title,
        language="",
        description=title,
        above=heading.link,
        section=heading.link.path,
        without=heading.slug,
        full=tuple(inside[:FULL]),
        lines=tuple(entry.pointer for entry in inside[FULL:WHOLE]),
        told=told(inside),
        earlier=Link(shell.words.month(earlier.first), earlier.path) if earlier else None,
        later=Link(shell.words.month(later.first), later.path) if later else None,
    )
    return Page(month.path, "list.html", list_context, (shell, listing))


def _thread(site: Site, shell: Shell, thread: Thread, entries: dict[str, Entry]) -> Iterator[Page]:
    inside = [entries[id] for id in reversed(thread.stories) if id in entries]
    if len(inside) < 2:
        return
    pointer = inside[-1].pointer
    path = site.path("thread", thread.id)
    listing = Listing(
        path=path,
        title=pointer.title,
        language=pointer.language,
        description=shell.words.say("thread_of", title=pointer.title),
        above=Link(shell.words.texts["thread"], ""),
        section="",
        without="",
        full=tuple(inside[:FULL]),
        lines=tuple(entry.pointer for entry in inside[FULL:WHOLE]),
        told=told(inside),
        activity=activity(inside),
        feed=thread_feed_path(site, thread),
        by_month=True,
    )
    yield Page(path, "list.html", list_context, (shell, listing))


def _name(site: Site, shell: Shell, name: Name, entries: dict[str, Entry]) -> Page:
    inside = [entries[id] for id in name.stories]
    listing = Listing(
        path=site.path("name", name.name),
        title=name.name,
        language="",
        description=shell.words.say("name_in", name=name.name),
        above=Link(shell.words.texts["names"], "names.html"),
        section="names.html",
        without="",
        full=tuple(inside[:FULL]),
        lines=tuple(entry.pointer for entry in inside[FULL:WHOLE]),
        told=(len(inside), name.reports),
        by_month=True,
        named=True,
    )
    return Page(listing.path, "list.html", list_context, (shell, listing))


def _names(site: Site, entries: Sequence[Entry]) -> tuple[tuple[str, str, int], ...]:
    """The names that most reports of a topic have."""
    counts: Counter[str] = Counter()
    for entry in entries:
        for mention in site.evidence[entry.story.id].mentions:
            counts[mention.name] += mention.reports
    paged = {name.name: site.path("name", name.name) for name in site.names if name.paged}
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:NAMES]
    return tuple((name, paged.get(name, ""), count) for name, count in most if count > 1)


def _sources(entries: Sequence[Entry]) -> tuple[tuple[str, int, bool], ...]:
    """The outlets with most reports of a topic."""
    counts: Counter[str] = Counter()
    state: set[str] = set()
    for entry in entries:
        state |= set(entry.told.state)
        counts.update(teaser.source for teaser in teasers(entry.story) if teaser.source)
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold(), item[0]))[:SOURCES]
    return tuple((name, count, name in state) for name, count in most)
