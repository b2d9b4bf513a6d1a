"""Dates as pages write them: find them, read them, never guess between two readings."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from digest.ingest.lexicon import MONTHS, RELATIVE_TIME, WEEKDAYS
from digest.model import YEARS


def _names(table: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))


_MONTH = rf"(?P<month>{_names(MONTHS)})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.ª|\.)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_EDGE = r"(?:(?<!\w)|(?<=(?-i:[a-z0-9]))(?=(?-i:[A-Z])))"
"""The start of a word, or a capital glued to what stands before it (`PressApril 28, 2023`)."""

_STOP = r"(?:\b|(?=\d?\d:\d\d)|(?=(?-i:[A-Z][a-z])))"
"""The end of a year, or a clock time or a word glued to it (`July 9, 20246:44 PM`, `21 May 2023Posted in`)."""

_START = r"(?:(?<!\w)|(?<=(?-i:[a-z])))"
"""The start of a number, or a number glued to a word (`Jo Doe21 May 2023`)."""

_NAMED = (
    rf"{_START}{_DAY}\s*(?:de\s+|d['’]\s*|do\s+)?{_MONTH}\b\.?(?:,?\s+(?:de\s+|del\s+)?|[-/ ]){_YEAR}{_STOP}",
    rf"{_EDGE}{_MONTH}\b\.?\s*{_DAY},?\s+{_YEAR}{_STOP}",
    rf"(?<!\w){_DAY}[-/. ]{_MONTH}[-/. ]{_YEAR}\b",
    r"(?P<year>(?:19|20)\d\d)\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]",
)
_NUMBERED = (
    r"(?<![\d.:/-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])\s?(?P<month>\d{1,2})(?P=sep)\s?(?P<day>\d{1,2})(?![\d/-])",
    r"(?<![\d.:/-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d|\d\d)(?![\d/.:-]\d|\d)",
)
_FULL = tuple(re.compile(form, re.IGNORECASE) for form in _NAMED + _NUMBERED)
_PARTIAL = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\w){_MONTH}\b\.?\s*{_DAY}(?![\d:,.]*\d)(?!,?\s+(?:19|20)\d\d)\b",
        rf"(?<![\w.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?{_MONTH}\b(?!\.?,?\s+(?:de\s+|del\s+)?(?:19|20)\d\d)",
        r"(?<!\d)(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]",
    )
)
_DIGIT = re.compile(r"\d")
_HINT = re.compile(
    rf"\d{{1,2}}\s*[月월]|(?:19|20)\d\d|\d[-/.]\d|{_EDGE}(?:{_names(MONTHS)})\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"(?<!\w)(?P<name>{_names(WEEKDAYS)})\b\.?", re.IGNORECASE)
_CJK_WEEKDAY = re.compile(
    r"[（(]([月火水木金土日월화수목금토일])(?:曜日?|요일)?[)）]|([月火水木金土日])曜日|(월|화|수|목|금|토|일)요일|(?:星期|周|週)([一二三四五六日天])"
)
_CJK_DAYS = {
    **dict(zip("月火水木金土日", range(7), strict=True)),
    **dict(zip("월화수목금토일", range(7), strict=True)),
    **dict(zip("一二三四五六", range(6), strict=True)),
    "天": 6,
}
CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])(?:\s?[:h時시]\s?|\.(?=[0-5]\d\s*(?:uhr|hrs|[ap]\.?m)))(?P<minute>[0-5]\d)\s?(?:分|분)?(?::[0-5]\d)?\s*(?P<half>[ap]\.?\s?m\.?)?(?![\d:])"
    r"|(?<![\d:.])(?P<hour12>1[0-2]|0?[1-9])\s*(?P<half12>[ap]\.?m\.?)(?!\w)",
    re.IGNORECASE,
)
_RELATIVE = re.compile("|".join(f"(?:{form})" for form in RELATIVE_TIME), re.IGNORECASE)
_OFFSET = re.compile(
    r"\b(?:GMT|UTC)\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?|\b(?P<zone>GMT|UTC)\b|(?<=\d)(?P<z>Z)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date inside a text."""

    start: int
    end: int
    day: date | None
    """`None` where the form can be read two ways (`05/06/2022`) or has no year."""

    month: int
    number: int
    """Day of the month; 0 where the form can be read two ways."""


def find_dates(text: str, *, month_first: bool | None = None) -> list[Found]:
    """Every date with a year in a text, in order; overlapping readings once.

    Args:
        text: any text; a line of a page or a paragraph.
        month_first: how to read `05/06/2022`; `None` leaves such a date without a day.
    """
    if not _may_hold_dates(text):
        return []
    found: list[Found] = []  # apart from each other and in order, so that neighbours alone can overlap
    for form in _FULL:
        for match in form.finditer(text):
            at = bisect(found, match.start(), key=lambda hit: hit.start)
            if (at and found[at - 1].end > match.start()) or (at < len(found) and found[at].start < match.end()):
                continue
            hit = _full(match, month_first)
            if hit is not None:
                found.insert(at, hit)
    return found


def _may_hold_dates(text: str) -> bool:
    """Whether it is worth while to look closer; every date has a digit, which is seen at once."""
    return bool(_DIGIT.search(text) and _HINT.search(text))


