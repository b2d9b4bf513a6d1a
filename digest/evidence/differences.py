"""Where independent reports of one event do not say the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from digest.claims import Account, Contrast, Difference, Excerpt
from digest.evidence.agreement import agree, counts_the_attacker, is_sum
from digest.evidence.figures import Figure, figures
from digest.evidence.numerals import Hedge
from digest.evidence.persons import same_person, spelt_apart
from digest.evidence.readings import Kind
from digest.evidence.wording import FATES, PEOPLE, PERSON_NOUNS, REPEATED, content_stems, stem

STATES = frozenset(FATES.values())
"""Counts that grow while an event is looked into."""

_ELSEWHEN = re.compile(
    r"\b(?:last (?:year|month|week|decade)|previous(?:ly)?|ago|anniversary|since|in history|on average|annual(?:ly)?|(?:per|each|every|a) year|"
    r"another|separate|earlier (?:this|in)|in (?:the )?(?:past|recent)|(?:in|of|since|from) (?:(?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December),? )?(?P<year>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:could|might|may|if|would|fear(?:s|ed)?|expect(?:s|ed)?|plan(?:s|ned)?|will|feared)\b", re.IGNORECASE
)
_MODAL_REACH = 50
_PLACE = re.compile(r"\b(?:in|at|near|from|of|to) (?:the (?:\w+ )?(?:of )?)?([A-Z][\w’'-]+)")
_AGED = re.compile(r"\b(\d+)[ -](?:year|month)s?[ -]old")
_NAMED = re.compile(r"\b[A-Z][a-z]{2,}\w*")
_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October "
    "November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Police County City".split()
)
_DEEPEST = 2600
"""Characters of a report that tell of its event; farther down stands what happened before."""

_FRONT = 1100
"""Characters in which the facts stand by which an event is known: how many passengers, gunmen, cables."""

_NOTABLE = 100
"""Numbers from here on do not stand in two texts by chance."""

_DIGITS = re.compile(r"\d[\d,.]*\d")
_BIRTHDAY = 14
"""Days between two reports after which one year of age more is a birthday."""


@dataclass(frozen=True, slots=True)
class Told:
    """One account with its figures, as the comparison needs them."""

    account: Account
    figures: tuple[Figure, ...]
    text: str


def differences(accounts: Sequence[Account]) -> tuple[Difference, ...]:
    """The points on which accounts differ; nothing unless it is sure, for a false difference is worse than none."""
    if len(accounts) < 2:
        return ()
    return compare(accounts, [figures(account) for account in accounts])


def compare(accounts: Sequence[Account], found: Sequence[tuple[Figure, ...]]) -> tuple[Difference, ...]:
    """The same from figures that were read before, one tuple for each account in their order."""
    told = [
        Told(account, figures, "\n".join((account.title, *account.paragraphs)))
        for account, figures in zip(accounts, found, strict=True)
    ]
    rows: list[Difference] = []
    for table in _tables(told).values():
        if len(table) > 1 and (row := _row(told, table)) is not None:
            rows.append(row)
    return (*rows, *_names_apart(told))


def _names_apart(told: Sequence[Told]) -> Iterator[Difference]:
    """Persons of one age whose name is spelt in two ways, each report keeping to its own."""
    of_age: dict[float, list[dict[int, Figure]]] = defaultdict(list)
    for place, one in enumerate(told):
        for figure in one.figures:
            if figure.kind is not Kind.AGE or not figure.paragraph:
                continue
            known = next((person for person in of_age[figure.low] if _is_person(figure, person.values())), None)
            if known is None:
                of_age[figure.low].append({place: figure})
            else:
                known.setdefault(place, figure)
    persons = [person for same_age in of_age.values() for person in same_age if len(person) > 1]
    for person in persons:
        apart = any(
            spelt_apart(one.what, other.what)
            and not _is_named(one.what, told[b])
            and not _is_named(other.what, told[a])
            for (a, one), (b, other) in combinations(person.items(), 2)
        )
        if apart:
            cells = (Excerpt(figure.text, told[place].account.id, figure.paragraph) for place, figure in person.items())
            yield Difference(point="name", contrast=Contrast.DIFFERS, cells=tuple(cells))


def _is_person(figure: Figure, known: Iterable[Figure]) -> bool:
    return any(same_person(figure.what, other.what) or spelt_apart(figure.what, other.what) for other in known)


def _is_named(name: str, there: Told) -> bool:
    return all(part in there.text for part in name.split())


def _tables(told: Sequence[Told]) -> dict[Hashable, dict[int, list[Figure]]]:
    """For each thing counted the figures of each account; in the order in which the first of them stands."""
    tables: dict[Hashable, dict[int, list[Figure]]] = {}
    persons: dict[str, list[str]] = {}
    for place, one in enumerate(told):
        for figure in one.figures:
            key: Hashable
            if figure.kind is Kind.AGE:
                family = persons.setdefault(figure.what.rpartition(" ")[2], [])
                known = next((name for name in family if same_person(name, figure.what)), None)
                if known is None:
                    known = figure.what
                    family.append(known)
                key = (Kind.AGE, known)
            elif figure.kind is Kind.COUNT and figure.doing.split(" ")[0] in STATES:
                key = (Kind.COUNT, stem(figure.what), figure.doing)
            elif figure.kind is Kind.MONEY:
                key = (Kind.MONEY, figure.quals, figure.what or figure.doing)
            elif figure.kind is Kind.PERCENT:
                key = (Kind.PERCENT, figure.doing)
            else:
                key = (figure.kind, stem(figure.what))
            tables.setdefault(key, defaultdict(list))[place].append(figure)
    return tables


def _is_modal(figure: Figure) -> bool:
    before = figure.sentence[max(0, figure.place - _MODAL_REACH) : figure.place]
    return figure.kind is Kind.COUNT and _MODAL.search(before) is not None


def _is_aside(figure: Figure, account: Account) -> bool:
    """Whether a figure is of another time, or of something that has not happened."""
    if figure.kind in (Kind.AGE, Kind.DAY):
        return False
    for found in _ELSEWHEN.finditer(figure.sentence):
        if not found["year"] or account.day is None or int(found["year"]) != account.day.year:
            return True
    return figure.depth > _DEEPEST


def _row(told: Sequence[Told], table: Mapping[int, list[Figure]]) -> Difference | None:
    everything = [figure for figures in table.values() for figure in figures]
    if all(agree(everything[0], figure) and figure.hedge is not Hedge.VAGUE for figure in everything):
        return None
    modal = all(_is_modal(figure) for figure in everything)
    chosen: dict[int, Figure] = {}
    for place in sorted(table):
        firm = [f for f in table[place] if not _is_aside(f, told[place].account) and (modal or not _is_modal(f))]
        if firm and (figure := _chosen(firm)) is not None:
            chosen[place] = figure
    if len(chosen) < 2:
        return None
    contrasts = []
    for (a, one), (b, other) in combinations(chosen.items(), 2):
        contrast = _contrast(told[a], one, told[b], other)
        if contrast is not None:
            contrasts.append(contrast)
    if not contrasts or any(_says_several(figures, chosen) for figures in table.values()):
        return None
    cells = tuple(
        Excerpt(figure.text, told[place].account.id, figure.paragraph)
        for place, figure in chosen.items()
        if figure.paragraph
    )
    if len({cell.article for cell in cells}) < 2:
        return None
    contrast = next(c for c in (Contrast.DIFFERS, Contrast.UPDATE, Contrast.MORE_EXACT) if c in contrasts)
    return Difference(point=_point(next(iter(chosen.values()))), contrast=contrast, cells=cells)


def _says_several(figures: Sequence[Figure], chosen: Mapping[int, Figure]) -> bool:
    """Whether one account gives two of the values that seemed to differ: they count two things."""
    values = {figure.low for figure in chosen.values() if figure.hedge is not Hedge.VAGUE}
    return len(values & {figure.low for figure in figures}) > 1


def _chosen(figures: Sequence[Figure]) -> Figure | None:
    """What an account says of a thing: its only value, or the toll that stands first and is the highest."""
    firm = [figure for figure in figures if figure.hedge is not Hedge.VAGUE] or figures
    first = next((figure for figure in firm if figure.paragraph), firm[0])
    if all(agree(figure, first) for figure in firm):
        return first
    if first.doing.split(" ")[0] in STATES and first.low == max(figure.low for figure in firm):
        return first
    return None


def _contrast(here: Told, one: Figure, there: Told, other: Figure) -> Contrast | None:
    """How two figures of one thing stand to each other; nothing when they agree or may count two things."""
    vague = Hedge.VAGUE in (one.hedge, other.hedge)
    if vague and one.hedge is other.hedge:
        return None
    if vague:
        return Contrast.MORE_EXACT if agree(one, other) and _same_thing(here, one, there, other) else None
    if agree(one, other) or one.others != other.others:
        return None
    if _elsewhere(one, there) or _elsewhere(other, here) or not _same_thing(here, one, there, other):
        return None
    if one.kind is Kind.COUNT:
        if counts_the_attacker(one, other, (here.text, there.text)):
            return None
        if _summed(one, there) or _summed(other, here):
            return None
    return _update_or_not(here, one, there, other)


def _elsewhere(figure: Figure, there: Told) -> bool:
    """Whether the other account gives the same number for something alike."""
    if figure.kind in (Kind.COUNT, Kind.MONEY) and figure.low >= _NOTABLE:
        digits = _DIGITS.search(figure.text)
        if digits is not None and re.search(rf"(?<![\d,.]){re.escape(digits[0])}(?![\d,])", there.text):
            return True
    return any(
        other.kind is figure.kind
        and other.low == figure.low
        and (figure.kind is not Kind.AGE or same_person(figure.what, other.what))
        and (figure.kind is not Kind.DAY or other.what == figure.what)
        for other in there.figures
    )


def _summed(total: Figure, there: Told) -> bool:
    return is_sum(total.low, [other for other in there.figures if other.kind is total.kind])


def _same_thing(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    if one.kind in (Kind.AGE, Kind.MAGNITUDE):
        return True
    if one.kind is Kind.DAY:
        return _same_act(one, other)
    if one.kind is Kind.COUNT and one.doing.split(" ")[0] in STATES:
        return _same_places(here, one, there, other)
    shared = content_stems(one.sentence) & content_stems(other.sentence)
    if one.kind is Kind.PERCENT:
        subject = content_stems(one.sentence[: one.place]) & content_stems(other.sentence[: other.place])
        return len(shared) >= 5 and len(subject - {one.doing}) >= 1
    if one.kind is Kind.MEASURE:
        return " " in one.what or (one.what == "area" and len(shared) >= 3)
    if one.kind is Kind.COUNT:
        return _counts_alike(one, other, len(shared)) and _same_places(here, one, there, other)
    return len(shared) >= {Kind.MONEY: 4, Kind.PRISON: 3}[one.kind]


def _same_places(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether each text names the places of the other's sentence: a count of one village is none of the province."""
    return all(place in there.text for place in _PLACE.findall(one.sentence)) and all(
        place in here.text for place in _PLACE.findall(other.sentence)
    )


