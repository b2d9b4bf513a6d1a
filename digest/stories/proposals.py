"""What the tool would do with old stories and does not: it proposes, a person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from digest.stories.cluster import mean_similarity
from digest.stories.ledger import Ledger
from digest.stories.links import factors
from digest.stories.newsroom import Newsroom

ALIKE = 0.30
"""Mean similarity between the reports of two stories above which they are proposed to be one. Well
above the mean that joins reports (.20): a wrong merge costs a reader more than two stories do."""

TERMS = 6
"""Terms that a proposal names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two stories of the ledger that may be one, and what speaks for it."""

    kept: str
    """Id of the older story."""

    other: str
    similarity: float
    """Mean over all pairs of their reports."""

    terms: tuple[str, ...]
    """What the most similar pair shares, the strongest first."""

    days: int | None
    """Days between the most similar pair; `None` when not known."""

    pair: tuple[str, str]
    """Ids of the two articles that are most similar."""

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "kept": self.kept,
            "other": self.other,
            "similarity": self.similarity,
            "terms": list(self.terms),
            "days": self.days,
            "pair": list(self.pair),
        }


def proposals(room: Newsroom, ledger: Ledger) -> tuple[Proposal, ...]:
    """Pairs of stories that resemble each other so much that they may be one, the most similar first.

    Editors' pins keep their stories apart.

    Args:
        room: the articles that are shown, bound to their stories.
        ledger: up to date with them.
    """
    place = ledger.story_of()
    story = [place.get(room.articles[one.article].teaser.id, "") for one in room.folds]
    pinned = {place.get(article.teaser.id, "") for article in room.articles if article.story}
    size = Counter(story)
    alike: dict[tuple[str, str], list[float]] = {}
    best: dict[tuple[str, str], tuple[float, int, int]] = {}
    links = room.links
    for a, b, similarity in zip(links.first.tolist(), links.second.tolist(), links.similarity.tolist(), strict=True):
        pair = story[a], story[b]
        if pair[0] == pair[1] or (pair[0] in pinned and pair[1] in pinned) or not all(pair):
            continue
        if (pair[1], pair[0]) in alike:
            pair = pair[1], pair[0]
        alike.setdefault(pair, []).append(similarity)
        best[pair] = max(best.get(pair, (0.0, 0, 0)), (similarity, -a, -b))
    means = {
        pair: mean_similarity(similarities, size[pair[0]] * size[pair[1]], room.granularity)
        for pair, similarities in alike.items()
    }
    found = [(pair, mean) for pair, mean in means.items() if mean >= ALIKE]
    ages = _ages(story)
    ranked = sorted(found, key=lambda one: (-round(one[1], 6), sorted(one[0])))
    return tuple(_proposal(room, pair, mean, best[pair], ages) for pair, mean in ranked)


def _ages(story: list[str]) -> dict[str, int]:
    """The place in time of each story's first report."""
    ages: dict[str, int] = {}
    for place, name in enumerate(story):
        ages.setdefault(name, place)
    return ages


def _proposal(
    room: Newsroom, pair: tuple[str, str], mean: float, best: tuple[float, int, int], ages: Mapping[str, int]
) -> Proposal:
    kept, other = sorted(pair, key=lambda name: (ages[name], name))
    a, b = -best[1], -best[2]
    terms = room.space.shared(a, b)[:TERMS]
    return Proposal(
        kept=kept,
        other=other,
        similarity=round(mean, 4),
        terms=tuple(term for term, _ in terms),
        days=factors(room.space.items[a], room.space.items[b]).days,
        pair=(room.articles[room.folds[a].article].teaser.id, room.articles[room.folds[b].article].teaser.id),
    )
