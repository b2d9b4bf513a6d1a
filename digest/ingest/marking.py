"""Lines of a page whose class follows from the page or the inbox around them.

`lines` looks at each line alone. What comes back on the page, stands beside a date line or
closes a text is told here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from digest.ingest.boundaries import is_title_like
from digest.ingest.captions import caption_cues, may_be_signed
from digest.ingest.credits import is_outlet_line
from digest.ingest.datelines import find_dateline
from digest.ingest.lexicon import AGENCIES
from digest.ingest.lines import Kind, Line
from digest.ingest.stamps import is_person_like


def marked(lines: list[Line], repeated: frozenset[str]) -> list[Line]:
    """The lines with the classes that their neighbours give them.

    Args:
        repeated: keys of short lines that stand on three or more pages of the inbox.
    """
    return _with_tables(_marked(lines, repeated))


def _marked(lines: list[Line], repeated: frozenset[str]) -> list[Line]:
    """Lines whose class follows from the page or the inbox around them."""
    count = Counter(line.key for line in lines)
    out = list(lines)
    for at, line in enumerate(lines):
        if line.kind is Kind.HEADING and _is_furniture(lines, at, count, repeated):
            out[at] = replace(line, kind=Kind.PROMO)
        elif line.kind is Kind.HEADING and line.size <= 6 and is_outlet_line(line.text) and _stands_in_head(lines, at):
            out[at] = replace(line, kind=Kind.SOURCE, name=line.text)
        elif line.kind is Kind.HEADING and _SIGNED_ALONE.fullmatch(line.text):
            out[at] = replace(line, kind=Kind.ASIDE)
        elif line.kind in (Kind.HEADING, Kind.PROMO) and line.size <= 3 and _is_wire_line(lines, at):
            out[at] = replace(line, kind=Kind.BYLINE, name=line.text)
        elif line.kind is Kind.STAMP and _is_dated_title(lines, at):
            out[at] = replace(line, kind=Kind.HEADING, name="", stamp="")
        elif line.kind is Kind.HEADING and line.size <= 4 and _is_author_line(lines, at):
            out[at] = replace(line, kind=Kind.BYLINE, name=line.text)
        elif line.kind in (Kind.PROSE, Kind.HEADING) and _is_caption_here(lines, at):
            out[at] = replace(line, kind=Kind.CAPTION)
        elif line.kind is Kind.CAPTION and count[line.key] == 1 and _is_signed_end(lines, at):
            out[at] = replace(line, kind=Kind.PROSE)
    return _without_lists(out)


def _is_signed_end(lines: Sequence[Line], at: int) -> bool:
    """The last paragraph of a text, an agency in brackets behind it, is no caption: it stands right below a paragraph."""
    above = lines[at - 1] if at else None
    below = lines[at + 1] if at + 1 < len(lines) else None
    closes = below is None or below.kind not in (Kind.PROSE, Kind.CAPTION)
    return above is not None and above.kind is Kind.PROSE and closes and may_be_signed(lines[at].text)


_SIGNED_ALONE = re.compile(
    rf"(?:[-–—]{{1,2}}\s*|[(\[])(?:{'|'.join(re.escape(name) for name in AGENCIES)})\s*[)\]]?", re.IGNORECASE
)
"""An agency's sign-off on a line of its own: `-- BERNAMA`, `(AFP)`."""


def _is_wire_line(lines: Sequence[Line], at: int) -> bool:
    """An agency's name alone beside a date: it wrote the text. Beside a caption it may have taken the photo."""
    if AGENCIES.get(lines[at].key, "") == "" or lines[at].text.islower():
        return False
    near = [lines[place] for place in (at - 1, at + 1) if 0 <= place < len(lines)]
    dated = any(line.kind is Kind.STAMP and line.stamp == "date" for line in near)
    return dated and not any(line.kind is Kind.CAPTION for line in near)


def _is_dated_title(lines: Sequence[Line], at: int) -> bool:
    """A title that ends in a date (`Press Briefing – February 21, 2025`): a bare date line stands right below it."""
    line = lines[at]
    titled = line.stamp == "date" and line.text.startswith(line.name) and len(line.name.split()) >= 3
    below = lines[at + 1 : at + 3]
    return titled and any(near.kind is Kind.STAMP and near.stamp == "date" and not near.name for near in below)


