"""The parts of pages: cards, list items, quotes and strips made from the model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from digest.model import Basis, Report, Story, Teaser
from digest.site.contexts import Card, Link, Quote, ReportItem
from digest.site.graphics import NOTHING, Mark, coverage_strip
from digest.site.site import Site, days, newest_day, teasers
from digest.site.words import SOURCE_UNKNOWN, counted, day_words, report_counts, some_of, source_of, tongue, when
from digest.text import sentences

OPENING = 280
"""Characters of a report's opening on its story's page; the first sentence is always whole."""

LONGEST = 700
"""Characters of one sentence; a longer one is no sentence and ends in an ellipsis."""

Axis = tuple[date, date]


def opening(paragraph: str, limit: int = OPENING) -> str:
    """The first sentences of a paragraph, verbatim, as one piece of it."""
    end = 0
    for sentence in sentences(paragraph):
        begin = paragraph.find(sentence, end)
        if end and begin + len(sentence) > limit:
            break
        end = begin + len(sentence)
    taken = paragraph[:end].strip()
    return taken if len(taken) <= LONGEST else taken[:LONGEST].rpartition(" ")[0] + "…"


def quote(site: Site, teaser: Teaser, limit: int = OPENING) -> Quote | None:
    """How an article begins, with the address of the paragraph; nothing where it has none."""
    body = site.bodies.get(teaser.id)
    for number, paragraph in enumerate(body.paragraphs if body else (), start=1):
        text = opening(paragraph, limit)
        if text:
            path = f"{site.path('article', teaser.id)}#p{number}"
            return Quote(text=text, path=path, paragraph=number, tongue=tongue(teaser.language, _language(site)))
    return None


def report_item(
    site: Site, teaser: Teaser, number: int = 0, copies: Iterable[Teaser] = (), limit: int = OPENING
) -> ReportItem:
    """An article in a list, with the outlets that carry the same text; a numbered one is quoted."""
    return ReportItem(
        title=teaser.title,
        path=site.path("article", teaser.id),
        source=source_of(teaser),
        tongue=tongue(teaser.language, _language(site)),
        when=when(teaser.dating),
        number=number,
        quote=quote(site, teaser, limit) if number else None,
        copies=tuple(report_item(site, copy) for copy in copies),
    )


def card(
    site: Site, story: Story, axis: Axis | None = None, *, without: str = "", kicker: bool = True, limit: int = 0
) -> Card:
    """A story in a list.

    Args:
        axis: ends of the time axis that the page's strips share; without it there is no strip.
        without: slug of the topic whose page this is; its name would be noise there.
        kicker: whether topics stand above the headline at all.
        limit: characters of the quote; its first sentence is always whole.
    """
    face = face_of(story)
    day = newest_day(story)
    first = min(days(story.reports), default=day)
    spoken = quote(site, face, limit)
    return Card(
        title=story.title,
        path=site.path("story", story.id),
        tongue=tongue(face.language, _language(site)),
        topics=topic_links(site, story, without) if kicker else (),
        quote=spoken,
        quoted=source_of(face) if spoken else "",
        strip=strip(story, axis) if axis else NOTHING,
        counts=report_counts(story),
        agencies=outlets(story),
        when=when(_newest(story).dating),
        since=day_words(first) if first and day and first < day else "",
    )


def line(site: Site, story: Story) -> Card:
    """A story in one line of a list: no quote, no strip."""
    face = face_of(story)
    return Card(
        title=story.title,
        path=site.path("story", story.id),
        tongue=tongue(face.language, _language(site)),
        topics=(),
        quote=None,
        quoted="",
        strip=NOTHING,
        counts=report_counts(story),
        agencies="",
        when=when(_newest(story).dating),
    )


def cards(site: Site, stories: Sequence[Story], *, without: str = "") -> tuple[Card, ...]:
    """Stories in a list whose strips share one axis."""
    axis = shared_axis(stories)
    return tuple(card(site, story, axis, without=without) for story in stories)


def topic_links(site: Site, story: Story, without: str = "") -> tuple[Link, ...]:
    """The topics of a story that the site knows."""
    return tuple(
        Link(topic.title, site.path("topic", topic.slug))
        for topic in site.config.topics
        if topic.slug in story.topics and topic.slug != without
    )


def outlets(story: Story) -> str:
    """Who reports a story: of each report the agency that wrote it, else the publication."""
    named = [report.teaser.agency or report.teaser.source for report in story.reports]
    return some_of([name or SOURCE_UNKNOWN for name in named])


def shared_axis(stories: Iterable[Story]) -> Axis | None:
    """The first and the last day of any report or copy of the stories."""
    known = [teaser.dating.day for story in stories for teaser in teasers(story) if teaser.dating.day]
    return (min(known), max(known)) if known else None


def strip(story: Story, axis: Axis | None) -> Markup:
    """When a story was reported, as a drawing; nothing without an axis or with one dated report."""
    if axis is None:
        return NOTHING
    marks = [mark for report in story.reports for mark in _marks(report)]
    if len(marks) < 2:
        return NOTHING
    first, last = min(mark.day for mark in marks), max(mark.day for mark in marks)
    span = f"on {day_words(first)}" if first == last else f"from {day_words(first)} to {day_words(last)}"
    copied = sum(mark.copy for mark in marks)
    label = f"{counted(len(marks), 'report')} {span}" + (
        f", {counted(copied, 'copy', 'copies')} among them" if copied else ""
    )
    return coverage_strip(marks, *axis, label)


def _marks(report: Report) -> Iterable[Mark]:
    for copy, teaser in [(False, report.teaser), *((True, copy) for copy in report.copies)]:
        if teaser.dating.day:
            yield Mark(teaser.dating.day, copy, teaser.dating.basis is Basis.INFERRED)


def face_of(story: Story) -> Teaser:
    """The report whose headline the story bears, so headline and quote belong together."""
    heads = [report.teaser for report in story.reports]
    return next((teaser for teaser in heads if teaser.title == story.title), heads[0])


def _newest(story: Story) -> Teaser:
    heads = [report.teaser for report in story.reports]
    # of two reports of one day the one that states it speaks for the story
    return max(heads, key=lambda one: (one.dating.day or date.min, one.dating.basis is Basis.STATED, one.id))


def _language(site: Site) -> str:
    return site.config.site.language
