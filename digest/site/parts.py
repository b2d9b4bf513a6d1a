"""The parts that the contexts of pages are made of: links, dates, cards, quotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Link:
    """A page by its name."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class FeedLine:
    """Something to follow, in both formats."""

    title: str
    atom: str
    json: str


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
    words: str = ""
    basis: str = "unknown"
    """`stated`, `inferred` or `unknown`."""

    note: str = ""
    """The basis in words; empty for a date that is not known."""

    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every page."""

    path: str
    root: str
    """Stands before every path: `../` and the like; on the 404 page the site's base path."""

    lang: str
    dir: str
    words: Mapping[str, str]
    """The words of the interface by their keys in `strings/en.toml`."""

    notes: Tongue
    """How the program's own notes, which are English, stand on the page."""

    site: str
    title: str
    """Of the page, as the browser's tab shows it."""

    description: str
    base: str
    """Address of the site; empty while it has none."""

    canonical: str
    robots: str
    """`noindex` or empty."""

    image: str
    """Path of the picture for shared links; empty where there is none."""

    head: Markup
    """More for the head of the page: metadata for machines, made from the rest of the context."""

    stylesheets: tuple[str, ...]
    icon: str
    topics: tuple[Link, ...]
    feed: str
    section: str
    """Path of the entry of the navigation that the page belongs to."""

    newest: str
    """`Newest report: 17 June 2025`, of what the page shows; empty where nothing is dated."""

    edition: Link | None
    """The edition that the page belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A fact about a story in two or three words."""

    kind: str
    """`new`, `differ` or `update`."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A piece of a report, letter for letter, with the paragraph that it stands in."""

    text: str
    path: str
    """With the paragraph: `articles/x.html#p1`."""

    paragraph: int
    tongue: Tongue
    source: str
    state: bool = False
    bare: bool = False
    """The piece has quotation marks of its own, so it is shown without others around it."""

    number: int = 0
    """Of the report in the story's list; 0 outside of a story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """An article in a list."""

    title: str
    path: str
    source: str
    """`Agency via Publication`, or what of the two is known."""

    state: bool
    tongue: Tongue
    when: When
    number: int = 0
    quote: Quote | None = None
    copies: tuple[ReportItem, ...] = ()
    outlet: str = ""
    """The publication alone; empty when not known."""

    original: str = ""
    """Address at the publisher; empty when not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story in one line of a list."""

    title: str
    path: str
    tongue: Tongue
    when: When
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A story in a list."""

    title: str
    path: str
    tongue: Tongue
    topics: tuple[Link, ...]
    quote: Quote | None
    strip: Markup
    badges: tuple[Badge, ...]
    counts: str
    """`3 reports, 2 independent`."""

    agencies: str
    when: When
    tint: int = 0
    """Colour of its first topic, 1 to 3; 0 without a topic."""

    since: str = ""
    """`since 4 June 2025`, where the story is older than its newest report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Stories under one heading: some in full, more in a line each, the rest by a link."""

    title: str
    path: str
    cards: tuple[Card, ...] = ()
    lines: tuple[StoryLine, ...] = ()
    more: str = ""
    """`All 40 stories`, where some are only on the section's own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One row of the table of differences: cells in the order of its columns."""

    title: str
    kind: str
    """`differs`, `update` or `exact`."""

    note: str
    """`differs`, `a later report has a newer state`, `one report is more exact`."""

    cells: tuple[tuple[Quote, ...], ...]
    """Pieces of each column's report; empty where it says nothing of the point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One independent report in the table of differences."""

    number: int
    source: str
    state: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrasts:
    """Where accounts differ: rows are points, columns independent reports."""

    title: str
    """What the points have in common: that accounts differ, or less."""

    columns: tuple[Column, ...]
    points: tuple[Point, ...]
    more: str
    """`and 2 more reports`, where the table has not all of them; empty otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point of the thread line."""

    kind: str
    """`here` for this story, `report` for an earlier report of it, `story` for another one of its thread,
    `event` for a day that reports name."""

    when: When
    gap: str
    """Time since the moment before, in words; empty at the first and for neighbours in time."""

    story: StoryLine | None = None
    note: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What somebody is quoted with."""

    speaker: str
    state: bool
    pieces: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """A name with its counts; `path` is empty for a name without a page of its own."""

    name: str
    path: str
    count: int
    words: str
    """The count with its noun: `3 reports`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """An outlet or an agency with what is known of it."""

    name: str
    count: int
    words: str
    """The count with its noun."""

    state: bool = False
    owner: str = ""
    country: str = ""
    homepage: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """The stories before and after one in a topic."""

    topic: Link
    earlier: StoryLine | None
    later: StoryLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an article was found: a file, its lines, and what was left out of them."""

    file: str
    lines: str
    summary: str = ""
    """`left out: 2 adverts, 1 navigation`."""

    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What is shown of one paragraph, where the text as a whole is not."""

    paragraph: int
    texts: tuple[str, ...]
    """Pieces of it, letter for letter."""


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
    """A month of the archive with its editions."""

    title: str
    path: str
    year: str
    """Set on the first month of its year."""

    year_path: str
    days: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLink:
    """A month in a list of months."""

    title: str
    path: str
    count: int
    words: str
    """The count with its noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLinks:
    """A year with links to its months."""

    title: str
    path: str
    months: tuple[MonthLink, ...]
