"""The page of a story: what was reported, by whom, and how we know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.claims import Contrast, Difference, Evidence, Excerpt, Mention
from digest.evidence.quotes import told_once
from digest.model import Dating, Teaser
from digest.site.contexts import StoryContext
from digest.site.entries import Entry, Pointer
from digest.site.parts import (
    Around,
    Column,
    Contrasts,
    FeedLine,
    Link,
    Moment,
    NameLine,
    Point,
    Quote,
    ReportItem,
    Saying,
)
from digest.site.shell import Heading, Shell, frame
from digest.site.site import days, newest_day, teasers
from digest.site.views import (
    badges,
    feed_lines,
    is_state,
    line,
    outlets,
    places_of,
    quote_of,
    report_item,
    shared_axis,
    strip,
    tint_of,
    topic_links,
)
from digest.site.words import tongue

COLUMNS = 4
"""Independent reports beside each other in the table of differences; more do not fit a page."""

NAMES = 12
"""Names on a story's page."""

QUOTATIONS = 8
"""Quotations on a story's page; the reports have the others."""

ALONE = 6
"""Sentences of one report only."""

EVENTS = 8
"""Days that the reports name, on the thread line."""

NEAR = 6
"""Stories of the thread on the line, around this one."""

_KINDS = {Contrast.DIFFERS: "differs", Contrast.UPDATE: "update", Contrast.MORE_EXACT: "exact"}
_NOTES = {Contrast.DIFFERS: "differs", Contrast.UPDATE: "newer_state", Contrast.MORE_EXACT: "more_exact"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The stories before and after one in a topic."""

    topic: Heading
    earlier: Pointer | None
    later: Pointer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The stories of a thread in their order, as one of them shows them."""

    page: Link | None
    """Of the thread; none where it is told whole on the line."""

    feed: str
    stories: tuple[Pointer, ...]
    here: int
    """Place of this story among `stories`."""


def story_context(
    shell: Shell,
    entry: Entry,
    evidence: Evidence,
    openings: tuple[Excerpt, ...],
    edition: Link,
    chain: Chain | None,
    around: tuple[Neighbours, ...],
    names: tuple[tuple[str, str], ...],
    voices: tuple[str, ...] = (),
    image: str = "",
) -> StoryContext:
    """What a story's page shows.

    Args:
        openings: how each report begins; shown where no summary was found.
        edition: the edition of its newest report.
        names: of the names in `evidence`, those that have a page, with its path.
        voices: speakers that are state media.
        image: path of its share card; empty where it has none.
    """
    desk = _Desk(shell, entry)
    words, story = shell.words, entry.story
    path = entry.pointer.path
    known = days(story.reports)
    summary = tuple(desk.quotes(evidence.summary or openings))
    newest = newest_day(story)
    return StoryContext(
        frame=frame(
            shell,
            path,
            story.title,
            summary[0].text if summary else story.title,
            newest=words.say("newest_report", day=words.day(newest)) if newest else "",
            edition=edition,
            image=image,
        ),
        title=story.title,
        tongue=tongue(entry.pointer.language, shell.language),
        topics=topic_links(shell, story),
        tint=tint_of(shell, story),
        badges=badges(entry, words),
        counts=words.reports(story),
        agencies=outlets(story, words),
        when=words.when(entry.pointer.dating),
        span=words.say("first_reported", day=words.day(known[0])) if known and known[0] < known[-1] else "",
        strip=strip(story, shared_axis([story]), words),
        summary=summary,
        contrasts=desk.contrasts(evidence.differences),
        course=tuple(_course(desk, evidence, chain)),
        sayings=tuple(desk.sayings(evidence, voices)),
        alone=tuple(desk.quotes(evidence.alone[:ALONE])),
        reports=tuple(desk.reports()),
        reports_title=words.texts["one_report_title" if len(teasers(story)) == 1 else "reports"],
        names=_name_lines(shell, evidence.mentions, dict(names)),
        thread=chain.page if chain else None,
        feeds=_feeds(shell, entry, chain),
        around=tuple(_around(shell, around, _near(chain) if chain else ())),
    )


class _Desk:
    """Turns excerpts of one story into quotes with their numbered sources."""

    def __init__(self, shell: Shell, entry: Entry) -> None:
        self.shell = shell
        self.entry = entry
        self.places = places_of(entry.told)
        self.teasers = {teaser.id: teaser for teaser in teasers(entry.story)}
        self.numbers = {report.teaser.id: at for at, report in enumerate(entry.story.reports, start=1)}

    def quote(self, excerpt: Excerpt) -> Quote:
        teaser = self.teasers[excerpt.article]
        number = self.numbers.get(excerpt.article, 0)
        return quote_of(self.shell, excerpt, teaser, self.places[teaser.id], state=self.entry.told.state, number=number)

    def quotes(self, excerpts: Iterable[Excerpt]) -> Iterator[Quote]:
        return (self.quote(excerpt) for excerpt in excerpts)

    def reports(self) -> Iterator[ReportItem]:
        """Every report with its number and the outlets that carry the same text."""
        for number, report in enumerate(self.entry.story.reports, start=1):
            item = self.item(report.teaser, number)
            copies = tuple(self.item(copy) for copy in report.copies)
            yield replace(item, copies=copies) if copies else item

    def item(self, teaser: Teaser, number: int = 0) -> ReportItem:
        return report_item(self.shell, teaser, self.places, self.entry.told.state, number)

    def contrasts(self, differences: Sequence[Difference]) -> Contrasts | None:
        """The table: the reports that say most of the points are its columns."""
        if not differences:
            return None
        speaking = {cell.article for one in differences for cell in one.cells}
        ids = [report.teaser.id for report in self.entry.story.reports if report.teaser.id in speaking]
        shown = ids[:COLUMNS]
        rows = [self.point(one, shown) for one in differences]
        hidden = len(ids) - len(shown)
        return Contrasts(
            title=self.shell.words.texts[_contrast_title(differences)],
            columns=tuple(self.column(id) for id in shown),
            points=tuple(row for row in rows if sum(map(bool, row.cells)) > 1),
            more=self.shell.words.count("more_reports", hidden) if hidden else "",
        )

    def column(self, id: str) -> Column:
        teaser = self.teasers[id]
        name = teaser.agency or teaser.source or self.shell.words.texts["source_unknown"]
        return Column(number=self.numbers[id], source=name, state=is_state(teaser, self.entry.told.state))

    def point(self, one: Difference, shown: Sequence[str]) -> Point:
        cells = tuple(tuple(self.quotes(cell for cell in one.cells if cell.article == id)) for id in shown)
        note = self.shell.words.texts[_NOTES[one.contrast]]
        return Point(title=one.point, kind=_KINDS[one.contrast], note=note, cells=cells)

    def sayings(self, evidence: Evidence, voices: Sequence[str]) -> Iterator[Saying]:
        for one in told_once(evidence.quotations)[:QUOTATIONS]:
            pieces = tuple(self.quotes(one.pieces))
            yield Saying(speaker=one.speaker, state=one.speaker in voices, pieces=pieces)


def _contrast_title(differences: Sequence[Difference]) -> str:
    """An update is no difference, and more exact is neither: the heading says no more than the points do."""
    found = {one.contrast for one in differences}
    if Contrast.DIFFERS in found:
        return "where_accounts_differ"
    return "where_accounts_changed" if Contrast.UPDATE in found else "where_more_exact"


def _course(desk: _Desk, evidence: Evidence, chain: Chain | None) -> Iterator[Moment]:
    """Days that the reports name, the stories of the thread, and this one, oldest first."""
    shell, here = desk.shell, desk.entry.pointer
    found: list[tuple[date, int, Moment]] = []
    events = [event for event in evidence.events if event.said not in evidence.summary]  # told once is enough
    for event in events[-EVENTS:]:
        when = shell.words.when(Dating(day=event.day))
        found.append((event.day, 0, Moment(kind="event", when=when, gap="", quotes=(desk.quote(event.said),))))
    for pointer in _near(chain) if chain else ():
        if pointer.dating.day and pointer.path != here.path:
            moment = Moment(kind="story", when=shell.words.when(pointer.dating), gap="", story=line(shell, pointer))
            found.append((pointer.dating.day, 1, moment))
    found += [(day, 2, moment) for day, moment in _earlier_reports(desk)]
    if here.dating.day:
        note = shell.words.texts["this_story"]
        found.append((here.dating.day, 3, Moment(kind="here", when=shell.words.when(here.dating), gap="", note=note)))
    found.sort(key=lambda one: one[:2])
    if len(found) < 2:
        return
    before = found[0][0]
    for day, _, moment in found:
        gap = shell.words.gap((day - before).days)
        yield Moment(
            kind=moment.kind, when=moment.when, gap=gap, story=moment.story, note=moment.note, quotes=moment.quotes
        )
        before = day


def _earlier_reports(desk: _Desk) -> Iterator[tuple[date, Moment]]:
    """The days before the newest one on which the story was reported, with who did."""
    words = desk.shell.words
    newest = desk.entry.pointer.dating.day
    by_day: dict[date, list[Teaser]] = {}
    for report in desk.entry.story.reports:
        day = report.teaser.dating.day
        if day and newest and day < newest:
            by_day.setdefault(day, []).append(report.teaser)
    for day, found in by_day.items():
        note = words.say("reported_by", names=words.some([words.source(teaser) for teaser in found]))
        yield day, Moment(kind="report", when=words.when(found[0].dating), gap="", note=note)


def _near(chain: Chain) -> Sequence[Pointer]:
    """The stories of the thread around this one."""
    first = max(0, min(chain.here - NEAR // 2, len(chain.stories) - NEAR - 1))
    return chain.stories[first : first + NEAR + 1]


def _name_lines(shell: Shell, mentions: Sequence[Mention], paths: Mapping[str, str]) -> tuple[NameLine, ...]:
    """The names of a story, those with a page of their own linked to it."""
    return tuple(
        NameLine(
            name=one.name,
            path=paths.get(one.name, ""),
            count=one.reports,
            words=shell.words.count("reports", one.reports),
        )
        for one in mentions[:NAMES]
    )


def _feeds(shell: Shell, entry: Entry, chain: Chain | None) -> tuple[FeedLine, ...]:
    """Where a reader can follow what comes of it."""
    topics = [topic for topic in shell.topics if topic.slug in entry.story.topics]
    found = feed_lines(shell.words.texts["thread_feed"], chain.feed) if chain else ()
    return (*found, *(line for topic in topics for line in feed_lines(topic.link.title, topic.feed)))


def _around(shell: Shell, around: Sequence[Neighbours], shown: Sequence[Pointer]) -> Iterator[Around]:
    """The stories before and after in each topic; those that stand on the thread line are not told again."""
    known = {pointer.path for pointer in shown}
    for one in around:
        earlier = line(shell, one.earlier) if one.earlier and one.earlier.path not in known else None
        later = line(shell, one.later) if one.later and one.later.path not in known else None
        if earlier or later:
            yield Around(one.topic.link, earlier, later)
