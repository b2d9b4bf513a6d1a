"""What templates may see: one frozen value for each kind of page.

Texts are ready to show and paths are relative to the site's root; a template puts `frame.root`
before a path and arranges. Two pages with equal contexts have equal bytes. The parts that
contexts are made of are in `parts.py`; `docs/themes.md` describes every field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from digest.site.parts import (
    Around,
    Badge,
    Card,
    Contrasts,
    DayLine,
    Extract,
    FeedLine,
    Frame,
    Link,
    Moment,
    MonthLines,
    NameLine,
    Place,
    Quote,
    ReportItem,
    Saying,
    Section,
    SourceLine,
    StoryLine,
    Tongue,
    When,
    YearLinks,
)


@dataclass(frozen=True, slots=True)
class HomeContext:
    """What `home.html` may see."""

    frame: Frame
    edition: str
    """`Edition of 18 June 2025`, or empty while there is no story."""

    summary: str
    lead: Card | None
    voices: tuple[ReportItem, ...]
    """The lead's next reports, each with its opening sentence."""

    below: tuple[Card, ...]
    beside: tuple[Section, ...]
    """The column beside the lead."""

    sections: tuple[Section, ...]
    density: str
    """`few`, `some` or `many` stories."""

    news: str
    """`Since the edition of 17 June 2025: 2 new stories, 1 with new reports`; empty without an earlier edition."""

    end: str
    earlier: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryContext:
    """What `story.html` may see."""

    frame: Frame
    title: str
    tongue: Tongue
    topics: tuple[Link, ...]
    tint: int
    """Colour of its first topic, 1 to 3; 0 without a topic."""

    badges: tuple[Badge, ...]
    counts: str
    agencies: str
    when: When
    span: str
    """`First reported 4 June 2025`, where the reports are of several days."""

    strip: Markup
    summary: tuple[Quote, ...]
    contrasts: Contrasts | None
    """None when nothing was found: the section is absent, and never says so."""

    course: tuple[Moment, ...]
    """How the story developed, oldest first; empty where all happened in one day."""

    sayings: tuple[Saying, ...]
    alone: tuple[Quote, ...]
    reports: tuple[ReportItem, ...]
    reports_title: str
    names: tuple[NameLine, ...]
    thread: Link | None
    feeds: tuple[FeedLine, ...]
    around: tuple[Around, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleContext:
    """What `article.html` may see."""

    frame: Frame
    title: str
    derived: bool
    """The page has no headline, and its first sentence stands for one."""

    tongue: Tongue
    source: str
    outlet: str
    """The publication alone; empty when not known."""

    agency: str
    state: bool
    """State media, by `content/sources.toml`."""

    owner: str
    byline: str
    dateline: str
    when: When
    minutes: str
    original: str
    host: str
    shown: str
    """`full`, `lead` or `link`: how much of the text the publisher of this site shows."""

    body: Markup
    """The whole text when `shown` is `full`, otherwise empty."""

    pieces: tuple[Extract, ...]
    """What stands in place of the body: its first words, and the pieces that stories quote."""

    captions: tuple[str, ...]
    places: tuple[Place, ...]
    file: str
    story: StoryLine | None
    same: tuple[ReportItem, ...]
    earlier: ReportItem | None
    later: ReportItem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicContext:
    """What `topic.html` may see."""

    frame: Frame
    title: str
    tint: int
    """Colour of the topic, 1 to 3."""

    description: str
    summary: str
    quiet: str
    """`No new report since 17 June 2025`, where the topic is older than the site."""

    bars: Markup
    bars_label: str
    months: tuple[Section, ...]
    years: tuple[YearLinks, ...]
    names: tuple[NameLine, ...]
    sources: tuple[SourceLine, ...]
    feeds: tuple[FeedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContext:
    """What `list.html` may see: stories of a month, a thread or a name."""

    frame: Frame
    title: str
    tongue: Tongue
    above: Link | None
    """The page that this one belongs to."""

    summary: str
    bars: Markup
    sections: tuple[Section, ...]
    more: Link | None
    """Where the others are found, when there are too many for a page."""

    feeds: tuple[FeedLine, ...]
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionContext:
    """What `edition.html` may see."""

    frame: Frame
    title: str
    summary: str
    cards: tuple[Card, ...]
    lines: tuple[StoryLine, ...]
    """Stories beyond those shown in full."""

    more: Link | None
    """Where the others are found, when there are too many for a page."""

    earlier: Link | None
    later: Link | None
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveContext:
    """What `archive.html` may see: the whole archive, a year or a month of it."""

    frame: Frame
    title: str
    above: Link | None
    summary: str
    years: tuple[YearLinks, ...]
    """Years with their months, where their days do not fit on the page."""

    months: tuple[MonthLines, ...]
    """Months with a line for each edition."""

    undated: DayLine | None
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class NamesContext:
    """What `names.html` may see."""

    frame: Frame
    summary: str
    names: tuple[NameLine, ...]


@dataclass(frozen=True, slots=True)
class SourcesContext:
    """What `sources.html` may see."""

    frame: Frame
    summary: str
    sources: tuple[SourceLine, ...]
    agencies: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class SearchContext:
    """What `search.html` may see; the search itself is the browser's work."""

    frame: Frame
    script: str
    """Path of the script that searches; empty where the site has no search."""

    years: tuple[YearLinks, ...]


@dataclass(frozen=True, slots=True)
class AboutContext:
    """What `about.html` may see."""

    frame: Frame
    dates: tuple[str, ...]
    """The sentence about dates in its parts; `stated` and `inferred` stand for the two dates."""

    stated: When
    inferred: When
    """Two dates that show what the badges look like."""

    counts: tuple[tuple[str, str], ...]
    sources: tuple[SourceLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class MissingContext:
    """What `404.html` may see."""

    frame: Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedContext:
    """What `moved.html` may see: a page whose story stands elsewhere now, or nowhere."""

    frame: Frame
    title: str
    tongue: Tongue
    said: str
    """What became of it, in words."""

    refresh: str
    """Path that the browser goes on to; empty where there are several or none."""

    targets: tuple[StoryLine, ...]


Context = (
    HomeContext
    | StoryContext
    | ArticleContext
    | TopicContext
    | ListContext
    | EditionContext
    | ArchiveContext
    | NamesContext
    | SourcesContext
    | SearchContext
    | AboutContext
    | MissingContext
    | MovedContext
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be: where it stands, which template fills it, and what it is made of.

    The context is made by `recipe` from `ingredients` and from nothing else, and only when the
    page is rendered. So the ingredients are the page's list of dependencies: while they are
    equal, the page is, and comparing two plans makes no context at all. An ingredient is a
    frozen value that holds no more than the page shows; values that two plans share are the
    same objects, which makes comparing cheap.
    """

    path: str
    """Relative to `site/`, with `/` on every system."""

    template: str
    recipe: Callable[..., Context]
    """A function of a module, without state of its own."""

    ingredients: tuple[object, ...]

    def context(self) -> Context:
        """What the template sees; made anew at each call."""
        return self.recipe(*self.ingredients)


def by_path(pages: Iterable[Page]) -> dict[str, Page]:
    """Pages by where they stand."""
    return {page.path: page for page in pages}
