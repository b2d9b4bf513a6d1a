"""Which articles resemble each other, and by how much, once time and figures are taken into account."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from digest.model import Article
from digest.stories.background import looks_english
from digest.stories.borrowing import with_borrowed
from digest.stories.days import NamedDay, lead_days, nearest
from digest.stories.neighbours import (
    BARE,
    FIGURES,
    FLOOR,
    Links,
    Pairs,
    Traits,
    decay,
    lift,
    marks,
    near,
    rare_words,
    shared_figures,
    undated,
)
from digest.stories.terms import Terms, terms, tokens
from digest.stories.vectors import Census, Vectors, vectors
from digest.stories.vectors import names as term_names

__all__ = ["FLOOR", "Factors", "Item", "Links", "Space", "factors", "item"]

EVENT_DAYS = 2
"""Days named in two leads may differ by so much and still be of one event."""

PUBLISHED_DAYS = 10
"""Articles published no farther apart than this are held less against each other's named days."""

OTHER_DAY = 0.8
"""What remains of the similarity of two articles whose leads name other days. *Measured* as a pair
model's weight on incidents: odds fall to a third, with an exponent of 4.5 that is 0.8."""

OTHER_EVENT = 0.5
"""The same where the articles were also published more than 10 days apart; the longer apart, the less."""

OTHER_EVENT_DAYS = 14.0
"""Days at which that is halved once more: two visits of the same people share nearly all their words."""

_THREE_LETTERS = {
    "eng": "en", "deu": "de", "ger": "de", "spa": "es", "fra": "fr", "fre": "fr", "ita": "it", "por": "pt",
    "nld": "nl", "dut": "nl", "rus": "ru", "zho": "zh", "chi": "zh", "jpn": "ja", "kor": "ko", "ara": "ar",
    "pol": "pl", "tur": "tr", "ukr": "uk", "slv": "sl", "hrv": "hr", "swe": "sv", "dan": "da", "fin": "fi",
}  # fmt: skip
"""ISO 639-2 and 639-3 codes that news collections use, as ISO 639-1."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """What clustering sees of one report. Depends on that report alone; can be pickled and kept."""

    id: str
    terms: Terms
    language: str
    day: date | None
    named: frozenset[NamedDay]
    """Days that the lead names."""

    pin: str
    """An editor's word for its story; empty when there is none."""

    known: int = 0
    """How many of agency, source, address and day are known."""

    @property
    def bare(self) -> bool:
        """Whether it is a headline without a body."""
        return not len(self.terms.body)


@dataclass(frozen=True, slots=True)
class Factors:
    """What time, form and figures make of the cosine of two items."""

    days: int | None
    """Days between them; `None` when one has neither a date nor a day in its lead."""

    other_event: bool
    """Whether the leads name other days."""

    bare: bool
    """Whether both are headlines alone."""

    lift: float = 1.0
    """What cosines of their collection are raised by, see `neighbours.LIFT`."""

    undated: float = 1.0
    """What is left where no day is known, see `neighbours.CROWDED`."""

    rare: float = 1.0
    """What the rare words that both use make of it."""

    marks: float = 0.0
    """How many words both use that few articles of their collection do."""

    figures: float = 0.0
    """Share of the figures of one lead that the other has too, by weight, 0 to 1."""

    @property
    def decay(self) -> float:
        """What the days between them leave of it."""
        lasting = 0.0 if self.other_event or self.bare else self.marks
        return self.undated if self.days is None else decay(float(self.days), lasting)

    @property
    def value(self) -> float:
        """The product, to multiply a cosine with."""
        other = 1.0
        if self.other_event:
            far = self.days is not None and self.days > PUBLISHED_DAYS
            other = OTHER_EVENT / (1.0 + (self.days or 0) / OTHER_EVENT_DAYS) if far else OTHER_DAY
        return (
            self.rare * self.lift * self.decay * other * (BARE if self.bare else 1.0) * (1.0 + FIGURES * self.figures)
        )


def item(article: Article) -> Item:
    """What clustering sees of an article; depends on that article alone. Cost: 0.2 ms for 600 words."""
    found, teaser = terms(article), article.teaser
    return Item(
        id=teaser.id,
        terms=found,
        language=_language(article, found),
        day=teaser.dating.day,
        named=lead_days(article),
        pin=article.story,
        known=sum(map(bool, (teaser.agency, teaser.source, teaser.url, teaser.dating.day))),
    )


def _language(article: Article, found: Terms) -> str:
    """`en` of `en-GB`; where none is named, English if it looks so, else a group of its own."""
    named = article.teaser.language.lower().replace("_", "-").partition("-")[0]
    if named:
        return _THREE_LETTERS.get(named, named)
    return "en" if looks_english(np.concatenate([found.title, found.body[:400]])) else "und"


def factors(a: Item, b: Item) -> Factors:
    """How time and form change the similarity of two items.

    Similarity falls with the days between publications: halved at 14 days, and no further where both
    share words that few others use. Same actors,
    another event: where both leads name days and none of them is within 2 days of another,
    it falls by a fifth, and by half if the articles are more than 10 days apart. Where a
    publication day is unknown, the distance of the named days stands in for it; where that
    is unknown too, time says nothing.
    """
    named = nearest(a.named, b.named)
    days = abs((a.day - b.day).days) if a.day and b.day else named
    other = named is not None and named > EVENT_DAYS
    return Factors(days, other, a.bare and b.bare)


