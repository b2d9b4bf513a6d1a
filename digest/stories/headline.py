"""The headline of a story: the title that says best what all its reports say."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from digest.model import Teaser
from digest.stories.background import background
from digest.stories.terms import tokens
from digest.text import word_count

SHORTEST, LONGEST = 5, 16
"""Words of a title that can stand for a story, both included."""

_UNFIT = re.compile(
    r"\?|^\W*(?:live|opinion|analysis|comment|commentary|editorial|explainer|watch|video|photos|in pictures|podcast"
    r"|factbox|q&a|column|review|letters?|quiz)\b\s*[:|\-\u2013\u2014]|\blive (?:updates?|blog|coverage)\b"
    r"|[|:\-\u2013\u2014]\s*(?:live|opinion|as it happened)\W*$|^live\b",
    re.IGNORECASE,
)

Vector = Mapping[str, float]


def headline(reports: Sequence[Teaser]) -> str:
    """Choose the title of a story from those of its reports, which come oldest first.

    The medoid: the highest mean of its cosines with the other titles and with the
    centroid of titles and summaries; ties go to the earliest. Titles of 5 to 16 words that are
    no question, no live page and no opinion come first, then any that the page itself
    gave, then those cut from a first sentence. Depends on these teasers alone.

    Cost: 40 us a report.
    """
    if len(reports) == 1:
        return reports[0].title
    fitness = [_fitness(report) for report in reports]
    if fitness.count(max(fitness)) == 1:
        return reports[fitness.index(max(fitness))].title
    language = reports[0].language.partition("-")[0] or "en"
    words = [(tokens(report.title), tokens(report.summary)) for report in reports]
    vectors = [_vector(title, language) for title, _ in words]
    titles = _sum(vectors)
    centroid = _scaled(_sum([_vector(title + summary, language) for title, summary in words]))
    best = max(
        range(len(reports)),
        key=lambda at: (fitness[at], round(_closeness(vectors[at], titles, len(reports), centroid), 9), -at),
    )
    return reports[best].title


def _fitness(report: Teaser) -> int:
    title = report.title
    if not title.strip():
        return 0
    if report.title_derived:
        return 1
    return 3 if SHORTEST <= word_count(title) <= LONGEST and not _UNFIT.search(title) else 2


def _closeness(own: Vector, titles: Vector, count: int, centroid: Vector) -> float:
    """The mean of a title's cosines with the others, given the sum of all, and of that with the centroid."""
    others = _dot(own, titles) - _dot(own, own)
    return (others / max(1, count - 1) + _dot(own, centroid)) / 2


def _vector(words: Sequence[str], language: str) -> Vector:
    """Words weighed by the background alone, length 1: the same whatever else the site holds."""
    raw: dict[str, float] = {}
    for word in words:
        raw[word] = raw.get(word, 0.0) + 1.0
    for word, count in raw.items():
        raw[word] = (_SUBLINEAR[min(int(count), _MOST)]) * _weight(word, language)
    return _scaled(raw)


_MOST = 50
_SUBLINEAR = (0.0, *(1.0 + math.log(count) for count in range(1, _MOST + 1)))


@lru_cache(maxsize=100_000)
def _weight(word: str, language: str) -> float:
    return 1.0 - math.log(background(language).share(word))


def _sum(vectors: Sequence[Vector]) -> dict[str, float]:
    total: dict[str, float] = {}
    for vector in vectors:
        for word, weight in vector.items():
            total[word] = total.get(word, 0.0) + weight
    return total


def _scaled(vector: Vector) -> dict[str, float]:
    length = math.sqrt(sum([weight * weight for weight in vector.values()])) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _dot(a: Vector, b: Vector) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum([weight * b[word] for word, weight in a.items() if word in b])
