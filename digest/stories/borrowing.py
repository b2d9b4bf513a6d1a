"""Headlines without a body borrow words from the headlines nearest to them.

Ten words say little, and two papers seldom choose the same ten. What `Morning Gull aground` and `Ferry
aground off Harrow Point` do not share, a third headline links: once each has taken in the words
of its nearest, all three are alike. *Measured* on eight collections of headlines: B-cubed F1 gains .035 on
average; where some of the articles have a body, .01 to .03; texts with a body gain nothing from each other.

Source: query expansion by pseudo-relevance feedback, Rocchio, "Relevance feedback in information
retrieval", 1971.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from digest.stories.neighbours import ASKING, BLOCK, Traits, dots, finders, heaviest, nearest
from digest.stories.vectors import Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LENDERS = 5
"""Headlines that one borrows from. *Measured*: 3 and 10 are no better."""

LENDS = 0.2
"""Cosine, lessened by time, from which a headline lends; its words come with that weight."""


def with_borrowed(space: Vectors, traits: Traits) -> Vectors:
    """The same vectors, those of headlines alone with what they borrow; each has length 1 again."""
    from scipy import sparse

    bare = np.flatnonzero(traits.bare)
    if len(bare) < 2:
        return space
    own = space.rows[bare]
    loans = _loans(own, traits, bare)
    rows = sparse.csr_matrix(own + loans @ own)
    alone = 1.0 - _squares(own)  # the part of a length that terms of one article alone have, see `vectors`
    length = np.sqrt(np.maximum(_squares(rows) + alone + loans.power(2) @ alone, 1e-12))
    rows.data /= np.repeat(length, np.diff(rows.indptr)).astype(np.float32)
    place = np.arange(space.rows.shape[0])
    place[bare] = len(place) + np.arange(len(bare))
    return replace(space, rows=sparse.vstack([space.rows, rows], format="csr")[place])


def _loans(own: csr_matrix, traits: Traits, bare: NDArray[np.int64]) -> csr_matrix:
    """For each headline how much it takes of each other."""
    from scipy import sparse

    telling = finders(own)
    turned = telling.T.tocsr()
    parts = [np.zeros((3, 0))]
    for start in range(0, own.shape[0], BLOCK):
        found = (heaviest(telling[start : start + BLOCK], ASKING) @ turned).tocoo()
        first, second = found.row.astype(np.int64) + start, found.col.astype(np.int64)
        likely = (found.data >= LENDS / 2) & (first != second)
        first, second = first[likely], second[likely]
        value = dots(own, first, second) * traits.time(bare[first], bare[second])
        likely = value >= LENDS
        first, second, value = first[likely], second[likely], value[likely]
        kept = nearest(first, second, value, LENDERS)
        parts.append(np.array([first[kept], second[kept], value[kept]]))
    first, second, value = np.concatenate(parts, axis=1)
    shape = (own.shape[0], own.shape[0])
    return sparse.csr_matrix((value.astype(np.float32), (first.astype(np.int64), second.astype(np.int64))), shape=shape)


def _squares(rows: csr_matrix) -> NDArray[np.float64]:
    """The squared length of each row."""
    return np.asarray(rows.multiply(rows).sum(axis=1), dtype=np.float64).ravel()
