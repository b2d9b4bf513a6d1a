"""When was this published? What each article says of its day, and what its page adds.

The rules are tried in order and the first that holds wins; each leaves its evidence in
words. What rests on nothing stays without a date.

(a) the page's own data or a date line with a year; (b) a dateline with a full date;
(c) a weekday of the lead beside the date of a photo that is no file photo's; (d) for a
related item, a weekday before the page's date; (e) a month and day whose weekday or
whose page fixes the year; (f) a relative time and the page's date; (g) the day of a
dated report on the same event, for a month and day without a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from digest.ingest.captions import is_file_photo
from digest.ingest.dates import (
    days_ago,
    find_dates,
    find_partial_dates,
    find_relative,
    find_weekdays,
    instant_of,
    on_or_after,
    on_or_before,
    year_by_weekday,
)
from digest.ingest.lines import Line
from digest.ingest.stamps import ascii_digits
from digest.model import Basis, Dating
from digest.text import sentences

LEAD = 5
"""Sentences of a text that may say its day."""

CAPTION_REACH = 3
"""Days from a photo to the weekday of the text within which both vouch for the page's date."""

RELATED_REACH = 40
"""Days before the page's date within which a related item's own photo may date it."""

PARTIAL_REACH = 14
"""Days before the page's date within which a month and day without a year take its year."""

_SAYING = re.compile(
    r"\b(?:said|says|told|reported|reports|announced|confirmed|stated|according to)\b[^.;:]{0,45}?\b(?:on\s+|late\s+|early\s+)?$",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"\b(?:will|would|next|last|expected|scheduled|due|until|by|from|since|every|each|coming|following|previous|usually)\b[^.]{0,30}$",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:updated?|modified|aktualisiert|actualizado|mis à jour|aggiornato|обновлено|更新|수정|تحديث)\b[^|·•]{0,12}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What one article, on one page, says of its day."""

    stated: Dating | None = None
    photos: tuple[date, ...] = ()
    """Dates of captions that are no file photos', newest last."""

    weekday: tuple[int, str] | None = None
    """The weekday that the lead reports of, and its words."""

    partial: tuple[int, int, str] | None = None
    """Month and day without a year, and the words."""

    relative: str = ""
    """`6 hours ago`, as the page writes it."""

    head: date | None = None
    """The date at the head of a page whose items have none of their own: a ticker, a newsletter."""

    main: bool = True
    """False for an item that a page shows below its own article."""


def read_clues(
    stamps: Sequence[Line],
    captions: Iterable[str],
    dateline_date: str,
    lead: str,
    *,
    main: bool,
    month_first: bool | None,
) -> Clues:
    """Gather what an article's head, its captions and its first paragraphs say of its day."""
    photos = []
    for caption in captions:
        if not is_file_photo(caption):
            photos += [found.day for found in find_dates(ascii_digits(caption)) if found.day]
    relative = next((line.text for line in stamps if line.stamp == "relative"), "")
    match = find_relative(ascii_digits(relative)) if relative else None
    return Clues(
        stated=_stated(stamps, dateline_date, month_first, max(photos, default=None)),
        photos=tuple(sorted(photos)),
        weekday=_weekday_of(lead),
        partial=_partial(stamps, dateline_date, lead),
        relative=match.group() if match else "",
        main=main,
    )


def _stated(stamps: Sequence[Line], dateline_date: str, month_first: bool | None, photo: date | None) -> Dating | None:
    later: Dating | None = None
    for line in stamps:
        text = ascii_digits(line.text)
        for found in find_dates(text, month_first=month_first):
            day = found.day or _by_weekday(text, found.start, found.end) or _after(text[found.start : found.end], photo)
            if day is None:
                continue
            when = instant_of(text, day)
            dating = Dating(day=day, published=when, basis=Basis.STATED, evidence=f'date line "{_short(line.text)}"')
            if not _UPDATED.search(text[: found.start]):
                return dating
            later = later or dating
    for found in find_dates(ascii_digits(dateline_date)):
        if found.day:
            return Dating(day=found.day, basis=Basis.STATED, evidence=f'dateline "{dateline_date}"')
    return later


def _by_weekday(text: str, start: int, end: int) -> date | None:
    """The one reading of `05/06/2022` that agrees with a weekday beside it."""
    names = {number for number, _, _ in find_weekdays(text)}
    readings = {found.day for first in (True, False) for found in find_dates(text[start:end], month_first=first)}
    fits = [day for day in readings if day and day.weekday() in names]
    return fits[0] if len(fits) == 1 else None


def _after(text: str, photo: date | None) -> date | None:
    """The one reading of `05/06/2022` that is no earlier than the photo which the article shows."""
    readings = {found.day for first in (True, False) for found in find_dates(text, month_first=first)}
    fits = [day for day in readings if day and photo and photo <= day <= photo + timedelta(days=RELATED_REACH)]
    return fits[0] if len(fits) == 1 else None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _weekday_of(lead: str) -> tuple[int, str] | None:
    """The weekday of the first sentence that names one; the day of saying goes before the day of the event."""
    for sentence in sentences(lead)[:LEAD]:
        plain: tuple[int, str] | None = None
        for number, word, at in find_weekdays(sentence):
            if _is_other_word(word, sentence[at + len(word) : at + len(word) + 1]):
                continue
            if _SAYING.search(sentence[:at]):
                return number, _phrase(sentence, at, word)
            if plain is None and not _NOT_NOW.search(sentence[:at]):
                plain = number, _phrase(sentence, at, word)
        if plain:
            return plain
    return None


