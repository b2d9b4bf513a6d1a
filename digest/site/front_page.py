"""The home page: the latest edition first, then the other stories by topic, each shown once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from digest.claims import Excerpt
from digest.model import Story
from digest.site.contexts import HomeContext
from digest.site.entries import Entry, Pointer, day_of, opening_of
from digest.site.parts import Card, Link, ReportItem, Section
from digest.site.shell import Shell, frame
from digest.site.site import Edition, Site, days, face_of, teasers
from digest.site.texts import OPENING
from digest.site.views import Axis, card, line, places_of, quote_of, report_item, shared_axis
from digest.site.words import Words

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Stories under one heading of the home page."""

    heading: Link
    full: tuple[Entry, ...]
    lines: tuple[Pointer, ...]
    total: int
    """Stories on the heading's own page, where some of them are not here; otherwise 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the home page is made of."""

    day: date | None
    before: Edition | None
    """The edition before; its stories are left out."""

    told: tuple[int, int]
    """Stories of the edition, and their reports."""

    renewed: int
    """How many of the stories were told in the edition before or earlier."""

    lead: Entry
    opening: Excerpt | None
    """How the lead begins, at more length than a sentence; only where nobody else reports it."""

    voices: tuple[Excerpt, ...]
    same_day: tuple[Entry, ...]
    """Other stories of the edition, in the column beside the lead."""

    beside: tuple[Entry, ...]
    """Older ones below them."""

    below: tuple[Entry, ...]
    groups: tuple[Group, ...]
    density: str


def front_of(site: Site, entries: Mapping[str, Entry]) -> Front | None:
    """Choose what stands on the home page; it grows with the number of stories but ends."""
    latest = site.editions[0] if site.editions else None
    if latest is None:
        return None
    lead = lead_of(latest)
    rest = [story for story in site.stories if story is not lead]
    density = "few" if len(site.stories) < FEW else "some" if len(site.stories) <= MANY else "many"
    near = [] if density == "few" else rest[: BESIDE + BELOW]
    earlier = site.editions[1] if len(site.editions) > 1 else None
    known = earlier.day if earlier and latest.day else None
    renewed = sum(1 for story in latest.stories if known and min(days(story.reports)) <= known)
    return Front(
        day=latest.day,
        before=Edition(earlier.day, earlier.path, ()) if earlier else None,
        told=(len(latest.stories), sum(len(teasers(story)) for story in latest.stories)),
        renewed=renewed,
        lead=entries[lead.id],
        opening=opening_of(site, face_of(lead), OPENING) if len(lead.reports) == 1 else None,
        voices=_voices(site, lead),
        same_day=tuple(entries[story.id] for story in near[:BESIDE] if story in latest.stories),
        beside=tuple(entries[story.id] for story in near[:BESIDE] if story not in latest.stories),
        below=tuple(entries[story.id] for story in near[BESIDE:]),
        groups=tuple(_groups(site, entries, rest[len(near) :], density)),
        density=density,
    )


def home_context(shell: Shell, front: Front | None) -> HomeContext:
    """What the home page shows."""
    words = shell.words
    about = shell.description or words.say("home_description", site=shell.title)
    if front is None:
        around = frame(shell, "index.html", shell.title, about, section="index.html")
        return HomeContext(around, "", "", None, (), (), (), (), "few", "", "", None)
    shown = [
        front.lead,
        *front.same_day,
        *front.beside,
        *front.below,
        *(entry for group in front.groups for entry in group.full),
    ]
    axis = shared_axis(entry.story for entry in shown)
    day = front.day
    newest = words.say("newest_report", day=words.day(day)) if day else ""
    return HomeContext(
        frame=frame(shell, "index.html", shell.title, about, section="index.html", newest=newest),
        edition=words.say("edition_of", day=words.day(day)) if day else words.texts["untitled_edition"],
        summary=_edition_summary(front, words),
        lead=card(shell, _leading(front), axis),
        voices=tuple(_spoken(shell, front)),
        below=tuple(card(shell, entry, axis) for entry in front.below),
        beside=tuple(_beside(shell, front, axis)),
        sections=tuple(_section(shell, group, axis) for group in front.groups),
        density=front.density,
        news=_news(front, words),
        end=words.say("end_of", day=words.day(day)) if day else words.texts["end"],
        earlier=_earlier(front, words),
    )


def lead_of(edition: Edition) -> Story:
    """The story of the day that most outlets report independently."""
    return max(edition.stories, key=lambda story: (len(story.reports), -edition.stories.index(story)))


def _leading(front: Front) -> Entry:
    """The lead as its card shows it."""
    return replace(front.lead, quote=front.opening) if front.opening else front.lead


