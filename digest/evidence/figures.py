"""The figures of one account: numbers, ages, amounts and days, each with what it counts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from digest.claims import Account
from digest.evidence.acts import NamedDay, NamedTime, act_of, named_days, named_times, near_midnight
from digest.evidence.numerals import Hedge, Numeral, numerals
from digest.evidence.readings import Kind, read
from digest.text import sentences

_REACH = 90
"""Characters on each side of a number in which the words stand that say what it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a text with what it counts; it depends on its account alone, so that it can be kept."""

    kind: Kind
    what: str
    """The noun, the person, the act, or what a unit measures."""

    doing: str = ""
    """What befell, or who acts on, those that are counted: a class of `FATES` or the stem of a verb."""

    low: float
    high: float
    hedge: Hedge = Hedge.EXACT
    digits: int = 15
    quals: tuple[str, ...] = ()
    """Words between the number and its noun; the currency of an amount."""

    others: bool = False
    """Counts those besides somebody already named: `and three others`."""

    text: str
    """Letter for letter as in the paragraph."""

    sentence: str
    place: int
    """Where in the sentence it begins."""

    paragraph: int
    """From 1; 0 is the title."""

    depth: int = 0
    """Characters of the account before its sentence."""

    weekday: bool = False
    unsure: bool = False
    """Of a day: named by its weekday alone; near to midnight or of another clock."""


def figures(account: Account) -> tuple[Figure, ...]:
    """Everything an English account counts or dates, in the order of its text; nothing in other languages.

    Most paragraphs hold neither number nor day: one look at each tells, and only the others are taken apart.
    """
    if account.language not in ("", "en"):
        return ()
    found: list[Figure] = []
    depth = 0
    for place, paragraph in enumerate((account.title, *account.paragraphs)):
        numbers = deque(numerals(paragraph))
        days = deque(sorted(named_days(paragraph, account.day), key=_start)) if place else deque()
        times = deque(named_times(paragraph)) if place else deque()
        if numbers or days or times:
            for start, sentence in _spans(paragraph):
                end = start + len(sentence)
                below = depth + start
                while numbers and numbers[0].start < end:
                    found.extend(_counted(sentence, start, numbers.popleft(), place, below))
                while days and days[0].start < end:
                    found.extend(_dated(sentence, start, days.popleft(), place, below))
                while times and times[0].start < end:
                    found.extend(_timed(sentence, start, times.popleft(), place, below))
        depth += len(paragraph)
    return tuple(found)


def _start(day: NamedDay) -> int:
    return day.start


def _spans(paragraph: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph with the places where they begin."""
    end = 0
    for sentence in sentences(paragraph):
        start = paragraph.find(sentence, end)
        end = start + len(sentence)
        yield start, sentence


def _counted(sentence: str, offset: int, number: Numeral, paragraph: int, depth: int) -> Iterator[Figure]:
    start, end = number.start - offset, number.end - offset
    found = read(number, sentence[max(0, start - _REACH) : start], sentence[end : end + _REACH])
    if found is not None:
        yield Figure(
            kind=found.kind,
            what=found.what,
            doing=found.doing,
            low=number.low * found.factor,
            high=number.high * found.factor,
            hedge=number.hedge,
            digits=number.digits,
            quals=found.quals,
            others=found.others,
            text=sentence[start - found.start : end + found.end].rstrip("'’"),
            sentence=sentence,
            place=start,
            paragraph=paragraph,
            depth=depth,
        )


def _dated(sentence: str, offset: int, day: NamedDay, paragraph: int, depth: int) -> Iterator[Figure]:
    start, end = day.start - offset, day.end - offset
    act = act_of(sentence, start, end)
    if act:
        yield Figure(
            kind=Kind.DAY,
            what=act,
            low=day.ordinal,
            high=day.ordinal,
            text=sentence[start - 3 * sentence.startswith("on ", max(0, start - 3)) : end],
            sentence=sentence,
            place=start,
            paragraph=paragraph,
            depth=depth,
            weekday=day.weekday,
            unsure=near_midnight(sentence, start, end),
        )


def _timed(sentence: str, offset: int, time: NamedTime, paragraph: int, depth: int) -> Iterator[Figure]:
    start, end = time.start - offset, time.end - offset
    act = act_of(sentence, start, end)
    if act:
        yield Figure(
            kind=Kind.TIME,
            what=act,
            low=time.minutes,
            high=time.minutes,
            hedge=Hedge.ABOUT if time.hedged else Hedge.EXACT,
            text=sentence[start:end],
            sentence=sentence,
            place=start,
            paragraph=paragraph,
            depth=depth,
        )
