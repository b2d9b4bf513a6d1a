"""Read the date of publication a page states, as it states it.

Nothing is guessed except the date of last resort, and that is named as a guess: `htmldate`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from digest.ingest.dates import find_dates
from digest.ingest.html_meta import Statements, types_of
from digest.ingest.html_tree import fold, names, tag_of, words_of
from digest.ingest.lines import LONG_LINE
from digest.ingest.stamps import stamp_of

_GUESSED = 500_000
"""Characters of a page that a date is looked for in when no field states one."""

_DATE = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_CLOCK = re.compile(r"^[T\s]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?", re.I)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:\D{1,4}(\d{1,2}:\d{2}))?")
_URL_DATE = re.compile(r"/(\d{4})[/-]?(\d{2})[/-]?(\d{2})(?=[/\-_.]|$)")
_DATE_NAMES = names(
    """
    article:published_time og:article:published_time og:published_time published_time article:published
    datepublished date_published publishdate publish-date publish_date published_date published-date
    pubdate parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime
    dc.date.issued dcterms.created dcterms.issued dcterms.date dc.date dc:date dc.date.created
    dc.created dcterms.available article.published article.created article:created article_date_original
    originalpublicationdate publication_date citation_publication_date date iso-8601-publish-date
    bt:pubdate rnews:datepublished analyticsattributes.articledate vr:published_time
    shareaholic:article_published_time displaydate eomportal-firstpublished firstpublishdate
    contentpublishdate timestamp
    """
)


def date_of(page: Statements, url: str, markup: str) -> tuple[str, str]:
    """Return the date of publication as stated, with the field that states it; ("", "") for none."""
    changed = {iso_date(value)[:10] for value in _changes(page) if iso_date(value)}
    for value, evidence in _stated_dates(page):
        found = iso_date(value)
        if found and not (evidence in _VAGUE and found[:10] in changed):
            return found, evidence
    path = _URL_DATE.search(urlsplit(url).path)
    if path and _is_day(*map(int, path.groups())):
        return "-".join(path.groups()), "date in the URL"
    seen = _date_line(page.root) if changed else None
    if seen:
        return seen.isoformat(), "date line"
    return _guessed_date(markup, url)


_VAGUE = frozenset(
    f"meta {name}" for name in ("date", "dc.date", "dc:date", "dcterms.date", "timestamp", "displaydate")
)
"""Fields in which some sites keep the day of the last change."""


def _changes(page: Statements) -> Iterator[str]:
    """When the page says that it was last changed."""
    for name in ("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified"):
        yield page.meta.get(name, "")
    for node in (page.node, *page.nodes):
        if isinstance(node.get("dateModified"), str):
            yield node["dateModified"]


def _date_line(root: Any) -> date | None:
    """The day of the date line that stands right below the headline, an update's left out."""
    return _first_stamp(map(str, root.xpath("(//h1)[1]/following::text()[normalize-space()]")))


def _first_stamp(texts: Iterable[str]) -> date | None:
    """The day of the first date line among the first twelve texts."""
    for text in islice(filter(None, map(fold, texts)), 12):
        stamp = stamp_of(text) if len(text) <= LONG_LINE else None
        if stamp is not None and stamp[0] == "date":
            return next((found.day for found in find_dates(text) if found.day), None)
    return None


def date_within(element: Any) -> str:
    """The day or moment of the first time element inside an article's own element, "" for none."""
    timed = next((found for value, _ in _time_elements(element) if (found := iso_date(value))), "")
    seen = None if timed else _first_stamp(map(str, element.itertext()))
    return seen.isoformat() if seen else timed


def _stated_dates(page: Statements) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if isinstance(page.node.get(key), str):
            yield page.node[key], f"JSON-LD {key}"
    for name in _DATE_NAMES:
        if name in page.meta:
            yield page.meta[name], f"meta {name}"
    for element in page.root.xpath("//*[@itemprop='datePublished' or @property='datePublished']")[:3]:
        yield (
            element.get("datetime") or element.get("content") or element.text_content(),
            "itemprop datePublished",
        )
    for node in page.nodes:
        if isinstance(node.get("datePublished"), str) and "WebPage" in types_of(node):
            yield node["datePublished"], "JSON-LD datePublished of the page"
    yield from _time_elements(page.root)


