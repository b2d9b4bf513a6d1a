"""One account with its figures, and who and which days stand beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.claims import Account
from digest.evidence.figures import Figure
from digest.evidence.wording import STOPS

_A_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_SAID_ON = re.compile(
    r"\b(?:said|told \w+|announced|reported)(?: late| early| in a statement)?(?: on)? [A-Z][a-z]+day\b"
)
_AGED = re.compile(r"\b(\d+)[ -](?:year|month)s?[ -]old")
_NAMED = re.compile(r"\b[A-Z][a-z]{2,}\w*")
_FULL_NAME = re.compile(
    r"(?<!the )(?<!The )(?<!in )(?<!at )(?<!near )(?<!of )(?<!from )(?<!to )\b[A-Z][a-z]+(?: (?:[A-Z]\. )?[A-Z][a-z]+)+\b"
)
_LISTED = re.compile(r"\b[A-Z][a-z]+, (?:[A-Z][a-z]+, ){0,9}[A-Z][a-z]+,? and (?:the )?[A-Z]")
A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
"""A year of our time."""

CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October "
    "November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Police County City".split()
)
"""Capitalised words that name no place and no person."""


_GENERATION = 15
"""Years between a parent and a child."""


@dataclass(frozen=True, slots=True)
class Told:
    """One account with its figures, as the comparison needs them."""

    account: Account
    figures: tuple[Figure, ...]
    text: str


def latest_year(told: Told) -> str:
    """The latest year that an account speaks of; empty when it names none."""
    return max(A_YEAR.findall(told.text), default="")


def day_beside(figure: Figure) -> str:
    """The last weekday before a figure, else the first after it; not one on which somebody only said something."""
    before = _A_DAY.findall(_SAID_ON.sub("", figure.sentence[: figure.place]))
    after = _A_DAY.findall(_SAID_ON.sub("", figure.sentence[figure.place :]))
    return before[-1] if before else after[0] if after else ""


def age_beside(figure: Figure) -> str:
    """The last age before a figure, else the first after it: of whom it tells."""
    before = _AGED.findall(figure.sentence[: figure.place])
    after = _AGED.findall(figure.sentence[figure.place :])
    return before[-1] if before else after[0] if after else ""


def same_persons(one: Figure, other: Figure) -> bool:
    """Whether the full names before two figures share a family name, or one has none."""
    first, second = (
        {word for name in _FULL_NAME.findall(figure.sentence) for word in name.split()} for figure in (one, other)
    )
    return bool(first & second) or not (first and second)


def knows_persons(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether of the persons named in full beside a figure each text knows one of the other's."""
    return all(
        not families or any(family in told.text for family in families)
        for told, families in ((there, _families(one)), (here, _families(other)))
    )


def one_person(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether what befell a person befell the same one: named beside one of the figures at least, and known to the other text."""
    named = bool(_families(one) or _families(other))
    return named and knows_persons(here, one, there, other)


def _families(figure: Figure) -> set[str]:
    return {name.rpartition(" ")[2] for name in _FULL_NAME.findall(figure.sentence)} - CALENDAR


def two_generations(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether a name is borne by a father and a son: one of the texts marks it so, and the ages lie far apart."""
    if abs(one.low - other.low) < _GENERATION:
        return False
    family = re.escape(one.what.rpartition(" ")[2])
    return any(re.search(rf"{family},? (?:Jr|Sr|II|III)\b", told.text) for told in (here, there))


def names_before(figure: Figure) -> frozenset[str]:
    """Capitalised words before a figure in its sentence, without days and months."""
    return frozenset(_NAMED.findall(figure.sentence[: figure.place])) - CALENDAR


def some_name_known(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether a name in the sentence of one figure stands in the other text.

    Sentences of unknown names tell of other places, and one that lists them tells of many.
    """
    first, second = names(one.sentence), names(other.sentence)
    if (_LISTED.search(one.sentence) is None) != (_LISTED.search(other.sentence) is None):
        return False
    return (
        not (first and second) or any(name in there.text for name in first) or any(name in here.text for name in second)
    )


def subjects_clash(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether who acts is named before each of two figures and no name is known to the other text: two firms, two teams."""
    first, second = _subjects(one, here), _subjects(other, there)
    return (
        bool(first and second)
        and not any(name in there.text for name in first)
        and not any(name in here.text for name in second)
    )


def _subjects(figure: Figure, told: Told) -> frozenset[str]:
    """The names before a figure; the first word of its sentence only when it is no common word and no part of a name."""
    opening, _, rest = figure.sentence.partition(" ")
    common = (
        rest[:1].isupper() or opening.lower() in STOPS or opening.endswith("s") or f" {opening.lower()}" in told.text
    )
    return names_before(figure) - ({opening} if common else set())


def names(sentence: str) -> frozenset[str]:
    """Capitalised words that are not the first of the sentence, nor days and months."""
    return frozenset(_NAMED.findall(sentence[1:])) - CALENDAR
