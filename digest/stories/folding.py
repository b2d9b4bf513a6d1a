"""Fold copies: a wire text that several outlets carry is one report, and counts once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from digest.copies import SAME, containment
from digest.stories.links import Item, factors

COPY_DAYS = 30
"""Copies appear within so many days of each other; without dates, the days that their leads name do."""

HEADLINE_WORDS = 4
"""Headlines without a body are copies when they are equal and at least so long."""

_RUN = 4
_CROWD = 50
"""A run of words that more texts share (a masthead, a legal line) points to no copy."""

_LONG = 160
"""Runs from which a text shows every eighth of them only."""

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Fold:
    """One text: the article that stands for it, and those that carry the same."""

    article: int
    copies: tuple[int, ...] = ()
    """Numbers of articles, oldest first."""


def fold(items: Sequence[Item]) -> list[Fold]:
    """Fold the copies among N articles, given as items; every article is in one fold.

    The best known article of a text stands for it: the one with most of agency, source,
    address and date, then the earliest. Every copy contains it or is contained in it, so
    two texts that quote one short text are not taken for each other. Articles that an
    editor pinned to different stories are never folded.

    Cost: 0.1 ms an article of 600 words, and a close look at each pair that may be a copy.
    """
    near = _partners(items)
    taken: set[int] = set()
    folds = []
    for number in sorted(range(len(items)), key=lambda at: _rank(items[at])):
        if number in taken:
            continue
        copies = _joined(items, number, [other for other in near.get(number, ()) if other not in taken])
        taken |= {number, *copies}
        folds.append(Fold(number, tuple(sorted(copies, key=lambda at: in_time(items[at])))))
    return folds


def in_time(one: Item) -> tuple[date, str]:
    """The order of items in time, that of `by_day`."""
    return (one.day or date.max, one.id)


def _rank(one: Item) -> tuple[int, date, str]:
    return (-one.known, *in_time(one))


def _joined(items: Sequence[Item], number: int, others: Iterable[int]) -> list[int]:
    """Those of the copies whose pins agree with each other and with the article's own."""
    pin = items[number].pin
    joined = []
    for other in sorted(others, key=lambda at: _rank(items[at])):
        word = items[other].pin
        if not word or not pin or word == pin:
            pin = pin or word
            joined.append(other)
    return joined


def _partners(items: Sequence[Item]) -> dict[int, set[int]]:
    """For each article those that are copies of it."""
    sets: dict[int, frozenset[int]] = {}

    def known(number: int) -> frozenset[int]:
        if number not in sets:
            sets[number] = frozenset(_runs([items[number]])[0].tolist())
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
    where: dict[bytes, list[int]] = {}
    for number, one in enumerate(items):
        if one.bare and len(one.terms.title) >= HEADLINE_WORDS:
            where.setdefault(one.terms.title.tobytes(), []).append(number)
    return [(numbers[0], other) for numbers in where.values() for other in numbers[1:]]


def _candidates(items: Sequence[Item]) -> list[tuple[int, int]]:
    """Pairs of texts that share enough runs of four words to be worth a close look."""
    from scipy import sparse

    flat, owner = _keys(items)
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


def _keys(items: Sequence[Item]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Every eighth run of long texts and all runs of short ones, chosen by the run itself; the item of each."""
    flats, owners = [], []
    for start in range(0, len(items), _CHUNK):
        flat, owner = _runs(items[start : start + _CHUNK])
        long = np.bincount(owner, minlength=1)[owner] >= _LONG
        kept = ~long | (flat >> np.uint64(61) == 0)  # the upper bits are the well mixed ones
        flats.append(flat[kept])
        owners.append(owner[kept] + np.int32(start))
    if not flats:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32)
    return np.concatenate(flats), np.concatenate(owners)


def _runs(items: Sequence[Item]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Hashes of every run of four words of every body, and the item of each; short texts are one run."""
    fill = np.full(_RUN, 0xFFFFFFFF, dtype=np.uint32)
    parts = [
        np.concatenate([body, fill[len(body) :]]) if 0 < len(body) < _RUN else body
        for body in (one.terms.body for one in items)
    ]
    owner = np.repeat(np.arange(len(items), dtype=np.int32), [len(part) for part in parts])
    flat = np.concatenate([fill[:0], *parts]).astype(np.uint64)
    hashed = np.zeros(max(0, len(flat) - _RUN + 1), dtype=np.uint64)
    for place in range(_RUN):
        hashed = hashed * np.uint64(0x9E3779B97F4A7C15) + flat[place : place + len(hashed)]
        hashed ^= hashed >> np.uint64(29)
    hashed *= np.uint64(0xBF58476D1CE4E5B9)
    whole = owner[: len(hashed)] == owner[_RUN - 1 :]  # a run that spans two texts is none
    return hashed[whole], owner[: len(hashed)][whole]
