"""The headline of a story: the title that says best what all its reports say."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

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
    language = reports[0].language.partition("-")[0] or "en"
    words = [(tokens(report.title), tokens(report.summary)) for report in reports]
    titles = [_vector(title, language) for title, _ in words]
    centroid = _mean([_vector(title + summary, language) for title, summary in words])
    best = max(
        range(len(reports)),
        key=lambda number: (_fitness(reports[number]), round(_closeness(number, titles, centroid), 9), -number),
    )
    return reports[best].title


def _fitness(report: Teaser) -> int:
    title = report.title
    if not title.strip():
        return 0
    if report.title_derived:
        return 1
    return 3 if SHORTEST <= word_count(title) <= LONGEST and not _UNFIT.search(title) else 2


def _closeness(number: int, titles: Sequence[Vector], centroid: Vector) -> float:
    own = titles[number]
    others = [_cosine(own, other) for at, other in enumerate(titles) if at != number]
    mean = sum(others) / len(others) if others else 0.0
    return (mean + _cosine(own, centroid)) / 2


def _vector(words: Sequence[str], language: str) -> Vector:
    """Words weighed by the background alone, length 1: the same whatever else the site holds."""
    table = background(language)
    raw = {
        word: (1.0 + math.log(count)) * (1.0 - math.log(table.share(word))) for word, count in Counter(words).items()
    }
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {word: weight / length for word, weight in raw.items()}


def _mean(vectors: Sequence[Vector]) -> Vector:
    total: dict[str, float] = {}
    for vector in vectors:
        for word, weight in vector.items():
            total[word] = total.get(word, 0.0) + weight / len(vectors)
    length = math.sqrt(sum(weight * weight for weight in total.values())) or 1.0
    return {word: weight / length for word, weight in total.items()}


def _cosine(a: Vector, b: Vector) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[word] for word, weight in a.items() if word in b)
