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
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from digest.stories.background import Background, background
from digest.stories.counts import Counted, Counts, bucket, counts, double, single, whole_texts
from digest.stories.terms import FIGURE, Terms, code

if TYPE_CHECKING:  # a build with a ledger that knows all articles compares none
    from scipy.sparse import csr_matrix


WHOLE = 0.7
"""Share of the whole text in a similarity; the rest is that of title and lead."""

BIGRAM = 0.5
"""Weight of two words in a row beside that of one word."""

SMALL = 60
"""Articles at which a collection is half small. In a small one most words are used by one article and
tell articles apart; in a large one half of those are noise, and they are left out."""

RARE = 4.0
"""Weight from which a word is rare: one article in fifty uses it."""

FEW, FEW_SHARE = 8, 0.005
"""A word that so many articles use, and no larger share of all, is a mark of an event. What more articles
tell is told often, and comes back; a small collection cannot know what is rare."""

UNUSUAL = 0.01
"""Share below which the background does not vouch for a term that one article alone uses."""

_FEWEST_BITS, _MOST_BITS = 20, 26
"""Sizes of the table of terms, as powers of two: 4 MB to 256 MB."""

_CHUNK = 400
"""Articles whose terms are counted at a time: some 50 MB."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """What each term weighs in a collection of one language."""

    bits: int
    column: NDArray[np.int32]
    """For each bucket its column in the rows; -1 for a term that does not tell articles apart."""

    weight: NDArray[np.float32]
    """For each column its weight."""

    few: NDArray[np.bool_]
    """For each column whether few articles use it."""

    unseen: NDArray[np.float32]
    """What a word and a pair weigh that the collection does not have: in the length of a further article's row."""

    @property
    def columns(self) -> int:
        """How many terms tell articles apart."""
        return len(self.weight)


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """N articles of one language as rows of a sparse matrix."""

    rows: csr_matrix
    """CSR, N x 2T, float32; each row has length 1, so `rows @ rows.T` holds the cosines. Columns below
    T are of the whole text, the others of title and lead. Terms of one article alone
    count in the lengths and are then left out."""

    figures: csr_matrix
    """CSR, N x T, float32: the weights of the figures in title and lead, square roots of them."""

    rare: csr_matrix
    """CSR, N x T, float32: for words that weigh more than `RARE`, square roots of what they weigh beyond it."""

    weights: Weights


def vectors(texts: Sequence[Terms], language: str) -> Vectors:
    """Weigh the terms of N articles of one language.

    Weight: (1 + ln count) x -ln share, bigrams halved, titles counted twice. The
    share of articles that use a term is blended with a background table, as if the
    collection had some hundred more articles: twelve know nothing about common words.

    Cost: 0.2 ms of CPU an article of 600 words; 8 bytes for each different term of each article.
    """
    counted = [Counted(texts[start : start + _CHUNK]) for start in range(0, len(texts), _CHUNK)]
    return _placed(counted, _weigh(counted, len(texts), background(language)))


class Census:
    """In how many articles of one language each term is used, kept while articles come and go.

    With it some articles of a collection get the very rows that they have in `vectors` of all of it.

    Cost: 0.1 ms an article; 4 to 8 bytes for each different term of each article.
    """

    def __init__(self, language: str, texts: Sequence[Terms] = ()) -> None:
        """Count a collection."""
        counted = [counts(whole_texts(texts[start : start + _CHUNK])) for start in range(0, len(texts), _CHUNK)]
        self.language = language
        self.articles = len(texts)
        self.total = sum(len(part.codes) for part in counted)
        self.bits = _bits(self.total)
        self.use = np.zeros(1 << self.bits, dtype=np.uint32)
        used, own = _frequencies(counted, self.bits, 1)
        self.use[used] = own
        self._column = np.full(0, -1, dtype=np.int32)
        self._placed = np.zeros(0, dtype=np.uint32)

    @property
    def sound(self) -> bool:
        """Whether the table is as large as that of a collection of this size is."""
        return self.bits == _bits(self.total)

    def count(self, texts: Sequence[Terms], *, gone: bool = False) -> None:
        """Count further articles, or take some out that were counted before."""
        counted = counts(whole_texts(texts))
        at = bucket(counted.codes, self.bits)
        if gone:
            np.subtract.at(self.use, at, np.uint32(1))
        else:
            np.add.at(self.use, at, np.uint32(1))
        sign = -1 if gone else 1
        self.articles += sign * len(texts)
        self.total += sign * len(counted.codes)

    def vectors(self, texts: Sequence[Terms]) -> tuple[Vectors, NDArray[np.uint32]]:
        """The rows of articles that were counted, and for each column its bucket.

        Good until it is asked again: the table of columns is made once.
        """
        counted = [Counted(texts)]
        used, _ = _frequencies([part.whole for part in counted], self.bits, 1)
        own = self.use[used].astype(np.int64)
        least = 1 if smallness(self.articles) > LEAST_SMALL else 2
        used, own = used[own >= least], own[own >= least]
        if not len(self._column):
            self._column = np.full(1 << self.bits, -1, dtype=np.int32)
        self._column[self._placed] = -1
        self._column[used] = np.arange(len(used), dtype=np.int32)
        self._placed = used
        known = _Known(self.bits, used, own, self._column)
        return _placed(counted, _weights(counted, known, self.articles, background(self.language))), used


