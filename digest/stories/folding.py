"""Fold copies: a wire text that several outlets carry is one report, and counts once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from digest.copies import SAME, containment
from digest.model import Article
from digest.stories.links import Item, factors
from digest.stories.vectors import coded_words, numbered, plain
from digest.text import shingles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COPY_DAYS = 30
"""Copies appear within so many days of each other; without dates, the days that their leads name do."""

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

    Cost: 0.3 ms an article, and a close look at each pair that may be a copy.
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
    days = factors(a, b).days
    return days is None or days <= COPY_DAYS


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

    flat, owner = _runs(items)
    if not len(flat):
        return []
    order = np.argsort(flat, kind="stable")
    flat, owner = flat[order], owner[order]
    column = np.concatenate([[0], np.cumsum(flat[1:] != flat[:-1])])
    repeated = np.bincount(column)[column] > 1
    entries = (np.ones(int(repeated.sum()), dtype=np.int32), (owner[repeated], column[repeated]))
    table = sparse.csr_matrix(entries, shape=(len(items), int(column[-1]) + 1))
    table.data[:] = 1
    use = table.getnnz(axis=0)
    table = table[:, (use > 1) & (use <= _CROWD)]
    shared = sparse.triu(table @ table.T, k=1).tocoo()
    size = np.bincount(owner, minlength=len(items))
    enough = shared.data >= 0.3 * SAME * np.minimum(size[shared.row], size[shared.col])
    return sorted(zip(shared.row[enough].tolist(), shared.col[enough].tolist(), strict=True))


def _runs(items: Sequence[Item]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Hashes of every run of four words of every body, and the item of each; short texts are one run."""
    import numpy as np

    numbers = numbered(one.terms.body for one in items)
    fill = np.full(_RUN, -1, dtype=np.int32)
    parts = []
    for one in items:
        coded = coded_words(one.terms.body, numbers)
        parts.append(np.concatenate([coded, fill[len(coded) :]]) if 0 < len(coded) < _RUN else coded)
    owner = np.repeat(np.arange(len(items), dtype=np.int32), [len(part) for part in parts])
    flat = np.concatenate([fill[:0], *parts]).astype(np.int64).astype(np.uint64)
    hashed = np.zeros(max(0, len(flat) - _RUN + 1), dtype=np.uint64)
    for place in range(_RUN):
        hashed = hashed * np.uint64(0x9E3779B97F4A7C15) + flat[place : place + len(hashed)]
    whole = owner[: len(hashed)] == owner[_RUN - 1 :]  # a run that spans two texts is none
    return hashed[whole], owner[: len(hashed)][whole]
