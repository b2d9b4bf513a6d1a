"""Days that a text names: what tells two visits of the same people apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from digest.model import Article
from digest.stories.terms import LEAD_WORDS, plain
from digest.text import may_have_digit

YEAR = 366

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sep(?:t|tember)?\.?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WORDS = re.compile(
    r"[JFMASONDTW](?<!\w.)(?:an|anuary|eb|ebruary|ar|arch|pr|pril|ay|un|une|ul|uly|ug|ugust|ep|ept|eptember|ct|ctober|ov|ovember|ec|ecember"
    r"|onday|uesday|ednesday|hursday|riday|aturday|unday)\b"
)
_FIGURES = re.compile(r"-[01]\d-|月")
"""No day is named where neither is found, and both are found four times as fast as `_NAMED`."""

_NAMED = re.compile(
    r"(?=[\dJFMASONDTW])(?:"  # most places in a text begin no date: turn away from them at once
    rf"\b(?P<year0>(?:19|20)\d\d)-(?P<number0>[01]\d)-(?P<day0>[0-3]\d)\b"
    rf"|\b{_MONTH.format('month1')}\s+(?P<day1>[0-3]?\d)(?:st|nd|rd|th)?\b(?:,?\s+(?P<year1>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('month2')}(?!\w)(?:,?\s+(?P<year2>(?:19|20)\d\d)\b)?"
    r"|(?:(?P<year3>(?:19|20)\d\d)\s?年\s?)?(?P<number3>\d{1,2})\s?月\s?(?P<day3>\d{1,2})\s?日"
    r"|\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
)


@dataclass(frozen=True, slots=True, order=True)
class NamedDay:
    """A day as a text names it; without a year where neither the text nor its date gives one."""

    month: int
    day: int
    year: int = 0

    def apart(self, other: NamedDay) -> int:
        """Days between the two; around the year when one of them names none."""
        here, there = self._date(other.year), other._date(self.year)
        gap = abs((here - there).days)
        return gap if self.year and other.year else min(gap, YEAR - gap)

    def _date(self, year: int) -> date:
        try:
            return date(self.year or year or 2000, self.month, self.day)
        except ValueError:  # 29 February
            return date(self.year or year or 2000, self.month, 28)


def named_days(text: str, published: date | None) -> frozenset[NamedDay]:
    """The days that a text names; weekdays and bare dates count back from its publication.

    A weekday means the latest such day up to the publication; without a publication it
    means nothing. A day without a year is put into the year that brings it nearest.
    """
    return frozenset(day for day, _ in day_mentions(text, published))


def day_mentions(text: str, published: date | None) -> list[tuple[NamedDay, int]]:
    """The days that a text names, each with the place where it does, in their order."""
    if not _may_name_day(text):
        return []
    return [(day, found.start()) for found in _NAMED.finditer(text) if (day := _resolve(found, published)) is not None]


def _may_name_day(text: str) -> bool:
    """Whether a text may name a day. Cost: 0.3 us for a paragraph without digits, for which one word decides."""
    if not may_have_digit(text):
        return "day" in text and _WORDS.search(text) is not None
    return _WORDS.search(text) is not None or (("-" in text or "月" in text) and _FIGURES.search(text) is not None)


def lead_days(article: Article) -> frozenset[NamedDay]:
    """The days named in the title and the first 70 words or so of an article."""
    lead = " ".join(plain(article.body[: LEAD_WORDS * 12]).split()[:LEAD_WORDS])
    return named_days(f"{article.teaser.title}\n{lead}", article.teaser.dating.day)


def nearest(first: Iterable[NamedDay], second: Iterable[NamedDay]) -> int | None:
    """The smallest number of days between a day of one text and a day of the other."""
    return min((a.apart(b) for a in first for b in second), default=None)


def _resolve(found: re.Match[str], published: date | None) -> NamedDay | None:
    if weekday := found["weekday"]:
        if published is None:
            return None
        back = (published.weekday() - _WEEKDAYS.index(weekday.lower() + "day")) % 7
        day = published - timedelta(days=back)
        return NamedDay(day.month, day.day, day.year)
    for form in "0123":
        if found[f"day{form}"]:
            groups = found.groupdict()
            name = groups.get(f"month{form}")
            month = _MONTHS.index(name[:3].lower()) + 1 if name else int(groups[f"number{form}"] or 0)
            return _placed(month, int(found[f"day{form}"]), int(groups[f"year{form}"] or 0), published)
    return None


def _placed(month: int, day: int, year: int, published: date | None) -> NamedDay | None:
    """A real day, in the year that brings it nearest to the publication."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    if year or published is None:
        return NamedDay(month, day, year)
    near = []
    for candidate in (published.year - 1, published.year, published.year + 1):
        named = NamedDay(month, day, candidate)
        near.append((abs((named._date(0) - published).days), named))
    return min(near)[1]
