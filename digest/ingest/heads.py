"""The head of an article: which of the lines above its first paragraph are its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest.ingest.boundaries import is_title_like, without_suffix
from digest.ingest.captions import caption_cues
from digest.ingest.cohesion import coverage
from digest.ingest.dates import find_dates
from digest.ingest.lines import Kind, Line, ends_sentence
from digest.ingest.stamps import is_person_like

FAINT = 0.3
"""Score below which a line above a text is not taken for its title."""

REACH = 40
"""Lines above the first paragraph that are looked at."""

_KEEPS_DASH = re.compile(r"\s+[|»·•]\s+|\s+[-–—]\s+")
_SLUG_LINE = re.compile(r"^\d{6,8}\b|^[A-Z]{2,4}-[\w -]+|,\d{3,4}$|^[A-Z]+\d+\b|/[A-Z]{2,}/")
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}.*\s[^\W\d_]{2,}")
_LOOKED_AT = 400
"""Characters of a line that say whether it has words; the search is quadratic in them."""

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

    below: tuple[str, ...] = ()
    """Headings that stand between the date line and the text: an author, most likely."""

    site: str = ""
    """The site's name that was cut from the end of the title."""


_CREDIT = re.compile(
    r"^(?:credited (?:from|to)|sources?|via|originally (?:published|appeared) (?:on|in|at)|first published (?:on|in|at|by)|courtesy of|from|published (?:by|in)|quelle|fuente|fonte|출처|来源|來源|출처|المصدر|источник)\s*[:：]\s*(?P<name>\S.{1,60})$",
    re.IGNORECASE,
)
_MORE_FROM = re.compile(r"^more (?:stories |news )?from (?P<name>\S.{1,40})$", re.IGNORECASE)


_MAIL_FIELD = re.compile(r"(?:subject|betreff|objet|asunto|oggetto|assunto|тема|件名|제목|主题)\s*[:：]", re.IGNORECASE)
_TITLE_LABEL = re.compile(
    r"^(?:headline|title|subject|titel|titre|título|titolo|заголовок|제목|標題|标题)\s*[:：]\s*(?=\S)", re.IGNORECASE
)


def credit_of(text: str) -> str:
    """The publisher that a line credits, empty for any other line."""
    match = _CREDIT.match(text) or _MORE_FROM.match(text)
    return match["name"].strip(" .") if match else ""


def read_head(lines: Sequence[Line], floor: int, start: int, said: Counter[str]) -> tuple[Head, frozenset[int]]:
    """Read the lines between the end of the article before and the first paragraph.

    Args:
        said: how often the page says each heading, a site's suffix aside (`headings_said`).

    Returns the head and the indices of the lines that it is made of; the others belong
    to no article.
    """
    low = max(floor, start - REACH, _after_break(lines, floor, start))
    area = range(low, start)
    title_at, echoed = _title(lines, area, said)
    first = title_at if title_at is not None else low
    own = _own_block(lines, area, first, title_at)
    title = lines[title_at].text if title_at is not None else ""
    bare, site = clean_title(title, lines)
    said_by = tuple(lines[at].name for at in own if lines[at].kind is Kind.BYLINE or _is_signed_stamp(lines[at]))
    head = Head(
        title=bare,
        site=site,
        title_key=lines[title_at].key if title_at is not None else "",
        echoed=echoed,
        standfirst=_standfirst(lines, area, title_at),
        stamps=tuple(lines[at] for at in _nearest(own, title_at) if lines[at].kind is Kind.STAMP),
        names=_names(lines, own, title_at),
        bylines=tuple(dict.fromkeys(said_by)),
        captions=tuple(dict.fromkeys(lines[at].text for at in own if lines[at].kind is Kind.CAPTION)),
        below=_below(lines, own),
        credits=tuple(filter(None, (credit_of(lines[at].text) for at in range(low, start)))),
    )
    return head, frozenset(own)


