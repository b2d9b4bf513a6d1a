"""Whether two figures tell of the same thing: places, persons, times and words around them."""

from __future__ import annotations

import re

from digest.claims import Account
from digest.evidence.beside import (
    A_YEAR,
    CALENDAR,
    Told,
    age_beside,
    day_beside,
    knows_persons,
    names,
    names_before,
    one_person,
    same_persons,
    some_name_known,
    subjects_clash,
    two_generations,
)
from digest.evidence.figures import Figure
from digest.evidence.numerals import Hedge, numerals
from digest.evidence.persons import same_person
from digest.evidence.readings import Kind
from digest.evidence.wording import (
    CAST,
    FATE_CLASSES,
    PEOPLE,
    PERSON_NOUNS,
    PERSONAL_ACTS,
    RECOVERED,
    REPEATED,
    content_stems,
    month_number,
    stem,
)

STATES = FATE_CLASSES | {RECOVERED}
"""Counts that grow while an event is looked into."""

_ELSEWHEN = re.compile(
    r"\b(?:last (?:year|month|week|decade|spring|summer|autumn|fall|winter)|previous(?:ly)?|ago|elsewhere|similar|nationwide|deadliest since|worst since|this year|in recent (?:years|months|weeks)|(?:days|weeks|months|years|hours) (?:earlier|before)|anniversary|since (?:then|last|the|(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December)|in history|on average|annual(?:ly)?|"
    r"(?:per|each|every|a) year|another(?! (?:\d|two|three|four|five|six|seven|eight|nine|ten|dozen))|separate|earlier (?:this|in)|in (?:the )?(?:past|recent)|(?:in|of|since|from) "
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December),? )?(?P<year>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_IN_MONTH = re.compile(
    r"\b(?:in|since|of|last) (?:early |mid-|late )?(January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b(?! \d)"
)
"""A month without a day: of another month than the report's, it tells of something that was before."""

_SO_FAR = re.compile(
    r"\b(?:in|over|within|during) (?:a|an|one|two|three|four|five|six|the (?:past|last)) (?:\w+ )?(?:day|week|month|year)s?\b|\b(?:since (?:early |late )?[A-Z]\w+day|(?:over|during|this|last|in) the weekend|weekend)\b"
)
"""Tolls of many acts over some days; each act has its own."""

_ROSE = re.compile(
    r"\b(?:(?:toll|number|count)\b[^.;]{0,60}\b(?:ris(?:es?|en|ing)|rose|climb\w*|grew|grown|jump\w*|increas\w*|revised|updated|raised)"
    r"|(?:new|latest|updated|revised) (?:death )?toll)\b"
)
_AT_FIRST = re.compile(r" (?:at|on) (?:the )?(?:scene|spot)\b| instantly\b| (?:in|at) (?:the |a )?hospitals?\b")
"""After a fate it is that of some: others died later, or before."""

_WANTED = re.compile(r"\b(?:offer|demand|want|ask|seek|sought|propos|walk(?:ed|ing) out|on strike|bid)")
"""Shares and amounts that one side names and the other does not grant."""

_REGULAR = frozenset("hourly daily weekly monthly quarterly annual yearly average usual".split())
"""Words of what is always so many: `its 900 daily flights`."""

_REVISED = 0.8
"""Magnitudes of one earthquake lie at most so far apart."""

_TWO_QUAKES = re.compile(
    r"\b(?:[Ss]econd|[Aa]nother|third|latest|fresh|new|two|three|[Tt]win) (?:\w+ ){0,2}(?:earth)?quakes?\b|\b(?:hours|minutes|days) after an? "
    r"(?:\w+ ){0,2}(?:earth)?quake"
)
_DEPLOYED = frozenset("firefighters rescuers helicopters engines searchers".split())
"""Of whom more come from day to day."""

_GROWING = frozenset(
    map(stem, "buried burned flooded collapsed cut cancelled closed seized hit affected sickened treated".split())
)
"""What is done to more and more of a thing while an event goes on."""

_YEAR_BEFORE = 130
"""Characters before it in which a bare year is: `the 2004 bombing of a train, in which 190 people died`."""

_BEFORE, _AFTER = 70, 60
"""Characters around a figure in which another year is its year."""

_MODAL = re.compile(
    r"\b(?:could|might|(?-i:may)|if|would|fear(?:s|ed)?|expect(?:s|ed)?|plan(?:s|ned)?|will|(?:is|are) to)\b",
    re.IGNORECASE,
)
_ONCE_MEANT = re.compile(
    r"\b(?:could|might|was to|were to|originally|initially|budgeted|estimated|valued|had been)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(r"\b(?:feared|believed|presumed|could|may|might)\b")
_MODAL_REACH = 80
_OR_MORE = re.compile(r"\bor (?:more|greater|higher|stronger|less|fewer)\b")
_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|from|of|to) (?:the (?:[a-z]+ )?(?:of )?)?([A-Z][\w’'-]+)")
_CLAUSE_END = re.compile(r"[,;]| said\b| according\b")
_JUDGED = re.compile(r"\b(?:convict\w*|found guilty|acquit\w*|sentenc\w*)\b")
_PARTIAL = re.compile(
    r"\b(?:polls?|survey\w*|counted|precincts|forecast|expected|so far|early results)\b",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"\b(\d+) block of")
_LOCATED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear) (?:the (?:[a-z]+ ){1,3}(?:of )?)?([A-Z][\w’'-]+)")
_TRADED = re.compile(r"\b(?:shares?|stocks?|traded|trading|closed|barrel|ounce)\b", re.IGNORECASE)
"""Prices that move by the hour."""

_DEEPEST = 2600
"""Characters of a report that tell of its event; farther down stands what happened before."""

_LEAD = 250
"""Characters in which a report says where its event was."""

_FRONT = 1100
"""Characters in which the facts stand by which an event is known: how many passengers, gunmen, cables."""

_NOTABLE = 100
"""Numbers from here on do not stand in two texts by chance."""

_DIGITS = re.compile(r"\d[\d,.]*\d")


def is_state(figure: Figure) -> bool:
    """Whether a figure counts those who met with a fate."""
    return figure.kind is Kind.COUNT and figure.doing.split(" ")[0] in STATES


def is_passing(figure: Figure) -> bool:
    """Whether a number is of a state that every day changes: how strong the wind is, how much of a fire is contained."""
    if figure.kind is Kind.PERCENT:
        return "contain" in figure.sentence
    if figure.kind is Kind.MEASURE:
        return figure.what == "speed wind"
    return figure.kind is Kind.COUNT and (figure.what in _DEPLOYED or figure.doing in _GROWING)


def says_it_rose(figure: Figure) -> bool:
    """Whether the sentence of a toll tells that it is a new one."""
    return _ROSE.search(figure.sentence) is not None


def is_modal(figure: Figure) -> bool:
    """Whether a number is of what may, will or was to be."""
    if figure.kind not in (Kind.COUNT, Kind.MONEY):
        return False
    if _UNSURE.search(figure.text):
        return True
    before = figure.sentence[max(0, figure.place - _MODAL_REACH) : figure.place]
    return (_MODAL if figure.kind is Kind.COUNT else _ONCE_MEANT).search(before) is not None


def is_aside(figure: Figure, account: Account) -> bool:
    """Whether a figure is of another time, or stands where reports tell what happened before."""
    if figure.kind in (Kind.AGE, Kind.DAY, Kind.TIME):
        return False
    if figure.depth > _DEEPEST or not _REGULAR.isdisjoint(figure.quals):
        return True
    if figure.kind is Kind.PRISON:
        return False
    window = figure.sentence[max(0, figure.place - _BEFORE) : figure.place + len(figure.text) + _AFTER]
    for found in _IN_MONTH.finditer(window):
        if account.day is None or month_number(found[1]) != account.day.month:
            return True
    if is_state(figure) and (_SO_FAR.search(window) or _AT_FIRST.match(figure.sentence, _end(figure))):
        return True
    nearby = figure.sentence[max(0, figure.place - _YEAR_BEFORE) : figure.place + len(figure.text) + _AFTER]
    if account.day is not None and any(int(year) != account.day.year for year in A_YEAR.findall(nearby)):
        return True
    return any(not found["year"] or account.day is None for found in _ELSEWHEN.finditer(window))


def _end(figure: Figure) -> int:
    """Where in its sentence the words of a figure end."""
    found = figure.sentence.find(figure.text)
    return found + len(figure.text) if found >= 0 else figure.place


def is_given(figure: Figure, there: Told) -> bool:
    """Whether another account gives the same number for something alike."""
    if figure.kind in (Kind.COUNT, Kind.MONEY) and figure.low >= _NOTABLE:
        digits = _DIGITS.search(figure.text)
        if digits is not None and re.search(rf"(?<![\d,.]){re.escape(digits[0])}(?![\d,])", there.text):
            return True
    return any(
        other.kind is figure.kind
        and other.low == figure.low
        and (figure.kind is not Kind.AGE or same_person(figure.what, other.what))
        and (figure.kind not in (Kind.DAY, Kind.TIME) or other.what == figure.what)
        and (figure.kind is not Kind.COUNT or _nouns_alike(figure.what, other.what))
        for other in there.figures
    )


def _nouns_alike(one: str, other: str) -> bool:
    return stem(one) == stem(other) or (one in PERSON_NOUNS and other in PERSON_NOUNS)


def parts(figure: Figure, there: Told) -> list[float]:
    """The numbers of another account that may be parts of a total: its counts of a like noun, and bare numbers beside one."""
    counts = [other for other in there.figures if other.kind is Kind.COUNT and other.low == other.high]
    alike = [other.low for other in counts if _nouns_alike(figure.what, other.what)]
    named = {other.place for other in there.figures if other.sentence == figure.sentence}
    bare = [
        number.low for number in numerals(figure.sentence) if number.start not in named and number.low == number.high
    ]
    return [*alike, *bare]


def same_thing(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether nothing speaks against it, and enough for it, that two figures of one key tell of the same."""
    if one.kind is Kind.AGE:
        return not two_generations(here, one, there, other)
    if one.kind is Kind.MAGNITUDE:
        return abs(one.low - other.low) <= _REVISED and not any(_TWO_QUAKES.search(told.text) for told in (here, there))
    if one.kind in (Kind.DAY, Kind.TIME):
        personal = one.what in PERSONAL_ACTS and not one_person(here, one, there, other)
        return not personal and _same_act(one, other) and _same_places(here, one, there, other)
    if is_state(one):
        return _same_places(here, one, there, other) and some_name_known(here, one, there, other)
    if one.kind is Kind.PERCENT:
        return _same_share(one, other)
    if one.kind is Kind.MEASURE:
        return _same_measure(one, other)
    if one.kind is Kind.PRISON:
        shared = content_stems(one.sentence) & content_stems(other.sentence)
        return len(shared) >= 3 and same_persons(one, other) and knows_persons(here, one, there, other)
    if subjects_clash(here, one, there, other):
        return False
    if one.kind is Kind.MONEY:
        return _same_amount(one, other) and knows_persons(here, one, there, other)
    central = _is_central(one, here) and _is_central(one, there)
    if not _counts_alike(one, other, central):
        return False
    one_deed = bool(one.doing) and one.doing == other.doing
    return (_same_places if one_deed else _knows_places)(here, one, there, other)


def _same_share(one: Figure, other: Figure) -> bool:
    """Whether two percentages are of one thing: much in common in their sentences, some of it before them."""
    shared = content_stems(one.sentence) & content_stems(other.sentence)
    subject = content_stems(one.sentence[: one.place]) & content_stems(other.sentence[: other.place])
    return (
        len(shared) >= 4 and len(subject - {one.doing}) >= 1 and _same_survey(one, other) and not _is_wanted(one, other)
    )


def _same_measure(one: Figure, other: Figure) -> bool:
    shared = content_stems(one.sentence) & content_stems(other.sentence)
    if one.what == "area":
        return len(shared) >= 3
    if any(_OR_MORE.search(figure.sentence, figure.place, figure.place + _AFTER) for figure in (one, other)):
        return False
    _, _, of = one.what.partition(" ")
    if of:
        return not of[0].isupper() or _from_one_place(one, other)
    yards = "yard" in one.text or "yard" in other.text  # of a game
    return bool(one.doing) and len(shared) >= 4 and _same_act(one, other) and not yards


def _same_amount(one: Figure, other: Figure) -> bool:
    """Whether two amounts are for one thing: no debt beside a price, no price of a share, no offer."""
    if ("debt" in one.sentence) != ("debt" in other.sentence) or _is_wanted(one, other):
        return False
    traded = any(_TRADED.search(figure.sentence) for figure in (one, other))
    return len(content_stems(one.sentence) & content_stems(other.sentence)) >= 4 and not traded


def _is_wanted(one: Figure, other: Figure) -> bool:
    return any(_WANTED.search(figure.sentence) for figure in (one, other))


def is_one_scene(one: Figure, other: Figure) -> bool:
    """Whether a round word and a number stand up front in both reports, in sentences with a word in common besides their own."""
    if one.depth > _FRONT or other.depth > _FRONT:
        return False
    shared = content_stems(one.sentence) & content_stems(other.sentence)
    return bool(shared - content_stems(one.text) - content_stems(other.text))


def _from_one_place(one: Figure, other: Figure) -> bool:
    """Whether two distances from one town are of the same thing: both up front, some words in common besides the town's."""
    if one.depth > _FRONT or other.depth > _FRONT:
        return False
    shared = content_stems(one.sentence) & content_stems(other.sentence)
    return len(shared - content_stems(one.text) - content_stems(other.text)) >= 2


def same_undertaking(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether a round word and a number with another noun tell of one deed: thousands of workers, 5,000 people."""
    persons = all(figure.what in PERSON_NOUNS for figure in (one, other))
    if not persons or not one.doing or is_state(one) or is_state(other) or is_modal(one) != is_modal(other):
        return False
    words = content_stems(other.sentence)
    return (
        one.doing in words and len(content_stems(one.sentence) & words) >= 5 and _same_places(here, one, there, other)
    )


def _same_places(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether two counts can be of one place.

    They are not when each names a place that the other report does not know, nor when one of
    them, below the lead, names such a place: a count of one village is none of the province.
    """
    first = [place for place in _places(one) if place not in there.text]
    second = [place for place in _places(other) if place not in here.text]
    if first and second:
        return False
    if first or second:
        here_at, there_at = (set(_LOCATED.findall(figure.sentence)) - CALENDAR for figure in (one, other))
        if here_at and there_at and not here_at & there_at:
            return False
    return not (first and one.depth > _LEAD) and not (second and other.depth > _LEAD)


def _knows_places(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether each text names the places of the other's sentence: where no fate tells what is counted."""
    return all(place in there.text for place in _named_places(one.sentence)) and all(
        place in here.text for place in _named_places(other.sentence)
    )


def _places(figure: Figure) -> list[str]:
    """The places named up to the end of a figure's clause; not those of a speaker (`the ministry in Port Astor said`)."""
    start = max(figure.sentence.rfind(word, 0, figure.place) for word in (" said", " according")) + 1
    end = _CLAUSE_END.search(figure.sentence, figure.place + len(figure.text))
    return _named_places(figure.sentence[start : end.start() if end else len(figure.sentence)])


def _named_places(text: str) -> list[str]:
    return [place for place in _PLACE.findall(text) if place not in CALENDAR]


def _is_central(figure: Figure, told: Told) -> bool:
    """Whether those counted are whom a report is about: its title names them."""
    return stem(figure.what) in content_stems(told.account.title)


def _counts_alike(one: Figure, other: Figure, central: bool) -> bool:
    """Whether two counts of one noun, of no known fate, tell of the same: both up front, nothing against it."""
    shared = len(content_stems(one.sentence) & content_stems(other.sentence))
    if one.depth > _FRONT or other.depth > _FRONT:
        return False
    if " of " in one.what:
        if (_JUDGED.search(one.sentence) is None) != (_JUDGED.search(other.sentence) is None):
            return False  # charged with six, convicted of four
        return shared >= 4 and not names_before(one).isdisjoint(names_before(other))
    if one.what in REPEATED or any(qual.endswith("est") for qual in (*one.quals, *other.quals)):
        return False
    if one.what in PEOPLE and len({day_beside(one), day_beside(other)} - {""}) > 1:
        return False
    vague = Hedge.VAGUE in (one.hedge, other.hedge)
    if one.doing and other.doing and one.doing != other.doing:
        return vague and one.what not in PEOPLE and shared >= 3
    if one.doing and one.doing == other.doing:
        return shared >= 2
    if set(one.quals) - set(other.quals) and set(other.quals) - set(one.quals):
        return False
    if central:
        return shared >= 2
    if one.what in PERSON_NOUNS:
        return shared >= 4 and (one.what in CAST or one.what in _DEPLOYED)
    return shared >= 3


def _same_act(one: Figure, other: Figure) -> bool:
    if one.kind is Kind.DAY and abs(one.low - other.low) == 1 and (one.unsure or other.unsure):
        return False
    blocks, streets = (
        set(_BLOCK.findall(one.sentence)),
        set(_BLOCK.findall(other.sentence)),
    )
    if blocks and streets and not blocks & streets:
        return False
    ages = {age_beside(one), age_beside(other)} - {""}
    if len(ages) > 1:
        return False
    if one.what in PERSONAL_ACTS and not same_persons(one, other):
        return False
    first, second = names(one.sentence), names(other.sentence)
    return bool(first & second) or not (first and second)


def _same_survey(one: Figure, other: Figure) -> bool:
    """Whether two shares can be of one count: no poll, no part of the votes, no other month."""
    if any(_PARTIAL.search(figure.sentence) for figure in (one, other)):
        return False
    first, second = (set(_IN_MONTH.findall(figure.sentence)) for figure in (one, other))
    return not (first and second) or bool(first & second)
