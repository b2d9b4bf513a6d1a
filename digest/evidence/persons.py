"""Whether two reports name the same person."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from digest.stories.names import GIVEN_NAMES

ALIKE = 0.72
"""Share of letters in common, in order, from which two names are one in two spellings."""

_ENGLISH = frozenset(name.lower() for name in GIVEN_NAMES)
"""Names that are spelt in Latin letters from the first: `Robin` is not `Robyn`."""

_DOUBLED = re.compile(r"(\w)\1")
_MARKS = re.compile(r"[-'’.]")
_TITLES = frozenset(
    "mr mrs ms dr sir lt col capt sgt gen officer deputy judge suspect prof rev sen rep gov jr sr".split()
)
_SHORT = (
    "andrew andy drew|william will bill billy willie|robert rob bob bobby|richard rick rich dick|james jim jimmy jamie|john johnny jack jon|"
    "michael mike mick mickey|thomas tom tommy|joseph joe joey|edward ed eddie ted|charles charlie chuck|christopher chris|daniel dan danny|"
    "david dave|matthew matt|anthony tony|nicholas nick|samuel sam|benjamin ben|steven stephen steve|patrick pat|katherine kate kathy katie|"
    "elizabeth liz beth betty|margaret maggie peggy|jennifer jen jenny|jessica jess|kenneth ken kenny|ronald ron|donald don|timothy tim|"
    "gregory greg|jeffrey jeff|lawrence larry|gerald jerry|raymond ray|frederick fred|alexander alex|victoria vicky|rebecca becky|susan sue|"
    "deborah debbie|pamela pam|barbara barb|joshua josh|zachary zach|jonathan jon|philip phil|peter pete|douglas doug|leonard leo|francis frank"
)
_FORMS = {form: row.split()[0] for row in _SHORT.split("|") for form in row.split()}


@lru_cache(maxsize=8192)
def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a name, lower case, without titles and initials."""
    parts = [part.strip(".,’'").lower() for part in name.replace("’s", "").replace("'s", "").split()]
    return tuple(part for part in parts if part not in _TITLES and len(part) > 1)


def same_person(one: str, other: str) -> bool:
    """Whether two full names are of one person: one given name is the other's, a short form or the start of it."""
    first, second = name_parts(one), name_parts(other)
    if len(first) < 2 or len(second) < 2 or first[-1] != second[-1]:
        return False
    return any(_same_given(a, b) for a in first[:-1] for b in second[:-1])


@lru_cache(maxsize=4096)
def spelt_apart(one: str, other: str, alike: float = ALIKE) -> bool:
    """Whether two full names are one name in two spellings: all parts but one are equal, and that one is alike.

    Forms of a given name (`Mike`, `Michael`) are no other spelling.

    Args:
        alike: share of letters in common, in order, from which two parts are alike.
    """
    first, second = name_parts(one), name_parts(other)
    if len(first) < 2 or len(second) < 2 or same_person(one, other):
        return False
    if first[-1] == second[-1]:
        return _alike(first[0], second[0], alike)
    return _same_given(first[0], second[0]) and _alike(first[-1], second[-1], alike)


def _alike(one: str, other: str, alike: float) -> bool:
    """Whether two words are spellings of one.

    A doubled letter or an apostrophe makes no other spelling, nor does another romanisation of a
    name from another script: `Sergei` and `Sergey`, `Qadri` and `Kadri`.
    """
    one, other = _bare(one), _bare(other)
    if _romanised(one) == _romanised(other) and not {one, other} & _ENGLISH:
        return False
    return one != other and SequenceMatcher(None, one, other).ratio() >= alike


def _romanised(word: str) -> str:
    for written, sound in (("ou", "u"), ("oo", "u"), ("kh", "k"), ("q", "k"), ("ph", "f"), ("y", "i")):
        word = word.replace(written, sound)
    return word


def _bare(word: str) -> str:
    return _DOUBLED.sub(r"\1", _MARKS.sub("", word))


def _same_given(one: str, other: str) -> bool:
    if one == other or _FORMS.get(one, one) == _FORMS.get(other, other):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.startswith(short)
