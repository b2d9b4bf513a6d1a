"""What a number counts, read from the words on both sides of it."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from digest.evidence.fates import (
    ABOARD,
    fate_after,
    fate_before,
    left_word,
    length_of_fate,
    noun_phrase,
)
from digest.evidence.numerals import ONES, Hedge, Numeral
from digest.evidence.wording import (
    COUNTED_OF,
    CURRENCIES,
    FATE_CLASSES,
    FATES,
    MONEY_ACTS,
    MONTH,
    PEOPLE,
    PERSON_NOUNS,
    RECOVERED,
    SERIOUS,
    STOPS,
    UNITS,
    stem,
)


class Kind(Enum):
    """What sort of point a figure makes."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    MEASURE = "measure"
    AGE = "age"
    MAGNITUDE = "magnitude"
    PRISON = "prison"
    """A term in prison, in months."""

    DAY = "day"
    """A proleptic ordinal of a date."""

    TIME = "time"
    """Minutes after midnight."""


class Reading(NamedTuple):
    """What one number counts."""

    kind: Kind
    what: str = ""
    doing: str = ""
    factor: float = 1.0
    start: int = 0
    """Characters before the number that belong to the piece."""

    end: int = 0
    """Characters after it that belong to the piece."""

    quals: tuple[str, ...] = ()
    others: bool = False


_UNIT = re.compile(r"[ \-](square |sq |cubic )?([A-Za-z/]+)")
_YEARS_OLD = re.compile(r"-year-old\b|[ -]years?[ -]old\b")
_NAME = r"[A-Z][\w’'-]*\.?(?: [A-Z][\w’'-]*\.?| de| la| el| al| van| von| bin| der){0,4} [A-Z][\w’'-]+"
_NAME_BEFORE = re.compile(
    rf"({_NAME})(?:,? (?:Jr|Sr)\.?)?(?:, who (?:is|was|turned) | (?:was|is) |,? aged? |, an? |, | \(|,? an? )$"
)
_NAME_AFTER = re.compile(rf"(?: [a-z-]+){{0,2}}? ({_NAME})(?: ([a-z]+))?")
_FAMILY_NAME_BEFORE = re.compile(r"(?:^|[^\w’'.-])([A-Z][\w’'-]+[a-z]), $")
"""`Fox, 34,`: of whom, the account says elsewhere."""

_GROWN = 10
"""Below this a number behind a single name is a score rather than an age."""

_ENDS_AGE = re.compile(r"[,.;)]|$")
_KIN = frozenset(
    "man woman boy girl native resident teen teenager mother father student male female driver suspect teacher woman "
    "employee officer player".split()
)
_LEADS_TO_NAME = STOPS - {"as"}
"""Words after which a name is somebody else's: `the 25-year-old from Port Example`."""

_MAGNITUDE_BEFORE = re.compile(r"magnitude(?: of)? (?:an? )?$|\bmeasur(?:ed|ing) (?:an? )?$", re.IGNORECASE)
_MAGNITUDE_AFTER = re.compile(r"[ -]magnitude\b|[ -]on the Richter")
_TERM_BEFORE = re.compile(
    r"\b(sentenced?|sentencing|ordered|imprisoned|jailed)\b[^.;]{0,70}$|\bserv(?:es?|ed|ing) (?:an? )?$|\b(?:got|gets|given|received) $"
)
_TERM_AFTER = re.compile(
    r"[ -](years?|months?)(?:(?: to life)?[ -](?:in (?:\w+ )?(?:prison|jail|custody)|behind bars|(?:prison |jail )?(?:sentence|term)|imprisonment|prison|jail))?"
)
_PERCENT = re.compile(r" ?(?:%|per ?cent\b)(?! points?)")
_CONTAINED = re.compile(r"(?: of [^.;,]{0,30})?[ -]contain(?:ed|ment)\b")
_CONTAINED_BEFORE = re.compile(r"\bcontain(?:ed|ment)\b[^.;,]{0,30}$")
_OF_WHAT = re.compile(r" of ([a-z][\w’'-]*(?: [a-z][\w’'-]*){0,2})")
_NOT_OF = STOPS | ONES.keys()
_DEPTH_BEFORE = re.compile(r"\b(depth|winds?|gusts?|speeds?|waves?)\b[^.;]{0,30}$")
_DEPTH_AFTER = re.compile(r"[^.;,]{0,6}\b(deep|winds?|waves?|high|tall|wide|long)\b")
_FROM = re.compile(
    r" ?(?:\([^)]*\) )?(?:\w+ )?(?:north|south|east|west|north-?\w+|south-?\w+|away|off|from)\b(?: \w+)? ?(?:of |from )?((?:[A-Z][\w’'-]+ ?){1,3})"
)
_KILLED = re.compile(r"\b(?:killed|killing|kills|dead|died|fatally|slain|death|deaths)\b")
"""After this `three others were injured` counts all of the injured."""

