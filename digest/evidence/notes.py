"""What is noted of one report, alone: everything that the page of its story may come to quote.

Notes depend on one account and on nothing else, so a build can keep them by its content. They
hold pieces, not the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from digest.claims import Account, Event, Excerpt, Quotation
from digest.evidence.events import events_of
from digest.evidence.quotes import quotations
from digest.evidence.summary import opening
from digest.stories.names import Found, find_names
from digest.text import has_digit, sentence_spans

_FACT = re.compile(r"\d(?<![^\W_].)(?<![.,].)[\d.,]*")
_ASCII_FACT = re.compile(r"[0-9](?<![0-9A-Za-z.,].)[0-9.,]*")
"""The same for most paragraphs, at half the cost."""

_OPENING = " \"'\u201c\u2018(["
_STOPS = ".!?\u2026:\u201d\u2019)"
"""What stands before a word that only begins a sentence."""

_IN = ("in", "near", "outside", "across", "around", "from")
_TELLING = 40
"""Characters of a sentence from which on it can tell something by itself."""

_MOST = 12
"""Sentences with facts that are kept of one report."""


class Naming(NamedTuple):
    """A name in one report."""

    name: str
    times: int
    person: bool
    place: bool
    """It stands behind `in`, and nothing shows a person or a body."""


class Telling(NamedTuple):
    """A sentence with the facts in it: figures and names."""

    text: str
    paragraph: int
    """Counted from 1."""

    facts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What one report says, as far as a page may quote it."""

    article: str
    day: date | None
    opening: tuple[Excerpt, ...] = ()
    """Sentences of its head that stand alone."""

    quotations: tuple[Quotation, ...] = ()
    events: tuple[Event, ...] = ()
    names: tuple[Naming, ...] = ()
    tellings: tuple[Telling, ...] = ()
    facts: frozenset[str] = frozenset()
    """Figures and words of names that stand anywhere in it."""


def read(account: Account, *, beside: bool = True) -> Notes:
    """Take notes of one report. Cost: about 0.4 ms for 600 words.

    Args:
        beside: whether its facts will stand beside those of other reports; else none are looked for.
    """
    names = [find_names(text) for text in account.paragraphs]
    spans = [sentence_spans(text) for text in account.paragraphs]
    tellings, facts = _facts(account, names, spans) if beside else ((), frozenset[str]())
    return Notes(
        article=account.id,
        day=account.day,
        opening=opening(account, spans),
        quotations=quotations(account, names),
        events=events_of(account, spans),
        names=_namings(account, names),
        tellings=tellings,
        facts=facts,
    )


def _facts(
    account: Account, names: Sequence[Sequence[Found]], spans: Sequence[Sequence[tuple[int, int]]]
) -> tuple[tuple[Telling, ...], frozenset[str]]:
    """The sentences with most facts, and all facts of a report."""
    tellings: list[tuple[int, int, int, int, set[str]]] = []
    every: set[str] = set()
    for number, text in enumerate(account.paragraphs):
        named = [(name.start, name.text.rpartition(" ")[2]) for name in names[number]]
        every.update([word for _, word in named])
        figures = _figures(text)
        every.update([figure for _, figure in figures])
        at, last = 0, len(figures)
        for start, end in spans[number] if figures else ():
            first = at
            while at < last and figures[at][0] < end:
                at += 1
            if at > first and end - start >= _TELLING:
                facts = {figure for _, figure in figures[first:at]}
                facts.update([word for place, word in named if start <= place < end])
                tellings.append((-len(facts), number, start, end, facts))
    tellings.sort()
    return tuple(
        Telling(account.paragraphs[number][start:end], number + 1, frozenset(facts))
        for _, number, start, end, facts in tellings[:_MOST]
    ), frozenset(every)


def _figures(text: str) -> list[tuple[int, str]]:
    """The figures of a paragraph, each with its place."""
    ascii = text.isascii()
    if ascii and not has_digit(text):
        return []
    return [(found.start(), found[0].rstrip(".,")) for found in (_ASCII_FACT if ascii else _FACT).finditer(text)]


def _namings(account: Account, names: Sequence[Sequence[Found]]) -> tuple[Naming, ...]:
    """The names of a report with how often they stand there; what only begins a sentence is none."""
    times: dict[str, int] = {}
    within: set[str] = set()
    persons: set[str] = set()
    places: dict[str, int] = {}
    for text, found in zip(account.paragraphs, names, strict=True):
        for name, start, _, titled in found:
            times[name] = times.get(name, 0) + 1
            if titled:
                persons.add(name)
            before = text[max(0, start - 8) : start].rstrip(_OPENING)
            if " " in name or (before and before[-1] not in _STOPS):
                within.add(name)
                if before.endswith(_IN) and before.rpartition(" ")[2] in _IN:
                    places[name] = places.get(name, 0) + 1
    return tuple(
        Naming(name, count, name in persons, 2 * places.get(name, 0) > count)
        for name, count in sorted(times.items())
        if name in within
    )