def _is_other_word(word: str, after: str) -> bool:
    """`sun`, `mar`, `sat`: short forms count in capitals or with a full stop only."""
    short = len(word) < 4 and word.isascii()
    return (short and not word.isupper() and after != ".") or word in ("cuma", "senin", "mars")


def _phrase(text: str, at: int, word: str) -> str:
    found = re.search(r"(?:\b[\w’']{2,9}\s+)?$", text[:at])
    return f"{found.group() if found else ''}{word}"


def _partial(stamps: Sequence[Line], dateline_date: str, lead: str) -> tuple[int, int, str] | None:
    texts = [*(line.text for line in stamps if line.stamp in ("day", "date")), dateline_date, *sentences(lead)[:4]]
    for text in texts:
        for month, number, phrase in find_partial_dates(ascii_digits(text)):
            return month, number, phrase
    return None


def own_date(clues: Clues) -> tuple[Dating, bool]:
    """The date that an article has by itself, and whether it is good enough to date its page."""
    if clues.stated is not None:
        return clues.stated, True
    if clues.weekday and clues.photos:
        newest = clues.photos[-1]
        day = on_or_after(newest, clues.weekday[0])
        evidence = f'the text says "{clues.weekday[1]}"; photo caption of {in_words(newest)}'
        return _inferred(day, evidence), (day - newest).days <= CAPTION_REACH
    if clues.partial and clues.weekday:
        years = year_by_weekday(clues.partial[0], clues.partial[1], clues.weekday[0], range(2000, 2031))
        near = [year for photo in clues.photos[-1:] for year in years if abs(photo.year - year) <= 1]
        if len(near) == 1:
            exact = date(near[0], clues.partial[0], clues.partial[1])
            return _inferred(exact, f'the text says "{clues.partial[2]}", a {clues.weekday[1].split()[-1]}'), False
    return Dating(), False


def page_date(pages_clues: Sequence[Clues]) -> date | None:
    """The newest trusted date of any item on a page: it bounds the page's related items."""
    days = [dating.day for dating, trusted in map(own_date, pages_clues) if trusted and dating.day]
    days += [clues.head for clues in pages_clues if clues.head]
    return max(days, default=None)


def resolve(clues: Clues, page_day: date | None) -> Dating:
    """The date of an article on a page whose own date is known or not."""
    own, _ = own_date(clues)
    if clues.head is not None and clues.stated is None:
        return _inferred(clues.head, f"date at the head of the page: {in_words(clues.head)}")
    if clues.stated is not None or (clues.main and own.day):
        return own
    if page_day is None:
        return own if clues.main else Dating()
    on_page = _by_page(clues, page_day)
    if own.day and own.day <= page_day and (on_page.day is None or abs((on_page.day - own.day).days) <= RELATED_REACH):
        return own
    return on_page


def _by_page(clues: Clues, page_day: date) -> Dating:
    if clues.relative:
        low, high = days_ago(clues.relative)
        if 0 <= low <= 60:
            day = page_day - timedelta(days=low)
            span = "" if low == high else ", or the day before"
            return _inferred(day, f'"{clues.relative}" on a page of {in_words(page_day)}{span}')
    before = _partial_before(clues.partial, page_day) if clues.partial else None
    agrees = before is not None and (clues.weekday is None or clues.main or before.weekday() == clues.weekday[0])
    if clues.partial and before and agrees and (page_day - before).days <= PARTIAL_REACH:
        return _inferred(before, f'the text says "{clues.partial[2]}"; page of {in_words(page_day)}')
    if clues.weekday and not clues.main:
        last = on_or_before(page_day, clues.weekday[0])
        return _inferred(last, f'the text says "{clues.weekday[1]}"; page of {in_words(page_day)}')
    return Dating()


def _partial_before(partial: tuple[int, int, str], page_day: date) -> date | None:
    for year in (page_day.year, page_day.year - 1):
        try:
            day = date(year, partial[0], partial[1])
        except ValueError:
            continue
        if day <= page_day:
            return day
    return None


def day_near(partial: tuple[int, int, str], other: date, reach: int = 3) -> date | None:
    """The month and day in the year of another report, when it lies within some days of it."""
    for year in (other.year - 1, other.year, other.year + 1):
        try:
            day = date(year, partial[0], partial[1])
        except ValueError:
            continue
        if abs((day - other).days) <= reach:
            return day
    return None


def by_other_report(partial: tuple[int, int, str], day: date, other: date, title: str) -> Dating:
    """A date whose year is that of another report on the same event."""
    return _inferred(
        day, f'the text says "{partial[2]}"; year as in another report, of {in_words(other)}: {_short(title)}'
    )


def _inferred(day: date, evidence: str) -> Dating:
    return Dating(day=day, basis=Basis.INFERRED, evidence=evidence)


def stated_by_page(day: date, published: datetime | None, evidence: str) -> Dating:
    """A date that a page's own data states."""
    return Dating(day=day, published=published, basis=Basis.STATED, evidence=evidence)


_NAMES = "January February March April May June July August September October November December".split()


def in_words(day: date) -> str:
    """A day as a reader writes it: `17 June 2025`."""
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}"


def month_first_on(texts: Iterable[str]) -> bool | None:
    """How a page writes `05/06/2022`, learnt from a date of the same form that only reads one way."""
    for text in texts:
        for match in re.finditer(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)(?!\d)", ascii_digits(text)):
            if int(match[1]) > 12 >= int(match[2]):
                return False
            if int(match[2]) > 12 >= int(match[1]):
                return True
    return None
