"""How well stories agree with those that a person made: B-cubed, pairs, adjusted Rand index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 when both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_json(self) -> dict[str, float]:
        """For scripts, to six digits."""
        return {"precision": round(self.precision, 6), "recall": round(self.recall, 6), "f1": round(self.f1, 6)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What a grouping is worth against the right one."""

    articles: int
    gold_stories: int
    stories: int
    b_cubed: Agreement
    """For each article, how much of its found story is right and how much of the right one was found; the mean."""

    pairs: Agreement
    """Pairs of articles in one story; a grouping without a pair has precision 1."""

    ari: float
    """Adjusted Rand index: agreement on pairs beyond chance; 1 is equal, 0 is chance."""

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "articles": self.articles,
            "gold_stories": self.gold_stories,
            "stories": self.stories,
            "b_cubed": self.b_cubed.as_json(),
            "pairs": self.pairs.as_json(),
            "ari": round(self.ari, 6),
        }


def scores(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Scores:
    """Compare two groupings of the same N articles, given as labels article by article.

    Raises:
        ValueError: no articles, or two sequences of different length.

    Source: Bagga and Baldwin, "Algorithms for scoring coreference chains", 1998 (B-cubed);
    Hubert and Arabie, "Comparing partitions", 1985 (ARI).
    """
    if not gold or len(gold) != len(found):
        raise ValueError(f"{len(gold)} and {len(found)} labels")
    count = len(gold)
    both, right, made = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    precision = sum(size * size / made[label] for (_, label), size in both.items()) / count
    recall = sum(size * size / right[label] for (label, _), size in both.items()) / count
    together, in_gold, in_found = (sum(map(_pairs, counter.values())) for counter in (both, right, made))
    return Scores(
        articles=count,
        gold_stories=len(right),
        stories=len(made),
        b_cubed=Agreement(precision, recall),
        pairs=Agreement(together / in_found if in_found else 1.0, together / in_gold if in_gold else 1.0),
        ari=_ari(together, in_gold, in_found, _pairs(count)),
    )


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def _ari(together: int, in_gold: int, in_found: int, every: int) -> float:
    chance = in_gold * in_found / every if every else 0.0
    best = (in_gold + in_found) / 2
    return 1.0 if best == chance else (together - chance) / (best - chance)
