"""Split a page into its articles and what is none of them.

The order of work: class the lines (`lines`), take glued lines apart (`unglue`), find the
boundaries between paragraphs (`boundaries`), then share out the lines of each gap: the
end of the article before it, the page's own furniture, the head of the article after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from digest.ingest.boundaries import find_boundaries, is_title_like, without_suffix
from digest.ingest.cohesion import coverage
from digest.ingest.datelines import find_dateline
from digest.ingest.heads import Head, headings_said, read_head
from digest.ingest.lexicon import PROMO_WORDS, SECOND_PERSON
from digest.ingest.lines import Kind, Line, ends_sentence, lines_of
from digest.ingest.marking import marked
from digest.ingest.stamps import is_person_like
from digest.ingest.tails import ARTICLE, end_of_body, is_teaser_list
from digest.ingest.unglue import unglued
from digest.model import Cut
from digest.text import words

LONG = 300
"""Words of an article below which short texts without a head are teasers or notices."""

_NOTICE_WORDS = frozenset(PROMO_WORDS)
_SECOND_PERSON = frozenset(SECOND_PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article of a page, not yet read for its credits and its date."""

    head: Head
    body: tuple[Line, ...]
    """Paragraphs, cross-heads and list items, in order."""

    captions: tuple[str, ...]
    cuts: tuple[Cut, ...]
    """What was left out between the first and the last line of the body."""

    tail: tuple[str, ...] = ()
    """The first lines below the body, where an agency may sign."""

    main: bool
    """True for the first article of a page; the others are *related* ones."""

    @property
    def size(self) -> int:
        """Words of the body."""
        return sum(line.size for line in self.body)


@dataclass(frozen=True, slots=True)
class Split:
    """A page taken apart."""

    items: tuple[Item, ...]
    cuts: tuple[Cut, ...]
    """Lines that belong to no article."""


def split_page(text: str, repeated: frozenset[str] = frozenset(), starts: tuple[re.Pattern[str], ...] = ()) -> Split:
    """Split the text of a page.

    Args:
        text: the page, lines parted by `\\n`.
        repeated: keys of short lines that stand on three or more pages of the inbox.
        starts: what a site's profile knows of the lines with which its items begin.

    Cost: linear in the length of the page, about 4 ms for 2,000 words.
    """
    lines = marked(unglued(lines_of(text)), repeated)
    prose = _body_paragraphs(lines)
    if not prose:
        return Split((), _cuts(lines))
    gaps = find_boundaries(lines, prose, starts)
    firsts = [prose[0], *(gap.right for gap in gaps)]
    said = headings_said(lines)
    items: list[Item] = []
    left_out: list[Line] = []
    floor = 0
    for place, first in enumerate(firsts):
        stop = firsts[place + 1] if place + 1 < len(firsts) else len(lines)
        mine = prose[bisect_left(prose, first) : bisect_left(prose, stop)]
        end = end_of_body(lines, mine)
        item, spare = _item(lines, floor, mine, end, said, main=not items)
        if item is None and _is_deck(lines, floor, mine, prose[bisect_left(prose, stop) :]):
            continue  # the next article's head begins above it
        if item is not None:
            items.append(item)
        left_out += spare
        floor = end + 1
    left_out += lines[floor:]
    kept = [item for place, item in enumerate(items) if not (place and _is_aside(item, items[0]))]
    left_out += [line for item in items if item not in kept for line in item.body]
    return Split(tuple(kept), _cuts(left_out))


def _is_deck(lines: Sequence[Line], floor: int, mine: Sequence[int], rest: Sequence[int]) -> bool:
    """Whether a short text is the standfirst of the article below it: its title is covered there, none between is as well."""
    if not rest or sum(lines[at].size for at in mine) >= ARTICLE or len(mine) > 3:
        return False
    between = lines[mine[-1] + 1 : rest[0]]
    if any(line.kind in (Kind.RELATED, Kind.COMMENTS, Kind.ASIDE) for line in between):
        return False
    text = [lines[at].text for at in rest[:5]]
    above = [line for line in lines[max(floor, mine[0] - 4) : mine[0]] if is_title_like(line) and line.size >= 4]
    own = max((coverage(line.text, text) for line in above), default=0.0)
    other = max((coverage(line.text, text) for line in between if is_title_like(line)), default=0.0)
    return own >= 0.4 and own >= other + 0.2