def _after_break(lines: Sequence[Line], floor: int, start: int) -> int:
    """The line after the last *related* or *comments* line: what stands before it is another's."""
    for at in range(start - 1, floor - 1, -1):
        if lines[at].kind in (Kind.RELATED, Kind.COMMENTS) and any(
            is_title_like(line) for line in lines[at + 1 : start]
        ):
            return at if lines[at].kind is Kind.RELATED and credit_of(lines[at].text) else at + 1
    return floor


def headings_said(lines: Sequence[Line]) -> Counter[str]:
    """How often a page says each of its headings, a site's suffix aside."""
    return Counter(_bare(line) for line in lines if line.kind is Kind.HEADING)


def _title(lines: Sequence[Line], area: range, count: Counter[str]) -> tuple[int | None, bool]:
    """The line that is the title, by scored evidence; whether the page says it twice."""
    body = [line.text for line in lines[area.stop : area.stop + 8] if line.kind is Kind.PROSE][:5]
    headings = [at for at in area if lines[at].kind is Kind.HEADING]
    likely = [at for at in headings if not _is_name(lines, at) and not credit_of(lines[at].text)]
    here = Counter(lines[at].key for at in headings)
    likely = [at for at in likely if not (is_person_like(lines[at].text) and here[lines[at].key] > 1)] or likely
    twice = [at for at in likely if here[lines[at].key] > 1 or (count[_bare(lines[at])] > 1 and lines[at].size >= 5)]
    scores = {at: _title_score(lines, area, at, body) + (3.0 if at in twice else 0.0) for at in likely}
    best = max(scores, key=lambda at: (scores[at], at), default=None)
    if best is None or scores[best] < FAINT:
        return None, False
    if best in twice:
        return _first_of(lines, [at for at in twice if at <= best]), True
    return best, False


def _below(lines: Sequence[Line], own: Sequence[int]) -> tuple[str, ...]:
    stamped = [at for at in own if lines[at].kind is Kind.STAMP]
    return tuple(lines[at].text for at in own if stamped and at > stamped[-1] and lines[at].kind is Kind.HEADING)


def _nearest(own: Sequence[int], title_at: int | None) -> list[int]:
    """The lines of a head, those below the title first: a date above it may be the masthead's."""
    return sorted(own, key=lambda at: (title_at is not None and at < title_at, at))


def _bare(line: Line) -> str:
    return without_suffix(line.key)


def _title_score(lines: Sequence[Line], area: range, at: int, body: Sequence[str]) -> float:
    """How much speaks for a heading as the title of the text below it.

    Its words return in the text, it is as long as titles are, a date line or a caption
    follows it, nothing else of its kind stands between it and the text.
    """
    line = lines[at]
    below = [lines[near] for near in range(at + 1, area.stop)]
    score = 2.5 * coverage(line.text, body)
    score += (
        1.0 if line.size >= 6 or (not line.text.isascii() and len(line.text) >= 10) else 0.25 * min(line.size, 4) - 0.5
    )
    score += 0.6 if any(near.kind in (Kind.STAMP, Kind.BYLINE, Kind.CAPTION) for near in below[:4]) else 0.0
    score -= 0.06 * len(below)
    score -= 0.25 * sum(1 for near in below if is_title_like(near) and near.key != line.key)
    score += 0.8 if _is_over_deck(lines, area, at) else 0.0
    if _SLUG_LINE.search(line.text) or line.text.endswith(":") or caption_cues(line.text) >= 2:
        score -= 1.5
    if not _TWO_WORDS.search(line.text[:_LOOKED_AT]) and line.text.isascii():
        score -= 1.0  # a counter, a code
    if at - 1 in area and _is_over_deck(lines, area, at - 1):
        score -= 0.4
    if _is_below_head(lines, area, at, body):
        score -= 1.0
    if _MAIL_FIELD.match(line.text):
        score -= 1.2  # it names the letter, which may hold several articles
    if re.search(r"@|\btel\b|\+\d{2}|\(\d+\)$|👁|★", line.text, re.IGNORECASE):
        score -= 1.5
    if line.text.endswith(".") and ends_sentence(line.text):
        score -= 0.5
    return score


