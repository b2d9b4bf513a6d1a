"""A collection kept ready, so that newcomers find their stories without comparing all with all.

What is kept are counts, and lists of who uses which telling term. They say which articles
may be near a newcomer; how near they are is computed anew, by the very weights that the whole
collection has at that moment. So the answer is that of clustering everything.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from digest.model import Article
from digest.stories.folding import Fold, fold
from digest.stories.links import Item
from digest.stories.neighbours import ASKING, CROWD, FLOOR, MARKS, MOST, TELLING, chosen, decay, heaviest
from digest.stories.newsroom import Newsroom
from digest.stories.vectors import Census, Vectors
from digest.stories.words import Words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LEAST = 500
"""Articles from which a collection is worth an index; to cluster so few costs 0.3 s."""

GROWTH = 0.1
"""Share of a collection that may come, go or change before the lists are made anew."""

NEAREST = 48
"""Articles that a newcomer is compared with, beside all others of their stories."""

PART = 0.25
"""Share of a collection beyond which it costs no more to compare all."""

_UNLIKE = FLOOR / 5.0 / MOST
"""Part of a cosine below which telling terms say nothing, as in `neighbours`."""

_CHUNK = 400


@dataclass(slots=True, eq=False)
class Tongue:
    """The articles of one language: counts, and who uses which telling term."""

    census: Census
    ids: list[str]
    """Of articles; an index finds them by their places here. Empty for one that is gone."""

    days: NDArray[np.float64]
    """Ordinal of the day of each; NaN when unknown."""

    buckets: NDArray[np.uint32]
    """Telling terms, ascending."""

    starts: NDArray[np.int64]
    """Where the users of each term begin, and where the last ones end."""

    users: NDArray[np.int32]
    weights: NDArray[np.float32]
    late: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    """The same for articles that came since."""

    copies: set[str] = field(default_factory=set)
    """Ids of articles whose text another stands for: a text counts once."""

    @classmethod
    def of(cls, language: str, items: Sequence[Item], copies: Container[str] = ()) -> Tongue:
        """Make the lists. Cost: 0.3 ms an article."""
        census = Census(language, [one.terms for one in items if one.id not in copies])
        users, buckets, weights = [], [], []
        for start in range(0, len(items), _CHUNK):
            telling, used = _telling(census, items[start : start + _CHUNK], TELLING)
            users.append(np.repeat(np.arange(telling.shape[0], dtype=np.int32) + start, np.diff(telling.indptr)))
            buckets.append(used[telling.indices])
            weights.append(telling.data)
        flat = np.concatenate(buckets)
        order = np.argsort(flat, kind="stable")
        flat = flat[order]
        first = np.flatnonzero(np.concatenate([[True], flat[1:] != flat[:-1]])) if len(flat) else np.zeros(0, np.int64)
        return cls(
            census=census,
            ids=[one.id for one in items],
            days=np.array([_ordinal(one.day) for one in items]),
            buckets=flat[first],
            starts=np.append(first, len(flat)),
            users=np.concatenate(users)[order],
            weights=np.concatenate(weights)[order],
            copies={one.id for one in items if one.id in copies},
        )

    def add(self, items: Sequence[Item]) -> None:
        """Take in articles that came."""
        self.census.count([one.terms for one in items])
        telling, used = _telling(self.census, items, TELLING)
        for row, one in enumerate(items):
            for at in range(telling.indptr[row], telling.indptr[row + 1]):
                bucket = int(used[telling.indices[at]])
                self.late.setdefault(bucket, []).append((len(self.ids), float(telling.data[at])))
            self.ids.append(one.id)
        self.days = np.append(self.days, [_ordinal(one.day) for one in items])

    def remove(self, items: Sequence[Item]) -> None:
        """Take out articles that went."""
        self.census.count([one.terms for one in items if one.id not in self.copies], gone=True)
        went = {one.id for one in items}
        self.copies -= went
        self.ids = ["" if id in went else id for id in self.ids]

    def fold(self, items: Iterable[Item], copies: Container[str]) -> None:
        """Count those of these articles that stand for a text, and no copies."""
        for one in items:
            if (one.id in copies) != (one.id in self.copies):
                self.census.count([one.terms], gone=one.id in copies)
                self.copies ^= {one.id}

    def near(self, items: Sequence[Item], count: int) -> set[str]:
        """Ids of so many articles that may be near each of these."""
        asked, used = _telling(self.census, items, ASKING)
        found: set[str] = set()
        for row, one in enumerate(items):
            span = slice(asked.indptr[row], asked.indptr[row + 1])
            score = self._score(used[asked.indices[span]], asked.data[span])
            gap = np.abs(self.days - _ordinal(one.day))
            gap[np.isnan(gap)] = 0.0
            score *= decay(gap, np.full(len(gap), MARKS))
            best = np.argsort(-score, kind="stable")[: count + 1]
            found.update(self.ids[at] for at in best[score[best] > _UNLIKE].tolist())
        return found - {""}

    def _score(self, buckets: NDArray[np.uint32], weights: NDArray[np.float32]) -> NDArray[np.float64]:
        """For each article the part of the cosine that its telling terms give."""
        score = np.zeros(len(self.ids))
        at = np.searchsorted(self.buckets, buckets)
        for bucket, weight, place in zip(buckets.tolist(), weights.tolist(), at.tolist(), strict=True):
            if place < len(self.buckets) and self.buckets[place] == bucket:
                span = slice(self.starts[place], self.starts[place + 1])
                score[self.users[span]] += weight * self.weights[span]
            for user, own in self.late.get(bucket, ()):
                score[user] += weight * own
        return score


class Index:
    """All shown articles of a project, followed from one look at it to the next."""

    def __init__(
        self, words: Words | None = None, *, least: int = LEAST, nearest: int = NEAREST, part: float = PART
    ) -> None:
        """Nothing is read before it is asked for."""
        self.words = words or Words()
        self.least = least
        self.nearest = nearest
        self.part = part
        self.tongues: dict[str, Tongue] = {}
        self.held: dict[str, str] = {}
        """For each article that is counted, its id and the digest of its text."""

        self.changed = 0
        """How many came or went since the lists were made."""

        self.as_kept = False
        """Whether it is as it was when it was kept on disk."""

    def room(
        self, articles: Sequence[Article], newcomers: Iterable[str], bonds: Mapping[str, str], granularity: float
    ) -> Newsroom:
        """The newcomers among all that may be near them, else among everybody.

        Args:
            articles: all that are shown.
            newcomers: ids of those that have no story.
            bonds: as for `Newsroom`.
            granularity: likewise.

        Cost: 30 ms for one newcomer, at 10,000 articles too; to follow them, 1 us an article and
            1 ms for each that changed.
        """
        waiting = set(newcomers)
        if len(articles) < self.least or len(waiting) > self.part * len(articles):
            return Newsroom(articles, granularity=granularity, bonds=bonds, read=self.words.item)
        self.follow(articles)
        here = {article.teaser.id: article for article in articles}
        near = waiting | self._near([here[id] for id in waiting])
        stories = {bonds[id] for id in near if id in bonds}
        near |= {id for id, bond in bonds.items() if bond in stories}
        if len(near) > self.part * len(articles):
            return Newsroom(articles, granularity=granularity, bonds=bonds, read=self.words.item)
        room = Newsroom(
            [here[id] for id in near if id in here],
            granularity=granularity,
            bonds=bonds,
            read=self.words.item,
            census=lambda language: self.tongues[language].census,
        )
        if any(one.bare for one in room.items):  # a headline may borrow words of any other
            return Newsroom(articles, granularity=granularity, bonds=bonds, read=self.words.item)
        copies = _copies(room.items, room.folds)
        for language, items in _by_language(room.items).items():
            self.tongues[language].fold(items, copies)
        return room

    def _near(self, articles: Iterable[Article]) -> set[str]:
        items = list(map(self.words.item, articles))  # in all languages: a copy may be said to be in another
        return {id for tongue in self.tongues.values() for id in tongue.near(items, self.nearest)}

    def follow(self, articles: Sequence[Article]) -> None:
        """Take in what came, went or changed."""
        now = {article.teaser.id: self.words.digest(article) for article in articles}
        held = self.held
        new = {id for id, key in now.items() if held.get(id) != key}
        come = [article for article in articles if article.teaser.id in new] if new else []
        all_stay = len(now) - len(new) == len(held)
        gone = [] if all_stay else [(id, key) for id, key in held.items() if now.get(id) != key]
        went = [one for _, key in gone if (one := self.words.known(key)) is not None]
        self.changed += len(gone) + len(come)
        self.as_kept = self.as_kept and not gone and not come
        if len(went) < len(gone) or self.changed > GROWTH * len(articles):
            self._make(articles)
        else:
            for language, items in _by_language(went).items():
                self.tongues[language].remove(items)
            for language, items in _by_language(map(self.words.item, come)).items():
                if language in self.tongues:
                    self.tongues[language].add(items)
                else:
                    self.tongues[language] = Tongue.of(language, items)
            if not all(tongue.census.sound for tongue in self.tongues.values()):
                self._make(articles)
        self.held = now

    def _make(self, articles: Sequence[Article]) -> None:
        items = [self.words.item(article) for article in articles]
        copies = _copies(items, fold(items))
        found = _by_language(items).items()
        self.tongues = {language: Tongue.of(language, own, copies) for language, own in found}
        self.changed = 0


def _copies(items: Sequence[Item], folds: Iterable[Fold]) -> set[str]:
    return {items[number].id for one in folds for number in one.copies}


def _by_language(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for one in items:
        found.setdefault(one.language, []).append(one)
    return found


def _telling(census: Census, items: Sequence[Item], count: int) -> tuple[csr_matrix, NDArray[np.uint32]]:
    """The heaviest terms of each article's whole text that do not crowd the collection, and their buckets."""
    made: Vectors
    made, used = census.vectors([one.terms for one in items])
    rows = made.rows
    kept = rows.indices < made.weights.columns
    kept[kept] = census.use[used[rows.indices[kept]]] <= CROWD
    return heaviest(chosen(rows, kept), count), used


def _ordinal(day: date | None) -> float:
    return float(day.toordinal()) if day else np.nan