_PART = re.compile(r" (?:of (?:the|those|them|these|his|her|their|its|whom|which|us)\b)")
_OF_AGE = re.compile(r"\b(?:man|woman|boy|girl|child|son|daughter|student|[A-Z]\w+,?) (?:of|aged) $|\baged $")
"""Before a number that is an age: `a woman of 45 died`."""

_SOUGHT = re.compile(
    r"\b(?:ask(?:ed|ing)?|sought|seek(?:s|ing)?|demand\w*|request\w*|recommend\w*|call(?:ed|ing) for|fac(?:e|es|ed|ing)|could|may|might|wanted"
    r"|maximum|minimum|up to|suspended|instead of)\b[^.;]{0,60}$"
)
"""Before a term in prison that nobody was given."""

_VESSEL = re.compile(
    r"\b(?:plane|jet|airliner|aircraft|helicopter|bus|coach|minibus|train|ferry|ship|boat|vessel|tanker|freighter|trawler)\b[^.;,]{0,24} with $"
)
"""Before those aboard: `a tanker with 17 crew`."""

_SERIES = frozenset(
    "No. Flight Image Photo Route Highway Interstate Section Chapter Article Unit District Boeing Airbus Group Level Phase Page Week "
    "Game Channel Precinct Ward Lot Apartment Room Gate Category Title Class War # image photo".split()
)
"""Words after which a number is a name: `Flight 12`."""

_OTHERS = re.compile(r" (?:others?|other|more|additional)\b")
_WORD = re.compile(r"[A-Za-z/]+")
_SPANS = frozenset("year years month months".split())
_OF_UNITS = frozenset("square sq cubic".split()) | UNITS.keys() | {f"{unit}s" for unit in UNITS}
_BRINGING = frozenset(map(stem, ("sent", "took", "rushed", "brought", "putting", "put")))
_FINDING = frozenset(map(stem, "recovered found pulled retrieved collected removed".split()))
_TO_HOSPITAL = re.compile(r" (?:to|in) (?:the |a |local |area )?hospitals?\b")
_CARRYING = frozenset(map(stem, ("carrying", "carried")))
_ABOARD = re.compile(r" (?:were |was |had been )?(?:aboard|on board)\b")
_FROM_HOME = re.compile(
    r" (?:(?:were|was|have been|had been|have|had) )?(?:(?:forced|made|driven) )?(?:to (?:leave|flee|abandon)|fled|out of|from) their (?:homes|houses|villages)\b"
)
_DEED_AFTER = re.compile(
    r" (?:(?:were|was|are|have been|had been|has been|being) (?:\w+ly |still |also |being )*([a-z]{3,})|([a-z]{3,}(?:ed|ing)))\b"
)
"""`15,000 people marched`, `11 ships waiting`, `six paintings were stolen`."""

_PER = re.compile(r" (?:a|per|each) ?(?:share|month|year|week|day|barrel|ounce|hour|person)?\b")
_OLDEST = 112


def read(number: Numeral, before: str, after: str) -> Reading | None:
    """What a number counts; nothing where the words around it do not say."""
    if number.money:
        return _money(number, before, after)
    sign = after[:1]
    if sign == " " or sign == "-":
        word = _WORD.match(after, 1)
        return _before_word(word[0] if word else "", number, before, after)
    if sign == "%":
        return _percent(before, after)
    return _age(number, before, after) or _magnitude(number, before, after) or _count(number, before, after)


def _before_word(word: str, number: Numeral, before: str, after: str) -> Reading | None:
    """What a number counts that stands before a word: the word tells which reader to ask."""
    if word in CURRENCIES:
        deed = _deed_of_money(before, after) or left_word(before)
        return Reading(kind=Kind.MONEY, doing=deed, end=len(word) + 1, quals=(CURRENCIES[word],))
    if word in _SPANS:
        return _age(number, before, after) or _term(before, after)
    if word.startswith("per") and (found := _percent(before, after)) is not None:
        return found
    if word in _OF_UNITS and (found := _measure(before, after)) is not None:
        return found
    return _magnitude(number, before, after) or _count(number, before, after)


_AGE_HEADS = frozenset((", ", " (", "d ", "a ", "n ", "s "))
"""Last signs before an age that follows its person: `Ann Fox, 34`, `Ann Fox, aged 34`, `Ann Fox was 34`."""


