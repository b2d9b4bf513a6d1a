"""The parts of pages made from the model: cards, list items, quotes and strips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from digest.addresses import is_web_address
from digest.claims import Excerpt
from digest.model import Basis, Report, Story, Teaser
from digest.site.entries import Entry, Pointer, Told
from digest.site.feed_paths import json_path
from digest.site.graphics import NOTHING, Mark, coverage_strip
from digest.site.parts import Badge, Card, FeedLine, Link, Quote, ReportItem, StoryLine
from digest.site.shell import Shell
from digest.site.site import days, newest_day, teasers
from digest.site.words import Words, tongue

Axis = tuple[date, date]

_MOST = 20_000
"""Cards that are kept; a story stands on five pages."""

MARKS = frozenset('"“”„«»‹›「『《〈')
"""Signs of a quotation inside a piece, which a mark around it would only confuse."""


def quote_of(
    shell: Shell, excerpt: Excerpt, teaser: Teaser, path: str, *, state: Sequence[str] = (), number: int = 0
) -> Quote:
    """A piece of an article with the address of its paragraph."""
    return Quote(
        text=excerpt.text,
        path=f"{path}#p{excerpt.paragraph}",
        paragraph=excerpt.paragraph,
        tongue=tongue(teaser.language, shell.language),
        source=shell.words.source(teaser),
        state=is_state(teaser, state),
        bare=not MARKS.isdisjoint(excerpt.text),
        number=number,
    )


def is_state(teaser: Teaser, state: Sequence[str]) -> bool:
    """Whether who wrote a text is state media: its agency, else the outlet."""
    return (teaser.agency or teaser.source) in state


def report_item(
    shell: Shell, teaser: Teaser, places: Mapping[str, str], state: Sequence[str] = (), number: int = 0
) -> ReportItem:
    """An article in a list."""
    return ReportItem(
        title=teaser.title,
        path=places[teaser.id],
        source=shell.words.source(teaser),
        state=is_state(teaser, state),
        tongue=tongue(teaser.language, shell.language),
        when=shell.words.when(teaser.dating),
        number=number,
        outlet=teaser.source,
        original=teaser.url if is_web_address(teaser.url) else "",
    )


def places_of(told: Told) -> dict[str, str]:
    """Path of each article of a story by its id."""
    return {teaser.id: path for teaser, path in zip(teasers(told.story), told.places, strict=True)}


def card(shell: Shell, entry: Entry, axis: Axis | None = None, *, without: str = "", kicker: bool = True) -> Card:
    """A story in a list.

    Args:
        axis: ends of the time axis that the page's strips share; without it there is no strip.
        without: slug of the topic whose page this is; its name would be noise there.
        kicker: whether topics stand above the headline at all.
    """
    story = entry.story
    known = shell.cards.get(id(entry))
    if known is None:
        if len(shell.cards) >= _MOST:
            shell.cards.clear()
        known = shell.cards[id(entry)] = entry, _face(shell, entry)
    face = known[1]
    return Card(
        title=face.title,
        path=face.path,
        tongue=face.tongue,
        topics=topic_links(shell, story, without) if kicker else (),
        quote=face.quote,
        strip=strip(story, axis, shell.words) if axis else NOTHING,
        badges=face.badges,
        counts=face.counts,
        agencies=face.agencies,
        when=face.when,
        tint=face.tint,
        since=face.since,
    )


def _face(shell: Shell, entry: Entry) -> Card:
    """What a story's cards have in common on all pages: all but topics and strip."""
    story, words = entry.story, shell.words
    day = newest_day(story)
    first = min(days(story.reports), default=day)
    return Card(
        title=story.title,
        path=entry.pointer.path,
        tongue=tongue(entry.pointer.language, shell.language),
        topics=(),
        quote=_quoted(shell, entry),
        strip=NOTHING,
        badges=badges(entry, words),
        counts=words.reports(story),
        agencies=outlets(story, words),
        when=words.when(entry.pointer.dating),
        tint=tint_of(shell, story),
        since=words.say("since", day=words.day(first)) if first and day and first < day else "",
    )