class Space:
    """Items of all languages with their vectors; similarities are asked of it."""

    def __init__(
        self,
        items: Sequence[Item],
        text: Callable[[int], str] | None = None,
        census: Callable[[str], Census] | None = None,
    ) -> None:
        """Take in items.

        Args:
            items: of a whole collection, or some of one.
            text: gives the words of the nth, for `shared` to name terms.
            census: for a language the collection that these items are part of; `None`: they are all of it.
        """
        self.items = items
        self.text = text
        self.census = census

    @cached_property
    def tongues(self) -> dict[str, tuple[list[int], Vectors]]:
        """For each language its items' numbers and their vectors."""
        where: dict[str, list[int]] = {}
        for number, one in enumerate(self.items):
            where.setdefault(one.language, []).append(number)
        return {language: (numbers, self._vectors(numbers, language)) for language, numbers in sorted(where.items())}

    def _vectors(self, numbers: Sequence[int], language: str) -> Vectors:
        texts = [self.items[number].terms for number in numbers]
        found = self.census(language).vectors(texts)[0] if self.census else vectors(texts, language)
        return with_borrowed(found, self._traits(numbers, language))

    def _size(self, language: str) -> int:
        """How many items of a language the whole collection has."""
        if self.census:
            return self.census(language).articles
        return sum(one.language == language for one in self.items)

    def _traits(self, numbers: Sequence[int], language: str) -> Traits:
        found = [self.items[number] for number in numbers]
        return Traits.of([one.day for one in found], [one.bare for one in found], self._size(language))

    def links(self) -> Links:
        """Every pair of one language that is alike, each item with its nearest 100.

        Cost: 0.2 ms an item where stories are small; it grows with the items, not with their pairs.
        """
        found = []
        for language, (numbers, space) in self.tongues.items():
            traits = self._traits(numbers, language)
            own = np.array(numbers, dtype=np.int64)
            found += [(own[first], own[second], value, common) for first, second, value, common in near(space, traits)]
        return self._without_other_events(*_once(found, len(self.items)))

    def _without_other_events(self, links: Links, common: NDArray[np.float64]) -> Links:
        """Lessen the pairs whose leads name other days, and bring in named days for unknown dates."""
        similarity = links.similarity.copy()
        named = np.array([bool(one.named) for one in self.items], dtype=bool)
        left = {language: undated(self._size(language)) for language in self.tongues}
        for at in np.flatnonzero(named[links.first] & named[links.second]):
            a, b = self.items[links.first[at]], self.items[links.second[at]]
            found = replace(factors(a, b), marks=float(common[at]), undated=left[a.language])
            counted = replace(found, days=found.days if a.day and b.day else None, other_event=False)
            similarity[at] *= found.value / counted.value
        kept = similarity >= FLOOR
        return Links(links.first[kept], links.second[kept], similarity[kept])

    def factors(self, a: int, b: int) -> Factors:
        """How time, form and figures change the cosine of two items of one language."""
        language = self.items[a].language
        numbers, space = self.tongues[language]
        own, other = np.array([numbers.index(a)]), np.array([numbers.index(b)])
        return replace(
            factors(self.items[a], self.items[b]),
            lift=lift(self._size(language)),
            undated=undated(self._size(language)),
            rare=float(rare_words(space, own, other)[0]),
            marks=float(marks(space, own, other)[0]),
            figures=float(shared_figures(space, own, other)[0]),
        )

    def cosines(self, number: int) -> Iterator[tuple[int, float]]:
        """The cosine of one item with every other of its language."""
        numbers, space = self.tongues[self.items[number].language]
        row = numbers.index(number)
        dense = (space.rows @ space.rows[row].T).toarray().ravel()
        return ((other, float(dense[at])) for at, other in enumerate(numbers) if other != number)

    def shared(self, a: int, b: int, count: int = 8) -> list[tuple[str, float]]:
        """The terms that carry the cosine of two items, with the part that each gives; `?` has neither text, both borrowed it."""
        numbers, space = self.tongues[self.items[a].language]
        if b not in numbers:
            return []
        both = space.rows[numbers.index(a)].multiply(space.rows[numbers.index(b)]).tocoo()
        parts: dict[int, float] = {}
        for column, part in zip(both.col.tolist(), both.data.tolist(), strict=True):
            column %= space.weights.columns
            parts[column] = parts.get(column, 0.0) + part
        spelled = term_names(tokens(f"{self.text(a)} {self.text(b)}"), space.weights) if self.text else {}
        named = [(spelled.get(column, "?"), part) for column, part in parts.items()]
        return sorted(named, key=lambda entry: (-entry[1], entry[0]))[:count]


def _once(found: Sequence[Pairs], size: int) -> tuple[Links, NDArray[np.float64]]:
    """Each pair once, ascending, and how many words of few articles each shares."""
    if not found:
        return Links(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)), np.zeros(0)
    first, second, value, common = (np.concatenate(column) for column in zip(*found, strict=True))
    code, at = np.unique(np.minimum(first, second) * size + np.maximum(first, second), return_index=True)
    return Links(*np.divmod(code, size), value[at]), common[at]
