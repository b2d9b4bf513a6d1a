"""Articles clustered: copies folded and reports grouped, with what the ledger and editors settled held fast."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from digest.model import Article, by_day
from digest.stories.cluster import average_link
from digest.stories.folding import Fold, fold
from digest.stories.links import Item, Links, Space, item
from digest.stories.terms import plain
from digest.stories.vectors import Census


@dataclass(frozen=True, slots=True)
class Group:
    """One story before it has a name: its folds, in their order in time."""

    folds: tuple[Fold, ...]

    @property
    def members(self) -> tuple[int, ...]:
        """Numbers of all its articles, copies too."""
        return tuple(number for one in self.folds for number in (one.article, *one.copies))


class Newsroom:
    """Articles in their order in time with everything that grouping and explaining asks of them."""

    def __init__(
        self,
        articles: Sequence[Article],
        *,
        granularity: float,
        bonds: Mapping[str, str] | None = None,
        read: Callable[[Article], Item] = item,
        census: Callable[[str], Census] | None = None,
    ) -> None:
        """Take in articles; nothing is computed before it is asked for.

        Args:
            articles: N articles with ids that differ.
            granularity: mean similarity at which groups stop growing together, 0 to 1.
            bonds: for ids of articles a word: equal words are one group, and two groups with
                words never join. `None`: the editors' pins.
            read: gives what clustering sees of an article; its pin does not count.
            census: for a language the collection that these articles are part of; `None`: they are all of it.
        """
        in_time = sorted(articles, key=by_day)
        self.articles = in_time
        self.granularity = granularity
        self.bonds = [one.story if bonds is None else bonds.get(one.teaser.id, "") for one in in_time]
        self._read = read
        self._census = census

    @cached_property
    def items(self) -> list[Item]:
        """What clustering sees of each article."""
        found = map(self._read, self.articles)
        return [one if one.pin == bond else replace(one, pin=bond) for one, bond in zip(found, self.bonds, strict=True)]

    @cached_property
    def folds(self) -> list[Fold]:
        """Copies folded, by the article that stands for each text, in their order in time."""
        return sorted(fold(self.items), key=lambda one: one.article)

    @cached_property
    def space(self) -> Space:
        """The articles that stand for each text; `space.items[n]` belongs to `folds[n]`."""
        return Space([self.items[one.article] for one in self.folds], self._text, self._census)

    def _text(self, number: int) -> str:
        article = self.articles[self.folds[number].article]
        return f"{article.teaser.title} {plain(article.body)}"

    @cached_property
    def links(self) -> Links:
        """Every pair of folds that is alike."""
        return self.space.links()

    @cached_property
    def groups(self) -> list[Group]:
        """The stories, as folds."""
        bonds = [self._bond(one) for one in self.folds]
        grouped = average_link(self.links, bonds, granularity=self.granularity)
        return [Group(tuple(self.folds[number] for number in numbers)) for numbers in grouped]

    def _bond(self, one: Fold) -> str:
        """The word that binds a text, whichever of its copies carries it."""
        words = (self.bonds[number] for number in (one.article, *one.copies))
        return next((word for word in words if word), "")
