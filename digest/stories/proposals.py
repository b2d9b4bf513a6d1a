"""What the tool would do with old stories and does not: it proposes, a person decides, and is asked once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from digest.stories.cluster import SETTLED, average_link, mean_similarity
from digest.stories.folding import Fold
from digest.stories.ledger import Ledger
from digest.stories.links import Links, factors
from digest.stories.newsroom import Newsroom

ALIKE = 0.30
"""Mean similarity between the reports of two stories above which they are proposed to be one. Well
above the mean that joins reports (.20): a wrong merge costs a reader more than two stories do."""

UNLIKE = 0.15
"""Mean similarity below which a part of a story is proposed to be split off. Well below the mean that joins
reports (.20)."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """A story of the ledger that may be two, and what speaks for it."""

    story: str
    articles: tuple[str, ...]
    """Ids of those that may be another story."""

    similarity: float
    """Mean over all pairs of a report of these and one of the others."""

    within: float
    """The same among the others."""

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "story": self.story,
            "articles": list(self.articles),
            "similarity": self.similarity,
            "within": self.within,
        }


def partings(room: Newsroom, ledger: Ledger) -> tuple[Parting, ...]:
    """Parts of stories that resemble the rest so little that they may be another story, the least similar first.

    A story is clustered again by itself; each part but the largest is looked at. What an editor
    pinned there, or said to belong there, is not asked about.

    Args:
        room: the articles that are shown, all those of each story that is looked at.
        ledger: up to date with them.
    """
    place = ledger.story_of()
    ids = [room.articles[one.article].teaser.id for one in room.folds]
    story = np.unique([place.get(id, "") for id in ids], return_inverse=True)[1]
    links = room.links
    own = story[links.first] == story[links.second]
    inner = Links(links.first[own], links.second[own], links.similarity[own])
    parts: dict[int, list[list[int]]] = {}
    for part in average_link(inner, [""] * len(ids), granularity=room.granularity):
        parts.setdefault(int(story[part[0]]), []).append(part)
    found = []
    for some in parts.values():
        main, *others = sorted(some, key=lambda one: (-len(one), one[0]))
        found += [one for part in others if (one := _parting(room, ledger, inner, main, part)) is not None]
    return tuple(sorted(found, key=lambda one: (one.similarity, one.story, one.articles)))


def _parting(room: Newsroom, ledger: Ledger, links: Links, main: list[int], part: list[int]) -> Parting | None:
    """What speaks for parting; nothing where it is too little, or an editor said that they belong together."""
    articles = [room.articles[at] for number in part for at in _all_of(room.folds[number])]
    ids = sorted(one.teaser.id for one in articles)
    entry = ledger.entries[ledger.story_of()[ids[0]]]
    within = _mean(room, links, main, main)
    across = _mean(room, links, main, part)
    settled = any(one.story for one in articles) or set(ids) <= set(entry.together)
    if settled or across > UNLIKE or len(main) < SETTLED or within < room.granularity:
        return None
    return Parting(story=entry.id, articles=tuple(ids), similarity=round(across, 4), within=round(within, 4))


def _all_of(one: Fold) -> tuple[int, ...]:
    return (one.article, *one.copies)


def _mean(room: Newsroom, links: Links, a: list[int], b: list[int]) -> float:
    """The mean similarity of the pairs between two groups, or within one."""
    here = np.isin(links.first, a) & np.isin(links.second, b) | np.isin(links.first, b) & np.isin(links.second, a)
    pairs = len(a) * (len(a) - 1) // 2 if a is b else len(a) * len(b)
    return mean_similarity(links.similarity[here].tolist(), pairs, room.granularity)


def proposals(room: Newsroom, ledger: Ledger) -> tuple[Proposal, ...]:
    """Pairs of stories that resemble each other so much that they may be one, the most similar first.

    Editors' pins keep their stories apart, and so does what the ledger says of them.

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
    told = {frozenset((entry.id, other)) for entry in ledger.entries.values() for other in entry.apart}
    found = [(pair, mean) for pair, mean in means.items() if mean >= ALIKE and frozenset(pair) not in told]
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
