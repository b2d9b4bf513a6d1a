"""Which articles resemble each other, and by how much, once time is taken into account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from digest.model import Article
from digest.stories.background import looks_english
from digest.stories.days import NamedDay, lead_days, nearest
from digest.stories.vectors import Terms, Vectors, terms, vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FLOOR = 0.06
"""Similarity below which a pair counts as unlike."""

NEIGHBOURS = 40
HEADLINE_NEIGHBOURS = 100

DECAY_DAYS = 14.0
"""Days between two articles at which their similarity counts half."""

EVENT_DAYS = 2
"""Days named in two leads may differ by so much and still be of one event."""

PUBLISHED_DAYS = 10
"""Articles published no farther apart than this are not held against each other's named days."""

OTHER_EVENT = 0.5
"""What remains of the similarity of two articles whose leads name other days."""

CROWD = 200
CROWD_SHARE = 0.01
"""A term crowds a collection when more articles than both of these use it."""

_BLOCK = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What clustering sees of one report."""

    id: str
    terms: Terms
    language: str
    day: date | None
    named: frozenset[NamedDay]
    """Days that the lead names."""

    pin: str
    """An editor's word for its story; empty when there is none."""

    @property
    def bare(self) -> bool:
        """Whether it is a headline without a body."""
        return not self.terms.body


@dataclass(frozen=True, slots=True)
class Factors:
    """What time and form make of the cosine of two items."""

    days: int | None
    """Days between them; `None` when one has neither a date nor a day in its lead."""

    decay: float
    other_event: bool
    doubled: bool

    @property
    def value(self) -> float:
        """The product, to multiply a cosine with."""
        return self.decay * (OTHER_EVENT if self.other_event else 1.0) * (2.0 if self.doubled else 1.0)


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of items that resemble each other: `first[n] < second[n]`, each pair once, ascending."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    similarity: NDArray[np.float64]
    """From `FLOOR` to 1."""


def item(article: Article) -> Item:
    """What clustering sees of an article; depends on that article alone."""
    found = terms(article)
    return Item(
        id=article.teaser.id,
        terms=found,
        language=_language(article, found),
        day=article.teaser.dating.day,
        named=lead_days(article),
        pin=article.story,
    )


def _language(article: Article, found: Terms) -> str:
    """`en` of `en-GB`; where none is named, English if it looks so, else a group of its own."""
    named = article.teaser.language.lower().replace("_", "-").partition("-")[0]
    if named:
        return named
    return "en" if looks_english((*found.title, *found.body[:400])) else "und"


def factors(a: Item, b: Item) -> Factors:
    """How time and form change the similarity of two items.

    Similarity falls with the days between publications: halved at 14 days. Same actors,
    another event: where both leads name days, none of them within 2 days of each other, and
    the articles are more than 10 days apart, it is halved again. Where a publication day is
    unknown, the distance of the named days stands in for it; where that is unknown too,
    time says nothing.
    """
    named = nearest(a.named, b.named)
    days = abs((a.day - b.day).days) if a.day and b.day else named
    other = named is not None and named > EVENT_DAYS and days is not None and days > PUBLISHED_DAYS
    decay = 1.0 / (1.0 + days / DECAY_DAYS) if days is not None else 1.0
    return Factors(days, decay, other, a.bare and b.bare)


