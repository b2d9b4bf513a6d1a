"""Turn the terms of articles into weighted vectors that can be compared by a dot product.

A term is a word, a figure (`1,200` is one term) or two words in a row. The cosine of
two articles is .7 of that of their whole texts and .3 of that of their titles and leads.

Terms are counted in a table of buckets, found by a hash of the term, whose size grows with the
collection: no term is ever a Python object, and no sorting of all terms is needed. Two terms
that meet in one bucket are taken for one, which a fifth of the rare pairs of words does; they
are so many, and weigh so little each, that no similarity shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from digest.stories.background import Background, background
from digest.stories.terms import FIGURE, KIND, Codes, Terms, code

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WHOLE = 0.7
"""Share of the whole text in a similarity; the rest is that of title and lead."""

LEAD_WORDS = 70
BIGRAM = 0.5
"""Weight of two words in a row beside that of one word."""

SMALL = 60
"""Articles at which a collection is half small. In a small one most words are used by one article and
tell articles apart; in a large one half of those are noise, and they are left out."""

UNUSUAL = 0.01
"""Share below which the background does not vouch for a term that one article alone uses."""

_FEWEST_BITS, _MOST_BITS = 20, 26
"""Sizes of the table of terms, as powers of two: 4 MB to 256 MB."""

_CHUNK = 2_000
"""Articles whose terms are counted at a time: some 50 MB."""

_SPREAD, _SECOND = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)
"""Odd numbers without a pattern in their bits (Knuth, TAOCP 3, 6.4: multiplicative hashing)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """What each bucket of the table weighs in a collection of one language."""

    bits: int
    weight: NDArray[np.float32]
    column: NDArray[np.int32]
    """Its column in the rows; -1 for a term that does not tell articles apart."""

    columns: int


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """N articles of one language as rows of a sparse matrix."""

    rows: csr_matrix
    """CSR, N x 2T, float32; each row has length 1, so `rows @ rows.T` holds the cosines. Columns below
    T are of the whole text, the others of title and lead. Terms of one article alone
    count in the lengths and are then left out."""

    figures: csr_matrix
    """CSR, N x T, float32: the weights of the figures in title and lead, square roots of them."""

    weights: Weights


def vectors(texts: Sequence[Terms], language: str) -> Vectors:
    """Weigh the terms of N articles of one language.

    Weight: (1 + ln count) x -ln share, bigrams halved, titles counted twice. The
    share of articles that use a term is blended with a background table, as if the
    collection had some hundred more articles: twelve know nothing about common words.

    Cost: 0.2 ms of CPU an article of 600 words; 8 bytes for each different term of each article.
    """
    counted = [_Counted(texts[start : start + _CHUNK]) for start in range(0, len(texts), _CHUNK)]
    total = sum(len(part.whole.codes) for part in counted)
    bits = min(_MOST_BITS, max(_FEWEST_BITS, int(total).bit_length()))
    weights = _weigh(counted, len(texts), bits, background(language))
    return placed(counted, weights)


def vectors_in(texts: Sequence[Terms], weights: Weights) -> Vectors:
    """The rows of further articles by the weights of a collection that they are not part of."""
    return placed([_Counted(texts)], weights)


def placed(counted: Sequence[_Counted], weights: Weights) -> Vectors:
    """Rows and figures of counted articles."""
    from scipy import sparse

    rows, figures = [], []
    for part in counted:
        whole = _unit(part.whole, weights, WHOLE**0.5)
        lead = _unit(part.lead, weights, (1 - WHOLE) ** 0.5)
        rows.append(sparse.hstack([whole, lead], format="csr"))
        figures.append(_figures(part.lead, weights))
    if not rows:
        empty = sparse.csr_matrix((0, 2 * weights.columns), dtype=np.float32)
        return Vectors(empty, empty[:, : weights.columns], weights)
    return Vectors(sparse.vstack(rows, format="csr"), sparse.vstack(figures, format="csr"), weights)


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """How often each of some articles uses each of its terms."""

    codes: NDArray[np.uint32]
    """Hashes of terms, the lowest bit set for two words in a row; ascending within an article."""

    times: NDArray[np.uint8]
    ends: NDArray[np.int64]
    """Where each article's terms end, from 0 for the start of the first."""

    kinds: NDArray[np.uint8]
    """For each term the kind of its word; 0 for two words."""


class _Counted:
    """The counts of a chunk of articles: whole texts, and titles with leads."""

    def __init__(self, texts: Sequence[Terms]) -> None:
        self.whole = _counts([(text.title, text.title, text.body) for text in texts])
        self.lead = _counts([(text.title, text.body[:LEAD_WORDS]) for text in texts])