def _is_aside(item: Item, main: Item) -> bool:
    """A short text without any head of its own below a long article: a teaser or a notice."""
    head = item.head
    dateline = find_dateline(item.body[0].text)
    headed = head.stamps or head.bylines or head.names or head.echoed or (dateline is not None and dateline.sure)
    return main.size >= LONG and item.size < LONG // 4 and not headed


def _body_paragraphs(lines: list[Line]) -> list[int]:
    """Indices of paragraphs of articles: prose less standfirsts over a date line and readers' comments."""
    found: list[int] = []
    comments = False
    for at, line in enumerate(lines):
        if line.kind is Kind.COMMENTS:
            comments = bool(found)
        elif comments and _starts_article(lines, at):
            comments = False
        if line.kind is not Kind.PROSE or comments or _is_standfirst(lines, at):
            continue
        found.append(at)
    return found


def _starts_article(lines: Sequence[Line], at: int) -> bool:
    """After readers' comments only a title with its head, or a sure dateline, begins an article."""
    line = lines[at]
    if line.kind is Kind.RELATED:
        return True
    if line.kind is Kind.PROSE:
        dateline = find_dateline(line.text)
        return dateline is not None and dateline.sure
    if not is_title_like(line) or (line.size < 5 and line.text.isascii()):
        return False
    below = lines[at + 1 : at + 6]
    if any(near.key == line.key for near in below):
        return True
    heads = {near.kind for near in _until_prose(below)} & {Kind.STAMP, Kind.BYLINE, Kind.CAPTION}
    follows = next((near for near in below if near.kind is Kind.PROSE), None)
    return follows is not None and (bool(heads) or (line.size >= 6 and line.blanks >= 1))


def _until_prose(lines: Iterable[Line]) -> list[Line]:
    found = []
    for line in lines:
        if line.kind is Kind.PROSE:
            break
        found.append(line)
    return found


def _is_standfirst(lines: Sequence[Line], at: int) -> bool:
    """One paragraph between a title and a date line or byline: a standfirst, or a teaser's summary."""
    line = lines[at]
    if line.size > 80 or not at or find_dateline(line.text):
        return False
    above = next((near for near in reversed(lines[max(0, at - 3) : at]) if near.kind is not Kind.PROMO), None)
    if above is None or above.kind is not Kind.HEADING or above.size < 2:
        return False
    short = not is_title_like(above) or above.size < 4
    for place, near in enumerate(lines[at + 1 : at + 5], start=at + 1):
        if near.kind in (Kind.STAMP, Kind.BYLINE):
            return not short or near.stamp == "relative" or _text_follows(lines, place)
        if near.kind is Kind.PROSE:
            dateline = find_dateline(near.text)
            return not short and place > at + 1 and dateline is not None and dateline.sure
        if near.kind not in (Kind.PROMO, Kind.CAPTION) and not (
            near.kind is Kind.HEADING and is_person_like(near.text)
        ):
            return False
    return False


def _text_follows(lines: Sequence[Line], at: int) -> bool:
    """A paragraph stands among the next lines: the date line above it belongs to a text."""
    return any(line.kind is Kind.PROSE and line.size >= 12 for line in lines[at + 1 : at + 5])


def _item(
    lines: Sequence[Line], floor: int, mine: Sequence[int], end: int, said: Counter[str], *, main: bool
) -> tuple[Item | None, list[Line]]:
    """The article made of these paragraphs, and the lines before it that are not its own."""
    start = mine[0]
    head, used = read_head(lines, floor, start, said)
    body, captions, dropped = _body(lines, start, end, head)
    if (
        sum(line.size for line in body if line.kind is not Kind.HEADING) < ARTICLE
        or _is_notice(body)
        or (not head.title and is_teaser_list(body))
    ):
        return None, list(lines[floor : end + 1])
    spare = [line for at, line in enumerate(lines[floor:start], start=floor) if at not in used]
    spare += _said_again([lines[at] for at in sorted(used)])
    item = Item(
        head=head,
        body=tuple(body),
        captions=tuple(dict.fromkeys([*head.captions, *captions])),
        cuts=_cuts(dropped),
        tail=tuple(line.text for line in lines[end + 1 : end + 4]),
        main=main,
    )
    return item, spare


def _said_again(head: Sequence[Line]) -> list[Line]:
    """The lines of a head that say what another line of it said: the title and the captions, most times."""
    seen: set[str] = set()
    again = []
    for line in head:
        if line.key in seen:
            again.append(replace(line, kind=Kind.ECHO))
        seen.add(line.key)
    return again


