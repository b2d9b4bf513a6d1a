"""Acts of which a text says on which day they happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from digest.evidence.wording import ACTS, HAPPENED, MONTH, month_number

_WEEKDAYS = {
    name: place
    for place, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
}
_MONTH_SPOT = re.compile(
    r"(?:^|[ (\"“‘'])(?:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)[a-z.]* ?\d|\d (?:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)"
)
_WEEKDAY = re.compile(r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_DATE = re.compile(
    rf"\b{MONTH.pattern} (?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? ?(?P<year1>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? {MONTH.pattern}(?:,? ?(?P<year2>(?:19|20)\d\d)\b)?"
)
_MERIDIEM = re.compile(r"\d ?[ap]\.? ?m\b")
_TIME = re.compile(
    r"((?:about|around|approximately|roughly|shortly|just|after|before|near|by) )?\b(1[0-2]|[1-9])(?::(\d\d))? ?([ap]\.? ?m\b\.?)",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[,;:()—–]| (?:but|after|before|when|while|who|which|that|because|since|following|as|where|until|if|and|than)\b"
)
_WORD = re.compile(r"[A-Za-z]+")
_SAY = frozenset(
    "said says told announced reported according statement released posted published tweeted wrote confirmed spokesman "
    "spokeswoman updated release added interview reporters".split()
)
_OTHER_VERBS = frozenset("was were is are has had have been be came went took made began".split())
"""Between an act and a day they mean that the day belongs to another act."""

_OPENED = re.compile(r"\bopen(?:ed|s|ing)? fire")
_NOT_DONE = re.compile(
    r"\b(?:will|would|to be|scheduled|expected|due|set|plans?|planned|could|may|might|should|next|second|third|upcoming|cancel\w*|"
    r"previous\w*|earlier|last|another|first|ago|anniversary|not|never|n't|since|until|ahead)\b"
)
_UNSURE = re.compile(r"\b(?:night|late|early|midnight|overnight|local time|GMT|UTC|morning|weekend)\b")
_REACH = 90
"""Characters between an act and its day; farther apart they may belong to different clauses."""

_TOMORROW = 6
"""A weekday that lies so many days back may be the day after the publication's."""


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that a text names, at a place of the text."""

    ordinal: int
    start: int
    end: int
    weekday: bool
    """Named by its weekday alone, and counted back from the publication."""


@dataclass(frozen=True, slots=True)
class NamedTime:
    """A time of day that a text names, at a place of the text."""

    minutes: int
    """After midnight."""

    start: int
    end: int
    hedged: bool


def named_days(text: str, published: date | None) -> Iterator[NamedDay]:
    """The days that a text names; a weekday means the latest such day up to the publication."""
    if published is not None and "day" in text:
        for found in _WEEKDAY.finditer(text):
            back = (published.weekday() - _WEEKDAYS[found[1]]) % 7
            if back < _TOMORROW:
                yield NamedDay(published.toordinal() - back, found.start(), found.end(), True)
    if _MONTH_SPOT.search(text):
        for found in _DATE.finditer(text):
            day = _date(found, published)
            if day is not None:
                yield NamedDay(day.toordinal(), found.start(), found.end(), False)


def named_times(text: str) -> Iterator[NamedTime]:
    """The times of day that a text names with a.m. or p.m."""
    if "m" not in text or not _MERIDIEM.search(text):
        return
    for found in _TIME.finditer(text):
        hour, minute = int(found[2]) % 12, int(found[3] or 0)
        if minute < 60:
            minutes = 60 * (hour + 12 * (found[4][0] in "pP")) + minute
            yield NamedTime(minutes, found.start(2), found.end(), found[1] is not None or minute % 15 == 0)


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
    left = max((found.end() for found in _BREAK.finditer(sentence, 0, start)), default=0)
    right = next((found.start() for found in _BREAK.finditer(sentence, end)), len(sentence))
    if _NOT_DONE.search(sentence[left:right]):
        return ""
    before = _WORD.findall(sentence[max(left, start - _REACH) : start])
    for word in reversed(before):
        low = word.lower()
        if low in _SAY:
            return ""
        if low in HAPPENED:
            return _event_before(sentence[:start])
        if low in ACTS:
            return "shooting" if low == "fire" and _OPENED.search(sentence, left, start) else ACTS[low]
        if low in _OTHER_VERBS or (low.endswith("ed") and len(low) > 4):
            return ""
    for word in _WORD.findall(sentence[end:right])[:2]:
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