def _full(match: re.Match[str], month_first: bool | None) -> Found | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("a"):
        month, number = _numbers(int(parts["a"]), int(parts["b"]), parts["sep"], month_first)
        year += 2000 if year < 70 else 1900 if year < 100 else 0
        if not month:
            return Found(match.start(), match.end(), None, 0, 0) if number == 0 else None
    else:
        month, number = _month(parts["month"]), int(parts["day"])
    day = _day(year, month, number)
    return Found(match.start(), match.end(), day, month, number) if day else None


def _numbers(a: int, b: int, sep: str, month_first: bool | None) -> tuple[int, int]:
    """Month and day of `a/b/year`; `(0, 0)` when either order is possible, `(0, -1)` when none is."""
    if sep == "." or a > 12:
        return (b, a) if b <= 12 else (0, -1)
    if b > 12:
        return (a, b)
    if a == b:
        return (a, b)
    if month_first is None:
        return (0, 0)
    return (a, b) if month_first else (b, a)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _named(MONTHS, text) or 0


def _named(table: dict[str, int], word: str) -> int | None:
    """The number of a name; matching without case takes a Turkish dotless i for an i and a long s for an s."""
    low = word.lower()
    return next((table[one] for one in (low, low.replace("i", "ı"), word.casefold()) if one in table), None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number) if year in YEARS else None
    except ValueError:
        return None


def find_partial_dates(text: str) -> Iterator[tuple[int, int, str]]:
    """Month and day of every date without a year (`June 17`), with its words."""
    if not _may_hold_dates(text):
        return
    for form in _PARTIAL:
        for match in form.finditer(text):
            name = match["month"]
            if name.isascii() and name.islower():
                continue  # "set 3", "may 10": a word, not a month
            month, number = _month(name), int(match["day"])
            if 1 <= month <= 12 and 1 <= number <= 31:
                yield month, number, match.group().strip()


def find_weekdays(text: str) -> Iterator[tuple[int, str, int]]:
    """Weekday number (Monday 0), its word and its place, for each weekday named in full or short."""
    for match in _WEEKDAY.finditer(text):
        number = _named(WEEKDAYS, match["name"])
        if number is not None:
            yield number, match["name"], match.start()
    for match in _CJK_WEEKDAY.finditer(text):
        sign = next(group for group in match.groups() if group)
        yield _CJK_DAYS[sign], match.group(), match.start()


def find_relative(text: str) -> re.Match[str] | None:
    """The first `6 hours ago` of a text, in any of the known languages."""
    return _RELATIVE.search(text)


def days_ago(text: str) -> tuple[int, int]:
    """How many days a relative time reaches back, at least and at most.

    Hours reach back to today or yesterday, weeks and months are too coarse for a day:
    `(0, 1)` for `6 hours ago`, `(2, 2)` for `2 days ago`, `(-1, -1)` for the coarse ones.
    """
    low = text.lower()
    match = re.search(r"\d{1,3}", low)
    number = int(match.group()) if match else 1
    if re.search(
        r"month|mos?\b|week|year|yr|\d\s?[wy]\b|woche|monat|semaine|mois|semana|m[eê]s|settiman|mes[ei]|недел|месяц|週|月|周|주|개월|hafta|minggu|bulan|weken",
        low,
    ):
        return -1, -1
    if re.search(
        r"day|\d\s*d\b|\btag|jour|\bj\b|día|dia\b|dias|giorn|дн|день|日|天|일|gün|hari|dag|dni|يوم|أيام|ימים", low
    ):
        return number, number
    return (0, 1) if number < 24 else (number // 24, number // 24 + 1)


def find_clock(text: str) -> tuple[int, int] | None:
    """Hour and minute of the first clock time of a text."""
    match = CLOCK.search(text)
    if not match:
        return None
    hour = int(match["hour"] or match["hour12"])
    half = (match["half"] or match["half12"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return hour, int(match["minute"] or 0)


def instant_of(text: str, day: date) -> datetime | None:
    """The moment, in UTC, of a date line that states a clock time with GMT, UTC or an offset."""
    clock, zone = find_clock(text), _OFFSET.search(text)
    if clock is None or zone is None:
        return None
    offset = timedelta(0)
    if zone["sign"]:
        offset = timedelta(hours=int(zone["hours"]), minutes=int(zone["minutes"] or 0))
        offset = -offset if zone["sign"] == "-" else offset
    return datetime(day.year, day.month, day.day, *clock, tzinfo=UTC) - offset


def parse_stated(text: str) -> tuple[date | None, datetime | None]:
    """Day and moment of an ISO date as a page's own data states it; the day is the local one."""
    text = text.strip()
    match = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", text)
    day = _day(int(match[1]), int(match[2]), int(match[3])) if match else None
    if day is None:
        return None, None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return day, None
    if len(text) <= 10 or when.tzinfo is None:
        return day, None
    try:
        return day, when.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        return day, None


def on_or_before(day: date, weekday: int) -> date:
    """The last such weekday on or before a day."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def on_or_after(day: date, weekday: int) -> date:
    """The first such weekday on or after a day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def year_by_weekday(month: int, number: int, weekday: int, years: range) -> list[int]:
    """The years in which a month and day fall on a weekday."""
    return [year for year in years if (day := _day(year, month, number)) and day.weekday() == weekday]
