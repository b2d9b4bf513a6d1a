"""Only in one report: sentences whose facts no other report of the story has."""

from __future__ import annotations

from collections.abc import Sequence

from digest.claims import Excerpt
from digest.evidence.notes import Notes, Telling
from digest.evidence.summary import is_prose, stands_alone

EACH = 2
"""Sentences of one report at most: few and telling."""

_SMALL = frozenset(map(str, range(13)))
"""Lone numbers that stand in every text prove nothing."""


def alone(notes: Sequence[Notes], shown: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
    """For each report at most two sentences with figures and names that stand in no other report.

    All the figures of such a sentence must be its report's alone, and two facts at least; so a
    sentence that others only put in other words is not taken for news. Nothing where there is
    but one report.

    Args:
        shown: sentences that the page has elsewhere.
    """
    if len(notes) < 2:
        return ()
    texts = {one.text for one in shown}
    found: list[Excerpt] = []
    for number, one in enumerate(notes):
        others = frozenset[str]().union(*(other.facts for place, other in enumerate(notes) if place != number))
        own = [telling for telling in one.tellings if telling.text not in texts and _is_own(telling, others)]
        own.sort(key=lambda telling: (-len(telling.facts - others), telling.paragraph))
        own = sorted(own[:EACH], key=lambda telling: telling.paragraph)
        found += [Excerpt(telling.text, one.article, telling.paragraph) for telling in own]
    return tuple(found)


def _is_own(telling: Telling, others: frozenset[str]) -> bool:
    figures = [fact for fact in telling.facts if fact[0].isdigit()]
    telling_figures = [fact for fact in figures if fact not in _SMALL]
    if not telling_figures or any(fact in others for fact in figures):
        return False
    return len(telling.facts - others) >= 2 and is_prose(telling.text) and stands_alone(telling.text)
