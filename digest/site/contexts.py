"""What templates may see: one frozen value for each kind of page, and the parts it is made of.

Texts are ready to show and paths are relative to the site's root; a template puts `frame.root`
before a path and arranges. Two pages with equal contexts have equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Link:
    """A page by its name."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of a text, where it differs from the page's."""

    lang: str = ""
    dir: str = ""
    """`rtl`, `ltr`, `auto` for an unknown language; empty where it is the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date as a reader sees it."""

    iso: str = ""
    words: str = "date not known"
    basis: str = "unknown"
    """`stated`, `inferred` or `unknown`."""

    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every page."""

    path: str
    root: str
    """Stands before every path: `../` and the like; on the 404 page the site's base path."""

    lang: str
    dir: str
    site: str
    description: str
    canonical: str = ""
    stylesheets: tuple[str, ...] = ()
    icon: str = ""
    topics: tuple[Link, ...] = ()
    feed: str = ""
    section: str = ""
    """Path of the entry of the navigation that the page belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Sentences copied from a report, with the paragraph that they stand in."""

    text: str
    path: str
    """With the paragraph: `articles/x.html#p1`."""

    paragraph: int
    tongue: Tongue


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """An article in a list."""

    title: str
    path: str
    source: str
    """`Agency via Publication`, or what of the two is known."""

    tongue: Tongue
    when: When
    number: int = 0
    quote: Quote | None = None
    copies: tuple[ReportItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A story in a list."""

    title: str
    path: str
    tongue: Tongue
    topics: tuple[Link, ...]
    quote: Quote | None
    quoted: str
    """Source of the quote."""

    strip: Markup
    counts: str
    """`3 reports, 2 independent`."""

    agencies: str
    when: When
    since: str = ""
    """Day of the first report, where the story is older than its edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Stories under one heading: some in full, more in a line each, the rest by a link."""

    title: str
    path: str
    cards: tuple[Card, ...]
    lines: tuple[Card, ...] = ()
    more: int = 0
    """Stories that are only on the section's own page."""


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
    beside: Section | None
    sections: tuple[Section, ...]
    density: str
    """`few`, `some` or `many` stories."""

    end: str
    earlier: Link | None


@dataclass(frozen=True, slots=True)
class StoryContext:
    """What `story.html` may see."""

    frame: Frame
    title: str
    tongue: Tongue
    topics: tuple[Link, ...]
    counts: str
    agencies: str
    when: When
    span: str
    """`First reported 4 June 2025`, where the reports are of several days."""

    strip: Markup
    reports: tuple[ReportItem, ...]
    around: tuple[Around, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """The stories before and after one in a topic."""

    topic: Link
    earlier: Card | None
    later: Card | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an article was found: a file, its lines, and what was left out of them."""

    file: str
    lines: str
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """What `article.html` may see."""

    frame: Frame
    title: str
    derived: bool
    tongue: Tongue
    source: str
    byline: str
    dateline: str
    when: When
    minutes: int
    original: str
    host: str
    body: Markup
    captions: tuple[str, ...]
    places: tuple[Place, ...]
    file: str
    story: Card | None
    same: tuple[ReportItem, ...]
    others: tuple[ReportItem, ...]


@dataclass(frozen=True, slots=True)
class TopicContext:
    """What `topic.html` may see."""

    frame: Frame
    title: str
    description: str
    summary: str
    bars: Markup
    bars_from: str
    bars_to: str
    months: tuple[Section, ...]
    sources: tuple[tuple[str, int], ...]
    feed: str


@dataclass(frozen=True, slots=True)
class EditionContext:
    """What `edition.html` may see."""

    frame: Frame
    title: str
    summary: str
    cards: tuple[Card, ...]
    earlier: Link | None
    later: Link | None
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """One edition in the archive."""

    title: str
    path: str
    iso: str
    counts: str
    lead: str
    tongue: Tongue


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLines:
    """A month of the archive; `year` is set on the first month of its year."""

    title: str
    year: str
    days: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True)
class ArchiveContext:
    """What `archive.html` may see."""

    frame: Frame
    summary: str
    months: tuple[MonthLines, ...]
    undated: DayLine | None


@dataclass(frozen=True, slots=True)
class AboutContext:
    """What `about.html` may see."""

    frame: Frame
    counts: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]
    agencies: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MissingContext:
    """What `404.html` may see."""

    frame: Frame


Context = (
    HomeContext
    | StoryContext
    | ArticleContext
    | TopicContext
    | EditionContext
    | ArchiveContext
    | AboutContext
    | MissingContext
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


def as_it_is(context: Context) -> Context:
    """The recipe of a page whose only ingredient is its context, for pages that are cheap to plan."""
    return context
