"""Near-duplicates: which texts are copies of one text.

Used where pages are merged into articles (the same article on two pages) and where
articles are folded into reports (a wire text that two outlets carry).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.text import shingles

SAME = 0.6
"""Containment at which two texts are one. *Measured* by the design: a report and an
earlier version of it share 0.36, a copy with other head and tail over 0.8."""

_FEWEST = 12
"""Shingles below which a text is too short to be called a copy unless it is equal."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that are copies."""

    first: int
    second: int
    share: float
    """Containment, 0 to 1: shared 4-word shingles over those of the shorter text."""


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared shingles over those of the smaller set; equal sets give 1, an empty set 0."""
    small = min(len(a), len(b))
    if not small:
        return 0.0
    if small < _FEWEST:
        return 1.0 if a == b else 0.0
    return len(a & b) / small


def copies(sets: Sequence[frozenset[int]], threshold: float = SAME) -> list[Pair]:
    """Find the pairs of texts that contain each other, given their shingles.

    Candidates are found by every eighth shingle (all of a short text), chosen by the
    shingle itself, so two texts that share most of their words share most of their keys;
    keys of more than 50 texts (a masthead, a legal line) are passed over.

    Cost: linear in shingles for ordinary news; pairs ascend by (first, second).
    """
    keys = [_keys(shingles_) for shingles_ in sets]
    where: dict[int, list[int]] = {}
    for number, chosen in enumerate(keys):
        for key in chosen:
            where.setdefault(key, []).append(number)
    shared: dict[tuple[int, int], int] = {}
    for holders in where.values():
        if 1 < len(holders) <= 50:
            for place, first in enumerate(holders):
                for second in holders[place + 1 :]:
                    shared[first, second] = shared.get((first, second), 0) + 1
    found = []
    for first, second in sorted(shared):
        # the crowded keys were not counted: look closely at whatever may pass
        if shared[first, second] >= 0.25 * threshold * min(len(keys[first]), len(keys[second])):
            share = containment(sets[first], sets[second])
            if share >= threshold:
                found.append(Pair(first, second, share))
    return found


_EVERY = 8
_SHORT = 160


def _keys(shingles_: frozenset[int]) -> frozenset[int]:
    if len(shingles_) < _SHORT:
        return shingles_
    return frozenset(key for key in shingles_ if key % _EVERY == 0)


def shingled(texts: Sequence[str]) -> list[frozenset[int]]:
    """The shingles of each text."""
    return [shingles(text) for text in texts]
