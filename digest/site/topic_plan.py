"""Plan the pages that list stories under one heading: topics with their months, threads, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from digest.claims import Mention
from digest.derived import Derived, as_it_is
from digest.model import Story
from digest.site.contexts import Page, by_path
from digest.site.entries import Entry, day_of
from digest.site.feed_paths import thread_feed_path
from digest.site.parts import Link
from digest.site.shell import Heading, Shell
from digest.site.site import Name, Site, teasers
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


def topic_pages(site: Site, shell: Shell, entries: Mapping[str, Entry], derived: Derived) -> Mapping[str, Page]:
    """Topics with the pages of their months, threads, and the names that have a page; by path."""
    newest = newest_of(edition.day for edition in site.editions)
    ids = derived.each("stories under topics", _ids, site.topics)
    paged = {name.name: site.path("name", name.name) for name in site.names if name.paged}
    topics = derived.each(
        "pages of topics",
        _topic,
        {heading.slug: heading for heading in shell.topics},
        derived.each("descriptions", attrgetter("description"), {topic.slug: topic for topic in site.config.topics}),
        derived.gathered("entries under topics", ids, entries),
        derived.gathered(
            "mentions under topics", ids, derived.each("mentions to count", attrgetter("mentions"), site.evidence)
        ),
        shared=(shell, newest, derived.one("paths of names", as_it_is, paged)),
    )
    threads = {thread.id: thread for thread in site.threads}
    of_threads = derived.each(
        "pages of threads told",
        _thread,
        derived.gathered("entries of threads", {id: one.stories[::-1] for id, one in threads.items()}, entries),
        derived.each("paths of threads", as_it_is, {id: site.path("thread", id) for id in threads}),
        derived.each("feeds to follow", as_it_is, {id: thread_feed_path(site, one) for id, one in threads.items()}),
        shared=(shell,),
    )
    names = derived.each("names with pages", as_it_is, {name.name: name for name in site.names if name.paged})
    of_names = derived.each(
        "pages of names",
        _name,
        names,
        derived.each("where names stand", as_it_is, paged),
        derived.gathered("entries of names", derived.each("stories of names", attrgetter("stories"), names), entries),
        shared=(shell,),
    )
    single = by_path(page for page in (*of_threads.values(), *of_names.values()) if page)
    return {**derived.merged("pages below topics", topics), **single}


def _ids(stories: tuple[Story, ...]) -> tuple[str, ...]:
    return tuple([story.id for story in stories])


def _topic(
    shell: Shell,
    newest: date | None,
    paged: Mapping[str, str],
    heading: Heading,
    description: str,
    inside: tuple[Entry, ...],
    mentions: tuple[tuple[Mention, ...], ...],
) -> dict[str, Page]:
    """The page of a topic and those of its months, by path."""
    own = newest_of(map(day_of, inside))
    months = _months(heading, inside) if len(inside) > FULL + LINES else ()
    shelf = Shelf(
        path=heading.link.path,
        description=description,
        full=inside[:FULL],
        lines=tuple(entry.pointer for entry in inside[FULL : FULL + LINES]),
        months=tuple(month for month, _ in months),
        told=told(inside),
        newest=own,
        quiet=bool(own and newest and newest - own > QUIET),
        activity=activity(inside),
        names=_names(paged, mentions),
        sources=_sources(inside),
    )
    pages = [Page(shelf.path, "topic.html", topic_context, (shell, heading, shelf))]
    for at, (month, found) in enumerate(months):
        later = months[at - 1][0] if at else None
        earlier = months[at + 1][0] if at + 1 < len(months) else None
        pages.append(_month(shell, heading, month, found, earlier, later))
    return by_path(pages)


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


def _thread(shell: Shell, inside: tuple[Entry, ...], path: str, feed: str) -> Page | None:
    if len(inside) < 2:
        return None
    pointer = inside[-1].pointer
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
        feed=feed,
        by_month=True,
    )
    return Page(path, "list.html", list_context, (shell, listing))


def _name(shell: Shell, name: Name, path: str, inside: tuple[Entry, ...]) -> Page:
    listing = Listing(
        path=path,
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


def _names(paged: Mapping[str, str], mentions: Sequence[Sequence[Mention]]) -> tuple[tuple[str, str, int], ...]:
    """The names that most reports of a topic have."""
    counts: Counter[str] = Counter()
    for own in mentions:
        for mention in own:
            counts[mention.name] += mention.reports
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
