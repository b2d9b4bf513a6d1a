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

from digest.derived import differing
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

    The weight of a name is the mean of 1 + ln count over the reports. Depends on these alone. The names
    stand in their order, so that equal profiles are summed up alike.

    Cost: 60 us an article.
    """
    total: dict[str, float] = {}
    for article in articles:
        for name, count in _names(article).items():
            total[name] = total.get(name, 0.0) + (1.0 + math.log(count)) / len(articles)
    return {name: total[name] for name in sorted(total)}


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
    told = {story.id: story for story in stories}
    spans = {id: span for id, story in told.items() if (span := span_of(story)) is not None}
    return Links(threshold).of(spans, {id: profiles(told[id]) for id in spans})


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
class Span:
    """When a story was reported, and in which language."""

    id: str
    first: int
    last: int
    language: str

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands among others in time."""
        return self.first, self.id

    def continues(self, other: Span) -> bool:
        """Whether it began after another, and soon enough."""
        return 0 < self.first - other.last <= LONGEST_GAP and self.language == other.language


def span_of(story: Story) -> Span | None:
    """The span of a story; none where nothing dates it."""
    days = [day.toordinal() for report in story.reports if (day := report.teaser.dating.day)]
    language = story.reports[0].teaser.language.partition("-")[0]
    return Span(story.id, min(days), max(days), language) if days else None


class Links:
    """The links of stories that change: what was found of one stands while nothing that it hangs on differs.

    A link hangs on the vectors of two stories and on the names that they are found by; a vector on the
    story's own names and on how many stories use each of them. So a story with new names reaches those that
    use a name which came or went with it, and those that may continue one of them. Where the number of
    stories is another every name is more or less rare, and all is found again.
    """

    def __init__(self, threshold: float = CONTINUES) -> None:
        """Nothing is known yet."""
        self._threshold = threshold
        self._spans: dict[str, Span] = {}
        self._profiles: dict[str, Profile] = {}
        self._use: Counter[str] = Counter()
        """How many stories use a name."""

        self._vectors: dict[str, dict[str, float]] = {}
        self._rare: dict[str, tuple[str, ...]] = {}
        """For each story the names that it is found by."""

        self._found_by: dict[str, set[str]] = {}
        """For each such name its stories."""

        self._links: dict[str, Link | None] = {}

    def of(self, spans: Mapping[str, Span], profiles: Mapping[str, Profile]) -> list[Link]:
        """The links of these stories, in the order of time.

        Args:
            spans: by the stories' ids, of those that have a date.
            profiles: of these stories at least.
        """
        before = self._spans
        counted = len(before) == len(spans)
        other = differing(before, spans) | differing(self._profiles, profiles)
        renewed = {
            id for id in other & spans.keys() if before.get(id) != spans[id] or self._profiles.get(id) != profiles[id]
        }
        gone = before.keys() - spans.keys()
        names = self._count(renewed | gone, profiles, gone)
        if counted:
            renewed |= {id for id in spans if not profiles[id].keys().isdisjoint(names)}
        else:
            renewed = set(spans)
        near = self._reached(renewed | gone)
        self._spans = dict(spans)
        self._profiles = {id: profiles[id] for id in spans}
        self._weigh(renewed, gone)
        near |= self._reached(renewed)
        for id in gone:
            self._links.pop(id, None)
        for id in (renewed | near) - gone:
            self._links[id] = self._best(spans[id])
        found = [link for link in self._links.values() if link]
        return sorted(found, key=lambda link: spans[link.story].order)

    def _count(self, ids: set[str], profiles: Mapping[str, Profile], gone: set[str]) -> set[str]:
        """Count the names of these stories anew; the names of which another number of stories make use."""
        change: Counter[str] = Counter()
        for id in ids:
            change.subtract(dict.fromkeys(self._profiles.get(id, ()), 1))
            change.update(() if id in gone else profiles[id].keys())
        names = {name for name, times in change.items() if times}
        for name in names:
            self._use[name] += change[name]
            if not self._use[name]:
                del self._use[name]
        return names

    def _weigh(self, ids: set[str], gone: set[str]) -> None:
        """Find the vectors of these stories and the names that they are found by."""
        for id in ids | gone:
            for name in self._rare.pop(id, ()):
                self._found_by[name].discard(id)
            self._vectors.pop(id, None)
        rarity: dict[tuple[str, str], float] = {}
        for id in ids:
            vector = self._vectors[id] = self._vector(id, rarity)
            rare = sorted(
                (name for name in vector if 1 < self._use[name] <= CROWD), key=lambda name: (-vector[name], name)
            )
            self._rare[id] = tuple(rare[:KEYS])
            for name in self._rare[id]:
                self._found_by.setdefault(name, set()).add(id)

    def _vector(self, id: str, rarity: dict[tuple[str, str], float]) -> dict[str, float]:
        """A profile weighed by how rare each name is, here and in news at large, and scaled to length 1."""
        language, count = self._spans[id].language, len(self._spans)
        vector = {}
        for name, weight in self._profiles[id].items():
            rare = rarity.get((language, name))
            if rare is None:
                rare = rarity[language, name] = _rarity(name, self._use[name], count, background(language))
            vector[name] = weight * rare
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        return {name: weight / length for name, weight in vector.items()}

    def _reached(self, ids: set[str]) -> set[str]:
        """The stories that may continue one of these, by what is known of them now."""
        if 2 * len(ids) > len(self._spans):
            return set(self._spans)
        return {
            other
            for id in ids & self._rare.keys()
            for name in self._rare[id]
            for other in self._found_by[name]
            if self._spans[other].continues(self._spans[id])
        }

    def _best(self, span: Span) -> Link | None:
        """The story that this one continues; of two that are as near, the later one."""
        vector, spans = self._vectors[span.id], self._spans
        near = {other for name in self._rare[span.id] for other in self._found_by[name] if span.continues(spans[other])}
        ranked = [(round(_cosine(vector, self._vectors[other]), 6), spans[other].order) for other in near]
        best, (_, parent) = max(ranked, default=(0.0, (0, "")))
        return Link(span.id, parent, best) if near and best >= self._threshold else None


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
