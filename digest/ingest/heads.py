"""The head of an article: which of the lines above its first paragraph are its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest.ingest.boundaries import is_title_like, without_suffix
from digest.ingest.lines import Kind, Line

REACH = 40
"""Lines above the first paragraph that are looked at."""

_KEEPS_DASH = re.compile(r"\s+[|»·•]\s+|\s+[-–—]\s+")
_SECTIONS = re.compile(
    r",\s+(?:world|asia|singapore|business|sport|entertainment|lifestyle|politics|local|national|international|money|tech|health|china|malaysia|europe|us|uk|africa|middle east)"
    r"(?: news)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above an article's text."""

    title: str = ""
    title_key: str = ""
    echoed: bool = False
    """True when the page says the title twice."""

    standfirst: Line | None = None
    stamps: tuple[Line, ...] = ()
    """Date lines, nearest to the title first."""

    names: tuple[str, ...] = ()
    """What stands alone beside a relative time or behind a bullet: publishers, most likely."""

    bylines: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    """Lines that say whose text it is: `Credited from: ...`, `More from ...`."""

    site: str = ""
    """The site's name that was cut from the end of the title."""


_CREDIT = re.compile(
    r"^(?:credited (?:from|to)|sources?|via|originally (?:published|appeared) (?:on|in|at)|first published (?:on|in|at|by)|courtesy of|from|published (?:by|in)|quelle|fuente|fonte|출처|来源|來源|출처|المصدر|источник)\s*[:：]\s*(?P<name>\S.{1,60})$",
    re.IGNORECASE,
)
_MORE_FROM = re.compile(r"^more (?:stories |news )?from (?P<name>\S.{1,40})$", re.IGNORECASE)


def credit_of(text: str) -> str:
    """The publisher that a line credits, empty for any other line."""
    match = _CREDIT.match(text) or _MORE_FROM.match(text)
    return match["name"].strip(" .") if match else ""


def read_head(lines: Sequence[Line], floor: int, start: int) -> tuple[Head, frozenset[int]]:
    """Read the lines between the end of the article before and the first paragraph.

    Returns the head and the indices of the lines that it is made of; the others belong
    to no article.
    """
    low = max(floor, start - REACH, _after_break(lines, floor, start))
    area = range(low, start)
    title_at, echoed = _title(lines, area)
    first = title_at if title_at is not None else low
    own = _own_block(lines, area, first, title_at)
    title = lines[title_at].text if title_at is not None else ""
    bare, site = clean_title(title, lines)
    head = Head(
        title=bare,
        site=site,
        title_key=lines[title_at].key if title_at is not None else "",
        echoed=echoed,
        standfirst=_standfirst(lines, area, title_at),
        stamps=tuple(lines[at] for at in own if lines[at].kind is Kind.STAMP),
        names=_names(lines, own, title_at),
        bylines=tuple(dict.fromkeys(lines[at].name for at in own if lines[at].kind is Kind.BYLINE)),
        captions=tuple(dict.fromkeys(lines[at].text for at in own if lines[at].kind is Kind.CAPTION)),
        credits=tuple(filter(None, (credit_of(lines[at].text) for at in range(low, start)))),
    )
    return head, frozenset(own)


def _after_break(lines: Sequence[Line], floor: int, start: int) -> int:
    """The line after the last *related* or *comments* line: what stands before it is another's."""
    for at in range(start - 1, floor - 1, -1):
        if lines[at].kind in (Kind.RELATED, Kind.COMMENTS) and any(is_title_like(line) for line in lines[at + 1 : start]):
            return at if lines[at].kind is Kind.RELATED and credit_of(lines[at].text) else at + 1
    return floor


def _title(lines: Sequence[Line], area: range) -> tuple[int | None, bool]:
    """The line that is the title: one said twice, else the nearest that stands over the rest of the head."""
    headings = [at for at in area if lines[at].kind is Kind.HEADING and not credit_of(lines[at].text)]
    count = Counter(without_suffix(line.key) for line in lines if line.kind is Kind.HEADING)
    twice = [at for at in headings if count[without_suffix(lines[at].key)] > 1 and is_title_like(lines[at])]
    if twice:
        return _first_of(lines, twice), True
    likely = [at for at in headings if is_title_like(lines[at]) and not _is_name(lines, at)]
    if not likely:
        short = [at for at in headings if lines[at].size >= 2 and not _is_name(lines, at)]
        return (short[-1], False) if short else (None, False)
    return _top_of_block(lines, likely), False


