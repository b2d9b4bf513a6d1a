"""When two figures of one thing are no difference: rounding, hedges, ranges, sums, the attacker counted in or out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from math import floor, log10

from digest.evidence.figures import Figure
from digest.evidence.numerals import Hedge
from digest.evidence.readings import Kind

ABOUT = 0.15
"""`about 200` agrees with what is at most this share away from it."""

OVER = 1.6
"""`more than 100` agrees with up to so many times that; `nearly 100` with down to as little below."""

SMALL = 100
"""Below this, news counts heads: 20 dead beside 22 is no rounding."""

CONVERTED = 0.06
"""Amounts converted from miles or pounds and rounded anew are at most this share apart."""

ROUND_TIME, EXACT_TIME = 30, 9
"""Minutes by which times of one act agree; the first when one is hedged or a full quarter of an hour."""

OTHER_TIME = 180
"""Minutes from which two times are of two acts; half a day is morning taken for evening."""

LONGEST_SLIP = 6
"""Days by which reports of one act may differ; more apart they are two acts."""

_ATTACKER = re.compile(
    r"\b(?:including|in addition to|besides|as well as)\s+(?:\w+\s+){0,2}(?:gunman|shooter|attackers?|bombers?|suspect|himself|herself)\b"
    r"|\b(?:took|taking|taken) (?:his|her|their) own li|\bturn(?:ed|ing)? the (?:gun|weapon|rifle) on|\bsuicide|\b(?:shot|killed|killing|shooting) "
    r"(?:himself|herself)\b|\bkilled by (?:police|officers)\b|\bself-inflicted",
    re.IGNORECASE,
)


def agree(one: Figure, other: Figure) -> bool:
    """Whether both may be true of the same thing."""
    if one.kind is Kind.DAY:
        return abs(one.low - other.low) > LONGEST_SLIP or _same_weekday(one, other) or _same_but_year(one, other)
    if one.kind is Kind.TIME:
        gap = abs(one.low - other.low)
        hedged = Hedge.ABOUT in (one.hedge, other.hedge)
        gap = min(gap, 1440 - gap)
        return gap <= (ROUND_TIME if hedged else EXACT_TIME) or OTHER_TIME < gap < 720 - ROUND_TIME
    if one.low <= other.high and other.low <= one.high:
        return True
    if one.kind is Kind.PRISON and (one.hedge is not Hedge.EXACT or other.hedge is not Hedge.EXACT):
        return True  # the shortest time to serve beside the whole term
    return _reaches(one, other) or _reaches(other, one) or _rounded(one, other) or _rounded(other, one)


def _same_weekday(one: Figure, other: Figure) -> bool:
    """The weekday of one is right and the week may be wrong: publication days are not always exact."""
    return (one.weekday or other.weekday) and (one.low - other.low) % 7 == 0


def _same_but_year(one: Figure, other: Figure) -> bool:
    first, second = date.fromordinal(int(one.low)), date.fromordinal(int(other.low))
    return (first.month, first.day) == (second.month, second.day)


def _reaches(hedged: Figure, other: Figure) -> bool:
    """Whether the hedge of one takes the other in."""
    if hedged.hedge in (Hedge.OVER, Hedge.LEAST):
        counted = hedged.hedge is Hedge.OVER and other.hedge not in (Hedge.OVER, Hedge.LEAST)
        return counted and hedged.low <= other.high <= OVER * hedged.high
    if hedged.hedge is Hedge.UNDER:
        return hedged.low / OVER <= other.high <= hedged.high
    if hedged.hedge is Hedge.MOST:
        return other.low <= hedged.high
    if hedged.hedge is Hedge.ABOUT:
        return abs(hedged.low - other.low) <= ABOUT * max(hedged.low, other.low)
    return False


def _rounded(coarse: Figure, fine: Figure) -> bool:
    """Whether one is the other rounded, up, down or to the nearest."""
    if coarse.kind in (Kind.AGE, Kind.PRISON, Kind.DAY) or not coarse.low or coarse.low != coarse.high:
        return False
    gap = abs(coarse.low - fine.low)
    if coarse.kind is Kind.MEASURE and gap <= CONVERTED * max(coarse.low, fine.low):
        return True
    if coarse.kind is Kind.COUNT and coarse.low < SMALL and coarse.hedge in (Hedge.EXACT, Hedge.LEAST):
        return False
    if coarse.digits > fine.digits or (coarse.digits == fine.digits and coarse.hedge is Hedge.EXACT):
        return False
    step = 10.0 ** (floor(log10(coarse.low)) - coarse.digits + 1)
    return gap < step * (0.999 if coarse.kind is Kind.MONEY or coarse.kind is Kind.COUNT else 0.501)


def counts_the_attacker(one: Figure, other: Figure, texts: Iterable[str]) -> bool:
    """Whether two tolls that are one apart may count the attacker in and out."""
    return abs(one.low - other.low) == 1 and any(_ATTACKER.search(text) for text in texts)


def is_sum(total: float, parts: Sequence[float]) -> bool:
    """Whether two or three of some numbers add up to a total; of the first twelve, for more are chance."""
    values = [part for part in parts if part > 0][:12]
    return any(abs(sum(some) - total) < 0.01 for size in (2, 3) for some in combinations(values, size))
