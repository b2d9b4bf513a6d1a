"""Turn articles into weighted term vectors that can be compared by a dot product.

A term is a word, a figure (`1,200` is one term) or two words in a row. The cosine of
two articles is .7 of that of their whole texts and .3 of that of their titles and leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from digest.model import Article
from digest.stories.background import Background, background
from digest.text import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WHOLE = 0.7
"""Share of the whole text in a similarity; the rest is that of title and lead."""

LEAD_WORDS = 70
BIGRAM = 0.5
"""Weight of two words in a row beside that of one word."""

LONE = 0.5
"""Weight of a word that one article of a large collection uses: half of them are noise, and at full
weight they drown what is shared. In a small collection it nears 1, see `SMALL`."""

SMALL = 60
"""Articles at which a collection is half small. In a small one most words are lone and tell articles
apart, in a large one they are noise; so lone terms and everyday words gain and lose weight with
size, and one granularity suits both. *Measured* on parts of two collections, 64 to 1,912 articles:
B-cubed F1 at .20 is within .02 of the best granularity; at 17 articles it is .04 below."""

UNUSUAL = 0.01
"""Share below which the background does not vouch for a term that one article alone uses."""

_GROUPED = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3}(?!\d))")
_LINK = re.compile(r"\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|<?https?://\S+")


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of one article in order: all that clustering needs of its text.

    Depends on one article alone, so it can be kept from one run to the next.
    """

    title: tuple[str, ...]
    body: tuple[str, ...]


def plain(body: str) -> str:
    """A Markdown body without the addresses of its links; other marks are no words anyway."""
    return _LINK.sub(" ", body) if "http" in body or "](" in body else body


def tokens(text: str) -> tuple[str, ...]:
    """Words in lower case without possessive endings; `1,200` is one figure."""
    found = words(_GROUPED.sub("", text))
    return tuple([word[:-2] if word[-2:] in ("'s", "\u2019s") else word for word in found])


def terms(article: Article) -> Terms:
    """The words of an article. Cost: 0.1 ms for 400 words."""
    return Terms(tokens(article.teaser.title), tokens(plain(article.body)))


@dataclass(frozen=True, slots=True)
class Vectors:
    """N articles of one language as rows of a sparse matrix."""

    rows: Any
    """CSR, N x T, float32; each row has length 1, so `rows @ rows.T` holds the similarities.
    Terms of one article alone count in the lengths and are then left out."""

    keys: NDArray[np.int64]
    """T codes of terms; see `name`."""

    vocabulary: tuple[str, ...]

    def name(self, column: int) -> str:
        """The term of a column, for people: `kim`, `north korea`."""
        size = len(self.vocabulary)
        first, second = divmod(int(self.keys[column % len(self.keys)]), size + 1)
        word = self.vocabulary[first]
        return f"{word} {self.vocabulary[second - 1]}" if second else word


def vectors(texts: Sequence[Terms], language: str) -> Vectors:
    """Weigh the terms of N articles of one language.

    Weight: (1 + ln count) x -ln share, bigrams halved, titles counted twice. The
    share of articles that use a term is blended with a background table, as if the
    collection had some hundred more articles: twelve know nothing about common words.

    Cost: 0.4 ms of CPU an article of 400 words.
    """
    import numpy as np
    from scipy import sparse

    numbers = numbered(part for text in texts for part in (text.title, text.body))
    end = np.array([-1], dtype=np.int32)
    coded = [(coded_words(text.title, numbers), coded_words(text.body, numbers)) for text in texts]
    whole = [(title, end, title, end, body, end) for title, body in coded]
    lead = [(title, end, body[:LEAD_WORDS], end) for title, body in coded]
    size = len(numbers)
    full, keys = _counts(whole, size)
    frequency = np.bincount(full.indices, minlength=len(keys))
    weight = _idf(frequency, len(texts), keys, numbers, background(language))
    first = _unit(full, weight)
    second = _unit(_counts(lead, size, keys)[0], weight)
    kept = np.flatnonzero(frequency > 1)
    rows = sparse.hstack([first[:, kept] * WHOLE**0.5, second[:, kept] * (1 - WHOLE) ** 0.5], format="csr")
    return Vectors(rows, keys[kept], tuple(numbers))