def _quoted(shell: Shell, entry: Entry) -> Quote | None:
    if entry.quote is None:
        return None
    spoken = next(teaser for teaser in teasers(entry.story) if teaser.id == entry.quote.article)
    return quote_of(shell, entry.quote, spoken, places_of(entry.told)[spoken.id], state=entry.told.state)


def badges(entry: Entry, words: Words) -> tuple[Badge, ...]:
    """What a reader should know of a story before opening it."""
    found = []
    if entry.since:
        first = min(days(entry.story.reports), default=None)
        fresh = first is None or first > entry.since
        day = words.day(entry.since)
        found.append(Badge(kind="new", words=words.say("new_since" if fresh else "updated_since", day=day)))
    if entry.points:
        found.append(Badge(kind="differ", words=words.count("points_differ", entry.points)))
    elif entry.updates:
        found.append(Badge(kind="update", words=words.count("points_updated", entry.updates)))
    return tuple(found)


def feed_lines(title: str, atom: str) -> tuple[FeedLine, ...]:
    """A feed in both formats; nothing where there is none."""
    return (FeedLine(title, atom, json_path(atom)),) if atom else ()


def line(shell: Shell, pointer: Pointer) -> StoryLine:
    """A story in one line of a list: no quote, no strip."""
    return StoryLine(
        title=pointer.title,
        path=pointer.path,
        tongue=tongue(pointer.language, shell.language),
        when=shell.words.when(pointer.dating),
        counts=shell.words.count("reports", pointer.reports + pointer.copies),
    )


def cards(shell: Shell, entries: Sequence[Entry], *, without: str = "") -> tuple[Card, ...]:
    """Stories in a list whose strips share one axis."""
    axis = shared_axis(entry.story for entry in entries)
    return tuple(card(shell, entry, axis, without=without) for entry in entries)


def topic_links(shell: Shell, story: Story, without: str = "") -> tuple[Link, ...]:
    """The topics of a story that the site knows."""
    return tuple(topic.link for topic in shell.topics if topic.slug in story.topics and topic.slug != without)


def tint_of(shell: Shell, story: Story) -> int:
    """The colour of a story's first topic; 0 without one."""
    return next((topic.tint for topic in shell.topics if topic.slug in story.topics), 0)


def outlets(story: Story, words: Words) -> str:
    """Who reports a story: of each report the agency that wrote it, else the publication."""
    named = [report.teaser.agency or report.teaser.source for report in story.reports]
    return words.some([name or words.texts["source_unknown"] for name in named])


def shared_axis(stories: Iterable[Story]) -> Axis | None:
    """The first and the last day of any report or copy of the stories."""
    known = [teaser.dating.day for story in stories for teaser in teasers(story) if teaser.dating.day]
    return (min(known), max(known)) if known else None


def strip(story: Story, axis: Axis | None, words: Words) -> Markup:
    """When a story was reported, as a drawing; nothing without an axis or with one dated report."""
    if axis is None:
        return NOTHING
    marks = [mark for report in story.reports for mark in _marks(report)]
    if len(marks) < 2:
        return NOTHING
    first, last = min(mark.day for mark in marks), max(mark.day for mark in marks)
    reports = words.count("reports", len(marks))
    if first == last:
        label = words.say("strip_on", reports=reports, day=words.day(first))
    else:
        label = words.say("strip_span", reports=reports, first=words.day(first), last=words.day(last))
    copied = sum(mark.copy for mark in marks)
    if copied:
        label = words.say("strip_copies", strip=label, copies=words.count("copies", copied))
    return coverage_strip(marks, *axis, label)


def _marks(report: Report) -> Iterable[Mark]:
    for copy, teaser in [(False, report.teaser), *((True, copy) for copy in report.copies)]:
        if teaser.dating.day:
            yield Mark(teaser.dating.day, copy, teaser.dating.basis is Basis.INFERRED)
