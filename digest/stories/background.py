"""How common a word is in news at large: what a small site cannot know from its own articles.

The English table (`english.txt`) holds, for words and pairs of words, the share of news
articles that use them. It was counted over two collections of very different news, and
the smaller share was kept: a word that is common in both is common, one that is common
in a single kind of news (`shooting`) is not. Only figures were taken, no sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What is known about a language before its first article is read."""

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
        if known is not None:
            return known
        return self.rare if self.rare is not None else _share_by_length(word)


def background(language: str) -> Background:
    """The table of a language; without one, short words are taken for common ones."""
    return _english() if language == "en" else _UNKNOWN


def _share_by_length(word: str) -> float:
    """Frequent words are short in every language (Zipf's law of abbreviation)."""
    if word[:1] >= "\u0e00":  # scripts counted by character
        return 0.02
    if word[:1].isdigit():
        return 0.005
    return (0.5, 0.5, 0.4, 0.2, 0.06, 0.02)[len(word)] if len(word) < 6 else 0.004


_UNKNOWN = Background(weight=20.0, rare_pair=0.002)


@cache
def _english() -> Background:
    """Read the table once; 4 ms."""
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


def looks_english(found: tuple[str, ...]) -> bool:
    """Whether words without a named language are English: a quarter of them are its commonest."""
    table = _english().words
    common = sum(1 for word in found if table.get(word, 0.0) >= 0.3)
    return len(found) > 0 and common >= 0.25 * len(found)
