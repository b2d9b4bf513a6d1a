"""What is reported: a few sentences chosen from the heads of the reports.

Sentences near the centre of all heads say what the story is; a centroid does as well as a
learned extractor (WCEP, Gholipour Ghalandari et al., ACL 2020: ROUGE-1 .341 against .353).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import sqrt

from digest.claims import Account, Excerpt
from digest.stories.names import NOT_NAMES
from digest.text import word_count, words

HEAD = 5
"""Sentences of a report that can stand for it."""

FEWEST, MOST = 40, 100
"""Words of the whole section."""

ALIKE = 0.5
"""Cosine of two sentences from which on the second says nothing new."""

_SHORT, _LONG = 6, 60
"""Words of a sentence that stands alone."""

_DECAY = 0.88
"""Weight of a sentence against the one before it: news puts first what matters."""

_PLAIN = re.compile(r"\b[a-z]{2,}\b")
_LOWER = 4
"""Lower-case words of a sentence; a stamp or a line of names has fewer."""

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'\u2019-]+|[A-Z][\w.'\u2019-]+)(?:[ /][A-Z][\w.'\u2019-]*){0,3}(?:, [A-Z][\w.]+){0,2}(?:,? [A-Z][a-z]{2,8}\.? \d\d?)?"
    r"(?:,? \([^)]{2,40}\))? ?(?:\u2014|\u2013|--| - )\s*(?=[A-Z\"\u201c\u2018'])"
)
_DANGLING = re.compile(
    r"[\"\u201c\u2018']?(?:(?:But|And|So|Then|Yet|Or|Still|Also|However|Meanwhile|Instead|Moreover|Nevertheless|Nonetheless|Separately|Earlier"
    r"|Later|Afterwards|Asked|In response|In addition|By contrast|For example|As a result|That said)\b,?\s)?"
    r"(?:(?:he|she|it|they|him|her|them|his|its|their|this|that|these|those|such|both|others?|another|the (?:two|three|latter|former|pair|trio|duo"
    r"|men|women|man|woman|move|incident|report|statement|decision|announcement|visit|meeting|comments?|remarks?|news))\b)",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"(?:But|And|So|Then|Yet|Or|Still|Also|However|Meanwhile|Instead|Moreover|Asked|In response|In addition|As a result)\b"
)
_SAID_BY_PRONOUN = re.compile(
    # a blank in front, to which the engine leaps
    r" (?i:(?:(?<=\bhe )|(?<=\bshe )|(?<=\bit )|(?<=\bthey )|(?<=\bwho ))(?:said|says|added|told|wrote|explained|continued)\b)"
)
_VERBS = (" said", " says", " added", " told", " wrote", " explained", " continued")
"""Those of `_SAID_BY_PRONOUN`."""

_NO_PROSE = re.compile(
    r"By [A-Z]|\(|\[|\u00a9|(?:Photo|Image|Video|Watch|Read|Related|Updated?|Published|Click|Share|Follow|Sign up|Subscribe|Advertisement|FILE"
    r"|File photo|Courtesy|Copyright|View|See|Story|More:|Here (?:is|are)|SEE ALSO|WATCH|RELATED|UPDATE)\b"
)
_OF_THE_PAGE = (
    "READ MORE", "Read more", "Getty", "(AP Photo", "View Full Caption", "/AFP", "/Reuters", "lick here", "his article", "this story",
    "our newsletter", "pictured", "Caption Close", "nyone with ", "@", "on Twitter", "Crime Stoppers", "Photo:", "reports live",
)  # fmt: skip
"""What pages and captions say of themselves."""

_ENDS = re.compile(r"[.!?\u3002\uff01\uff1f\u2026][\"'\u201d\u2019\u00bb\u300d)]*$")


def opening(account: Account, spans: Sequence[Sequence[tuple[int, int]]]) -> tuple[Excerpt, ...]:
    """The sentences of a report's head that stand alone, without its dateline.

    Args:
        spans: the sentences of each paragraph.
    """
    found: list[Excerpt] = []
    seen = 0
    for number, text in enumerate(account.paragraphs):
        for start, end in spans[number]:
            if seen == HEAD:
                return tuple(found)
            sentence = text[start:end]
            if (
                seen == 0
                and (line := _DATELINE.match(sentence)) is not None
                and end - start - line.end() > len(line[0])
            ):
                sentence = sentence[line.end() :]
            if not is_prose(sentence):
                continue
            seen += 1
            if stands_alone(sentence):
                found.append(Excerpt(sentence, account.id, number + 1))
    return tuple(found)


def is_prose(sentence: str) -> bool:
    """Whether a sentence tells something: no byline, caption, appeal or line of the page itself."""
    if _NO_PROSE.match(sentence) or not _ENDS.search(sentence[-4:]):
        return False
    return not any(map(sentence.__contains__, _OF_THE_PAGE))


def stands_alone(sentence: str) -> bool:
    """Whether a sentence says who and what it speaks of, has its marks in pairs and is of a fair length."""
    if _DANGLING.match(sentence) or _JOINED.match(sentence) or _said_by_pronoun(sentence):
        return False
    if (
        sentence.count('"') % 2
        or sentence.count("(") != sentence.count(")")
        or sentence.count("``") != sentence.count("''")
    ):
        return False
    if sentence.isascii():
        if not _has_plain_words(sentence):
            return False
    elif sentence.count("\u201c") != sentence.count("\u201d"):
        return False
    return _SHORT <= word_count(sentence) <= _LONG and bool(_ENDS.search(sentence[-4:]))


def _said_by_pronoun(sentence: str) -> bool:
    """Whether `he said` or the like stands in a sentence; the verb is looked for first, at a tenth of the cost."""
    if sentence.isascii() and not any(map(sentence.lower().__contains__, _VERBS)):
        return False
    return _SAID_BY_PRONOUN.search(sentence) is not None


def _has_plain_words(sentence: str) -> bool:
    return next(islice(_PLAIN.finditer(sentence), _LOWER - 1, None), None) is not None


def summary(openings: Sequence[Sequence[Excerpt]]) -> tuple[Excerpt, ...]:
    """Sentences of 40 to 100 words from the heads of the reports; fewer words where the heads have no more.

    Args:
        openings: of each report, in their order.
    """
    openings = [one for one in openings if one]
    if len(openings) == 1:
        return _first(openings[0])
    bags = [[_bag(sentence.text) for sentence in one] for one in openings]
    use = Counter(word for one in bags for word in {word for bag in one for word in bag.times})
    centre = _Bag(use, sum(count * count for count in use.values()))
    ranked = sorted(
        (
            (-_cosine(bag, centre) * _DECAY**place, number, place)
            for number, one in enumerate(bags)
            for place, bag in enumerate(one)
        )
    )
    chosen = _chosen(ranked, openings, bags)
    return tuple(openings[number][place] for place, number in sorted((place, number) for number, place in chosen))


def _first(sentences: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
    """The first sentences of a single report."""
    taken: list[Excerpt] = []
    count = 0
    for sentence in sentences:
        length = word_count(sentence.text)
        if count >= FEWEST or count + length > MOST:
            break
        taken.append(sentence)
        count += length
    return tuple(taken)


def _chosen(
    ranked: Sequence[tuple[float, int, int]],
    openings: Sequence[Sequence[Excerpt]],
    bags: Sequence[Sequence[_Bag]],
) -> list[tuple[int, int]]:
    """The best sentences that say different things; each report gets a word before one has a second."""
    chosen: list[tuple[int, int]] = []
    count = 0
    for again in (False, True):
        for _, number, place in ranked:
            spoken = any(number == one for one, _ in chosen)
            if (number, place) in chosen or (spoken and not again) or count >= (FEWEST if again else MOST):
                continue
            length = word_count(openings[number][place].text)
            bag = bags[number][place]
            if count + length <= MOST and all(_cosine(bag, bags[a][b]) < ALIKE for a, b in chosen):
                chosen.append((number, place))
                count += length
    return chosen


@dataclass(frozen=True, slots=True)
class _Bag:
    """The words of a sentence, or of many."""

    times: Mapping[str, int]
    square: int
    """Of its length."""


def _bag(sentence: str) -> _Bag:
    times: dict[str, int] = {}
    for word in words(sentence):
        if len(word) > 2 and word not in _STOPS:
            times[word] = times.get(word, 0) + 1
    return _Bag(times, sum([count * count for count in times.values()]))


_STOPS = frozenset(word.lower() for word in NOT_NAMES) | frozenset("said been its their than were".split())


def _cosine(one: _Bag, other: _Bag) -> float:
    few, many = (one.times, other.times) if len(one.times) <= len(other.times) else (other.times, one.times)
    dot = sum([times * many[word] for word, times in few.items() if word in many])
    return dot / sqrt(one.square * other.square) if dot else 0.0