class Space:
    """Items of all languages with their vectors; similarities are asked of it."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items

    @cached_property
    def tongues(self) -> dict[str, tuple[list[int], Vectors]]:
        """For each language its items' numbers and their vectors."""
        where: dict[str, list[int]] = {}
        for number, one in enumerate(self.items):
            where.setdefault(one.language, []).append(number)
        return {
            language: (numbers, vectors([self.items[number].terms for number in numbers], language))
            for language, numbers in sorted(where.items())
        }

    def links(self) -> Links:
        """Every pair of one language that is alike, by an exact sparse product.

        Each item keeps its nearest 40 (headlines 100); a pair stays when either keeps it.

        Cost: N^2 in the worst case, 0.4 s for 1,000 ordinary articles, 5 s for 10,000.
        """
        import numpy as np

        found = [
            part
            for numbers, space in self.tongues.values()
            for part in _near(self.items, np.array(numbers), space.rows)
        ]
        joined = np.concatenate(found, axis=1) if found else np.zeros((3, 0))
        size = len(self.items)
        code, at = np.unique(joined[0].astype(np.int64) * size + joined[1].astype(np.int64), return_index=True)
        first, second = np.divmod(code, max(size, 1))
        return self._without_other_events(Links(first, second, joined[2][at]))

    def _without_other_events(self, links: Links) -> Links:
        """Halve the pairs whose leads name other days, and bring in named days for unknown dates."""
        import numpy as np

        similarity = links.similarity.copy()
        named = np.array([bool(one.named) for one in self.items], dtype=bool)
        for at in np.flatnonzero(named[links.first] & named[links.second]):
            a, b = self.items[links.first[at]], self.items[links.second[at]]
            if a.day and b.day and abs((a.day - b.day).days) <= PUBLISHED_DAYS:
                continue
            found = factors(a, b)
            similarity[at] *= (1.0 if a.day and b.day else found.decay) * (OTHER_EVENT if found.other_event else 1.0)
        kept = similarity >= FLOOR
        return Links(links.first[kept], links.second[kept], similarity[kept])

    def cosines(self, number: int) -> Iterator[tuple[int, float]]:
        """The cosine of one item with every other of its language."""
        numbers, space = self.tongues[self.items[number].language]
        row = numbers.index(number)
        dense = (space.rows @ space.rows[row].T).toarray().ravel()
        return ((other, float(dense[at])) for at, other in enumerate(numbers) if other != number)

    def shared(self, a: int, b: int, count: int = 8) -> list[tuple[str, float]]:
        """The terms that carry the cosine of two items, with the part that each gives."""
        numbers, space = self.tongues[self.items[a].language]
        if b not in numbers:
            return []
        both = space.rows[numbers.index(a)].multiply(space.rows[numbers.index(b)]).tocoo()
        parts: dict[str, float] = {}
        for column, part in zip(both.col, both.data, strict=True):
            name = space.name(int(column))
            parts[name] = parts.get(name, 0.0) + float(part)
        return sorted(parts.items(), key=lambda entry: (-entry[1], entry[0]))[:count]


def _near(items: Sequence[Item], numbers: NDArray[np.int64], rows: Any) -> Iterator[NDArray[np.float64]]:
    """For blocks of items, their nearest others as columns of (first, second, similarity).

    Terms that crowd the collection decide nothing about who is near, and cost the most:
    they are added afterwards, to the pairs that the other terms have found.
    """
    import numpy as np

    days = np.array([_ordinal(items[number].day) for number in numbers])
    bare = np.array([items[number].bare for number in numbers])
    use = rows.getnnz(axis=0)
    crowded = use > max(CROWD, CROWD_SHARE * len(numbers))
    telling, rest = rows[:, ~crowded], rows[:, crowded]
    turned = telling.T.tocsr()
    for start in range(0, len(numbers), _BLOCK):
        block = (telling[start : start + _BLOCK] @ turned).tocoo()
        likely = block.data >= FLOOR / 4
        own, other, value = block.row[likely].astype(np.int64) + start, block.col[likely], block.data[likely]
        change = _change(days[own] - days[other], bare[own] & bare[other])
        likely = (value * change >= FLOOR / 2) & (own != other)
        own, other, value, change = own[likely], other[likely], value[likely], change[likely]
        if rest.shape[1]:
            own, other, value, change = _top(own, other, value, bare, change, spare=2)
            value = value + np.asarray(rest[own].multiply(rest[other]).sum(axis=1)).ravel()
        value = np.minimum(1.0, value * change)
        kept = value >= FLOOR
        own, other, value, _ = _top(own[kept], other[kept], value[kept], bare, np.ones(int(kept.sum())))
        yield np.array([numbers[np.minimum(own, other)], numbers[np.maximum(own, other)], value])


def _change(gap: NDArray[np.float64], bare: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What days apart and missing bodies make of a cosine; an unknown gap makes nothing."""
    import numpy as np

    days = np.where(np.isnan(gap), 0.0, np.abs(gap))
    changed: NDArray[np.float64] = np.where(bare, 2.0, 1.0) / (1.0 + days / DECAY_DAYS)
    return changed


def _ordinal(day: date | None) -> float:
    return float(day.toordinal()) if day else float("nan")


def _top(
    own: NDArray[np.int64],
    other: NDArray[np.int64],
    value: NDArray[np.float64],
    bare: NDArray[np.bool_],
    change: NDArray[np.float64],
    spare: int = 1,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Of each item its nearest others by `value * change`; ties go to the earlier.

    Keeps `spare` times as many as count in the end.
    """
    import numpy as np

    order = np.lexsort((other, -value * change, own))
    own, other, value, change = own[order], other[order], value[order], change[order]
    rank = np.arange(len(own)) - np.searchsorted(own, own)
    kept = rank < spare * np.where(bare[own], HEADLINE_NEIGHBOURS, NEIGHBOURS)
    return own[kept], other[kept], value[kept], change[kept]