def _placed(counted: list[Counted], weights: Weights) -> Vectors:
    """Rows and figures of counted articles; the list is emptied, for the counts of a large collection are large."""
    from scipy import sparse

    rows: list[csr_matrix] = []
    figures: list[csr_matrix] = []
    rare: list[csr_matrix] = []
    while counted:
        part = counted.pop(0)
        whole = _unit(part.whole, weights, WHOLE**0.5)
        lead = _unit(part.lead, weights, (1 - WHOLE) ** 0.5)
        rows.append(sparse.hstack([whole, lead], format="csr"))
        figures.append(_figures(part.lead, weights))
        rare.append(_rare(part.whole, weights))
    if not rows:
        empty = sparse.csr_matrix((0, 2 * weights.columns), dtype=np.float32)
        narrow = empty[:, : weights.columns]
        return Vectors(empty, narrow, narrow, weights)
    return Vectors(_stacked(rows), _stacked(figures), _stacked(rare), weights)


def _stacked(parts: list[csr_matrix]) -> csr_matrix:
    """One matrix of the rows of several, which are given up one by one, so that memory holds them once."""
    from scipy import sparse

    ends = np.cumsum([0, *(part.nnz for part in parts)])
    shape = (sum(part.shape[0] for part in parts), parts[0].shape[1])
    pointers = np.concatenate([[0], *(part.indptr[1:] + start for part, start in zip(parts, ends[:-1], strict=True))])
    data, indices = np.empty(ends[-1], dtype=np.float32), np.empty(ends[-1], dtype=np.int32)
    for start, end in pairwise(ends.tolist()):
        part = parts.pop(0)
        data[start:end], indices[start:end] = part.data, part.indices
    return sparse.csr_matrix((data, indices, pointers), shape=shape)


LEAST_SMALL = 0.01
"""Smallness below which it makes no difference."""


def smallness(count: int) -> float:
    """1 for a collection of few articles, 0 for one of many."""
    return 1.0 / (1.0 + (count / SMALL) ** 2)


def _weigh(counted: Sequence[Counted], count: int, table: Background) -> Weights:
    """-ln of the share of articles that use a term, own and background.

    What one article alone uses counts in the length of a small collection's rows; in a large one it
    weighs nothing, for nearly every pair of words is such.
    """
    whole = [part.whole for part in counted]
    bits = _bits(sum(len(part.codes) for part in whole))
    used, own = _frequencies(whole, bits, 1 if smallness(count) > LEAST_SMALL else 2)
    column = np.full(1 << bits, -1, dtype=np.int32)
    column[used] = np.arange(len(used), dtype=np.int32)
    return _weights(counted, _Known(bits, used, own, column), count, table)


def _bits(total: int) -> int:
    """The size of the table for so many different terms of all articles."""
    return min(_MOST_BITS, max(_FEWEST_BITS, total.bit_length()))


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """How many articles of a collection use each of its terms, or of those that are asked for."""

    bits: int
    used: NDArray[np.uint32]
    """Buckets, ascending."""

    own: NDArray[np.int64]
    column: NDArray[np.int32]


def _weights(counted: Sequence[Counted], known: _Known, count: int, table: Background) -> Weights:
    """What these terms weigh in a collection of so many articles."""
    small = smallness(count)
    bits, used, own, column = known.bits, known.used, known.own, known.column
    pair = (used & 1).astype(bool)
    expected = _expected(counted, bits, column, pair, table)
    weight = np.maximum(0.0, -np.log((own + table.weight * expected) / (count + table.weight)))
    weight *= np.where(pair, BIGRAM, 1.0) * np.where((own == 1) & (expected < UNUSUAL), small, 1.0)
    rarest = np.array([table.kinds().min(), table.rare_pair], dtype=np.float64)
    unseen = -np.log((1.0 + table.weight * rarest) / (count + table.weight)) * (1.0, BIGRAM) * small
    return Weights(
        bits=bits,
        weight=weight.astype(np.float32),
        column=column,
        few=own <= min(FEW, FEW_SHARE * count),
        unseen=unseen.astype(np.float32) if small > LEAST_SMALL else np.zeros(2, dtype=np.float32),
    )


