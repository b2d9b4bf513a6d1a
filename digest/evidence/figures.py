"""The figures of one account: numbers, ages, amounts and days, each with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from digest.claims import Account
from digest.evidence.acts import (
    NamedDay,
    NamedTime,
    act_of,
    named_days,
    named_times,
    near_midnight,
)
from digest.evidence.numerals import Hedge, Numeral, numerals
from digest.evidence.persons import same_person
from digest.evidence.readings import Kind, read
from digest.text import sentence_spans

_REACH = 90
"""Characters on each side of a number in which the words stand that say what it counts."""

_FULL_NAME = re.compile(r"\b[A-Z][a-z]+(?:[’'-][A-Z][a-z]+)?(?: [A-Z]\.| [A-Z][a-z]+){0,3} [A-Z][A-Za-z’'-]*[a-z]\b")
_NAMESAKES = 5
"""More names of one family than are looked at: two are enough not to know whose age it is."""


class Figure(NamedTuple):
    """One number of a text with what it counts; it depends on its account alone, so that it can be kept."""

    kind: Kind
    what: str
    """The noun, the person, the act, or what a unit measures."""

    low: float
    high: float
    text: str
    """Letter for letter as in the paragraph."""

    sentence: str
    place: int
    """Where in the sentence it begins."""

    paragraph: int
    """From 1; 0 is the title."""

    depth: int = 0
    """Characters of the account before its sentence."""

    doing: str = ""
    """What befell, or who acts on, those that are counted: a class of `FATES` or the stem of a verb."""

    hedge: Hedge = Hedge.EXACT
    digits: int = 15
    quals: tuple[str, ...] = ()
    """Words between the number and its noun; the currency of an amount."""

    others: bool = False
    """Counts those besides somebody already named: `and three others`."""

    weekday: bool = False
    unsure: bool = False
    """Of a day: named by its weekday alone; near to midnight or of another clock."""


class _Sentence(NamedTuple):
    """A sentence that holds a figure, and where it is from."""

    text: str
    """With plain blanks, whatever blanks the paragraph has."""

    start: int
    """Where in the paragraph it begins."""

    whole: str
    """The paragraph, letter for letter."""

    paragraph: int
    depth: int

    def piece(self, start: int, end: int) -> str:
        """A piece of the paragraph by its places in the sentence."""
        return self.whole[self.start + start : self.start + end]


def figures(account: Account) -> tuple[Figure, ...]:
    """Everything an English account counts or dates, in the order of its text; nothing in other languages.

    Most paragraphs hold neither number nor day: one look at each tells, and only the others are taken apart.
    """
    if account.language not in ("", "en"):
        return ()
    found: list[Figure] = []
    depth = 0
    for place, paragraph in enumerate((account.title, *account.paragraphs)):
        ascii = paragraph.isascii() and "\n" not in paragraph
        plain = paragraph if ascii or not _BLANK.search(paragraph) else paragraph.translate(_BLANKS)
        named: list[Numeral | NamedDay | NamedTime] = [*numerals(plain)]
        if place:
            counted = len(named)
            named += chain(named_days(plain, account.day), named_times(plain))
            if len(named) > counted:
                named.sort(key=_start)
        if named:
            _read_sentences(found, named, _Sentence(plain, 0, paragraph, place, depth))
        depth += len(paragraph)
    return tuple(_with_full_names(found, account))


def _with_full_names(found: Sequence[Figure], account: Account) -> Iterator[Figure]:
    """Ages beside a family name get the full name that the account has for it; where it has none or two, they go."""
    known: dict[str, list[str]] | None = None
    for figure in found:
        if figure.kind is not Kind.AGE or " " in figure.what:
            yield figure
            continue
        known = _full_names(account) if known is None else known
        names = known.get(figure.what, ())
        if names and all(same_person(names[0], name) for name in names):
            yield figure._replace(what=names[0])


def _full_names(account: Account) -> dict[str, list[str]]:
    """The full names of an account by their family name, each once."""
    found: dict[str, list[str]] = {}
    for paragraph in account.paragraphs:
        for name in _FULL_NAME.findall(paragraph):
            names = found.setdefault(name.rpartition(" ")[2], [])
            if name not in names and len(names) < _NAMESAKES:
                names.append(name)
    return found


_BLANKS = dict.fromkeys((0x0A, 0x0D, 0x09, 0xA0, 0x2009, 0x202F), " ")
"""Line ends and blanks that do not break, a letter for a letter: places stay."""

_BLANK = re.compile(f"[{''.join(map(chr, _BLANKS))}]")


def _start(named: Numeral | NamedDay | NamedTime) -> int:
    return named.start


def _read_sentences(found: list[Figure], named: Sequence[Numeral | NamedDay | NamedTime], whole: _Sentence) -> None:
    """Read each number, day or time of a paragraph in the sentence that it stands in."""
    at, last = 0, len(named)
    for start, end in sentence_spans(whole.whole):
        if named[at].start >= end:
            continue
        sentence = _Sentence(whole.text[start:end], start, whole.whole, whole.paragraph, whole.depth + start)
        while named[at].start < end:
            if (figure := _figure(named[at], sentence)) is not None:
                found.append(figure)
            at += 1
            if at == last:
                return


def _figure(named: Numeral | NamedDay | NamedTime, sentence: _Sentence) -> Figure | None:
    start, end = named.start - sentence.start, named.end - sentence.start
    if isinstance(named, Numeral):
        return _counted(named, start, end, sentence)
    act = act_of(sentence.text, start, end)
    if not act:
        return None
    if isinstance(named, NamedDay):
        on = 3 * sentence.text.startswith("on ", max(0, start - 3))
        return Figure(
            kind=Kind.DAY,
            what=act,
            low=named.ordinal,
            high=named.ordinal,
            text=sentence.piece(start - on, end),
            sentence=sentence.text,
            place=start,
            paragraph=sentence.paragraph,
            depth=sentence.depth,
            weekday=named.weekday,
            unsure=near_midnight(sentence.text, start, end),
        )
    return Figure(
        kind=Kind.TIME,
        what=act,
        low=named.minutes,
        high=named.minutes,
        hedge=Hedge.ABOUT if named.hedged else Hedge.EXACT,
        text=sentence.piece(start, end),
        sentence=sentence.text,
        place=start,
        paragraph=sentence.paragraph,
        depth=sentence.depth,
    )


def _counted(number: Numeral, start: int, end: int, sentence: _Sentence) -> Figure | None:
    text = sentence.text
    found = read(number, text[max(0, start - _REACH) : start], text[end : end + _REACH])
    if found is None:
        return None
    return Figure(
        found.kind,
        found.what,
        number.low * found.factor,
        number.high * found.factor,
        sentence.piece(start - found.start, end + found.end).rstrip("'’"),
        text,
        start,
        sentence.paragraph,
        sentence.depth,
        found.doing,
        number.hedge,
        number.digits,
        found.quals,
        found.others,
    )
