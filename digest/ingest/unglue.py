"""Take apart lines in which a page's text ran together: titles, captions, whole articles in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from digest.ingest.captions import split_inline_caption
from digest.ingest.datelines import find_dateline, inline_datelines
from digest.ingest.lexicon import AGENCIES
from digest.ingest.lines import Kind, Line, ends_sentence, is_appeal, key_of
from digest.text import sentences, word_count

GLUED = 60
"""Words from which a line may hold more than one paragraph."""

TITLE = range(2, 31)
"""Words of a title that stands before a dateline in one line."""

TOKEN = re.compile(
    r"\[\[\s*[\w-]+\s*:\s*[\w./-]+\s*\]\]|\{\{[^{}]{1,60}\}\}|\[(?:caption|embed|gallery|video|ad)\b[^\]]{0,80}\]"
)
"""Marks of a site's own software inside a text: `[[nid:719195]]`."""

_SIGNED = re.compile(
    r"^(?:\((?:additional |with )?(?:reporting|editing|writing|compiled)\b[^()]*\)\s*|[-–—]*\s*\(?(?:"
    + "|".join(re.escape(name.upper()) for name in AGENCIES if name.isascii() and len(name) > 1)
    + r"|[A-Z]{3,} (?:PRESS|WIRE|NEWS|AGENCY))\)?\s+)+"
)


def unglued(lines: Sequence[Line]) -> list[Line]:
    """Every line, those that hold several pieces replaced by their pieces with the same line numbers."""
    titles = {line.key: line.text for line in lines if line.kind is Kind.HEADING and line.size >= 4}
    found: list[Line] = []
    timed = sum(1 for line in lines if _timed_title(line)) > 1
    for line in lines:
        parts = _timed_title(line) if timed else None
        if parts:
            found.append(replace(_piece(line, Kind.STAMP, parts[0], line.blanks), stamp="clock"))
            found.append(_piece(line, Kind.HEADING, parts[1], 0))
        elif line.size >= GLUED and line.kind in (Kind.PROSE, Kind.HEADING, Kind.CAPTION, Kind.ITEM):
            found += _pieces(line, titles)
        else:
            found.append(line)
    return found


_TIMED = re.compile(
    r"^(?P<clock>(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?:uhr|h|[ap]\.?m\.?))?)\s*[-–—|·]?\s+(?P<title>[^\W\d_].{10,})$",
    re.IGNORECASE,
)


def _timed_title(line: Line) -> tuple[str, str] | None:
    """A clock time and the title behind it, as tickers write them in one line."""
    if line.kind not in (Kind.STAMP, Kind.HEADING) or line.size < 4:
        return None
    match = _TIMED.match(line.text)
    return (match["clock"], match["title"]) if match and word_count(match["title"]) >= 3 else None


def _pieces(line: Line, titles: dict[str, str]) -> Iterator[Line]:
    rest, blanks = line.text, line.blanks
    caption, rest = split_inline_caption(rest)
    if caption:
        yield _piece(line, Kind.CAPTION, caption, blanks)
        blanks = 0
    title = _echoed_title(rest, titles)
    if title:
        yield _piece(line, Kind.HEADING, rest[: len(title)], blanks)
        rest, blanks = rest[len(title) :].lstrip(" -–—|:"), 0
    for kind, text in _timed_articles(rest):
        yield _piece(line, kind, text, blanks)
        blanks = 0


def _piece(line: Line, kind: Kind, text: str, blanks: int) -> Line:
    return replace(
        line,
        kind=kind,
        text=text,
        blanks=blanks,
        size=word_count(text),
        key=key_of(text),
        name=text if kind is Kind.SOURCE else "",
        stamp="relative" if kind is Kind.STAMP else "",
    )


def _echoed_title(text: str, titles: dict[str, str]) -> str:
    """The longest heading of the page with which a line begins, so that only the body is left."""
    head = text.casefold()
    fits = [title for title in titles.values() if head.startswith(title.casefold()) and len(title) < len(text)]
    return max(fits, key=len, default="")


_AGO = re.compile(
    r"(?P<head>[^.!?]{15,200}?)\s(?P<ago>(?:an?|\d{1,3})\s(?:minutes?|hours?|days?)\sago)(?:\s(?:Save|Share|Tweet|Print|E-?mail|Listen|Follow|Bookmark|Comments?))+\s+(?=[^\W\d_a-z]|[\"“])"
)
_OUTLET_AT_END = re.compile(r"\s(?P<outlet>(?:(?-i:[A-Z])[\w'’&.-]*\s?){1,4})$")


def _timed_articles(text: str) -> Iterator[tuple[Kind, str]]:
    """Articles that ran together with their heads: `Title Outlet 3 hours ago Save Share Text ...`, twice and more."""
    marks = list(_AGO.finditer(text))
    if len(marks) < 2:
        yield from _articles(text)
        return
    yield from _articles(text[: marks[0].start()].strip())
    for mark, following in zip_longest(marks, marks[1:]):
        head = mark["head"].strip(" \"'”’»)")
        outlet = _OUTLET_AT_END.search(head)
        title = head[: outlet.start()] if outlet and word_count(head[: outlet.start()]) >= 3 else head
        yield Kind.HEADING, title
        if title != head:
            yield Kind.SOURCE, head[len(title) :].strip()
        yield Kind.STAMP, mark["ago"]
        yield from _articles(text[mark.end() : following.start() if following else len(text)].strip())


def _articles(text: str) -> Iterator[tuple[Kind, str]]:
    """Headings and bodies in a run of text that may hold several articles, each with a dateline."""
    start = 0
    for at, _ in inline_datelines(text):
        if at <= start:
            continue
        lead = text[start:at]
        title_at = _title_start(lead)
        if title_at is None:
            continue
        body, title = lead[:title_at].strip(), lead[title_at:].strip()
        if body:
            yield from _cut_appeals(body)
        if title:
            yield Kind.HEADING, title
        start = at
    yield from _cut_appeals(text[start:].strip())


def _title_start(lead: str) -> int | None:
    """Where the title before a dateline begins in the text before it; `None` when there is none."""
    parts = sentences(lead)
    if not parts:
        return None
    last = parts[-1]
    place = lead.rstrip().rfind(last)
    signed = _SIGNED.match(last)
    if signed:
        place, last = place + signed.end(), last[signed.end() :]
    if ends_sentence(last) or not last:
        # a dateline right after a sentence: only a sign-off tells it from words inside a text
        return len(lead) if find_dateline(lead) is not None and len(parts) > 2 else None
    return place if word_count(last) in TITLE and last[0].isalnum() | (last[0] in "\"“‘'«¿¡") else None


def _cut_appeals(text: str) -> Iterator[tuple[Kind, str]]:
    """A body in one line, an appeal to the reader at its end or inside taken out."""
    if word_count(text) < GLUED:
        yield (Kind.APPEAL if is_appeal(text) else Kind.PROSE), text
        return
    kept: list[str] = []
    for sentence in sentences(text):
        signed = _SIGNED.match(sentence)
        if signed and is_appeal(sentence[signed.end() :]):
            kept.append(signed.group().strip())
            sentence = sentence[signed.end() :]
        if word_count(sentence) <= 30 and is_appeal(sentence):
            if kept:
                yield Kind.PROSE, " ".join(kept)
                kept = []
            yield Kind.APPEAL, sentence
        else:
            kept.append(sentence)
    if kept:
        yield Kind.PROSE, " ".join(kept)
