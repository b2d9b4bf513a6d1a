"""Find for each article those that may tell the same event, without looking at every pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from digest.stories.vectors import Vectors, smallness

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FLOOR = 0.12
"""Similarity below which a pair counts as unlike: it would be one in fifty to be of one event."""

LIFT, SMALL_LIFT = 1.5, 0.9
"""What raises cosines so that two articles alone are one story from the default granularity on, in a
large collection and in a small one, where words of one article alone are part of the lengths."""

BARE = 0.7
"""What lessens them again between headlines alone, which have borrowed words of each other (`borrowing.py`)."""

NEIGHBOURS = 100
"""Pairs that an article keeps. A story of some hundred reports must not fall apart for want of pairs."""

DECAY_DAYS = 14.0
"""Days between two articles at which their similarity counts half. *Measured*: a slower fall (half at 45 days)
gives incidents .01 of B-cubed F1 more, headlines .05 less, and joins events that come back in the same words."""

LASTING = 0.5
"""What time takes no more than so much of, where two articles share words that few others use: a trial a year
after the crime names its people, and no other article does. *Measured* on incidents: from 30 days on the odds of
such a pair fall no further, and B-cubed F1 gains .013, on halves .016 and .010; what comes back with
most of its names loses .01."""

MARK, MARKS = 1.0, 4.0
"""Words of few articles that two must share before that counts, and from how many on it counts fully.
*Measured* for incidents more than 30 days apart: four of five pairs that share three are of one event."""

CROWDED, CROWDING, LEAST_UNDATED = 800, 0.1, 0.85
"""Articles from which look-alikes of other events lie in wait for one without a date, the power of their number
by which its cosines fall, and what is left at least. *Measured*: undated incidents gain .02 of B-cubed F1."""

RARE_POWER, RARE_LENGTH = 0.25, 0.4
"""What the weight of the rare words that two texts share adds, and how far the length of the shorter one
takes it back. *Measured*: pair models of two collections agree on both (weights 0.7 and 1.7, -0.8 and -0.8)."""

FIGURES = 0.7
"""What all figures of a lead found in another add to a similarity. *Measured* as a pair model's
weight on each of two collections: odds rise thirteenfold."""

FEW_FIGURES = 4.0
"""Weight of figures below which a lead has too few of them to count as a whole: a year is no evidence."""

CROWD = 500
"""A term of more articles finds no neighbours; it counts once they are found. This is what keeps the
cost of an article the same in a collection of any size."""

ASKING, TELLING = 64, 256
"""The heaviest terms of an article: with so many it asks for its neighbours, and by so many it is found."""

MOST = 5.0
"""More than what time, form, figures and rare words raise a cosine by."""

_PARTIAL = 5.0
"""A pair is looked at when its telling terms alone give such a part of the least similarity."""

BLOCK = 256
"""Rows that are compared with all others at a time."""

_CHUNK = 2_000

T = TypeVar("T", float, NDArray[np.float64])

Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]
"""Rows, rows, similarities, and how many words of few articles they share."""


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Pairs of items that resemble each other: `first[n] < second[n]`, each pair once, ascending."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    similarity: NDArray[np.float64]
    """From `FLOOR` to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """What changes the cosines of N articles."""

    days: NDArray[np.float64]
    """Ordinal of the day of publication; NaN when unknown."""

    bare: NDArray[np.bool_]
    """Whether there is a headline alone."""

    lift: float
    undated: float
    """What is left of cosines where a day is not known."""

    @classmethod
    def of(cls, days: Sequence[date | None], bare: Sequence[bool], size: int) -> Traits:
        """From days and marks, in the order of the rows, and how many articles the whole collection has."""
        known = np.array([day.toordinal() if day else np.nan for day in days], dtype=np.float64)
        return cls(known, np.array(bare, dtype=bool), lift(size), undated(size))

    def change(
        self, own: NDArray[np.int64], other: NDArray[np.int64], common: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """What time and form make of cosines; an unknown distance in time makes little.

        Headlines alone share no names by chance, but phrases: time takes its full part of them.
        """
        bare = self.bare[own] & self.bare[other]
        raised = np.where(bare, BARE * self.lift, self.lift)
        changed: NDArray[np.float64] = raised * self.time(own, other, np.where(bare, 0.0, common))
        return changed

    def time(
        self, own: NDArray[np.int64], other: NDArray[np.int64], common: NDArray[np.float64] | None = None
    ) -> NDArray[np.float64]:
        """What time alone makes of cosines."""
        gap = np.abs(self.days[own] - self.days[other])
        left = decay(gap, np.zeros(len(gap)) if common is None else common)
        return np.where(np.isnan(gap), self.undated, left)


def decay(days: T, common: T) -> T:
    """What so many days between two articles leave of their similarity, which share so many words that few others use."""
    left: T = 1.0 / (1.0 + days / DECAY_DAYS)
    lasting: T = LASTING * np.clip((common - MARK) / (MARKS - MARK), 0.0, 1.0)
    return left + (1.0 - left) * lasting


def lift(count: int) -> float:
    """What the cosines of a collection of so many articles are raised by."""
    return LIFT + (SMALL_LIFT - LIFT) * smallness(count)


def undated(count: int) -> float:
    """What is left of the cosines of articles without a date among so many."""
    left: float = (CROWDED / max(CROWDED, count)) ** CROWDING
    return max(LEAST_UNDATED, left)


def near(space: Vectors, traits: Traits) -> Iterator[Pairs]:
    """For blocks of rows, their nearest others; a pair may come twice.

    Neighbours are found by the heaviest terms of each row that do not crowd the collection:
    the others decide nothing about who is near, and cost the most. They are
    added afterwards, to the pairs that were found.
    """
    telling = finders(space.rows)
    turned = telling.T.tocsr()
    for start in range(0, space.rows.shape[0], BLOCK):
        block = (heaviest(telling[start : start + BLOCK], ASKING) @ turned).tocsr()
        yield _compared(space, block, traits, start)


def finders(rows: csr_matrix) -> csr_matrix:
    """The heaviest terms of each row that do not crowd the collection."""
    from scipy import sparse

    uses = np.zeros(rows.shape[1], dtype=np.int64)
    for start in range(0, rows.shape[0], _CHUNK):  # in parts: counting needs 8 bytes an entry
        uses += np.bincount(rows[start : start + _CHUNK].indices, minlength=len(uses))
    few, parts = uses <= CROWD, []
    for start in range(0, rows.shape[0], _CHUNK):
        part = rows[start : start + _CHUNK]
        parts.append(heaviest(chosen(part, few[part.indices]), TELLING))
    return sparse.vstack(parts, format="csr") if parts else rows


def heaviest(rows: csr_matrix, count: int) -> csr_matrix:
    """The heaviest entries of each row."""
    kept = np.ones(len(rows.data), dtype=bool)
    for start, end in pairwise(rows.indptr.tolist()):
        if (light := end - start - count) > 0:
            kept[start + np.argpartition(rows.data[start:end], light)[:light]] = False
    return chosen(rows, kept)


def chosen(rows: csr_matrix, kept: NDArray[np.bool_]) -> csr_matrix:
    """Rows with some of their entries."""
    from scipy import sparse

    ends = np.concatenate([[0], np.cumsum(kept, dtype=np.int32)])[rows.indptr]
    return sparse.csr_matrix((rows.data[kept], rows.indices[kept], ends), shape=rows.shape)


def _compared(space: Vectors, block: csr_matrix, traits: Traits, start: int) -> Pairs:
    """Of what was found for a block of rows from `start` on, the nearest with their similarities."""
    found = np.flatnonzero(block.data >= FLOOR / _PARTIAL / MOST)
    own = np.searchsorted(block.indptr, found, side="right") - 1 + start
    other, value = block.indices[found].astype(np.int64), block.data[found].astype(np.float64)
    change = traits.change(own, other, np.full(len(own), MARKS))
    likely = (value * change >= FLOOR / _PARTIAL) & (own != other)
    own, other, value, change = own[likely], other[likely], value[likely], change[likely]
    kept = nearest(own, other, value * change, 2 * NEIGHBOURS)
    own, other = own[kept], other[kept]
    rare = rare_words(space, own, other)
    common = marks(space, own, other)
    change = traits.change(own, other, common) * (1.0 + FIGURES * shared_figures(space, own, other)) * rare
    value = np.minimum(1.0, dots(space.rows, own, other) * change)
    likely = value >= FLOOR
    own, other, value, common = own[likely], other[likely], value[likely], common[likely]
    kept = nearest(own, other, value, NEIGHBOURS)
    return own[kept], other[kept], value[kept], common[kept]


def rare_words(space: Vectors, own: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """For pairs of rows what the rare words that they share make of their similarity."""
    least = np.minimum(dots(space.rare, own, own), dots(space.rare, other, other))
    made: NDArray[np.float64] = ((1.0 + dots(space.rare, own, other)) / (1.0 + least) ** RARE_LENGTH) ** RARE_POWER
    return made


def marks(space: Vectors, own: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """For pairs of rows how many words they share that few articles use, see `vectors.FEW`."""
    if not len(own):
        return np.zeros(0)
    both = space.rare[own].multiply(space.rare[other]).tocsr()
    both.data = space.weights.few[both.indices].astype(np.float32)
    return np.asarray(both.sum(axis=1), dtype=np.float64).ravel()


def shared_figures(space: Vectors, own: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """For pairs of rows the share of the figures of one that the other has, by weight."""
    totals = dots(space.figures, own, own), dots(space.figures, other, other)
    least = np.maximum(FEW_FIGURES, np.minimum(*totals))
    shared: NDArray[np.float64] = dots(space.figures, own, other) / least
    return shared


def dots(rows: csr_matrix, own: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """Dot products of pairs of rows."""
    if not len(own) or not rows.shape[1]:
        return np.zeros(len(own))
    return np.asarray(rows[own].multiply(rows[other]).sum(axis=1), dtype=np.float64).ravel()


def nearest(
    own: NDArray[np.int64], other: NDArray[np.int64], value: NDArray[np.float64], count: int
) -> NDArray[np.int64]:
    """Which pairs are among the `count` of highest value of their first row; ties go to the earlier."""
    order = np.lexsort((other, -value, own))
    own = own[order]
    rank = np.arange(len(own)) - np.searchsorted(own, own)
    kept: NDArray[np.int64] = order[rank < count]
    return kept
