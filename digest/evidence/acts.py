"""Acts of which a text says on which day they happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from digest.evidence.wording import ACTS, HAPPENED, MONTH, month_number
from digest.text import has_digit, may_have_digit

_WEEKDAYS = {head: place for place, head in enumerate(("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"))}
_DAY = re.compile(r"day\b")
_CAPITAL = re.compile(r"[A-Z][a-z]+$")
_MONTH_HEAD = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
_DAY_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? $")
_DATE = re.compile(
    rf"\b{MONTH.pattern} (?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? ?(?P<year1>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? {MONTH.pattern}(?:,? ?(?P<year2>(?:19|20)\d\d)\b)?"
)
_TIME = re.compile(r"(\d\d?)(?::(\d\d))? ?([apAP])\.? ?[mM]\b\.?")
_MAY_BE_TIME = re.compile(r"[0-9] ?[apAP]\.? ?[mM]")
_MERIDIEMS = (
    "a.m",
    "p.m",
    " pm",
    "0pm",
    " am ",
    " am.",
    " am,",
    "0am",
    " AM",
    " PM",
    "A.M",
    "P.M",
    "a. m",
    "p. m",
)
_NEARLY = frozenset("about around approximately roughly shortly just after before near by".split())
_BREAK = re.compile(
    r"[,;:()—–]| (?:but|after|before|when|while|who|which|that|because|since|following|as|where|until|if|and|than)\b"
)
_BREAK_AHEAD = re.compile(_BREAK.pattern + r"| for\b")
"""`met on Monday for their first talks`: what the act was for says nothing of its day."""

_WORD = re.compile(r"[A-Za-z]+")
_SAY = frozenset(
    "said says told announced reported according statement released posted published tweeted wrote confirmed spokesman "
    "spokeswoman updated release added interview reporters".split()
)
_WELCOMED = frozenset("received welcomed hosted".split())
"""`was received in Vell on Saturday` tells of a meeting."""

_OTHER_VERBS = frozenset("was were is are has had have been be came went took made began".split())
"""Between an act and a day they mean that the day belongs to another act."""

_OPENED = re.compile(r"\bopen(?:ed|s|ing)? fire")
_NOT_DONE = re.compile(
    r"\b(?:will|would|to be|scheduled|expected|due|set|plans?|planned|could|may|might|should|next|second|third|upcoming|cancel\w*|"
    r"previous\w*|earlier|last|again|another|first|ago|anniversary|not|never|n't|since|until|ahead)\b"
)
_UNSURE = re.compile(r"\b(?:night|late|early|midnight|overnight|local time|GMT|UTC|morning|weekend)\b")
_REACH = 90
"""Characters between an act and its day; farther apart they may belong to different clauses."""

_TOMORROW = 6
"""A weekday that lies so many days back may be the day after the publication's."""


class NamedDay(NamedTuple):
    """A day that a text names, at a place of the text."""

    ordinal: int
    start: int
    end: int
    weekday: bool
    """Named by its weekday alone, and counted back from the publication."""


class NamedTime(NamedTuple):
    """A time of day that a text names, at a place of the text."""

    minutes: int
    """After midnight."""

    start: int
    end: int
    hedged: bool
    """Given with `about`, or to a quarter of an hour."""


def named_days(text: str, published: date | None) -> Iterator[NamedDay]:
    """The days that a text names; a weekday means the latest such day up to the publication."""
    if published is not None and "day" in text:
        for found in _DAY.finditer(text):
            head = _CAPITAL.search(text, max(0, found.start() - 6), found.start())
            if head is None or head[0] not in _WEEKDAYS:
                continue
            back = (published.weekday() - _WEEKDAYS[head[0]]) % 7
            if back < _TOMORROW:
                yield NamedDay(published.toordinal() - back, head.start(), found.end(), True)
    if not may_have_digit(text):
        return
    for head in _MONTH_HEAD.finditer(text):
        before = _DAY_BEFORE.search(text, max(0, head.start() - 6), head.start())
        dated = _DATE.match(text, before.start() if before else head.start())
        if dated is not None and (day := _date(dated, published)) is not None:
            yield NamedDay(day.toordinal(), dated.start(), dated.end(), False)


def named_times(text: str) -> Iterator[NamedTime]:
    """The times of day that a text names with a.m. or p.m."""
    if not (has_digit(text) and _MAY_BE_TIME.search(text) and any(mark in text for mark in _MERIDIEMS)):
        return
    for found in _TIME.finditer(text):
        hour, minute = int(found[1]), int(found[2] or 0)
        if not 1 <= hour <= 12 or minute >= 60:
            continue
        minutes = 60 * (hour % 12 + 12 * (found[3] in "pP")) + minute
        last = text[max(0, found.start() - 15) : found.start()].rstrip().rpartition(" ")[2]
        yield NamedTime(minutes, found.start(), found.end(), last in _NEARLY or minute % 15 == 0)


def _date(found: re.Match[str], published: date | None) -> date | None:
    month = month_number(found[1] or found[5])
    day = int(found["day1"] or found["day2"])
    year = found["year1"] or found["year2"]
    try:
        if year:
            return date(int(year), month, day)
        if published is None:
            return None
        near = [date(published.year + step, month, day) for step in (-1, 0)]
    except ValueError:
        return None
    return max((one for one in near if one <= published + timedelta(days=1)), default=near[0])


def act_of(sentence: str, start: int, end: int) -> str:
    """The act that a day belongs to: in its own clause, with no verb of saying in between."""
    left = max(0, start - _REACH)
    for broken in _BREAK.finditer(sentence, left, start):
        left = broken.end()
    ahead = _BREAK_AHEAD.search(sentence, end, end + _REACH)
    right = ahead.start() if ahead else end + _REACH
    if _NOT_DONE.search(sentence[left:right]):
        return ""
    before = _WORD.findall(sentence[left:start])
    for place, word in reversed(list(enumerate(before))):
        low = word.lower()
        if low in _WELCOMED and place and before[place - 1] in ("was", "were", "been"):
            return "meeting"
        if low in _SAY:
            return ""
        if low in HAPPENED:
            return _event_before(sentence[:start])
        if low in ACTS:
            return "shooting" if low == "fire" and _OPENED.search(sentence, left, start) else ACTS[low]
        if low in _OTHER_VERBS or (low.endswith("ed") and len(low) > 4):
            return ""
    for word in [found for found in _WORD.findall(sentence[end:right]) if found != "s"][:2]:
        if word.lower() in ACTS:
            return ACTS[word.lower()]
        if word.lower() in _SAY or word in ("has", "had", "have"):
            return ""
    return ""


def near_midnight(sentence: str, start: int, end: int) -> bool:
    """Whether a day stands beside a word for night or another clock: a day more or less is no difference then."""
    return _UNSURE.search(sentence, max(0, start - 25), end + 25) is not None


def _event_before(head: str) -> str:
    """The single kind of act that the head of a sentence names: `This meeting with ... took place`."""
    named = {ACTS[word] for word in (found.lower() for found in _WORD.findall(head)) if word in ACTS}
    return named.pop() if len(named) == 1 else ""