def _is_below_head(lines: Sequence[Line], area: range, at: int, body: Sequence[str]) -> bool:
    """A heading below a date line or byline over which a title of this text stands: a summary, a picture's words."""
    signs = [near for near in range(area.start, at) if lines[near].kind in (Kind.STAMP, Kind.BYLINE)]
    if not signs:
        return False
    above = [lines[near] for near in range(max(area.start, signs[0] - 4), signs[0]) if is_title_like(lines[near])]
    return any(line.size >= 5 and coverage(line.text, body) >= 0.15 for line in above)


def _is_over_deck(lines: Sequence[Line], area: range, at: int) -> bool:
    """The upper of two lines that stand together, the lower one longer or a sentence: a title over its deck."""
    if at + 1 not in area:
        return False
    lower = lines[at + 1]
    if (
        lower.kind not in (Kind.HEADING, Kind.PROSE)
        or lower.blanks > 1
        or lines[at].size < 4
        or lower.key == lines[at].key
    ):
        return False
    free_above = at - 1 not in area or not is_title_like(lines[at - 1]) or lines[at - 1].size <= 4
    return free_above and (ends_sentence(lower.text) or lower.size >= lines[at].size)


def _first_of(lines: Sequence[Line], twice: Sequence[int]) -> int:
    """The first appearance of the heading that stands last: its head begins there."""
    key = without_suffix(lines[twice[-1]].key)
    return next(at for at in twice if without_suffix(lines[at].key) == key)


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
        if line.kind in (Kind.STAMP, Kind.BYLINE, Kind.ITEM, Kind.SOURCE) or (
            line.kind is Kind.HEADING and line.size <= 5
        ):
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


_LABEL = re.compile(
    r"^(?:来源|來源|出处|source|quelle|fuente|fonte|printed from|published by|from)\s*[:：]?\s*|^[A-Z]\d{1,2}\s+(?=[A-Z])",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:^|[\s|·])(?:by|von|par|por|di|door|oleh)\s+$", re.IGNORECASE)


def _is_signed_stamp(line: Line) -> bool:
    """A date line that names its author: `By Jo Doe | 4 November 2025`."""
    before = line.text[: max(0, line.text.find(line.name))] if line.name else ""
    return line.kind is Kind.STAMP and bool(_SIGNED.search(before))


def _names(lines: Sequence[Line], own: Sequence[int], title_at: int | None) -> tuple[str, ...]:
    found: list[str] = []
    for at in own:
        line = lines[at]
        if line.kind in (Kind.STAMP, Kind.SOURCE) and line.name and not _is_signed_stamp(line):
            found.append(_LABEL.sub("", line.name))
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
    title = _SECTIONS.sub("", _TITLE_LABEL.sub("", title))
    parts = list(_KEEPS_DASH.finditer(title))
    if not parts:
        return title, ""
    bare, ending = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
    dates = find_dates(ending)
    if dates and (dates[0].start, dates[-1].end) == (0, len(ending)):
        return title, ""  # `Press Briefing – February 21, 2025`
    others = [line.text for line in lines if line.kind is Kind.HEADING and line.text != title]
    said_bare = any(other.casefold() == bare.casefold() for other in others)
    shared = any(other.casefold().endswith(parts[-1].group().casefold() + ending.casefold()) for other in others)
    barred = bool(re.search(r"[|»]", parts[-1].group()))
    if len(ending) <= 40 and (said_bare or ((shared or barred) and len(bare.split()) >= 3)):
        return bare, re.sub(r"\s*,.*\d.*$", "", ending)
    return title, ""
