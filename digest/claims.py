"""What a story page claims: pieces of reports, each with the paragraph that it was copied from.

Plain values between the room that finds them (`evidence`) and the room that shows them (`site`).
Every `Excerpt` is verbatim: its text stands, letter for letter, in the paragraph that it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a report, letter for letter."""

    text: str
    article: str
    """Id of the article that it was copied from."""

    paragraph: int
    """Counted from 1, as the page of the article counts its paragraphs (`#p1`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What somebody is quoted with. A split quotation has several pieces and is one."""

    pieces: tuple[Excerpt, ...]
    """In their order in the text, with their quotation marks left out."""

    speaker: str = ""
    """As the report names them, in full where it does; empty rather than wrong."""


class Contrast(Enum):
    """How accounts stand to each other on one point."""

    DIFFERS = "differs"
    UPDATE = "update"
    """A later report has a newer state."""

    MORE_EXACT = "more exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One point on which independent reports do not say the same."""

    point: str
    """What is counted or dated, in words of the reports: `troops`, `day of the meeting`."""

    contrast: Contrast
    cells: tuple[Excerpt, ...]
    """At least two, of different reports, in the order of the story's reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A day that the reports name, with what they say of it."""

    day: date
    said: Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person, place or organisation that the reports name."""

    name: str
    """The fullest form that stands in the reports."""

    kind: str
    """`person`, `place`, `organisation`, or empty when not known."""

    reports: int
    """Independent reports that name it."""

    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that the page of one story claims."""

    summary: tuple[Excerpt, ...] = ()
    differences: tuple[Difference, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    alone: tuple[Excerpt, ...] = ()
    """Sentences whose facts stand in one report only."""

    events: tuple[Event, ...] = ()
    """Oldest first."""

    mentions: tuple[Mention, ...] = ()
    """Most named first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One independent report as evidence reads it."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    """Plain text of the paragraphs, numbered from 1 as on the article's page."""

    day: date | None = None
    source: str = ""
    agency: str = ""
    language: str = ""
