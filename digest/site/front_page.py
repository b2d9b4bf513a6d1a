"""The home page: the latest edition first, then the other stories by topic, each shown once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from digest.model import Story
from digest.site.contexts import Frame, HomeContext, Link, ReportItem, Section
from digest.site.site import Edition, Site, days, newest_day, teasers
from digest.site.views import OPENING, Axis, card, face_of, line, report_item, shared_axis
from digest.site.words import counted, day_words

FEW = 6
"""Below this number of stories the page is one column without sections."""

MANY = 20
"""Above it, sections show three stories in full and the next ones in a line each."""

NEW = timedelta(days=7)
"""Days before the edition within which a story beside it is called new."""

BESIDE = 3
"""Stories in the column beside the lead."""

BELOW = 2
"""Stories below the lead, in its column."""

VOICES = 3
"""Reports of the lead that are quoted, each with one sentence."""

FULL = 3
LINES = 6


def home_context(site: Site, frame: Frame) -> HomeContext:
    """What the home page shows; it grows with the number of stories but ends."""
    latest = site.editions[0] if site.editions else None
    if latest is None:
        return HomeContext(frame, "", "", None, (), (), None, (), "few", "", None)
    lead = lead_of(latest)
    rest = [story for story in site.stories if story is not lead]
    density = "few" if len(site.stories) < FEW else "some" if len(site.stories) <= MANY else "many"
    near = [] if density == "few" else rest[: BESIDE + BELOW]
    sections = _groups(site, rest[len(near) :], density)
    shown = [lead, *near, *(story for _, full, _, _ in sections for story in full)]
    axis = shared_axis(shown)
    earlier = site.editions[1] if len(site.editions) > 1 else None
    return HomeContext(
        frame=frame,
        edition=f"Edition of {day_words(latest.day)}" if latest.day else "Stories without a known date",
        summary=edition_summary(latest),
        lead=card(site, lead, axis, limit=OPENING if len(lead.reports) == 1 else 0),
        voices=voices(site, lead),
        below=tuple(card(site, story, axis) for story in near[BESIDE:]),
        beside=_beside(site, latest, near[:BESIDE], axis) if near else None,
        sections=tuple(_section(site, group, axis) for group in sections),
        density=density,
        end=f"That is all for {day_words(latest.day)}." if latest.day else "That is all.",
        earlier=Link(day_words(earlier.day) if earlier.day else "Date not known", earlier.path) if earlier else None,
    )


def lead_of(edition: Edition) -> Story:
    """The story of the day that most outlets report independently."""
    return max(edition.stories, key=lambda story: (len(story.reports), -edition.stories.index(story)))


def voices(site: Site, story: Story) -> tuple[ReportItem, ...]:
    """The lead's other reports with their opening sentences: who else says what."""
    face = face_of(story)
    others = [report.teaser for report in story.reports if report.teaser is not face][: VOICES - 1]
    items = [report_item(site, teaser, number, limit=0) for number, teaser in enumerate(others, start=2)]
    return tuple(item for item in items if item.quote)


def edition_summary(edition: Edition) -> str:
    """`4 stories from 7 reports; 1 continues an earlier day`."""
    reports = sum(len(teasers(story)) for story in edition.stories)
    told = f"{counted(len(edition.stories), 'story', 'stories')} from {counted(reports, 'report')}"
    old = sum(1 for story in edition.stories if edition.day and min(days(story.reports)) < edition.day)
    if not old:
        return told
    return f"{told}; {counted(old, 'continues', 'continue')} from an earlier day"


_Group = tuple[Link, Sequence[Story], Sequence[Story], int]
"""Heading, stories in full, stories in a line, and how many its page has where some are hidden."""


def _groups(site: Site, stories: Sequence[Story], density: str) -> list[_Group]:
    """Stories by their first topic; those that are not shown are reached by the heading's page."""
    if density == "few":
        return [(Link("", ""), stories, (), 0)] if stories else []
    found: list[_Group] = []
    for heading, slug, total in _headings(site):
        inside = [story for story in stories if _first_topic(site, story) == slug]
        full = inside if density == "some" else inside[:FULL]
        lines = inside[len(full) : len(full) + LINES]
        if inside:
            hidden = len(inside) > len(full) + len(lines)
            found.append((heading, full, lines, total if hidden else 0))
    return found


def _headings(site: Site) -> Iterator[tuple[Link, str, int]]:
    for topic in site.config.topics:
        yield Link(topic.title, site.path("topic", topic.slug)), topic.slug, len(site.topics[topic.slug])
    title = "Other stories" if site.config.topics else "Earlier stories"
    yield Link(title, "archive.html"), "", len(site.stories)


def _first_topic(site: Site, story: Story) -> str:
    return next((topic.slug for topic in site.config.topics if topic.slug in story.topics), "")


def _beside(site: Site, latest: Edition, stories: Sequence[Story], axis: Axis | None) -> Section:
    same_day = all(story in latest.stories for story in stories)
    days = [latest.day - day for story in stories if latest.day and (day := newest_day(story))]
    new = len(days) == len(stories) and max(days, default=timedelta(0)) <= NEW
    title = "Also in this edition" if same_day else "Also new" if new else "Earlier"
    return Section(title=title, path="", cards=tuple(card(site, story, axis) for story in stories))


def _section(site: Site, group: _Group, axis: Axis | None) -> Section:
    heading, full, lines, more = group
    return Section(
        title=heading.title,
        path=heading.path,
        cards=tuple(card(site, story, axis, kicker=not heading.title) for story in full),
        lines=tuple(line(site, story) for story in lines),
        more=more,
    )
