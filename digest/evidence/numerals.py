"""Numbers as English news writes them: digits, words, ranges, hedges and round guesses."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from digest.text import may_have_digit

ONES = {
    word: value
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        1,
    )
}
TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_VALUES = {word: float(value) for word, value in (*ONES.items(), *TENS.items(), ("a", 1))}
"""Of numbers in one word."""

SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
"""After an amount of money only: `$2bn`, `£3m`."""

VAGUE = {
    "dozens": (20.0, 120.0),
    "scores": (35.0, 200.0),
    "hundreds": (150.0, 1500.0),
    "thousands": (1500.0, 20_000.0),
    "tens of thousands": (15_000.0, 150_000.0),
    "hundreds of thousands": (150_000.0, 1.5e6),
    "millions": (1.5e6, 20e6),
}
"""What a writer may mean by a round word, in the widest sense that still agrees with it."""


class Hedge(Enum):
    """How firmly a number is given."""

    EXACT = "exact"
    ABOUT = "about"
    LEAST = "at least"
    OVER = "more than"
    MOST = "up to"
    UNDER = "nearly"
    VAGUE = "vague"


class Numeral(NamedTuple):
    """A number in a text. `start` and `end` take in hedge and currency, `end` the scale."""

    low: float
    high: float
    hedge: Hedge
    start: int
    end: int
    money: str = ""
    """`$`, `€`, `£`, `¥` or empty."""

    digits: int = 15
    """Significant digits as written: 5,000 has one."""

    @property
    def plain(self) -> bool:
        """Whether it is one value and stands without a hedge."""
        return self.hedge is Hedge.EXACT and self.low == self.high


_FIGURE = r"\d(?!\d?:\d)(?!(?<= [12])[09]\d\d(?![\d,]))"
_IN_LETTERS = (
    r"t(?:wo\b|en\b|welve|hree|hirt|went|housands|ens of)|f(?:our|ort|ive|ift)|s(?:ix|even|cores)|e(?:ight|leven)"
    r"|one (?:person|man|woman|child|other|dead|was|killed|injured|wounded|hurt|hundred|thousand|million|billion)"
    r"|nine|h(?:undreds|alf a d)|millions|dozens"
)
_ROUND = "doz|hund|thou|mill|bill"
# A blank first: it lets the engine leap from word to word. Then only what a number may begin with, each branch with a
# sign of its own in front, so that the engine need not try it.
_SPOT = re.compile(
    rf" (?:{_FIGURE}|[^\w\s][^\w\s]{{0,2}}{_FIGURE}|{_IN_LETTERS}"
    rf"|a(?: (?:{_ROUND})|[^\w\s]{{0,3}}{_FIGURE})|(?:us|c|hk|nz)[^\w\s]{{0,3}}{_FIGURE})"
)
_LETTER_SPOT = re.compile(rf" (?:{_IN_LETTERS}|a (?:{_ROUND}))")
"""The same for texts without digits."""

_WORDS = (
    rf"(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(list(ONES)[:9])})\b)?|{'|'.join(sorted(ONES, key=len, reverse=True))}"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    r"(?P<lead>[^\w\s]{0,2}?)(?P<money>(?:us|a|c|hk|nz)?[$€£¥])?"
    rf"(?:(?P<digits>{_DIGITS})"
    r"|(?P<vague>(?:tens|hundreds)\s+of\s+thousands|dozens|scores|hundreds|thousands|millions)\b"
    rf"|(?P<words>{_WORDS}|half\s+a(?=\s+dozen)|a(?=\s+(?:dozen|hundred|thousand|million|billion)\b))\b)"
    r"(?P<scale>[\s-](?:dozen|hundred|thousand|million|billion|trillion)\b|(?:bn|tn|mn|[mkb])\b)?"
)
_HEDGE = re.compile(
    r"\b(?:(?P<least>at\s+least|no\s+(?:fewer|less)\s+than)|(?P<over>more\s+than|over|upwards?\s+of|above|exceeding)"
    r"|(?P<about>about|around|some|roughly|approximately|an?\s+estimated|estimated|close\s+to|or\s+so)"
    r"|(?P<most>up\s+to|as\s+(?:many|much)\s+as|fewer\s+than|less\s+than|under|below)|(?P<under>nearly|almost|just\s+under))"
    r"\s+(?:an?\s+)?$"
)
_HEDGES = {
    "least": Hedge.LEAST,
    "over": Hedge.OVER,
    "about": Hedge.ABOUT,
    "most": Hedge.MOST,
    "under": Hedge.UNDER,
}
_TORN_AFTER = re.compile(r", \d{3}\b|\. \d")
"""A number torn at its point by whoever took the page down: `1, 500` and `3. 9`."""

_CLOCK_AFTER = re.compile(r": \d\d\b| [ap]\.? ?m\b")
"""The hour of a torn clock time, and its minutes: `07: 35 PM`, `4 p. m.`."""

_OTHER_HALF = re.compile(r"\d+(?![-–\w])")
_JOINS = frozenset("_@/:")
_BRIDGE_HEADS = frozenset(sign + other for sign in "-–—" for other in " $€£¥0123456789") | frozenset(
    (" t", " o", " a", " -", " –", " —")
)
_BRIDGE = re.compile(r"\s?[-–—]\s?|\s+(?:to|or|and)\s+")
_HEDGE_LAST = frozenset(
    "least than over of above exceeding about around some roughly approximately estimated to many much under below "
    "nearly almost a an as".split()
)
_HEDGE_REACH = 24
"""Characters before a number in which its hedge stands."""


def numerals(text: str) -> list[Numeral]:
    """The numbers of a text in their order; a range is one number with two ends.

    Left out: digits inside of a word or after a hyphen (`AK-47`, `G7`), ordinals, scores, clock times.
    """
    low = " " + text.lower()
    if len(low) != len(text) + 1:
        return []  # a letter that has two when lower: not English
    found: list[Numeral] = []
    end = 0
    for spot in (_SPOT if may_have_digit(text) else _LETTER_SPOT).finditer(low):
        at = spot.start()
        if at >= end and (number := _number(low, at + 1)) is not None:
            found.append(number)
            end = number.end + 1
    return found


def _number(text: str, at: int) -> Numeral | None:
    """The number that begins at a place of a text in lower case, with its hedge and the other end of its range."""
    first = _NUMBER.match(text, at)
    if first is None:
        return None
    lead, money, plain, vague, words, scale = first.groups("")
    end = first.end()
    if plain and not _stands_alone(text, at, end, plain, money):
        return None
    start = at + len(lead)
    head = text[max(0, start - _HEDGE_REACH) : start]
    hedge = Hedge.EXACT
    if head[:-1].rpartition(" ")[2] in _HEDGE_LAST and (marked := _HEDGE.search(head)) is not None:
        hedge = _HEDGES[marked.lastgroup or "about"]
        start -= len(head) - marked.start()
    if vague:
        low, high = VAGUE[" ".join(vague.split())]
        return Numeral(low, high, Hedge.VAGUE, start - 1, end - 1, money[-1:])
    value, factor, digits = _read(plain, words, scale, money)
    if factor == 0:
        return None
    low = high = value * factor
    if text[end : end + 2] in _BRIDGE_HEADS and (second := _other_end(text, end, head, money)) is not None:
        top, factor_above, digits_above = _read(*second.group("digits", "words", "scale", "money"))
        below = value * (factor_above if factor == 1 and value < top else factor)
        if below < top * factor_above:
            low, high, end, digits = (
                below,
                top * factor_above,
                second.end(),
                max(digits, digits_above),
            )
    return Numeral(low, high, hedge, start - 1, end - 1, money[-1:], digits)


def _other_end(text: str, end: int, head: str, money: str) -> re.Match[str] | None:
    """The second number of a range: `10,000 to 12,000`, `1,000-3,000`, `between 10 and 12`."""
    bridge = _BRIDGE.match(text, end)
    second = _NUMBER.match(text, bridge.end()) if bridge is not None else None
    if bridge is None or second is None or second["vague"] or (second["money"] and not money):
        return None
    return second if "and" not in bridge[0] or head.endswith("between ") else None


def _read(digits: str | None, words: str | None, scale: str | None, money: str | None) -> tuple[float, float, int]:
    """Value, factor of its scale, significant digits; a factor of 0 means a unit that only looks like a scale."""
    factor = 1.0
    if scale:
        name = scale.strip(" -")
        if name in SHORT_SCALES and not money:
            return 0.0, 0.0, 0
        factor = SCALES.get(name) or SHORT_SCALES.get(name, 1.0)
    if not digits:
        return _in_words(words or ""), factor, 15
    plain = digits.replace(",", "")
    bare = plain.replace(".", "").lstrip("0") if "." in plain else plain.strip("0")
    return float(plain), factor, len(bare) or 1


def _in_words(raw: str) -> float:
    if value := _VALUES.get(raw):
        return value
    if raw.startswith("half"):
        return 0.5
    return float(sum(TENS.get(part) or ONES.get(part, 0) for part in raw.replace("-", " ").split()))


def _stands_alone(text: str, start: int, end: int, digits: str, money: str) -> bool:
    """Whether digits are a number of their own: no ordinal, score, clock time, year, date with strokes or name."""
    after = text[end : end + 2]
    if after[:1].isalpha() or after[:1] in _JOINS or (after in (" a", " p") and text[end + 2 : end + 4] == ".m"):
        return False
    if len(digits) == 4 and digits[:2] in ("19", "20") and digits.isdigit() and not money:
        return False
    if text[start - 2 : start - 1] in (".", ",", ":") and text[start - 3 : start - 2].isdigit():
        return False
    if _CLOCK_AFTER.match(text, end):
        return False
    if after in (", ", ". ") and _TORN_AFTER.match(text, end):
        return False
    if after[:1] in ("-", "–") and after[1:].isdigit() and not money:
        other = _OTHER_HALF.match(text, end + 1)
        return other is not None and float(other[0]) > float(digits.replace(",", ""))  # else a score
    return True