def _counts(texts: Sequence[tuple[Codes, ...]]) -> _Counts:
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
    return _Counts(
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


def _bucket(code: NDArray[np.uint32], bits: int) -> NDArray[np.uint32]:
    """The upper bits of a hash, and its lowest, which tells pairs from words."""
    found: NDArray[np.uint32] = ((code >> np.uint32(33 - bits)) << np.uint32(1)) | (code & np.uint32(1))
    return found


def smallness(count: int) -> float:
    """1 for a collection of few articles, 0 for one of many."""
    return 1.0 / (1.0 + (count / SMALL) ** 2)


def _weigh(counted: Sequence[_Counted], count: int, bits: int, table: Background) -> Weights:
    """-ln of the share of articles that use a term, own and background, plus 1 in a large collection.

    There a pair of words that one article alone uses weighs nothing: nearly every pair is such.
    """
    frequency = np.zeros(1 << bits, dtype=np.int32)
    expected = np.zeros(1 << bits, dtype=np.float32)
    by_kind = table.kinds()
    for part in counted:
        bucket = _bucket(part.whole.codes, bits)
        frequency += np.bincount(bucket, minlength=len(frequency)).astype(np.int32)
        for kind in np.argsort(by_kind, kind="stable"):
            chosen = bucket[(part.whole.kinds == kind) & ((bucket & 1) == 0)]
            expected[chosen] = np.maximum(expected[chosen], by_kind[kind])
    expected[1::2] = table.rare_pair
    for known, share in ((single(table.codes), table.shares), (double(*table.pair_codes), table.pair_shares)):
        expected[_bucket(known, bits)] = share
    double_ = (np.arange(len(frequency), dtype=np.uint32) & 1).astype(bool)
    small = smallness(count)
    blended = (frequency + table.weight * expected) / (count + table.weight)
    lone = (frequency == 1) & (expected < UNUSUAL)
    weight = np.where(double_, BIGRAM, 1.0).astype(np.float32)
    weight[lone] *= small
    with np.errstate(divide="ignore"):
        weight *= np.maximum(0.0, -np.log(blended)).astype(np.float32)
    used = frequency > 1
    column = np.full(len(frequency), -1, dtype=np.int32)
    column[used] = np.arange(int(used.sum()), dtype=np.int32)
    weight[frequency == 0] = 0.0
    return Weights(bits=bits, weight=weight, column=column, columns=int(used.sum()))


_SUBLINEAR = (1.0 + np.log(np.maximum(1, np.arange(256)))).astype(np.float32)


def _unit(counts: _Counts, weights: Weights, scale: float) -> Any:
    """Sublinear counts times weights, each row scaled to one length (an empty row stays empty)."""
    bucket = _bucket(counts.codes, weights.bits)
    value = _SUBLINEAR[counts.times] * weights.weight[bucket]
    total = np.concatenate([[0.0], np.cumsum(value.astype(np.float64) ** 2)])
    length = np.sqrt(total[counts.ends[1:]] - total[counts.ends[:-1]])
    length[length == 0] = 1.0
    value = value * np.repeat(scale / length, np.diff(counts.ends)).astype(np.float32)
    return _rows(value, weights.column[bucket], counts.ends, weights.columns)


def _figures(counts: _Counts, weights: Weights) -> Any:
    """For each article the square roots of the weights of its figures."""
    bucket = _bucket(counts.codes, weights.bits)
    figure = (counts.kinds == FIGURE) & ((counts.codes & 1) == 0)
    value = np.sqrt(np.maximum(0.0, weights.weight[bucket]))
    return _rows(value, np.where(figure, weights.column[bucket], -1), counts.ends, weights.columns)


def _rows(value: NDArray[np.float32], column: NDArray[np.int32], ends: NDArray[np.int64], columns: int) -> Any:
    """CSR of the entries that have a column; where two terms of an article share a bucket, their sum."""
    from scipy import sparse

    kept = column >= 0
    before = np.concatenate([[0], np.cumsum(kept)])
    made = sparse.csr_matrix((value[kept], column[kept], before[ends]), shape=(len(ends) - 1, columns))
    made.sum_duplicates()
    return made


def names(words: Sequence[str], weights: Weights) -> dict[int, str]:
    """How the terms of a text are spelled, by their columns: `kim`, `north korea`."""
    coded = np.array([*map(code, words)], dtype=np.uint32)
    pairs = weights.column[_bucket(double(coded[:-1], coded[1:]), weights.bits)].tolist()
    found = {column: f"{a} {b}" for column, a, b in zip(pairs, words, words[1:], strict=False)}
    return found | dict(zip(weights.column[_bucket(single(coded), weights.bits)].tolist(), words, strict=True))