def _counts_alike(one: Figure, other: Figure, shared: int) -> bool:
    """Whether two counts of one noun, of no known fate, tell of the same: both up front, nothing against it."""
    if one.depth > _FRONT or other.depth > _FRONT:
        return False
    if " of " in one.what:
        return shared >= 4
    if one.what in REPEATED or any(qual.endswith("est") for qual in (*one.quals, *other.quals)):
        return False
    if one.doing and other.doing and one.doing != other.doing:
        return False
    if one.doing and one.doing == other.doing:
        return shared >= 2
    if set(one.quals) - set(other.quals) and set(other.quals) - set(one.quals):
        return False
    return shared >= (4 if one.what in PERSON_NOUNS else 3) and one.what not in PEOPLE


def _same_act(one: Figure, other: Figure) -> bool:
    if abs(one.low - other.low) == 1 and (one.unsure or other.unsure):
        return False
    ages, others = set(_AGED.findall(one.sentence)), set(_AGED.findall(other.sentence))
    if ages and others and not ages & others:
        return False
    first, second = _names(one.sentence), _names(other.sentence)
    return bool(first & second) or not (first and second)


def _names(sentence: str) -> frozenset[str]:
    """Capitalised words that are not the first of the sentence, nor days and months."""
    return frozenset(_NAMED.findall(sentence[1:])) - _CALENDAR


def _update_or_not(here: Told, one: Figure, there: Told, other: Figure) -> Contrast | None:
    first, second = here.account.day, there.account.day
    if first is None or second is None or first == second:
        return Contrast.DIFFERS
    gap = (second - first).days
    rises = (other.low - one.low) * gap > 0
    if one.kind is Kind.AGE:
        return (
            None
            if rises and abs(gap) > _BIRTHDAY and abs(other.low - one.low) <= 1 + abs(gap) / 365
            else Contrast.DIFFERS
        )
    state = one.doing.split(" ")[0]
    if one.kind is Kind.COUNT and state in STATES and (rises or state != "killed"):
        return Contrast.UPDATE
    if one.kind is Kind.MEASURE and one.what.startswith("area") and rises:
        return Contrast.UPDATE
    return Contrast.DIFFERS


def _point(figure: Figure) -> str:
    if figure.kind is Kind.AGE:
        return f"age of {figure.what}"
    if figure.kind is Kind.DAY:
        return f"day of the {figure.what}"
    if figure.kind is Kind.COUNT:
        return f"{figure.what} {figure.doing}".strip()
    return figure.what or figure.kind.value