def _frequencies(counted: Sequence[Counts], bits: int, least: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The buckets that at least so many articles use, ascending, and how many do."""
    none = np.zeros(0, dtype=np.uint32)
    every = np.concatenate([none, *(bucket(part.codes, bits) for part in counted)])
    every.sort()  # far quicker than adding up at random places
    starts = np.flatnonzero(np.concatenate([np.ones(min(1, len(every)), dtype=bool), every[1:] != every[:-1]]))
    own = np.diff(starts, append=len(every))
    return every[starts[own >= least]], own[own >= least]


def _expected(
    counted: Sequence[Counted], bits: int, column: NDArray[np.int32], pair: NDArray[np.bool_], table: Background
) -> NDArray[np.float64]:
    """For each column the share that the background expects."""
    by_kind = table.kinds()
    expected = np.full(len(pair), by_kind.min(), dtype=np.float64)
    if by_kind.max() > by_kind.min():
        for part in counted:
            at = column[bucket(part.whole.codes, bits)]
            np.maximum.at(expected, at[at >= 0], by_kind[part.whole.kinds[at >= 0]])
    expected[pair] = table.rare_pair
    for known, share in ((single(table.codes), table.shares), (double(*table.pair_codes), table.pair_shares)):
        at = column[bucket(known, bits)]
        expected[at[at >= 0]] = share[at >= 0]
    return expected


_SUBLINEAR = (1.0 + np.log(np.maximum(1, np.arange(256)))).astype(np.float32)


def _unit(counts: Counts, weights: Weights, scale: float) -> csr_matrix:
    """Sublinear counts times weights, each row scaled to one length (an empty row stays empty)."""
    column = weights.column[bucket(counts.codes, weights.bits)]
    kept = column >= 0
    rows = _rows(_SUBLINEAR[counts.times[kept]] * weights.weight[column[kept]], column, kept, counts.ends, weights)
    beyond = np.where(kept, 0.0, _SUBLINEAR[counts.times] * weights.unseen[counts.codes & 1]) ** 2
    beyond = np.diff(np.concatenate([[0.0], np.cumsum(beyond)])[counts.ends])
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1), dtype=np.float64).ravel() + beyond)
    length[length == 0] = 1.0
    rows.data *= np.repeat(scale / length, np.diff(rows.indptr)).astype(np.float32)
    return rows


def _figures(counts: Counts, weights: Weights) -> csr_matrix:
    """For each article the square roots of the weights of its figures."""
    column = weights.column[bucket(counts.codes, weights.bits)]
    kept = (column >= 0) & (counts.kinds == FIGURE)
    return _rows(np.sqrt(weights.weight[column[kept]]), column, kept, counts.ends, weights)


def _rare(counts: Counts, weights: Weights) -> csr_matrix:
    """For each article the square roots of what its rare words weigh beyond `RARE`."""
    column = weights.column[bucket(counts.codes, weights.bits)]
    kept = (column >= 0) & ((counts.codes & 1) == 0)
    kept[kept] = weights.weight[column[kept]] > RARE
    return _rows(np.sqrt(weights.weight[column[kept]] - RARE), column, kept, counts.ends, weights)


def _rows(
    value: NDArray[np.float32],
    column: NDArray[np.int32],
    kept: NDArray[np.bool_],
    ends: NDArray[np.int64],
    weights: Weights,
) -> csr_matrix:
    """CSR of the kept entries; where two terms of an article share a bucket, their sum."""
    from scipy import sparse

    before = np.concatenate([[0], np.cumsum(kept)]).astype(np.int32)
    made = sparse.csr_matrix((value, column[kept], before[ends]), shape=(len(ends) - 1, weights.columns))
    made.sum_duplicates()
    return made


def names(words: Sequence[str], weights: Weights) -> dict[int, str]:
    """How the terms of a text are spelled, by their columns: `kim`, `north korea`."""
    coded = np.array([*map(code, words)], dtype=np.uint32)
    pairs = weights.column[bucket(double(coded[:-1], coded[1:]), weights.bits)].tolist()
    found = {column: f"{a} {b}" for column, a, b in zip(pairs, words, words[1:], strict=False)}
    return found | dict(zip(weights.column[bucket(single(coded), weights.bits)].tolist(), words, strict=True))
