"""Group items into stories by average link on the graph of their similarities."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from digest.stories.links import Item, Links, Space


def cluster(items: Sequence[Item], *, granularity: float) -> list[list[int]]:
    """Group items, given in their order in time, into stories: lists of their numbers, ascending.

    Depends on the order of the items only in ties; callers sort by day, then id.
    """
    return average_link(Space(items).links(), [one.pin for one in items], granularity=granularity)


def average_link(links: Links, pins: Sequence[str], *, granularity: float) -> list[list[int]]:
    """Merge the two groups of highest mean similarity while that mean is >= `granularity`.

    A pair without a link counts as 0 in the mean, so a group cannot grow along a chain of
    lucky pairs. Items with the same pin start as one group; two pinned groups never merge.

    Args:
        links: pairs of items with their similarities.
        pins: N words of editors, empty where there is none.
        granularity: mean similarity, 0 to 1.

    Returns:
        Groups of item numbers, each ascending, in the order of their first items.

    Cost: E log E for E links between items of one connected part.

    Source: average link on a sparse graph with a heap of candidate merges, after
    Day and Edelsbrunner, "Efficient algorithms for agglomerative clustering", 1984.
    """
    groups = _Groups(pins)
    parts = _parts(links, groups.owner, granularity)
    for a, b, similarity in zip(links.first.tolist(), links.second.tolist(), links.similarity.tolist(), strict=True):
        if parts[a] == parts[b]:
            groups.add(a, b, similarity)
    heap = [entry for entry in groups.candidates() if -entry[0] >= granularity]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if groups.current(a, size_a) and groups.current(b, size_b):
            groups.merge(a, b)
            for entry in groups.candidates_of(a):
                if -entry[0] >= granularity:
                    heapq.heappush(heap, entry)
    return sorted(sorted(members) for members in groups.members.values())


_Entry = tuple[float, int, int, int, int]
"""Minus the mean, the two groups (smaller number first), their sizes when the mean was taken."""


class _Groups:
    """Groups named by their first item, and the sums of similarities between them."""

    def __init__(self, pins: Sequence[str]) -> None:
        first: dict[str, int] = {}
        self.owner = [first.setdefault(pin, number) if pin else number for number, pin in enumerate(pins)]
        self.members: dict[int, list[int]] = {}
        for number, owner in enumerate(self.owner):
            self.members.setdefault(owner, []).append(number)
        self.pinned = set(first.values())
        self.sums: dict[int, dict[int, float]] = {}

    def add(self, a: int, b: int, similarity: float) -> None:
        a, b = self.owner[a], self.owner[b]
        if a == b or (a in self.pinned and b in self.pinned):
            return
        for here, there in ((a, b), (b, a)):
            row = self.sums.setdefault(here, {})
            row[there] = row.get(there, 0.0) + similarity

    def entry(self, a: int, b: int, total: float) -> _Entry:
        a, b = min(a, b), max(a, b)
        size_a, size_b = len(self.members[a]), len(self.members[b])
        return (-total / (size_a * size_b), a, b, size_a, size_b)

    def candidates(self) -> list[_Entry]:
        return [self.entry(a, b, total) for a, row in self.sums.items() for b, total in row.items() if a < b]

    def candidates_of(self, a: int) -> list[_Entry]:
        return [self.entry(a, b, total) for b, total in self.sums[a].items()]

    def current(self, group: int, size: int) -> bool:
        return len(self.members.get(group, ())) == size

    def merge(self, a: int, b: int) -> None:
        """Let `a` take in `b`; two sums that stood for one pair of groups become one."""
        self.members[a] += self.members.pop(b)
        if b in self.pinned:
            self.pinned.add(a)
        mine, theirs = self.sums[a], self.sums.pop(b)
        del mine[b], theirs[a]
        for other, total in theirs.items():
            back = self.sums[other]
            del back[b]
            mine[other] = back[a] = mine.get(other, 0.0) + total
        if a in self.pinned:
            for other in [other for other in mine if other in self.pinned]:
                del mine[other], self.sums[other][a]


def _parts(links: Links, owner: Sequence[int], granularity: float) -> list[int]:
    """For each item the connected part it belongs to, over links that reach the granularity.

    A mean of `granularity` needs one pair that reaches it, so no story spans two parts.
    """
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    strong = links.similarity >= granularity
    first = np.concatenate([links.first[strong], np.arange(len(owner))])
    second = np.concatenate([links.second[strong], np.array(owner, dtype=np.int64)])
    graph = coo_matrix((np.ones(len(first)), (first, second)), shape=(len(owner), len(owner)))
    labels: list[int] = connected_components(graph, directed=False)[1].tolist() if owner else []
    return labels