def _money(number: Numeral, before: str, after: str) -> Reading | None:
    if _PER.match(after) or before.endswith("("):  # the amount before it in another currency
        return None
    nouns = noun_phrase(after) if after[:1] in (" ", "-") else ((), 0)
    what = nouns[0][-1] if nouns[0] else ""
    deed = _deed_of_money(before, after)
    return Reading(
        kind=Kind.MONEY,
        what="" if deed else stem(what),
        doing=deed or left_word(before),
        end=nouns[1] if what else 0,
        quals=(number.money,),
    )


def _deed_of_money(before: str, after: str) -> str:
    """What an amount is for, by the nearest word before it in its clause, else just after it."""
    clause = re.split(r"[,;]", before)[-1]
    for word in reversed(clause.lower().split()):
        if word in MONEY_ACTS:
            return MONEY_ACTS[word]
    return next(
        (MONEY_ACTS[word] for word in after.lower().split()[:2] if word in MONEY_ACTS),
        "",
    )


def _age(number: Numeral, before: str, after: str) -> Reading | None:
    if not number.plain or not 0 < number.low <= _OLDEST or number.low % 1:
        return None
    old = _YEARS_OLD.match(after)
    ends = _ENDS_AGE.match(after, old.end() if old else 0)
    if not (old or ends):
        return None
    named = _NAME_BEFORE.search(before) if before[-2:] in _AGE_HEADS else None
    follows = _NAME_AFTER.match(after, old.end()) if old is not None else None
    if follows is not None and (
        (follows[2] or "") in _KIN or not _LEADS_TO_NAME.isdisjoint(after[: follows.start(1)].split())
    ):
        follows = None
    if named is not None and follows is None and (ends or (old and before[-2:] in ("a ", "n ", "s "))):
        length = len(before) - named.start(1)
        return Reading(kind=Kind.AGE, what=named[1], start=length, end=old.end() if old else 0)
    if old is not None and follows is not None:
        return Reading(kind=Kind.AGE, what=follows[1], end=follows.end(1))
    family = _FAMILY_NAME_BEFORE.search(before) if old is None and before.endswith(", ") else None
    if family is None or number.low < _GROWN:
        return None
    return Reading(kind=Kind.AGE, what=family[1], start=len(before) - family.start(1))


def _percent(before: str, after: str) -> Reading | None:
    if (sign := _PERCENT.match(after)) is None:
        return None
    contained = _CONTAINED_BEFORE.search(before) or _CONTAINED.match(after, sign.end())
    return Reading(kind=Kind.PERCENT, doing="contain" if contained else left_word(before), end=sign.end())


def _magnitude(number: Numeral, before: str, after: str) -> Reading | None:
    if not 2 <= number.low <= 10:
        return None
    sign = _MAGNITUDE_AFTER.match(after) if after[1:2] in ("m", "o") else None
    if sign is None and "magnitude" not in before.lower() and "measur" not in before:
        return None
    if sign is None and (_MAGNITUDE_BEFORE.search(before) is None or after[:1] not in (" ", ",", ".", "-", "")):
        return None
    return Reading(kind=Kind.MAGNITUDE, what="magnitude", end=sign.end() if sign else 0)


def _term(before: str, after: str) -> Reading | None:
    sign = _TERM_AFTER.match(after) if after[1:2] in "ym" else None
    if sign is None or after.startswith("-year-old"):
        return None
    told = _TERM_BEFORE.search(before)
    if told is None or _SOUGHT.search(before) or not (told[1] or len(sign[0]) > len(sign[1]) + 1):
        return None
    return Reading(
        kind=Kind.PRISON,
        what="prison",
        factor=12.0 if sign[1].startswith("year") else 1.0,
        end=sign.end(),
    )


def _measure(before: str, after: str) -> Reading | None:
    sign = _UNIT.match(after) if after[:1] in " -" else None
    if sign is None:
        return None
    name = sign[2].lower()
    unit = UNITS.get(name) or UNITS.get(name.removesuffix("s"))
    if unit is None:
        return None
    dimension, size = unit
    if sign[1]:
        dimension, size = ("area", size * size) if not sign[1].startswith("cubic") else ("volume", size * 1000)
    rest = after[sign.end() :]
    place = _FROM.match(rest) if dimension == "length" else None
    about = _DEPTH_BEFORE.search(before) or _DEPTH_AFTER.match(rest)
    what = place[1].strip() if place else about[1].removesuffix("s") if about else ""
    end = sign.end() + (place.end(1) - (len(place[1]) - len(place[1].rstrip())) if place else 0)
    return Reading(
        kind=Kind.MEASURE,
        what=f"{dimension} {what}".strip(),
        doing=left_word(before),
        factor=size,
        end=end,
    )