def _time_elements(root: Any) -> Iterator[tuple[str, str]]:
    """Yield <time datetime> values: those in a header or after the h1 first, the rest in document order."""
    seen_headline = False
    later = []
    for element in root.iter("h1", "time"):
        if tag_of(element) == "h1":
            seen_headline = True
        elif element.get("datetime"):
            value = (str(element.get("datetime")), "time element")
            if seen_headline or words_of(element) & {"published", "date"}:
                yield value
            else:
                later.append(value)
    yield from later


def iso_date(value: str) -> str:
    """Write a stated date as ISO 8601 with its own clock and offset; "" when it is none.

    Day-first numbers (21.11.2026) are read as such, 5/4/2026 is not read at all; English months are.
    """
    value = fold(value).strip(" \"'")
    compact = _COMPACT.match(value)
    if compact and _is_day(*(int(n) for n in compact.groups()[:3])):
        return _join("-".join(compact.groups()[:3]), _compact_clock(compact), compact[7] or "")
    found = _DATE.search(value)
    if found and _is_day(*(int(n) for n in found.groups())):
        clock = _CLOCK.match(value[found.end() :])
        day = f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}"
        return _join(day, clock[1] if clock else "", (clock[2] or "") if clock else "")
    found = _DAY_FIRST.search(value)
    if found and _is_day(int(found[4]), int(found[3]), int(found[1])) and (found[2] == "." or int(found[1]) > 12):
        return _join(f"{found[4]}-{int(found[3]):02}-{int(found[1]):02}", found[5] or "", "")
    return _named_or_epoch(value)


def _compact_clock(found: re.Match[str]) -> str:
    return f"{found[4]}:{found[5]}" + (f":{found[6]}" if found[6] else "") if found[4] else ""


def _join(day: str, clock: str, offset: str) -> str:
    if not clock:
        return day
    hour, _, rest = clock.partition(":")
    if int(hour) > 23:
        return day
    offset = "Z" if offset.upper() in ("Z", "UTC", "GMT") else offset
    if len(offset) == 5 and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    return f"{day}T{int(hour):02}:{rest}{offset}"


def _named_or_epoch(value: str) -> str:
    """Read "Fri, 21 Nov 2025 07:57:00 +0100", "November 21, 2025" and seconds or milliseconds since 1970."""
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    if re.fullmatch(r"\d{10}(?:\d{3})?", value):
        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    english = re.search(r"\b([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}),? (\d{4})\b", value)
    english = english or re.search(r"\b(?P<d>\d{1,2}) (?P<m>[A-Z][a-z]{2})[a-z]*\.?,? (?P<y>\d{4})\b", value)
    months = "JanFebMarAprMayJunJulAugSepOctNovDec"
    if not english:
        return ""
    named = english.groupdict()
    month, day, year = (named["m"], named["d"], named["y"]) if named else english.groups()
    at = months.find(month)
    return f"{year}-{at // 3 + 1:02}-{int(day):02}" if at >= 0 and _is_day(int(year), at // 3 + 1, int(day)) else ""


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return 1900 <= date(year, month, day).year <= 2200
    except ValueError:
        return False


def _guessed_date(markup: str, url: str) -> tuple[str, str]:
    """Ask htmldate, which looks at the text; 1 January is what it says when it found a year only."""
    import logging

    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = find_date(
            markup[:_GUESSED],
            original_date=True,
            url=url or None,
            extensive_search=True,
            max_date="2200-01-01",
        )
    except Exception:  # htmldate raises what its parsers raise; a guess that fails is no guess
        found = None
    return (found, "htmldate") if found and not found.endswith("-01-01") else ("", "")
