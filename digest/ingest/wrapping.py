"""Put hard-wrapped paragraphs together again: e-mail, terminals, the columns of a newspaper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

BULLET = re.compile(r"^(?:[•●▪■◦‣·*►▶»›–—-]|\d{1,2}[.)])\s+(?=\S)")
"""The sign or number that opens an item of a list."""

WIDE = 48
"""Characters from which a line may be one of a wrapped paragraph."""

NARROW = 20
"""The same in a page of narrow columns, where most lines go on in lower case."""

LONGEST = 120
"""Lines of one paragraph: what goes on for longer is a list or no text, and would be costly as one line."""

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff01-\uff5e\u3001-\u301f]")
_SENTENCE = re.compile(r"[。！？!?.」』）)]$")


def paragraphs_of(raw: Sequence[str], written: Sequence[str]) -> list[tuple[int, int]]:
    """First and last index of every paragraph of a page; a line is one, unless the page is hard-wrapped.

    Args:
        raw: the lines, white space folded; blank ones are empty.
        written: the same lines as the file has them, for their indents.
    """
    if _is_hard_wrapped(raw):
        widest = _column([line for line in raw if len(line) >= WIDE])
        return _joined(raw, lambda at: len(raw[at - 1]) >= max(WIDE, widest - 18))
    if _is_narrow(raw):
        widest = _column([line for line in raw if NARROW <= len(line) < WIDE])
        return _joined(raw, lambda at: len(raw[at - 1]) >= 0.55 * widest or _goes_on(raw[at - 1], raw[at]))
    width = _unspaced_width(raw)
    if width:
        return _joined(raw, lambda at: len(raw[at - 1]) >= width - 2 and not written[at].startswith(("\u3000", "  ")))
    return [(number, number) for number, line in enumerate(raw) if line]


def _is_hard_wrapped(raw: Sequence[str]) -> bool:
    """True for text wrapped at a column: paragraphs whose lines all but the last end near the same place.

    Short lines (lists of links, titles) say nothing of it and are not counted.
    """
    full = [line for line in raw if len(line) >= WIDE]
    if len(full) < 5 or max(map(len, raw)) > 160:
        return False
    widest = _column(full)
    inner = [a for a, b in pairwise(raw) if len(a) >= WIDE and b]
    near = sum(1 for line in inner if len(line) >= widest - 18 and not line.endswith((".", "!", "?")))
    return widest <= 120 and len(inner) >= 0.4 * len(full) and near >= (0.55 if len(full) >= 12 else 0.75) * len(inner)


def _is_narrow(raw: Sequence[str]) -> bool:
    """True for narrow columns: hardly a long line, and most lines below another one go on in lower case."""
    pairs = [(a, b) for a, b in pairwise(raw) if NARROW <= len(a) < WIDE and b]
    long = sum(1 for line in raw if len(line) >= WIDE)
    return len(pairs) >= 12 and long <= 0.2 * len(pairs) and sum(_goes_on(a, b) for a, b in pairs) >= 0.5 * len(pairs)


def _goes_on(line: str, following: str) -> bool:
    """A line begins in lower case below one that ends no sentence."""
    return following[:1].islower() and not _SENTENCE.search(line)


def _unspaced_width(raw: Sequence[str]) -> int:
    """The column of a text without spaces between words, most of whose lines are equally long; 0 for none."""
    sizes = [len(line) for line in raw if 12 <= len(line) <= 45 and len(_UNSPACED.findall(line)) >= 0.7 * len(line)]
    if len(sizes) < 6:
        return 0
    width, _ = Counter(sizes).most_common(1)[0]
    full = [line for line in raw if len(line) in (width, width - 1)]
    cut = sum(1 for line in full if not _SENTENCE.search(line))
    beyond = sum(1 for line in raw if len(line) > width + 1)
    return width if len(full) >= 0.5 * len(sizes) and cut >= 0.6 * len(full) and beyond <= 0.4 * len(full) else 0


def _column(full: Sequence[str]) -> int:
    """The width at which nearly all lines end, an odd long one aside."""
    lengths = sorted(len(line) for line in full)
    return lengths[int(len(lengths) * 0.97)]


def _joined(raw: Sequence[str], is_full: Callable[[int], bool]) -> list[tuple[int, int]]:
    """Paragraphs of lines without a blank between; `is_full` says that the line above an index fills its column."""
    spans: list[tuple[int, int]] = []
    for number, line in enumerate(raw):
        if not line:
            continue
        fits = spans and spans[-1][1] == number - 1 and number - spans[-1][0] < LONGEST
        if fits and is_full(number) and not BULLET.match(line):
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans


def join_wrapped(parts: Sequence[str]) -> str:
    """The lines of a paragraph as one; a hyphen at a wrap stays, as nobody knows whether it belongs to the word."""
    text = parts[0]
    for part in parts[1:]:
        hyphen = text.endswith("-") and text[-2:-1].isalpha()
        unspaced = bool(_UNSPACED.match(text[-1:]) and _UNSPACED.match(part[:1]))
        text = f"{text}{part}" if hyphen or unspaced else f"{text} {part}"
    return text
