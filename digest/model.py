"""The nouns of a news digest, as immutable values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

YEARS = range(1990, 2101)
"""Years that a date may lie in; others are numbers of another kind."""


class Basis(Enum):
    """How a date is known."""

    STATED = "stated"
    """The page says it: a date line, a dateline, a meta field."""

    INFERRED = "inferred"
    """It follows from what the page says: a weekday beside a photo's date, say."""

    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """When an article was published, and how that is known."""

    day: date | None = None
    """The publisher's local day; `None` when nothing supports one."""

    published: datetime | None = None
    """Aware, in UTC; only where the page states a time with its zone."""

    basis: Basis = Basis.UNKNOWN
    evidence: str = ""
    """In words for a reader: `the text says "on Friday"; photo caption of 21 March 2025`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Lines of a page that belong to no article, and why they were left out."""

    first: int
    last: int
    """Lines of the file, counted from 1, both included."""

    why: str
    """One of the classes of a line: `advert`, `navigation`, `repeated`, `teaser`, ..."""

    text: str = ""
    """The first of it, for a person who checks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an article was taken from."""

    file: str
    """Relative to the project where it lies inside, with `/` on every system."""

    first: int = 0
    last: int = 0
    """Lines of the file, counted from 1; 0 where lines mean nothing (JSON, HTML in one line)."""

    hash: str = ""
    """First 16 hex digits of BLAKE2b over the file's bytes."""

    cut: tuple[Cut, ...] = ()
    """What was left out from between the article's own lines."""


class BlockKind(Enum):
    """What a block of a body is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body, as plain text."""

    kind: BlockKind
    text: str
    line: int = 0
    """Line of the file that it begins on; 0 when not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What ingest found on one page; nothing is trusted and anything may be missing."""

    title: str = ""
    title_derived: bool = False
    """True when the page has no title and one was cut from the first sentence."""

    url: str = ""
    source: str = ""
    agency: str = ""
    byline: str = ""
    dateline: str = ""
    dating: Dating = field(default_factory=Dating)
    language: str = ""
    captions: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    origins: tuple[Origin, ...] = ()
    """The page it was taken from first, then the other pages with the same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """What a list shows of an article.

    Kept apart from the body on purpose: a page that lists articles holds teasers, so
    editing a body cannot make that page stale.
    """

    id: str
    """12 hex digits, given once by ingest and kept in the front matter."""

    title: str
    title_derived: bool = False
    url: str = ""
    """Canonical address at the publisher, http or https; empty when not known."""

    source: str = ""
    """Name of the publication as readers know it; empty when not known."""

    agency: str = ""
    """Wire agency that wrote the text; empty when not named."""

    dating: Dating = field(default_factory=Dating)
    language: str = ""
    """ISO 639-1, lower case: `en`, `ja`."""

    summary: str = field(default="", compare=False)
    """The first sentences of the body, plain text, at most 300 characters. It follows from the body
    and no list shows it, so two teasers that differ in it alone are equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news item from one publication."""

    teaser: Teaser
    byline: str = ""
    dateline: str = ""
    captions: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    """Where ingest found it: the first page, then others that carry the same text."""

    body: str = ""
    """Markdown, as in the file."""

    path: str = ""
    """Its file, relative to the project: `content/articles/2025-06-18-kim-meets-shoigu.md`."""

    body_line: int = 0
    """Line of that file on which the body begins."""

    story: str = ""
    """An editor's pin: articles with the same word are one story. Empty: the tool decides."""

    topics: tuple[str, ...] | None = None
    """An editor's choice of topics; `None` leaves it to the rules, `()` means none."""

    draft: bool = False
    """Left out of the site while true."""

    mark: str = ""
    """Digest of what ingest wrote into the file; empty in a file made by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A teaser inside a story, with the other outlets that carry the same text."""

    teaser: Teaser
    copies: tuple[Teaser, ...] = ()
    """Oldest first; they count once, with this report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports from one or more publications about the same event."""

    id: str
    """Id of the founder, the earliest report: it survives later arrivals."""

    slug: str
    title: str
    reports: tuple[Report, ...]
    """At least one; oldest first, undated last, ties broken by id."""

    topics: tuple[str, ...] = ()
    """Slugs, in the order of `digest.toml`."""

    former: tuple[str, ...] = ()
    """Slugs that it had before; their addresses lead on to this story."""

    split_into: tuple[str, ...] = ()
    """Ids of the stories that tell what was split off from it, followed to the end."""

    thread: str = ""
    """Id of the thread that it belongs to; empty when nothing continues it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Stories that continue each other over weeks or months."""

    id: str
    """Id of its oldest story."""

    stories: tuple[str, ...]
    """Ids, oldest first; at least two."""

    parents: tuple[str, ...]
    """For each story the id of the earlier one that it continues; empty for the first."""


class Fate(Enum):
    """What became of a story that is told no more."""

    MERGED = "merged"
    SPLIT = "split"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """A story that is told no more; its addresses stay and lead on."""

    id: str
    slugs: tuple[str, ...]
    title: str
    fate: Fate
    into: tuple[str, ...] = ()
    """Ids of the stories that tell it now, followed to the end; empty when it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """All stories of a site with what connects them and what became of former ones."""

    stories: tuple[Story, ...] = ()
    """Newest first, undated last."""

    threads: tuple[Thread, ...] = ()
    retired: tuple[Retired, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRules:
    """When an article is about a topic: names and terms, compared without case.

    Each group of `all` must be salient; `any` likewise, but one group suffices;
    a salient term of `none` rules the topic out.
    """

    all: tuple[tuple[str, ...], ...] = ()
    any: tuple[tuple[str, ...], ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject page, declared in `digest.toml`."""

    slug: str
    title: str
    description: str = ""
    rules: TopicRules = field(default_factory=TopicRules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file of the inbox may be; asked before the work whose time goes by each of these."""

    file_mb: int = 32
    """Of any file; memory is a small multiple of it."""

    text_mb: int = 4
    """Of a text page; the longest real ones have a tenth."""

    lines: int = 100_000
    """Of a text page. So many short ones take some 1.5 s of CPU."""

    tags: int = 150_000
    """Opening brackets of an HTML page; large real pages have a tenth."""

    paragraphs: int = 40_000
    """Of an HTML page's body; the longest real ones have hundreds."""


LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet or a news agency, as the editor knows it (`content/sources.toml`)."""

    name: str
    aliases: tuple[str, ...] = ()
    """Other names that reports have for it; case does not matter."""

    owner: str = ""
    """Who owns it, in words."""

    country: str = ""
    """ISO 3166-1, two capitals: `KP`."""

    state: bool = False
    """State media: owned or directed by a government or its party."""

    homepage: str = ""
    """http or https."""

    text: str = ""
    """What a page shows of its articles: `full`, `lead` or `link`; empty: as the site has it."""

    evidence: str = ""
    """Where these facts are from, an address or words."""


def by_day(article: Article) -> tuple[date, str]:
    """The order of articles in time: by day, undated last, ties by id."""
    return (article.teaser.dating.day or date.max, article.teaser.id)


def by_name(sources: Iterable[Source]) -> dict[str, Source]:
    """Sources by each of their names, casefolded; of two that share a name the first has it."""
    found: dict[str, Source] = {}
    for source in sources:
        for name in (source.name, *source.aliases):
            found.setdefault(name.casefold(), source)
    return found
