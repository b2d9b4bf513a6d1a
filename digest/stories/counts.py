"""Count the terms of articles: words, figures and pairs of words, each found by a hash and never an object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from digest.stories.terms import KIND, LEAD_WORDS, Terms

if TYPE_CHECKING:
    from digest.stories.terms import Codes

_SPREAD, _SECOND = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)
"""Odd numbers without a pattern in their bits (Knuth, TAOCP 3, 6.4: multiplicative hashing)."""


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How often each of some articles uses each of its terms."""

    codes: NDArray[np.uint32]
    """Hashes of terms, the lowest bit set for two words in a row; ascending within an article."""

    times: NDArray[np.uint8]
    ends: NDArray[np.int64]
    """Where each article's terms end, from 0 for the start of the first."""

    kinds: NDArray[np.uint8]
    """For each term the kind of its word; 0 for two words."""


class Counted:
    """The counts of a chunk of articles: whole texts, and titles with leads."""

    def __init__(self, texts: Sequence[Terms]) -> None:
        self.whole = counts(whole_texts(texts))
        self.lead = counts([(text.title, text.body[:LEAD_WORDS]) for text in texts])


def counts(texts: Sequence[tuple[Codes, ...]]) -> Counts:
    """Count words, and pairs of words within each part of a text."""
    parts = [part for text in texts for part in text]
    flat = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32)
    row = np.repeat(np.arange(len(texts), dtype=np.uint64), [sum(map(len, text)) for text in texts])
    first = np.ones(len(flat), dtype=bool)
    starts = np.cumsum([0, *map(len, parts)])[:-1]
    first[starts[starts < len(flat)]] = False  # a word at the start of a part ends no pair
    second = np.flatnonzero(first[1:]) + 1 if len(flat) else np.zeros(0, dtype=np.int64)
    code = np.concatenate([single(flat), double(flat[second - 1], flat[second])]).astype(np.uint64)
    kind = np.concatenate([(flat & KIND).astype(np.uint8), np.zeros(len(second), dtype=np.uint8)])
    key = (np.concatenate([row, row[second]]) << np.uint64(35)) | (code << np.uint64(3)) | kind
    key.sort()
    new = np.concatenate([[True], key[1:] != key[:-1]]) if len(key) else np.zeros(0, dtype=bool)
    at = np.flatnonzero(new)
    key, times = key[at], np.diff(np.append(at, len(key)))
    owner = (key >> np.uint64(35)).astype(np.int64)
    return Counts(
        ((key >> np.uint64(3)) & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        np.minimum(times, 255).astype(np.uint8),
        np.searchsorted(owner, np.arange(len(texts) + 1)),
        (key & np.uint64(KIND)).astype(np.uint8),
    )


def single(words: Codes) -> NDArray[np.uint32]:
    """Hashes of single words, even."""
    hashed: NDArray[np.uint32] = (words * _SPREAD) & np.uint32(0xFFFFFFFE)
    return hashed


def double(first: Codes, second: Codes) -> NDArray[np.uint32]:
    """Hashes of pairs of words, odd."""
    mixed = first * _SECOND
    mixed ^= mixed >> np.uint32(15)
    hashed: NDArray[np.uint32] = ((mixed + second) * _SPREAD) | np.uint32(1)
    return hashed


def bucket(code: NDArray[np.uint32], bits: int) -> NDArray[np.uint32]:
    """The upper bits of a hash, and its lowest, which tells pairs from words."""
    found: NDArray[np.uint32] = ((code >> np.uint32(33 - bits)) << np.uint32(1)) | (code & np.uint32(1))
    return found


def whole_texts(texts: Sequence[Terms]) -> list[tuple[Codes, ...]]:
    """What is counted of whole texts: titles twice."""
    return [(text.title, text.title, text.body) for text in texts]
