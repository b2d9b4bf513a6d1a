"""Decide which pages a site has, and what each one is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from digest.model import Story, Topic
from digest.site.article_page import article_context
from digest.site.contexts import (
    AboutContext,
    ArchiveContext,
    Around,
    Card,
    DayLine,
    EditionContext,
    Frame,
    Link,
    MissingContext,
    MonthLines,
    Page,
    Section,
    StoryContext,
    TopicContext,
    as_it_is,
)
from digest.site.front_page import home_context
from digest.site.graphics import month_bars
from digest.site.site import Edition, Site, newest_day, teasers
from digest.site.urls import absolute, base_path, root_of
from digest.site.views import card, cards, line, outlets, quote, report_item, shared_axis, strip, topic_links
from digest.site.words import MONTHS, counted, day_words, direction, month_words, report_counts, when
from digest.text import shorten

DESCRIPTION = 180
"""Characters of a page's description."""

FULL = 12
"""Stories of a topic that are shown in full; older ones have a line each."""


@dataclass(frozen=True, slots=True)
class Look:
    """What pages name of the theme: paths of its stylesheets and of its icon."""

    stylesheets: tuple[str, ...] = ()
    icon: str = ""


def plan(site: Site, look: Look) -> list[Page]:
    """Every page of the site, by path."""
    planner = _Planner(site, look)
    return sorted(planner.pages(), key=lambda page: page.path)


def feed_path(site: Site) -> str:
    """Where the site's feed stands; empty while the site has no address, as feeds need one."""
    return "feed.xml" if site.config.site.base_url and any(edition.day for edition in site.editions) else ""


def topic_feed_path(site: Site, topic: Topic) -> str:
    """Where a topic's feed stands; empty without an address or without a dated story."""
    dated = any(newest_day(story) for story in site.topics[topic.slug])
    return site.path("feed", topic.slug) if site.config.site.base_url and dated else ""