def _body(lines: Sequence[Line], start: int, end: int, head: Head) -> tuple[list[Line], list[str], list[Line]]:
    """Paragraphs, cross-heads and items of a body; its captions; what was dropped."""
    body: list[Line] = []
    captions: list[str] = []
    dropped: list[Line] = []
    if head.standfirst is not None:
        body.append(head.standfirst)
    title = without_suffix(head.title_key)
    count = Counter(line.key for line in lines[start : end + 1])
    related = False
    for at in range(start, end + 1):
        line = lines[at]
        related = line.kind is Kind.RELATED or (related and line.kind is not Kind.PROSE)
        if line.kind is Kind.CAPTION:
            captions.append(line.text)
        if _is_pull_quote(lines, at, start, end):
            dropped.append(replace(line, kind=Kind.ECHO))
        elif line.kind is Kind.PROSE or (not related and _belongs(lines, at, title, count)):
            _append(body, line)
        else:
            dropped.append(line)
    while body and body[-1].kind is Kind.HEADING:
        dropped.append(body.pop())
    return body, captions, dropped


def _is_pull_quote(lines: Sequence[Line], at: int, start: int, end: int) -> bool:
    """A short line whose words stand in a longer paragraph near it: set large on the page, said twice in the text."""
    line = lines[at]
    if line.kind not in (Kind.PROSE, Kind.HEADING) or not 5 <= line.size <= 45:
        return False
    bare = line.key.strip("\"'“”‘’«»„ .!?…")
    near = range(max(start, at - 8), min(end + 1, at + 9))
    return len(bare) > 25 and any(bare in lines[place].key for place in near if lines[place].size > line.size + 3)


def _belongs(lines: Sequence[Line], at: int, title: str, count: Counter[str]) -> bool:
    """Whether a line between paragraphs is a cross-head or an item of the text."""
    line = lines[at]
    if line.kind is Kind.ITEM:
        return True
    if line.kind is not Kind.HEADING or (without_suffix(line.key) == title and title):
        return False
    if count[line.key] > 1 and line.size > 3:
        return False
    beside = [lines[near] for near in (at - 1, at + 1) if 0 <= near < len(lines)]
    run = sum(1 for near in beside if near.kind is Kind.HEADING)
    # several titles in a row are links to other articles; short lines in a row are a table or a list
    return not (run and line.size >= 6 and not re.search(r"\d", line.text) and not line.text.endswith(":"))


def _append(body: list[Line], line: Line) -> None:
    """Add a line; a paragraph that a page broke in two is put together again."""
    last = body[-1] if body else None
    broken = (
        last is not None
        and line.text[:1].islower()
        and line.text[:1].isascii()
        and last.kind in (Kind.PROSE, Kind.HEADING)
        and last.size >= 8
        and not ends_sentence(last.text)
    )
    if broken and last is not None:
        body[-1] = replace(
            last, text=f"{last.text} {line.text}", last=line.last, size=last.size + line.size, kind=Kind.PROSE
        )
    else:
        body.append(line)


def _is_notice(body: Sequence[Line]) -> bool:
    """Terms of use, cookie texts and the like: prose that speaks of the site and to the reader."""
    found = [word for line in body for word in words(line.text)]
    if not found:
        return True
    notice = sum(1 for word in found if word in _NOTICE_WORDS)
    persons = sum(1 for word in found if word in _SECOND_PERSON)
    quoted = sum(line.text.count("”") + line.text.count('"') + line.text.count("»") for line in body)
    return (notice + persons) / len(found) >= 0.09 and notice / len(found) >= 0.025 and quoted <= 4


def _cuts(lines: Iterable[Line]) -> tuple[Cut, ...]:
    """Neighbouring lines that were left out for the same reason, as one cut."""
    found: list[Cut] = []
    for line in sorted(lines, key=lambda line: (line.first, line.last)):
        why = "teaser" if line.kind in (Kind.PROSE, Kind.HEADING, Kind.ITEM) else line.kind.value
        if found and found[-1].why == why and line.first <= found[-1].last + 2:
            found[-1] = replace(found[-1], last=max(found[-1].last, line.last))
        else:
            found.append(Cut(first=line.first, last=line.last, why=why, text=line.text[:120]))
    return tuple(found)
