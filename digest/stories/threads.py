"""Threads: stories that continue each other over weeks and months, recognised by the names they share.

A story continues the earlier one whose names it shares most, if it shares enough of them, began
after the other's last report, and at most 180 days after it. So each story has one parent at
most, and threads are chains and trees.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.model import Article, Story, Thread
from digest.stories.background import Background, background
from digest.stories.terms import tokens

CONTINUES = 0.30
"""Cosine of the names of two stories from which the later continues the earlier. *Measured* on ECB+, whose
topics hold two events each: .93 of the links made are right and .42 of the pairs found, from .20 to
.30 alike (of the others, most share no name at all); at .20 a collection of local crime, where
nothing continues, has 18 % of its stories linked by their towns, at .30 it has 6 %."""

LONGEST_GAP = 180
"""Days between the last report of one story and the first of the next."""

KEYS = 16
"""Rarest names of a story by which earlier ones are found; the others only count once they are."""

CROWD = 100
"""A name that more stories use finds none."""

TITLE = 2
"""How often a name counts that stands in the title too, beside its mentions in the text."""

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0386-\u03ab\u0400-\u042f"
_NAME = re.compile(rf" (?<=[\w,;(] )([{_UPPER}][\w'\u2019-]+(?: [{_UPPER}][\w'\u2019-]+)*)")
"""Words in capitals, not first in their sentence."""

_SIGNS = re.compile(r"[\u30a0-\u30ff]{3,}|[\u4e00-\u9fff]{2,}")
"""Runs of kana, which write foreign names, and of Han."""

_ANY_SIGN = re.compile(r"[\u30a0-\u30ff\u4e00-\u9fff]")
"""Looked for first: a text that is not ASCII for its quotation marks alone is the rule."""

Profile = Mapping[str, float]
"""Names of a story, each with its weight before rarity is known."""


def profile(articles: Sequence[Article]) -> Profile:
    """The names in the reports of one story: words in capitals inside of sentences, runs of kana and Han.

    The weight of a name is the mean of 1 + ln count over the reports. Depends on these alone.

    Cost: 60 us an article.
    """
    total: dict[str, float] = {}
    for article in articles:
        for name, count in _names(article).items():
            total[name] = total.get(name, 0.0) + (1.0 + math.log(count)) / len(articles)
    return total


def _names(article: Article) -> Counter[str]:
    found: Counter[str] = Counter()
    phrases = _NAME.findall(article.body)
    if not article.body.isascii() and _ANY_SIGN.search(article.body):
        phrases += _SIGNS.findall(article.body)
    for phrase, count in Counter(phrases).items():
        single = [_plain(word) for word in phrase.lower().split(" ")]
        for word in single:
            found[word] += count
        if len(single) > 1:
            found[" ".join(single)] += count
    for word in tokens(article.teaser.title):
        if word in found:
            found[word] += TITLE
    return found


def names_shared(a: Profile, b: Profile, count: int = 6) -> tuple[str, ...]:
    """The names that two profiles share, those they use most first; a word of a longer name is left out."""
    both = sorted(a.keys() & b.keys(), key=lambda name: (-a[name] * b[name], -len(name), name))
    long = {word for name in both if " " in name for word in name.split(" ")}
    return tuple([name for name in both if name not in long][:count])


def _plain(word: str) -> str:
    return word[:-2] if word[-2:] in ("'s", "\u2019s") else word


@dataclass(frozen=True, slots=True)
class Link:
    """A story and the earlier one that it continues."""

    story: str
    parent: str
    similarity: float


def thread_links(
    stories: Iterable[Story], profiles: Callable[[Story], Profile], *, threshold: float = CONTINUES
) -> list[Link]:
    """For each story the best earlier one that it continues, if there is any; in the order of time.

    Stories without a date continue nothing, and stories of different languages share no thread.

    Args:
        stories: in any order.
        profiles: the profile of a story; a build passes one that remembers.
        threshold: cosine of the names, 0 to 1.

    Cost: some 0.1 ms a story beside the profiles: stories are looked up by their rare names.
    """
    spans = sorted((span for story in stories if (span := _span(story)) is not None), key=lambda one: one.order)
    vectors = _vectors(spans, profiles)
    use = Counter(name for vector in vectors for name in vector)
    where: dict[str, list[int]] = {}
    links = []
    for at, span in enumerate(spans):
        vector = vectors[at]
        rare = sorted((name for name in vector if 1 < use[name] <= CROWD), key=lambda name: (-vector[name], name))
        near = {other for name in rare[:KEYS] for other in where.get(name, ()) if span.continues(spans[other])}
        ranked = max(((round(_cosine(vector, vectors[other]), 6), other) for other in near), default=(0.0, 0))
        if ranked[0] >= threshold:
            links.append(Link(span.id, spans[ranked[1]].id, ranked[0]))
        for name in rare[:KEYS]:
            where.setdefault(name, []).append(at)
    return links


def thread_up(links: Sequence[Link]) -> tuple[Thread, ...]:
    """Threads from their links, which come in the order of time; the oldest thread first."""
    root: dict[str, str] = {}
    parents: dict[str, dict[str, str]] = {}
    for link in links:
        head = root.setdefault(link.parent, link.parent)
        root[link.story] = head
        parents.setdefault(head, {head: ""})[link.story] = link.parent
    return tuple(Thread(id=head, stories=tuple(own), parents=tuple(own.values())) for head, own in parents.items())


@dataclass(frozen=True, slots=True)
class _Span:
    """When a story was reported, and in which language."""

    id: str
    first: int
    last: int
    language: str
    story: Story

    @property
    def order(self) -> tuple[int, str]:
        return self.first, self.id

    def continues(self, other: _Span) -> bool:
        return 0 < self.first - other.last <= LONGEST_GAP and self.language == other.language


def _span(story: Story) -> _Span | None:
    days = [day.toordinal() for report in story.reports if (day := report.teaser.dating.day)]
    language = story.reports[0].teaser.language.partition("-")[0]
    return _Span(story.id, min(days), max(days), language, story) if days else None


def _vectors(spans: Sequence[_Span], profiles: Callable[[Story], Profile]) -> list[dict[str, float]]:
    """Profiles weighed by how rare each name is, here and in news at large, and scaled to length 1."""
    raw = [profiles(span.story) for span in spans]
    use = Counter(name for one in raw for name in one)
    rarity: dict[tuple[str, str], float] = {}
    vectors = []
    for span, one in zip(spans, raw, strict=True):
        vector = {}
        for name, weight in one.items():
            rare = rarity.get((span.language, name))
            if rare is None:
                rare = rarity[span.language, name] = _rarity(name, use[name], len(spans), background(span.language))
            vector[name] = weight * rare
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        vectors.append({name: weight / length for name, weight in vector.items()})
    return vectors


_BACKGROUND = 60.0
"""Stories that the background counts for beside those of the site."""


def _rarity(name: str, use: int, count: int, table: Background) -> float:
    """-ln of the share of stories that use a name."""
    expected = table.rare_pair if " " in name else table.share(name)
    return max(0.0, -math.log(min(1.0, (use + _BACKGROUND * expected) / (count + _BACKGROUND))))


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[name] for name, weight in a.items() if name in b)
