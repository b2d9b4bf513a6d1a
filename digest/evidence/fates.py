"""The noun that a number counts, and what befell or is done to those counted."""

from __future__ import annotations

import re

from digest.evidence.wording import AUXILIARY, FATES, IRREGULAR, MONTH, NO_DEED, STOPS, TIME_UNITS, stem

_PHRASE = re.compile(r"(?:[ \-][A-Za-z][\w’'/]*){1,7}")
_LINKS = frozenset("to at of by with another up".split())
"""Words between a deed and its number: `rose to 12`, `hit by 40`."""

_TOLL_BEFORE = re.compile(
    r"\b((?:death )?toll|number of (?:dead|deaths|injured|wounded))\b"
    r"[^.;,]{0,80}?\b(?:to|at|of|is|was|now|reach\w*|hit|hits|past|above|topped|exceed\w*|passed|stood|stands|climbed|rose|jumped)"
    r"(?: almost| now)? $",
    re.IGNORECASE,
)
_FATE_LAST = re.compile(r"[A-Za-z]+ $")
_IN_WORDS = re.compile(
    r" (?:(?:were|was|have been|had been|are|has been|being|have|had) )?(?:(?:taken|rushed|sent|brought|transported) to (?:a |the |local |area |nearby )?"
    r"(hospital)s?\b|(?:taken into |in )(custody)\b|(lost) their lives\b)"
)
"""Fates told in several words; a letter of each names it."""

ABOARD = "aboard"
"""Where those counted are, for what befell them together: `459 on board`."""

_APART = re.compile(
    r", (?:including|among them|mostly|most of them|many of them|some of them) [^.;]{2,90}?, (?:were|was|have been|had been|are) (?:\w+ly )?([a-z]+)\b"
)
"""`13 people, including two firefighters, were killed`."""

_AMONG = re.compile(r"([^.;]{0,70}), (?:including|among them) $")
"""`killing 24 people, including nine children`: these met with the fate of all."""

_SHOT = re.compile(r" (?:and )?(?:fatally )?(dead|killed|wounded|injured)\b")


def noun_phrase(rest: str) -> tuple[tuple[str, ...], int]:
    """The words up to the first plural noun, lower case, and the length of that text; none without a plural."""
    phrase = _PHRASE.match(rest)
    if phrase is None:
        return (), 0
    length = 0
    found: list[str] = []
    for word in phrase[0].replace("-", " ").split():
        low = word.lower()
        if "'" in low or "’" in low:
            low = low.removesuffix("'s").removesuffix("’s").rstrip("'’")
        if low in STOPS or (low in FATES and not low.endswith("s")):
            break
        length += len(word) + 1
        found.append(low)
        if low in IRREGULAR or (low.endswith("s") and not low.endswith(("ss", "us", "is"))):
            return (tuple(found), length) if low not in TIME_UNITS else ((), 0)
        if len(found) == 5:
            break
    if len(found) == 1 and found[0] in (
        "person",
        "man",
        "woman",
        "child",
        "soldier",
        "officer",
        "other",
    ):
        return tuple(found), length
    return (), 0


def fate_after(rest: str) -> tuple[str, int]:
    """The fate of those counted when it follows them at once, and the length of that text."""
    if ("hosp" in rest or "cust" in rest or "lost" in rest) and (told := _IN_WORDS.match(rest)) is not None:
        return {"h": "hospitalised", "c": "arrested", "l": "killed"}[(told[1] or told[2] or told[3])[0]], told.end()
    if rest.startswith((" on board", " aboard")):
        return ABOARD, len(" on board" if rest[2] == "n" else " aboard")
    if rest.startswith(", ") and (apart := _APART.match(rest)) is not None and apart[1] in FATES:
        return FATES[apart[1]], apart.end()
    length = 0
    for word in (_PHRASE.match(rest) or [""])[0].split(" ")[1:]:
        low = word.lower()
        length += len(word) + 1
        if low == "shot" and (more := _SHOT.match(rest, length)) is not None:
            return FATES[more[1]], more.end()
        if low in FATES:
            return FATES[low], length
        if low not in AUXILIARY and not low.endswith("ly"):
            break
    return "", 0


def fate_before(before: str) -> str:
    """The fate, or the deed, that stands before a number: `killing 12`, `a toll of 12`, `hired 12`."""
    if ("toll" in before or "number of" in before) and (toll := _TOLL_BEFORE.search(before)):
        word = toll[1].lower().rsplit(" ", 1)[-1]
        return FATES.get(word, "killed")
    if before.endswith(("including ", "among them ")) and (among := _AMONG.search(before)) is not None:
        words = among[1].lower().split()
        return next((FATES.get(word, "killed") for word in reversed(words) if word in FATES or word == "toll"), "")
    return left_word(before)


def length_of_fate(before: str) -> int:
    """Characters from the fate, or the toll, that stands before a number: `killing ` of `killing 13 people`."""
    fate = _FATE_LAST.search(before)
    if fate is not None and fate[0].strip().lower() in FATES:
        return len(before) - fate.start()
    toll = _TOLL_BEFORE.search(before) if "toll" in before else None
    return len(before) - toll.start(1) if toll is not None else 0


def left_word(before: str) -> str:
    """The class or stem of the word that acts on what is counted; empty after a word that says nothing."""
    words = before.removesuffix(" the lives of ").rsplit(maxsplit=3)[-3:]
    while words and words[-1] in _LINKS:
        words.pop()
    if not words or not words[-1].isalpha():
        return ""
    word = words[-1].lower()
    if word in FATES:
        return FATES[word]
    if word.endswith("day") or (words[-1][0].isupper() and MONTH.fullmatch(words[-1])):
        return ""
    return stem(word) if word not in STOPS and word not in NO_DEED and len(word) > 2 else ""