def _count(number: Numeral, before: str, after: str) -> Reading | None:
    last = before.rstrip().rpartition(" ")[2]
    if after[:1] == "-" or _is_date(number, last, after) or _is_serial(last, before) or _is_of_age(last, before):
        return None
    if after.startswith(" of") and _PART.match(after):
        return None
    others = _OTHERS.match(after) if after[1:2] in ("o", "m", "a") else None
    rest = after[others.end() :] if others and not others[0].startswith(" other") else after
    skipped = len(after) - len(rest)
    nouns, length = noun_phrase(rest.removeprefix(" of") if number.hedge is Hedge.VAGUE else rest)
    if number.hedge is Hedge.VAGUE and rest.startswith(" of"):
        length += 3
    doing, reach = fate_after(rest[length:]) if not nouns or nouns[-1] in PERSON_NOUNS or length else ("", 0)
    head = nouns[-1] if nouns else ""
    told = head in FATES and not doing
    if told:
        doing, head = FATES[head], ""
    serious = doing in FATE_CLASSES and SERIOUS.search(after[: skipped + length + reach])
    start = 0
    if not doing:
        doing, reach = fate_before(before), 0
        serious = doing in FATE_CLASSES and SERIOUS.search(before[-30:])
        start = length_of_fate(before) if doing in FATE_CLASSES else 0
    if (
        not head
        and doing != ABOARD
        and (doing not in FATE_CLASSES or not (reach or others or told or _ends_clause(rest)))
    ):
        return None
    if number.low == 1 and doing not in FATE_CLASSES:
        return None
    if head in COUNTED_OF:
        if (of := _OF_WHAT.match(rest, length)) is None:
            return None
        named = [word for word in of[1].split() if word not in _NOT_OF]
        head, length = (
            f"{head} of {' '.join(map(stem, named))}",
            of.start(1) + len(" ".join(named)),
        )
    generic = not head or head in PEOPLE
    doing = _deed(doing, head, before, after, skipped + length)
    if serious:
        doing += " seriously"
    return Reading(
        kind=Kind.COUNT,
        what="people" if generic else head,
        doing=doing,
        start=start,
        end=skipped + length + reach,
        quals=tuple(nouns[:-1]),
        others=others is not None and not (doing == "injured" and _KILLED.search(before)),
    )


def _deed(doing: str, head: str, before: str, after: str, end: int) -> str:
    """What is done to those counted, where words before and behind them say it together.

    Args:
        doing: what the words on one side say.
        end: where in `after` the noun ends.
    """
    if doing in _BRINGING and _TO_HOSPITAL.match(after, end):
        return "hospitalised"
    if head in PERSON_NOUNS and _FROM_HOME.match(after, end):
        return "displaced"
    if (
        doing in _CARRYING
        or _ABOARD.match(after, end)
        or (before.endswith(" with ") and head in PERSON_NOUNS and _VESSEL.search(before))
    ):
        return ABOARD
    if doing not in FATE_CLASSES and (deed := _DEED_AFTER.match(after, end)) is not None:
        doing = stem(deed[1] or deed[2])
    if head == "votes":
        return ""  # `approved the law by 84 votes`: what is counted is no law
    return RECOVERED if head == "bodies" and doing in _FINDING else doing


def _is_of_age(last: str, before: str) -> bool:
    """Whether a bare number is an age: `a woman of 45 died`."""
    return last in ("of", "aged") and _OF_AGE.search(before) is not None


def _is_date(number: Numeral, last: str, after: str) -> bool:
    """Whether a bare number is the day of a month beside it."""
    if number.digits == 15 or number.low != number.high or number.hedge is not Hedge.EXACT:
        return False
    if number.low > 31:
        return False
    return bool((last[:1].isupper() and MONTH.fullmatch(last)) or (after[1:2].isupper() and MONTH.match(after, 1)))


def _is_serial(last: str, before: str) -> bool:
    """Whether a number is a name (`Flight 12`) or the length of a series (`image 3 of 12`)."""
    return last in _SERIES or (last == "of" and before.rstrip()[:-3].rstrip()[-1:].isdigit())


def _ends_clause(rest: str) -> bool:
    return (
        not rest or rest[0] in ",.;:)" or rest.startswith((" and", " in", " on", " at", " during", " when", " after"))
    )
