"""A collection that is kept ready, so that one new article finds its story without clustering all again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

from digest.stories.cluster import mean_similarity
from digest.stories.links import Item, Space, factors
from digest.stories.neighbours import (
    ASKING,
    FLOOR,
    MOST,
    NEIGHBOURS,
    finders,
    heaviest,
    lift,
    rare_words,
    shared_figures,
)
from digest.stories.vectors import beside, vectors_in


@dataclass(frozen=True, slots=True)
class Match:
    """An item of the collection that resembles a new one."""

    number: int
    similarity: float


class Index:
    """Items with their vectors and, for each term that tells them apart, who uses it.

    What terms weigh is settled when the index is made: a day's articles do not change it
    noticeably; make it anew when the collection has grown by a tenth.

    Cost: to make it, that of the vectors, 0.2 ms an item; 24 kB an item.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.space = Space(items)

    @cached_property
    def users(self) -> Mapping[str, csr_matrix]:
        """For each language a row for each term: the items that use it."""
        return {language: finders(space.rows).T.tocsr() for language, (_, space) in self.space.tongues.items()}

    def ready(self) -> Index:
        """The same index with everything computed."""
        assert self.users is not None
        return self

    def near(self, item: Item) -> list[Match]:
        """The nearest items, the most similar first, at most 100; ties go to the earlier.

        Cost: 3 ms at 10,000 items, 5 ms at 100,000.
        """
        if item.language not in self.space.tongues:
            return []
        numbers, space = self.space.tongues[item.language]
        own = vectors_in([item.terms], space.weights)
        users = self.users[item.language]
        asked = heaviest(_with_users(own.rows, users), ASKING)
        likely = np.unique((asked @ users).indices)
        cosine = np.asarray((space.rows[likely] @ own.rows.T).todense()).ravel()
        both, first, others = beside(own, space, likely), np.zeros_like(likely), np.arange(1, len(likely) + 1)
        figures, rare = shared_figures(both, first, others), rare_words(both, first, others)
        raised = lift(len(numbers))
        found = []
        for at, value, share, made in zip(
            likely.tolist(), cosine.tolist(), figures.tolist(), rare.tolist(), strict=True
        ):
            if value * MOST < FLOOR:
                continue
            changed = replace(factors(item, self.items[numbers[at]]), lift=raised, figures=share, rare=made)
            if (similarity := min(1.0, value * changed.value)) >= FLOOR:
                found.append(Match(numbers[at], similarity))
        return sorted(found, key=lambda one: (-one.similarity, one.number))[:NEIGHBOURS]

    def story(self, item: Item, stories: Sequence[int], *, granularity: float) -> int | None:
        """The story that a new item joins: the most similar one, if it reaches the granularity.

        Args:
            stories: for each item of the index the number of its story.
            granularity: as for clustering.
        """
        alike: dict[int, list[float]] = {}
        for match in self.near(item):
            alike.setdefault(stories[match.number], []).append(match.similarity)
        sizes = dict.fromkeys(alike, 0)
        for story in stories:
            if story in sizes:
                sizes[story] += 1
        means = {story: mean_similarity(found, sizes[story], granularity) for story, found in alike.items()}
        best = max(means, key=lambda story: (means[story], -story), default=None)
        return best if best is not None and means[best] >= granularity * (1.0 - 1e-9) else None


def _with_users(rows: csr_matrix, users: csr_matrix) -> csr_matrix:
    """Entries of terms that somebody uses and that do not crowd the collection."""
    kept = np.diff(users.indptr)[rows.indices] > 0
    ends = np.concatenate([[0], np.cumsum(kept)])[rows.indptr]
    return csr_matrix((rows.data[kept], rows.indices[kept], ends), shape=rows.shape)
