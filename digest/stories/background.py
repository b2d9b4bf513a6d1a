"""How common a word is in news at large: what a small site cannot know from its own articles.

The English table (`english.txt`) holds, for words and pairs of words, the share of news
articles that use them. It was counted over two collections of very different news, and
the smaller share was kept: a word that is common in both is common, one that is common
in a single kind of news (`shooting`) is not. Only figures were taken, no sentence.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

from digest.stories.terms import KIND, code

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from digest.stories.terms import Codes

_BY_LENGTH = array("f", (0.02, 0.5, 0.4, 0.2, 0.06, 0.02, 0.004, 0.005))
"""Share of a word by its kind: frequent words are short in every language (Zipf's law of abbreviation)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Background:
    """What is known about a language before its first article is read.

    Its arrays are made when they are asked for: the shares of single words need no NumPy.
    """

    weight: float
    """How many articles the table counts for, beside the collection's own."""

    words: Mapping[str, float] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], float] = field(default_factory=dict)
    rare: float | None = None
    """Share of a word that the table does not hold; `None`: judged by its length."""

    rare_pair: float = 0.0005

    def share(self, word: str) -> float:
        """Share of articles expected to use a word, 0 to 1."""
        known = self.words.get(word)
        return known if known is not None else self._by_kind[code(word) & KIND]

    @cached_property
    def _by_kind(self) -> array[float]:
        return _BY_LENGTH if self.rare is None else array("f", [self.rare] * (KIND + 1))

    def kinds(self) -> NDArray[np.float32]:
        """Shares of words that the table does not hold, by their kind."""
        import numpy as np

        return np.array(self._by_kind, dtype=np.float32)

    @cached_property
    def codes(self) -> Codes:
        """Numbers of the words."""
        return _coded([*self.words])

    @cached_property
    def shares(self) -> NDArray[np.float32]:
        """Shares of the words."""
        return _shares(self.words)

    @cached_property
    def pair_codes(self) -> tuple[Codes, Codes]:
        """Numbers of the first and the second words of pairs."""
        return _coded([first for first, _ in self.pairs]), _coded([second for _, second in self.pairs])

    @cached_property
    def pair_shares(self) -> NDArray[np.float32]:
        """Shares of the pairs."""
        return _shares(self.pairs)

    def common(self, words: Codes, share: float) -> int:
        """How many of some words the table knows to have at least such a share."""
        import numpy as np

        return int(np.isin(words, self.codes[self.shares >= share]).sum())


def background(language: str) -> Background:
    """The table of a language; without one, short words are taken for common ones."""
    return _english() if language == "en" else _unknown()


@cache
def _unknown() -> Background:
    return Background(weight=20.0, rare_pair=0.002)


@cache
def _english() -> Background:
    """Read the table once; 6 ms."""
    words: dict[str, float] = {}
    pairs: dict[tuple[str, str], float] = {}
    text = resources.files("digest.stories").joinpath("english.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        share, _, entries = line.partition("\t")
        for entry in entries.split():
            first, _, second = entry.partition("_")
            if second:
                pairs[first, second] = int(share) / 1000
            else:
                words[first] = int(share) / 1000
    return Background(weight=300.0, words=words, pairs=pairs, rare=0.001)


def _coded(words: list[str]) -> Codes:
    import numpy as np

    return np.array([*map(code, words)], dtype=np.uint32)


def _shares(table: Mapping[str, float] | Mapping[tuple[str, str], float]) -> NDArray[np.float32]:
    import numpy as np

    return np.array([*table.values()], dtype=np.float32)


def looks_english(words: Codes) -> bool:
    """Whether words without a named language are English: a quarter of them are its commonest."""
    return len(words) > 0 and _english().common(words, 0.3) >= 0.25 * len(words)
