"""Date lines and bylines: short lines that say when, where from and by whom."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from digest.ingest import lexicon
from digest.ingest.dates import CLOCK, Found, find_dates, find_relative, find_weekdays
from digest.text import word_count, words

_DIGITS = {
    code: str(unicodedata.digit(chr(code))) for start in (0x660, 0x6F0, 0x966) for code in range(start, start + 10)
}
_GLUE = re.compile(r"[|·•∙–—,;:()（）\[\]/\\.]+|\s-\s")
_ADDRESS = re.compile(r"\(?\b[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}\)?")
_FILED = re.compile(r"(?:posted in|filed under|tags?:)\s*.*$", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…。！？؟।۔][\"'”’»)\]』」）*]*(?:\s*\[\d+\])?$")
_POSTED = re.compile(
    r"(?:posted|published|written|updated|last (?:updated|modified)|submitted|created|veröffentlicht|publié|publicado|pubblicato)\b",
    re.IGNORECASE,
)
LETTER = re.compile(r"[^\W\d_]")
_BYLINE = re.compile("|".join(f"(?:{form})" for form in lexicon.BYLINE), re.IGNORECASE)
_ENDED = re.compile(r"[^\W\d_A-Z]{2}[.!?。]\s+\S")
_BY_AGENCY = re.compile(r"(?:by|von|par|por|di)\s+(?=(?:dpa|epd|afp|sda|apa)$)", re.IGNORECASE)
_ROLE = re.compile(rf"(?:^|[\s,/|]){lexicon.ROLES}(?:$|[\s,/|])", re.IGNORECASE)
_STAMP_WORDS = frozenset(lexicon.STAMP_WORDS)
_SMALL = frozenset(
    "and und et y e van von de der den del di da la le bin al el ten ter zu of the in for at with für и و ו i og och /".split()
)


def ascii_digits(text: str) -> str:
    """The text with Arabic-Indic and Devanagari digits as ASCII ones, for reading dates."""
    return text.translate(_DIGITS)


def stamp_of(text: str) -> tuple[str, str] | None:
    """Whether a short line is a date line: its sort and the name that stands beside the date.

    A line is a date line when, without its dates, times, weekdays and the words that go
    with them, little remains: at most a name.
    """
    text = _ADDRESS.sub(" ", text) if "@" in text else text
    dates = find_dates(text, month_first=True)
    relative = find_relative(text)
    clock = CLOCK.search(text)
    if not dates and not relative and not clock:
        return _weekday_stamp(text)
    sort = "date" if dates else "relative" if relative else "clock"
    rest = _without(text, dates)
    if relative:
        at = find_relative(rest)
        rest = f"{rest[: at.start()]} | {rest[at.end() :]}" if at else rest
    rest = _FILED.sub(" ", CLOCK.sub(" | ", rest))
    rest = re.sub(
        r"\d{1,3}\s*(?:min|mins|minutes?|minuten|minutos|分)\b\.?(?:\s*read)?", " ", rest, flags=re.IGNORECASE
    )
    name = _name_in(rest)
    limit = 6 if sort != "clock" else 3
    if name is None or len(name.split()) > limit:
        return None
    if name and not _names_only(name) and not re.search(r"[|·•]", text) and not _POSTED.match(text):
        return None
    if SENTENCE_END.search(text) and name and word_count(name) > 3 and not re.search(r"[|·•]", text):
        return None
    if sort == "date" and name and _runs_through(text, dates):
        return None
    if sort == "relative" and name and relative and not _is_name_beside(text, relative.start(), relative.end(), name):
        return None
    return sort, name


def _weekday_stamp(text: str) -> tuple[str, str] | None:
    """A weekday with a month and day but no year (`viernes, 06 de mayo`) parts items as well."""
    if len(text) > 40 or not any(True for _ in find_weekdays(text)):
        return None
    rest = [word for word in words(text) if word not in _STAMP_WORDS and not word.isdigit()]
    known = lexicon.MONTHS.keys() | lexicon.WEEKDAYS.keys()
    return ("day", "") if len(rest) >= 2 and all(word in known for word in rest) else None


def _is_name_beside(text: str, start: int, end: int, name: str) -> bool:
    """A relative time inside a sentence (`two days ago he said`) makes no date line."""
    return start <= 3 or end >= len(text) - 3 or bool(re.search(r"[|·•]", text)) or len(name.split()) <= 2


def _runs_through(text: str, dates: Sequence[Found]) -> bool:
    """A date in the middle of a phrase: words on both sides, nothing that sets it apart."""
    before, after = text[: dates[0].start].rstrip(), text[dates[-1].end :].lstrip()
    plain_before = (
        bool(re.search(r"\b(?:on|of|from|since|until|by|the|in)$", before, re.IGNORECASE)) and len(before.split()) > 2
    )
    return plain_before and bool(re.match(r"[^\W\d_]", after)) and len(after.split()) > 1


def _without(text: str, dates: Sequence[Found]) -> str:
    out, at = [], 0
    for found in dates:
        out.append(text[at : found.start])
        at = found.end
    out.append(text[at:])
    return " | ".join(out)


def _name_in(rest: str) -> str | None:
    """What remains of a date line, as a name; `None` when it is too much for one."""
    kept: list[str] = []
    for part in _GLUE.split(rest):
        left = [
            word for word in part.split() if word.lower().strip("'’.") not in _STAMP_WORDS and not _is_time_word(word)
        ]
        if left:
            kept.append(" ".join(left).strip(" -–—'’\""))
    kept = [part for part in kept if LETTER.search(part)]
    if not kept:
        return ""
    if len(kept) > 3 or any(len(part.split()) > 6 for part in kept):
        return None
    return kept[0] if len(kept[0]) >= 2 else ""


def _is_time_word(word: str) -> bool:
    low = word.lower().strip(".,'’()")
    if re.fullmatch(r"[A-Z]{2,4}T", word.strip(".,()")):
        return True  # a time zone
    return low in lexicon.WEEKDAYS or bool(
        re.fullmatch(r"\d{1,2}(?::\d\d)?|[（(]?[月火水木金土日월화수목금토일][)）]?|\d*[年月日時分]", low)
    )


def byline_of(text: str) -> str:
    """The names of a line that says who wrote (`By Jo Doe`, `Jo Doe, staff writer`), else nothing."""
    text = _ADDRESS.sub("", text).strip() if "@" in text else text
    if len(text) > 140 or SENTENCE_END.search(text):
        return ""
    if _ENDED.search(text):
        return ""  # a sentence stands before the name
    match = _BYLINE.match(text) or _BY_AGENCY.match(text)
    rest = text[match.end() :] if match else text
    named = bool(re.search(r"[^\W\d_]", rest)) and _names_only(re.sub(lexicon.ROLES, "", rest, flags=re.IGNORECASE))
    if match and (named or rest.strip(" .").lower() in lexicon.AGENCIES):
        return rest.strip(" |,·")
    role = _ROLE.search(text)
    if role and named and word_count(text) <= 10 and role.start() > 2:
        return text.strip(" |,·")
    return ""


def _names_only(text: str) -> bool:
    """True when every word could be part of a name: a capital, a script without capitals, a particle."""
    found = re.findall(r"[^\W\d_][^\s,/|&·]*", text)
    if not found or len(found) > 16:
        return False
    return all(word[0].isupper() or not word[0].islower() or word.lower() in _SMALL for word in found)


def is_person_like(text: str) -> bool:
    """Two to four capitalised words and nothing else: a line that may be an author's name."""
    found = text.split()
    return (
        2 <= len(found) <= 4 and len(text) <= 40 and all(re.fullmatch(r"[^\W\d_a-z][\w.'’-]*", word) for word in found)
    )
