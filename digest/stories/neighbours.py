"""Find for each article those that may tell the same event, without looking at every pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.stories.vectors import Vectors, smallness

FLOOR = 0.12
"""Similarity below which a pair counts as unlike: it would be one in fifty to be of one event."""

LIFT, SMALL_LIFT = 1.5, 1.1
"""What raises cosines so that two articles alone are one story from the default granularity on, in a
large collection and in a small one, where words of one article alone are part of the lengths."""

BARE = 1.33
"""What raises them further where there are but headlines, which have fewer words to share."""

NEIGHBOURS = 100
"""Pairs that an article keeps. A story of some hundred reports must not fall apart for want of pairs."""

DECAY_DAYS = 14.0
"""Days between two articles at which their similarity counts half."""

FIGURES = 0.7
"""What all figures of a lead found in another add to a similarity. *Measured* as a pair model's
weight on each of two collections: odds rise thirteenfold."""

FEW_FIGURES = 4.0
"""Weight of figures below which a lead has too few of them to count as a whole: a year is no evidence."""

CROWD = 200
"""A term of more articles finds no neighbours; it counts once they are found. This is what keeps the
cost of an article the same in a collection of any size."""

_BLOCK = 256

Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Rows, rows, similarities."""


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

    @classmethod
    def of(cls, days: Sequence[date | None], bare: Sequence[bool]) -> Traits:
        """From days and marks, in the order of the rows of a whole collection."""
        known = np.array([day.toordinal() if day else np.nan for day in days], dtype=np.float64)
        return cls(known, np.array(bare, dtype=bool), lift(len(days)))

    def change(self, own: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        """What time and form make of cosines; an unknown distance in time makes nothing."""
        gap = np.abs(self.days[own] - self.days[other])
        gap[np.isnan(gap)] = 0.0
        raised = np.where(self.bare[own] & self.bare[other], BARE * self.lift, self.lift)
        changed: NDArray[np.float64] = raised / (1.0 + gap / DECAY_DAYS)
        return changed


def lift(count: int) -> float:
    """What the cosines of a collection of so many articles are raised by."""
    return LIFT + (SMALL_LIFT - LIFT) * smallness(count)


def near(space: Vectors, traits: Traits) -> Iterator[Pairs]:
    """For blocks of rows, their nearest others; a pair may come twice.

    Terms that crowd the collection decide nothing about who is near, and cost the most:
    they are added afterwards, to the pairs that the other terms have found.
    """
    crowded = space.rows.getnnz(axis=0) > CROWD
    telling, rest = space.rows[:, ~crowded], space.rows[:, crowded]
    turned = telling.T.tocsr()
    for start in range(0, space.rows.shape[0], _BLOCK):
        block = (telling[start : start + _BLOCK] @ turned).tocoo()
        own, other = block.row.astype(np.int64) + start, block.col.astype(np.int64)
        change = traits.change(own, other)
        likely = (block.data * change >= FLOOR / 3) & (own != other)
        own, other, value, change = own[likely], other[likely], block.data[likely], change[likely]
        kept = _nearest(own, other, value * change, 2 * NEIGHBOURS)
        own, other, value, change = own[kept], other[kept], value[kept], change[kept]
        value = value + _dots(rest, own, other)
        value = np.minimum(1.0, value * change * (1.0 + FIGURES * shared_figures(space.figures, own, other)))
        likely = value >= FLOOR
        own, other, value = own[likely], other[likely], value[likely]
        kept = _nearest(own, other, value, NEIGHBOURS)
        yield own[kept], other[kept], value[kept]


def shared_figures(figures: Any, own: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """For pairs of rows the share of the figures of one that the other has, by weight."""
    total = np.asarray(figures.multiply(figures).sum(axis=1)).ravel()
    least = np.maximum(FEW_FIGURES, np.minimum(total[own], total[other]))
    shared: NDArray[np.float64] = _dots(figures, own, other) / least
    return shared


def _dots(rows: Any, own: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """Dot products of pairs of rows."""
    if not len(own) or not rows.shape[1]:
        return np.zeros(len(own))
    return np.asarray(rows[own].multiply(rows[other]).sum(axis=1), dtype=np.float64).ravel()


def _nearest(
    own: NDArray[np.int64], other: NDArray[np.int64], value: NDArray[np.float64], count: int
) -> NDArray[np.int64]:
    """Which pairs are among the `count` of highest value of their first row; ties go to the earlier."""
    order = np.lexsort((other, -value, own))
    own = own[order]
    rank = np.arange(len(own)) - np.searchsorted(own, own)
    kept: NDArray[np.int64] = order[rank < count]
    return kept