def _voices(site: Site, story: Story) -> tuple[Excerpt, ...]:
    """How the lead's other reports begin: who else says what."""
    face = face_of(story)
    others = [report.teaser for report in story.reports if report.teaser is not face][: VOICES - 1]
    return tuple(found for teaser in others if (found := opening_of(site, teaser)))


def _spoken(shell: Shell, front: Front) -> Iterator[ReportItem]:
    told = front.lead.told
    places = places_of(told)
    heads = {report.teaser.id: report.teaser for report in told.story.reports}
    for excerpt in front.voices:
        teaser = heads[excerpt.article]
        item = report_item(shell, teaser, places, told.state)
        quote = quote_of(shell, excerpt, teaser, item.path, state=told.state)
        yield ReportItem(
            title=item.title,
            path=item.path,
            source=item.source,
            state=item.state,
            tongue=item.tongue,
            when=item.when,
            quote=quote,
        )


def _edition_summary(front: Front, words: Words) -> str:
    """`4 stories from 7 reports`."""
    stories, reports = front.told
    return words.say("from_reports", stories=words.count("stories", stories), reports=words.count("reports", reports))


def _news(front: Front, words: Words) -> str:
    """What is new since the last edition, in one sentence."""
    if front.day is None or front.before is None or front.before.day is None:
        return ""
    new = front.told[0] - front.renewed
    changes = [words.count("new_stories", new)] if new else []
    changes += [words.count("updated_stories", front.renewed)] if front.renewed else []
    return words.say("news_since", day=words.day(front.before.day), changes=words.texts["comma"].join(changes))


def _earlier(front: Front, words: Words) -> Link | None:
    if front.before is None:
        return None
    day = front.before.day
    return Link(words.day(day) if day else words.texts["date_unknown"], front.before.path)


def _groups(site: Site, entries: Mapping[str, Entry], stories: Sequence[Story], density: str) -> Iterator[Group]:
    """Stories by their first topic; those that are not shown are reached by the heading's page."""
    if density == "few":
        if stories:
            yield Group(heading=Link("", ""), full=tuple(entries[one.id] for one in stories), lines=(), total=0)
        return
    slugs = [topic.slug for topic in site.config.topics]
    by_topic: dict[str, list[Story]] = {slug: [] for slug in [*slugs, ""]}
    for story in stories:
        by_topic[next((slug for slug in slugs if slug in story.topics), "")].append(story)
    for heading, slug, total in _headings(site):
        inside = by_topic[slug]
        full = inside if density == "some" else inside[:FULL]
        lines = inside[len(full) : len(full) + LINES]
        if inside:
            yield Group(
                heading=heading,
                full=tuple(entries[story.id] for story in full),
                lines=tuple(entries[story.id].pointer for story in lines),
                total=total if len(inside) > len(full) + len(lines) else 0,
            )


def _headings(site: Site) -> Iterator[tuple[Link, str, int]]:
    for topic in site.config.topics:
        yield Link(topic.title, site.path("topic", topic.slug)), topic.slug, len(site.topics[topic.slug])
    yield Link("", "archive.html"), "", len(site.stories)


def _beside(shell: Shell, front: Front, axis: Axis | None) -> Iterator[Section]:
    gaps = [front.day - day for entry in front.beside if front.day and (day := day_of(entry))]
    new = len(gaps) == len(front.beside) and max(gaps, default=timedelta(0)) <= NEW
    older = "also_new" if new else "earlier_stories"
    for key, entries in (("also_in_edition", front.same_day), (older, front.beside)):
        if entries:
            yield Section(
                title=shell.words.texts[key], path="", cards=tuple(card(shell, entry, axis) for entry in entries)
            )


def _section(shell: Shell, group: Group, axis: Axis | None) -> Section:
    words = shell.words
    title = group.heading.title
    if group.heading.path and not title:
        title = words.texts["other_stories" if shell.topics else "earlier_stories_long"]
    return Section(
        title=title,
        path=group.heading.path,
        cards=_cards(shell, group, axis, kicker=not title),
        lines=tuple(line(shell, pointer) for pointer in group.lines),
        more=_more(group, words),
    )


def _more(group: Group, words: Words) -> str:
    if not group.total:
        return ""
    title = group.heading.title
    return words.count("all_stories_of", group.total, title=title) if title else words.texts["whole_archive"]


def _cards(shell: Shell, group: Group, axis: Axis | None, *, kicker: bool) -> tuple[Card, ...]:
    return tuple(card(shell, entry, axis, kicker=kicker) for entry in group.full)