def numbered(texts: Iterable[Sequence[str]]) -> dict[str, int]:
    """Numbers for words, in the order in which they are met."""
    return {word: number for number, word in enumerate(dict.fromkeys(chain.from_iterable(texts)))}


def coded_words(words: Sequence[str], numbers: Mapping[str, int]) -> NDArray[np.int32]:
    """The numbers of words that all have one."""
    import numpy as np

    return np.fromiter(map(numbers.__getitem__, words), dtype=np.int32, count=len(words))


def _counts(
    texts: Sequence[tuple[NDArray[np.int32], ...]], size: int, known: NDArray[np.int64] | None = None
) -> tuple[Any, NDArray[np.int64]]:
    """Counts of unigrams and bigrams as CSR, and the code of each column, ascending.

    A unigram `a` has the code `a * (size + 1)`, a bigram `a b` has `a * (size + 1) + b + 1`;
    -1 in a text parts what is no bigram.
    """
    import numpy as np
    from scipy import sparse

    flat = np.concatenate([part for text in texts for part in text]) if texts else np.zeros(0, dtype=np.int32)
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), [sum(map(len, text)) for text in texts])
    single = flat >= 0
    double = single[:-1] & single[1:]
    wide = flat.astype(np.int64) * (size + 1)
    codes = np.concatenate([wide[single], wide[:-1][double] + flat[1:][double] + 1])
    row = np.concatenate([owner[single], owner[:-1][double]])
    if known is None:
        known, column = np.unique(codes, return_inverse=True)
    else:
        column = np.searchsorted(known, codes)
    ones = np.ones(len(codes), dtype=np.float32)
    shape = (len(texts), len(known))
    return sparse.csr_matrix((ones, (row, column.astype(np.int32))), shape=shape), known


def _idf(
    frequency: NDArray[np.int64], count: int, keys: NDArray[np.int64], numbers: Mapping[str, int], table: Background
) -> NDArray[np.float32]:
    """-ln of the share of articles that use a term, own and background, plus 1 in a large collection.

    There a pair of words that one article alone uses weighs nothing: nearly every pair is such.
    """
    import numpy as np

    size = len(numbers)
    shares = np.array([table.share(word) for word in numbers], dtype=np.float64)
    first, second = np.divmod(keys, size + 1)
    expected = np.where(second > 0, table.rare_pair, shares[first])
    for pair, share in table.pairs.items():
        a, b = (numbers.get(word) for word in pair)
        if a is not None and b is not None:
            at = int(np.searchsorted(keys, a * (size + 1) + b + 1))
            if at < len(keys) and keys[at] == a * (size + 1) + b + 1:
                expected[at] = share
    blended = (frequency + table.weight * expected) / (count + table.weight)
    small = 1.0 / (1.0 + (count / SMALL) ** 2)
    lone = (frequency == 1) & (expected < UNUSUAL)
    double = second > 0
    factor = np.where(double, BIGRAM, 1.0) * np.where(lone, np.where(double, 0.0, LONE) * (1.0 - small) + small, 1.0)
    weight: NDArray[np.float32] = (factor * (1.0 - small - np.log(blended))).astype(np.float32)
    return weight


def _unit(counts: Any, weight: NDArray[np.float32]) -> Any:
    """Sublinear counts times weights, each row scaled to length 1 (an empty row stays empty)."""
    import numpy as np

    rows = counts.copy()
    rows.data = (1.0 + np.log(rows.data)) * weight[rows.indices]
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    length[length == 0] = 1.0
    rows.data = (rows.data / np.repeat(length, np.diff(rows.indptr))).astype(np.float32)
    return rows