def _first_of(lines: Sequence[Line], twice: Sequence[int]) -> int:
    """The first appearance of the heading that stands last: its head begins there."""
    key = without_suffix(lines[twice[-1]].key)
    return next(at for at in twice if without_suffix(lines[at].key) == key)


def _top_of_block(lines: Sequence[Line], likely: Sequence[int]) -> int:
    """Of a title and its deck, the title: the upper of two headings that stand together."""
    last = likely[-1]
    if len(likely) == 1:
        return last
    upper = likely[-2]
    between = lines[upper + 1 : last]
    together = last - upper == 1 and lines[last].blanks <= 1
    more = len(likely) >= 3 and likely[-2] - likely[-3] == 1
    deck = lines[last].size >= lines[upper].size + 3 and lines[upper].size >= 4
    only_credits = bool(between) and all(line.kind in (Kind.BYLINE, Kind.STAMP, Kind.CAPTION) for line in between)
    return upper if (together and deck and not more) or (only_credits and lines[last].size <= 6) else last


def _is_name(lines: Sequence[Line], at: int) -> bool:
    """A publisher's or a person's name is no title: short, beside a date line or a bullet that repeats it."""
    line = lines[at]
    if line.size > 5:
        return False
    near = [lines[place] for place in (at - 1, at + 1, at + 2) if 0 <= place < len(lines)]
    return any(other.kind is Kind.STAMP and other.stamp == "relative" for other in near) or any(
        other.bullet and other.key == line.key for other in near
    )


def _own_block(lines: Sequence[Line], area: range, first: int, title_at: int | None) -> list[int]:
    """The title's lines and what stands between it and the text; a publisher and its time above it too."""
    own = [at for at in area if at >= first]
    above = first - 1
    while above >= area.start and first - above <= 5:
        line = lines[above]
        if line.kind in (Kind.STAMP, Kind.BYLINE, Kind.ITEM) or (line.kind is Kind.HEADING and line.size <= 5):
            own.insert(0, above)
        elif line.kind is not Kind.PROMO:
            break
        above -= 1
    if title_at is None:
        return own
    return [at for at in own if lines[at].kind not in (Kind.PROMO, Kind.APPEAL, Kind.RELATED, Kind.COMMENTS)]


def _standfirst(lines: Sequence[Line], area: range, title_at: int | None) -> Line | None:
    """The paragraph between the title and its date line."""
    if title_at is None:
        return None
    prose = [lines[at] for at in area if at > title_at and lines[at].kind is Kind.PROSE]
    return prose[0] if len(prose) == 1 else None


def _names(lines: Sequence[Line], own: Sequence[int], title_at: int | None) -> tuple[str, ...]:
    found: list[str] = []
    for at in own:
        line = lines[at]
        if line.kind is Kind.STAMP and line.name:
            found.append(line.name)
        elif line.kind is Kind.ITEM and line.size <= 5:
            found.append(re.sub(r"^[^\w]+", "", line.text))
        elif line.kind is Kind.HEADING and at != title_at and line.size <= 5 and _is_name(lines, at):
            found.append(line.text)
    return tuple(dict.fromkeys(found))


def clean_title(title: str, lines: Sequence[Line] = ()) -> tuple[str, str]:
    """A title without its bullet, its site's name and the name of its section; and the site's name.

    A site's name is cut when the page says the title without it too, or when the same
    ending stands on another heading of the page.
    """
    title = re.sub(r"^(?:[•●▪■◦‣*►▶»›–—-]|\d{1,2}[.)])\s+", "", title).strip()
    title = _SECTIONS.sub("", title)
    parts = list(_KEEPS_DASH.finditer(title))
    if not parts:
        return title, ""
    bare, ending = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
    others = [line.text for line in lines if line.kind is Kind.HEADING and line.text != title]
    said_bare = any(other.casefold() == bare.casefold() for other in others)
    shared = any(other.casefold().endswith(ending.casefold()) for other in others)
    barred = bool(re.search(r"[|»]", parts[-1].group()))
    if len(ending) <= 40 and (said_bare or ((shared or barred) and len(bare.split()) >= 3)):
        return bare, ending
    return title, ""