class _Planner:
    """Plans the pages of one site; holds what all of them share."""

    def __init__(self, site: Site, look: Look) -> None:
        self.site = site
        self.look = look
        self.topics = tuple(Link(topic.title, site.path("topic", topic.slug)) for topic in site.config.topics)
        self.feed = feed_path(site)
        self.places = {slug: {story.id: at for at, story in enumerate(found)} for slug, found in site.topics.items()}

    def pages(self) -> Iterator[Page]:
        yield self.home()
        for story in self.site.stories:
            yield self.story(story)
        for id in self.site.articles:
            path = self.site.path("article", id)
            about = self.site.articles[id].teaser.summary or self.site.articles[id].teaser.title
            yield Page(path, "article.html", as_it_is, (article_context(self.site, id, self.frame(path, about)),))
        for topic in self.site.config.topics:
            yield self.topic(topic)
        editions = self.site.editions
        for at, edition in enumerate(editions):
            later = editions[at - 1] if at else None
            earlier = editions[at + 1] if at + 1 < len(editions) else None
            yield self.edition(edition, earlier, later)
        yield self.archive()
        yield self.about()
        yield self.missing()

    def frame(self, path: str, description: str, section: str = "", root: str | None = None) -> Frame:
        settings = self.site.config.site
        return Frame(
            path=path,
            root=root_of(path) if root is None else root,
            lang=settings.language,
            dir=direction(settings.language),
            site=settings.title,
            description=shorten(" ".join(description.split()), DESCRIPTION),
            canonical="" if path == "404.html" else absolute(settings.base_url, path),
            stylesheets=self.look.stylesheets,
            icon=self.look.icon,
            topics=self.topics,
            feed=self.feed,
            section=section,
        )

    def home(self) -> Page:
        settings = self.site.config.site
        about = settings.description or f"{settings.title}: every sentence copied from a named report."
        frame = self.frame("index.html", about, "index.html")
        return Page("index.html", "home.html", as_it_is, (home_context(self.site, frame),))

    def story(self, story: Story) -> Page:
        site = self.site
        path = site.path("story", story.id)
        head = story.reports[0].teaser
        spoken = quote(site, head)
        own = [report.teaser for report in story.reports if report.teaser.dating.day]
        known = sorted(own, key=lambda teaser: (teaser.dating.day, teaser.id))
        spread = known and known[0].dating.day != known[-1].dating.day
        first = known[0].dating.day if spread else None
        reports = enumerate(story.reports, start=1)
        context = StoryContext(
            frame=self.frame(path, spoken.text if spoken else story.title),
            title=story.title,
            tongue=card(site, story).tongue,
            topics=topic_links(site, story),
            counts=report_counts(story),
            agencies=outlets(story),
            when=when((known[-1] if known else head).dating),
            span=f"first reported {day_words(first)}" if first else "",
            strip=strip(story, shared_axis([story])),
            reports=tuple(report_item(site, report.teaser, number, report.copies) for number, report in reports),
            around=tuple(self.around(story)),
        )
        return Page(path, "story.html", as_it_is, (context,))

    def around(self, story: Story) -> Iterator[Around]:
        """Earlier and later stories of each topic; stories are ordered newest first."""
        for topic in self.site.config.topics:
            inside = self.site.topics[topic.slug]
            if topic.slug not in story.topics or len(inside) < 2:
                continue
            at = self.places[topic.slug][story.id]
            earlier = self.neighbour(story, islice(inside, at + 1, None))
            later = self.neighbour(story, (inside[place] for place in range(at - 1, -1, -1)))
            if earlier or later:
                yield Around(Link(topic.title, self.site.path("topic", topic.slug)), earlier, later)

    def neighbour(self, story: Story, others: Iterable[Story]) -> Card | None:
        """The nearest story of another day; what has no date is neither before nor after."""
        day = newest_day(story)
        found = next((other for other in others if day and newest_day(other) not in (None, day)), None)
        return line(self.site, found) if found else None

    def topic(self, topic: Topic) -> Page:
        site = self.site
        path = site.path("topic", topic.slug)
        stories = site.topics[topic.slug]
        months = _months(stories)
        context = TopicContext(
            frame=self.frame(path, topic.description or f"{topic.title} in {site.config.site.title}", path),
            title=topic.title,
            description=topic.description,
            summary=_summary(stories),
            bars=month_bars(months),
            bars_from=months[0][0] if len(months) > 1 else "",
            bars_to=months[-1][0] if len(months) > 1 else "",
            months=tuple(self.by_month(stories, topic.slug)),
            sources=tally(teaser.source for story in stories for teaser in teasers(story)),
            feed=topic_feed_path(site, topic),
        )
        return Page(path, "topic.html", as_it_is, (context,))

    def by_month(self, stories: Sequence[Story], slug: str) -> Iterator[Section]:
        full = {story.id for story in stories[:FULL]}
        axis = shared_axis(stories[:FULL])
        for title, found in groupby(stories, key=_month_of):
            inside = list(found)
            shown = tuple(card(self.site, story, axis, without=slug) for story in inside if story.id in full)
            rest = tuple(line(self.site, story) for story in inside if story.id not in full)
            yield Section(title=title, path="", cards=shown, lines=rest)

    def edition(self, edition: Edition, earlier: Edition | None, later: Edition | None) -> Page:
        title = edition_title(edition)
        day = day_words(edition.day) if edition.day else ""
        context = EditionContext(
            frame=self.frame(edition.path, f"{title}: {_summary(edition.stories, dated=False)}", "archive.html"),
            title=title,
            summary=_summary(edition.stories, dated=False),
            cards=cards(self.site, edition.stories),
            earlier=edition_link(earlier),
            later=edition_link(later),
            end=f"That is all for {day}." if day else "These are all the stories without a date.",
        )
        return Page(edition.path, "edition.html", as_it_is, (context,))

    def archive(self) -> Page:
        dated = [edition for edition in self.site.editions if edition.day]
        undated = [edition for edition in self.site.editions if not edition.day]
        site = self.site.config.site.title
        context = ArchiveContext(
            frame=self.frame("archive.html", f"All editions of {site}, by year, month and day.", "archive.html"),
            summary=f"{counted(len(dated), 'edition')}, {_summary(self.site.stories)}",
            months=tuple(self.month_lines(dated)),
            undated=self.day_line(undated[0]) if undated else None,
        )
        return Page("archive.html", "archive.html", as_it_is, (context,))

    def month_lines(self, editions: Sequence[Edition]) -> Iterator[MonthLines]:
        year = 0
        for (of_year, month), found in groupby(
            editions, key=lambda one: (one.day.year, one.day.month) if one.day else (0, 0)
        ):
            days = tuple(self.day_line(edition) for edition in found)
            yield MonthLines(title=MONTHS[month - 1], year="" if of_year == year else str(of_year), days=days)
            year = of_year

    def day_line(self, edition: Edition) -> DayLine:
        lead = edition.stories[0]
        return DayLine(
            title=f"{edition.day.day} {MONTHS[edition.day.month - 1]}" if edition.day else "Date not known",
            path=edition.path,
            iso=edition.day.isoformat() if edition.day else "",
            counts=counted(len(edition.stories), "story", "stories"),
            lead=lead.title,
            tongue=line(self.site, lead).tongue,
        )

    def about(self) -> Page:
        site = self.site
        shown = [article.teaser for article in site.articles.values()]
        basis = [when(teaser.dating).basis for teaser in shown]
        counts = (
            ("stories", len(site.stories)),
            ("reports", len(shown)),
            ("independent reports", sum(len(story.reports) for story in site.stories)),
            ("dates stated by the page", basis.count("stated")),
            ("dates inferred from the page", basis.count("inferred")),
            ("dates not known", basis.count("unknown")),
        )
        context = AboutContext(
            frame=self.frame("about.html", f"How {site.config.site.title} is made, and from what.", "about.html"),
            counts=counts,
            sources=tally(teaser.source for teaser in shown),
            agencies=tally(teaser.agency for teaser in shown),
        )
        return Page("about.html", "about.html", as_it_is, (context,))

    def missing(self) -> Page:
        # served at any depth, so its links begin at the host's root once that is known
        root = base_path(self.site.config.site.base_url)
        frame = self.frame("404.html", "There is no page at this address.", root=root)
        return Page("404.html", "404.html", as_it_is, (MissingContext(frame),))


