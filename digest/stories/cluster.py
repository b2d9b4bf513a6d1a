"""Group items into stories by average link on the graph of their chances to tell one event."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digest.stories.folding import fold, in_time
from digest.stories.links import Item, Links, Space
from digest.stories.neighbours import NEIGHBOURS

EXPONENT = 4.5
"""How fast the odds that two articles tell one event rise with their similarity. *Measured*: a logistic
model on the logarithm of the cosine and the days between has 4.5 and 4.6 on two very different collections."""

SURE = 0.2
"""Two groups are one story when the mean over their pairs of the chance to be of one event reaches this."""

APART = 0.6
"""Two groups stay apart when the mean chance between them is below this share of the smaller mean within
them: two storms of one kind resemble each other less than the reports of each do. *Measured* on
two collections: nothing lost below .6, and .03 of B-cubed F1 gained where events come in kinds."""

SETTLED = 4
"""Items from which a group's mean within says something."""


def assign(items: Sequence[Item], *, granularity: float) -> list[int]:
    """Cluster items that need not be in order; for each the number of the earliest item of its story.

    The same items in any order give the same stories. Copies are folded first and go where
    the item that stands for their text goes.

    Cost: 0.6 ms of CPU and 30 kB an item of 600 words, whatever their number.
    """
    order = sorted(range(len(items)), key=lambda at: in_time(items[at]))
    ranked = [items[at] for at in order]
    folds = sorted(fold(ranked), key=lambda one: one.article)
    standing = [ranked[one.article] for one in folds]
    pins = [next((ranked[at].pin for at in (one.article, *one.copies) if ranked[at].pin), "") for one in folds]
    story = [0] * len(items)
    for numbers in average_link(Space(standing).links(), pins, granularity=granularity):
        members = [at for number in numbers for at in (folds[number].article, *folds[number].copies)]
        for member in members:
            story[order[member]] = order[min(members)]
    return story


def chances(similarity: NDArray[np.float64], granularity: float) -> NDArray[np.float64]:
    """The chance that pairs tell one event, 0 to 1: `SURE` where the similarity is the granularity."""
    odds: NDArray[np.float64] = (similarity / granularity) ** EXPONENT * (SURE / (1.0 - SURE))
    return odds / (1.0 + odds)


def mean_similarity(similarities: Sequence[float], pairs: int, granularity: float) -> float:
    """The similarity that stands for several pairs: that of a pair with their mean chance.

    Args:
        similarities: of the pairs that are alike.
        pairs: how many there are, alike or not.
        granularity: as for `average_link`; the mean reaches it where groups are joined.
    """
    if not pairs:
        return 0.0
    chance = float(chances(np.array(similarities, dtype=np.float64), granularity).sum()) / pairs
    return min(1.0, granularity * float((chance / max(1e-9, 1.0 - chance) * (1.0 - SURE) / SURE) ** (1.0 / EXPONENT)))


def average_link(links: Links, pins: Sequence[str], *, granularity: float) -> list[list[int]]:
    """Merge the two groups of highest mean chance while that mean stands for a similarity >= `granularity`.

    What is averaged is the chance of each pair to tell one event, which rises steeply around the
    granularity, so that one pair of near-copies does not outweigh many that are unlike. A pair without
    a link counts as 0, so a group cannot grow along a chain of lucky pairs. Two
    groups that are each much closer within than to each other stay apart. Items with the
    same pin start as one group; two pinned groups never merge.

    Args:
        links: pairs of items with their similarities.
        pins: N words of editors, empty where there is none.
        granularity: similarity at which two articles alone are one story, 0 to 1.

    Returns:
        Groups of item numbers, each ascending, in the order of their first items.

    Cost: E log E for E links between items of one connected part.

    Source: average link on a sparse graph with a heap of candidate merges, after
    Day and Edelsbrunner, "Efficient algorithms for agglomerative clustering", 1984; closeness
    relative to that within, after Karypis, Han and Kumar, "Chameleon", 1999.
    """
    groups = _Groups(pins)
    parts = _parts(links, groups.owner, granularity)
    chance = chances(links.similarity, granularity)
    for a, b, value in zip(links.first.tolist(), links.second.tolist(), chance.tolist(), strict=True):
        if parts[a] == parts[b]:
            groups.add(a, b, value)
    heap = [entry for entry in groups.candidates() if -entry[0] >= _ENOUGH]
    heapq.heapify(heap)
    while heap:
        mean, a, b, size_a, size_b = heapq.heappop(heap)
        if groups.current(a, size_a) and groups.current(b, size_b) and not groups.apart(a, b, -mean):
            groups.merge(a, b)
            for entry in groups.candidates_of(a):
                if -entry[0] >= _ENOUGH:
                    heapq.heappush(heap, entry)
    return sorted(sorted(members) for members in groups.members.values())


_ENOUGH = SURE - 1e-9  # a pair that is exactly as similar as the granularity joins, however it was rounded

_Entry = tuple[float, int, int, int, int]
"""Minus the mean chance, the two groups (smaller number first), their sizes when the mean was taken."""


class _Groups:
    """Groups named by their first item, and the sums of chances between and within them."""

    def __init__(self, pins: Sequence[str]) -> None:
        first: dict[str, int] = {}
        self.owner = [first.setdefault(pin, number) if pin else number for number, pin in enumerate(pins)]
        self.members: dict[int, list[int]] = {}
        for number, owner in enumerate(self.owner):
            self.members.setdefault(owner, []).append(number)
        self.pinned = set(first.values())
        self.sums: dict[int, dict[int, float]] = {}
        self.within: dict[int, float] = {}

    def add(self, a: int, b: int, chance: float) -> None:
        a, b = self.owner[a], self.owner[b]
        if a == b:
            self.within[a] = self.within.get(a, 0.0) + chance
        elif not (a in self.pinned and b in self.pinned):
            for here, there in ((a, b), (b, a)):
                row = self.sums.setdefault(here, {})
                row[there] = row.get(there, 0.0) + chance

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

    def apart(self, a: int, b: int, mean: float) -> bool:
        """Whether each of two groups is much closer within than the two are to each other."""
        sizes = len(self.members[a]), len(self.members[b])
        if min(sizes) < SETTLED or max(sizes) > NEIGHBOURS // 2:  # a larger group has not kept all its pairs
            return False
        return mean < APART * min(self.closeness(a), self.closeness(b))

    def closeness(self, group: int) -> float:
        """The mean chance over all pairs within a group."""
        size = len(self.members[group])
        return self.within.get(group, 0.0) / (size * (size - 1) / 2)

    def merge(self, a: int, b: int) -> None:
        """Let `a` take in `b`; two sums that stood for one pair of groups become one."""
        self.within[a] = self.within.get(a, 0.0) + self.within.pop(b, 0.0) + self.sums[a][b]
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

    A mean that stands for the granularity needs one pair that reaches it, so no story spans two parts.
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    strong = links.similarity >= granularity * (1.0 - 1e-9)
    first = np.concatenate([links.first[strong], np.arange(len(owner))])
    second = np.concatenate([links.second[strong], np.array(owner, dtype=np.int64)])
    graph = coo_matrix((np.ones(len(first)), (first, second)), shape=(len(owner), len(owner)))
    labels: list[int] = connected_components(graph, directed=False)[1].tolist() if owner else []
    return labels