_LIST_OPENS = re.compile(r"list of \d+ items?", re.IGNORECASE)
_LIST_ENDS = re.compile(r"end of list", re.IGNORECASE)


def _without_lists(lines: list[Line]) -> list[Line]:
    """What a page reads out as a list of links, from `list of 3 items` to `end of list`, is furniture."""
    ends = [at for at, line in enumerate(lines) if _LIST_ENDS.fullmatch(line.text)]
    for at, line in enumerate(lines):
        end = ends[bisect_left(ends, at)] if ends and ends[-1] > at else 0
        if _LIST_OPENS.fullmatch(line.text) and 0 < end - at <= 40:
            lines[at:end] = [replace(one, kind=Kind.PROMO) for one in lines[at:end]]
    return lines


def _with_tables(lines: list[Line]) -> list[Line]:
    """A table that was flattened into short lines: six and more without a blank between them, many of them figures."""
    out = list(lines)
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _is_cell(lines[end]) and (end == start or lines[end].blanks == 0):
            end += 1
        cells = lines[start:end]
        figures = sum(1 for line in cells if re.search(r"\d", line.text))
        if len(cells) >= 6 and figures >= 0.3 * len(cells):
            out[start:end] = [replace(line, kind=Kind.ITEM) for line in cells]
        start = max(end, start + 1)
    return out


def _is_cell(line: Line) -> bool:
    bare = line.kind is Kind.PROMO and bool(re.search(r"\d", line.text)) and not re.search(r"[^\W\d_]{3}", line.text)
    return line.size <= 5 and (line.kind is Kind.HEADING or bare)


def _is_furniture(lines: Sequence[Line], at: int, count: Counter[str], repeated: frozenset[str]) -> bool:
    """A short line that comes back, on this page or on others, is the page's own; a publisher's name is not."""
    line = lines[at]
    if line.size > 6 or (count[line.key] < 3 and line.key not in repeated) or is_outlet_line(line.text):
        return False
    near = [lines[place] for place in (at - 1, at + 1, at + 2) if 0 <= place < len(lines)]
    named = any(other.kind is Kind.STAMP or (other.bullet and other.key == line.key) for other in near)
    return not named and not (is_person_like(line.text) and count[line.key] < 3)


def _is_author_line(lines: Sequence[Line], at: int) -> bool:
    """A name alone between a title and a date line, or right after a title."""
    if not is_person_like(lines[at].text):
        return False
    near = [lines[place] for place in (at - 1, at + 1) if 0 <= place < len(lines)]
    titled = at > 0 and is_title_like(lines[at - 1]) and lines[at - 1].size >= 5
    dated = any(line.kind is Kind.STAMP and line.stamp != "relative" for line in near)
    return titled and (dated or (at + 1 < len(lines) and lines[at + 1].kind in (Kind.PROSE, Kind.PROMO)))


def _stands_in_head(lines: Sequence[Line], at: int) -> bool:
    """A publisher's line counts beside a title or a date line, or as a page's masthead."""
    near = [lines[place] for place in (at - 2, at - 1, at + 1, at + 2, at + 3) if 0 <= place < len(lines)]
    return at < 8 or any(other.kind is Kind.STAMP or (is_title_like(other) and other.size >= 5) for other in near)


def _is_caption_here(lines: Sequence[Line], at: int) -> bool:
    """Weaker signs of a caption count where captions stand: below a title or beside another caption."""
    line = lines[at]
    if line.size > 60 or line.size < 6:
        return False
    cues = caption_cues(line.text)
    if cues < 2 or find_dateline(line.text):
        return cues >= 3
    before = lines[at - 1] if at else None
    if before is None:
        return False
    in_head = before.kind in (Kind.HEADING, Kind.CAPTION, Kind.STAMP, Kind.BYLINE, Kind.PROMO, Kind.SOURCE)
    after = lines[at + 1] if at + 1 < len(lines) else None
    return in_head and cues >= 2 and after is not None and after.kind in (Kind.PROSE, Kind.CAPTION, Kind.STAMP)