def edition_title(edition: Edition) -> str:
    """`Edition of 18 June 2025`."""
    return f"Edition of {day_words(edition.day)}" if edition.day else "Stories without a known date"


def edition_link(edition: Edition | None) -> Link | None:
    """An edition by its day."""
    if edition is None:
        return None
    return Link(day_words(edition.day) if edition.day else "Date not known", edition.path)


def tally(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How often each name occurs, most first; what has no name is not counted."""
    counts = Counter(name for name in names if name)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold(), item[0])))


def _summary(stories: Sequence[Story], *, dated: bool = True) -> str:
    reports = sum(len(teasers(story)) for story in stories)
    newest = max((day for day in map(newest_day, stories) if day), default=None)
    told = f"{counted(len(stories), 'story', 'stories')} from {counted(reports, 'report')}"
    return f"{told}, newest {day_words(newest)}" if dated and newest else told


def _month_of(story: Story) -> str:
    day = newest_day(story)
    return month_words(day) if day else "Date not known"


def _months(stories: Sequence[Story]) -> list[tuple[str, int]]:
    """Reports in each month from the first to the last, empty months among them."""
    days = [teaser.dating.day for story in stories for teaser in teasers(story) if teaser.dating.day]
    if not days:
        return []
    places = [day.year * 12 + day.month - 1 for day in days]
    months = range(min(places), max(places) + 1)
    return [(f"{MONTHS[at % 12]} {at // 12}", places.count(at)) for at in months]
