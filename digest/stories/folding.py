"""Fold copies: a wire text that several outlets carry is one report, and counts once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from digest.copies import SAME, containment
from digest.model import Article
from digest.stories.links import Item
from digest.stories.vectors import plain
from digest.text import shingles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COPY_DAYS = 30
"""Copies appear within so many days of each other; an unknown date is no obstacle."""

HEADLINE_WORDS = 4
"""Headlines without a body are copies when they are equal and at least so long."""

_RUN = 4
_CROWD = 50
"""A run of words that more texts share (a masthead, a legal line) points to no copy."""


@dataclass(frozen=True, slots=True)
class Fold:
    """One text: the article that stands for it, and those that carry the same."""

    article: int
    copies: tuple[int, ...] = ()
    """Numbers of articles, oldest first."""


def fold(articles: Sequence[Article], items: Sequence[Item]) -> list[Fold]:
    """Fold the copies among N articles, given their items; every article is in one fold.

    The best known article of a text stands for it: the one with most of agency, source,
    address and date, then the earliest. Every copy contains it or is contained in it, so
    two texts that quote one short text are not taken for each other. Articles that an
    editor pinned to different stories are never folded.

    Cost: 0.05 ms an article, and a close look at each pair that may be a copy.
    """
    near = _partners(articles, items)
    taken: set[int] = set()
    folds = []
    for number in sorted(range(len(articles)), key=lambda at: _rank(articles[at])):
        if number in taken:
            continue
        copies = _joined(articles, number, [other for other in near.get(number, ()) if other not in taken])
        taken |= {number, *copies}
        folds.append(Fold(number, tuple(sorted(copies, key=lambda at: by_day(articles[at])))))
    return folds


def by_day(article: Article) -> tuple[date, str]:
    """The order of articles in time: by day, undated last, ties by id."""
    return (article.teaser.dating.day or date.max, article.teaser.id)


def _rank(article: Article) -> tuple[int, date, str]:
    teaser = article.teaser
    known = sum(map(bool, (teaser.agency, teaser.source, teaser.url, teaser.dating.day)))
    return (-known, *by_day(article))


def _joined(articles: Sequence[Article], number: int, others: Iterable[int]) -> list[int]:
    """Those of the copies whose pins agree with each other and with the article's own."""
    pin = articles[number].story
    joined = []
    for other in sorted(others, key=lambda at: _rank(articles[at])):
        word = articles[other].story
        if not word or not pin or word == pin:
            pin = pin or word
            joined.append(other)
    return joined


def _partners(articles: Sequence[Article], items: Sequence[Item]) -> dict[int, set[int]]:
    """For each article those that are copies of it."""
    sets: dict[int, frozenset[int]] = {}

    def known(number: int) -> frozenset[int]:
        if number not in sets:
            sets[number] = shingles(plain(articles[number].body), _RUN)
        return sets[number]

    found: dict[int, set[int]] = {}
    for a, b in (*_candidates(items), *_equal_headlines(items)):
        if _in_time(items[a], items[b]) and (items[a].bare or containment(known(a), known(b)) >= SAME):
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
    return found


def _in_time(a: Item, b: Item) -> bool:
    return a.day is None or b.day is None or abs((a.day - b.day).days) <= COPY_DAYS


def _equal_headlines(items: Sequence[Item]) -> list[tuple[int, int]]:
    where: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(items):
        if one.bare and len(one.terms.title) >= HEADLINE_WORDS:
            where.setdefault(one.terms.title, []).append(number)
    return [(numbers[0], other) for numbers in where.values() for other in numbers[1:]]


def _candidates(items: Sequence[Item]) -> list[tuple[int, int]]:
    """Pairs of texts that share enough runs of four words to be worth a close look."""
    import numpy as np
    from scipy import sparse

    runs = [_runs(item_runs) for item_runs in _coded(items)]
    flat = np.concatenate(runs) if runs else np.zeros(0, dtype=np.uint64)
    owner = np.repeat(np.arange(len(runs)), [len(run) for run in runs])
    _, column, use = np.unique(flat, return_inverse=True, return_counts=True)
    telling = (use[column] > 1) & (use[column] <= _CROWD)
    shape = (len(runs), len(use))
    table = sparse.csr_matrix((np.ones(int(telling.sum())), (owner[telling], column[telling])), shape=shape)
    shared = sparse.triu(table @ table.T, k=1).tocoo()
    size = np.array([len(run) for run in runs])
    enough = shared.data >= 0.3 * SAME * np.minimum(size[shared.row], size[shared.col])
    return sorted(zip(shared.row[enough].tolist(), shared.col[enough].tolist(), strict=True))


def _coded(items: Sequence[Item]) -> list[NDArray[np.uint64]]:
    """Each body as numbers of words."""
    import numpy as np

    numbers: dict[str, int] = {}
    return [
        np.array([numbers.setdefault(word, len(numbers)) + 1 for word in one.terms.body], dtype=np.uint64)
        for one in items
    ]


def _runs(coded: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Hashes of every run of four words, each once; a shorter text is one run."""
    import numpy as np

    if not len(coded):
        return coded
    padded = np.concatenate([coded, np.zeros(max(0, _RUN - len(coded)), dtype=np.uint64)])
    count = len(padded) - _RUN + 1
    hashed = np.zeros(count, dtype=np.uint64)
    for place in range(_RUN):
        hashed = hashed * np.uint64(0x9E3779B97F4A7C15) + padded[place : place + count]
    return np.unique(hashed)
