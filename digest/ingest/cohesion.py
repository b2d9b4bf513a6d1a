"""Does a paragraph go on with the text before it? Names and rare words that recur tell.

Source: the idea of M. Hearst, "TextTiling", Computational Linguistics 23(1), 1997, with
names instead of all words, since paragraphs of news are short and name the same people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from digest.text import sentences

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|[\u30a0-\u30ff]{2,}|[\u4e00-\u9fff]{2,}")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}|[\u30a1-\u30fa\u30fc]{2,}")
_COMMON = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november"
    " december the this that these those after before while when mr mrs ms dr he she they we it his her their but and for from with about into"
    " over under than then there here where which who what how also only more most other some such said says told according people"
    " government officials percent million billion however because between during".split()
)
FEWEST = 4
"""Names and rare words below which a window says nothing."""


@lru_cache(maxsize=2048)
def marks(text: str) -> dict[str, float]:
    """The words by which a text is recognised, with their weight: names 1, other rarer words 0.4."""
    if len(_CJK.findall(text[:400])) > 20:
        return _han_marks(text)
    found: dict[str, float] = {}
    for sentence in sentences(text):
        for at, match in enumerate(_TOKEN.finditer(sentence)):
            word = match.group()
            low = word.lower().removesuffix("'s").removesuffix("’s")
            if low in _COMMON or len(low) < 3:
                continue
            if word[0].isupper() and at > 0:
                found[low] = 1.0
            elif word[0].isupper() or (len(low) >= 6 or not word[0].islower()):
                found[low] = max(found.get(low, 0.0), 0.4)
    return found


def _han_marks(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for run in _HAN.findall(text):
        if len(run) <= 3 or not "\u4e00" <= run[0] <= "\u9fff":
            found[run] = 1.0
        for at in range(len(run) - 1):
            found.setdefault(run[at : at + 2], 0.4)
    return found


def cohesion(before: Sequence[str], after: Sequence[str]) -> float | None:
    """Share of the marks of `after`, by weight, that `before` has already; `None` with too few marks.

    Paragraphs of one article mostly give 0.25 to 0.7, of two articles 0 to 0.15.
    """
    return _share(tuple(before), tuple(after))


@lru_cache(maxsize=512)
def _share(before: tuple[str, ...], after: tuple[str, ...]) -> float | None:
    old: set[str] = set()
    for text in before:
        old |= marks(text).keys()
    new: dict[str, float] = {}
    for text in after:
        new |= marks(text)
    if len(new) < FEWEST or len(old) < FEWEST:
        return None
    shared = sum(weight for word, weight in new.items() if word in old)
    return shared / sum(new.values())


def coverage(title: str, texts: Sequence[str]) -> float:
    """Share of a title's own words that stand in the texts; 0 for a title without such words."""
    words = {word.lower()[:6] for word in _TOKEN.findall(title) if len(word) > 3 and word.lower() not in _COMMON}
    if _CJK.search(title):
        words = set(_han_marks(title))
    if not words:
        return 0.0
    body = " ".join(texts).lower()
    return sum(1 for word in words if word in body) / len(words)
