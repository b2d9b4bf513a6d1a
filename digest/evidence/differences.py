"""Where independent reports of one event do not say the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from digest.claims import Account, Contrast, Difference, Excerpt
from digest.evidence.agreement import agree, counts_the_attacker, is_sum
from digest.evidence.beside import Told, latest_year
from digest.evidence.fates import ABOARD
from digest.evidence.figures import Figure, figures
from digest.evidence.numerals import Hedge
from digest.evidence.readings import Kind
from digest.evidence.sameness import (
    is_aside,
    is_given,
    is_modal,
    is_one_scene,
    is_passing,
    is_state,
    parts,
    same_thing,
    same_undertaking,
    says_it_rose,
)
from digest.evidence.spellings import is_one_person, names_apart
from digest.evidence.wording import CROWDS, stem

_BIRTHDAY = 14
"""Days between two reports after which one year of age more is a birthday."""

_UNDATED = 3
"""Years by which the ages of one person may lie apart in reports without a date that speak of different years."""

ACCOUNTS, FIGURES = 12, 300
"""More reports than a page shows; more figures than an article has that is no list."""

FALLEN = 1.5
"""A count that cannot fall is corrected by less than that; more apart, two things are counted."""

FAR, FAR_OF_CROWDS = 2.5, 4.5
"""Times by which counts of one event, told at one time, may lie apart; those of crowds by organisers and police lie farther."""

FAR_OF_PARTS, FAR_OF_VOTES = 1.6, 1.1
_IN_PARTS = frozenset("rescued evacuated arrested displaced stranded".split())
"""What befalls people boat by boat and street by street; such counts lie less far apart if they are of the same people.
Votes are miscounted by a few; farther apart they were on two bills."""

_NEVER_FALL = frozenset("killed injured shot arrested infected destroyed damaged".split())

OUTGROWN = 1.15
"""A toll of a later day that is so many times `more than 100` is an update."""

_LEADING = 2600
"""Characters of a report that tell of its event."""

_FIRST_SENTENCES = 400
"""Characters in which the sentence stands that a report is about; the others are of those tried beside."""

_MANY = 2
"""Values of one noun, without a fate, that accounts may give; with more of them they count several things."""


def differences(accounts: Sequence[Account]) -> tuple[Difference, ...]:
    """The points on which accounts differ; nothing unless it is sure, for a false difference is worse than none."""
    if len(accounts) < 2:
        return ()
    return compare(accounts, [figures(account) for account in accounts])


def compare(accounts: Sequence[Account], found: Sequence[tuple[Figure, ...]]) -> tuple[Difference, ...]:
    """The same from figures that were read before, one tuple for each account in their order.

    Of many accounts the first `ACCOUNTS` are compared, of each its first `FIGURES`: cost is bounded whatever the texts.
    """
    told = [
        Told(account, figures[:FIGURES], "\n".join((account.title, *account.paragraphs)))
        for account, figures in zip(accounts[:ACCOUNTS], found[:ACCOUNTS], strict=True)
    ]
    rows: list[Difference] = []
    for table in _tables(told).values():
        if len(table) > 1 and (row := _row(told, table)) is not None:
            rows.append(row)
    return (*rows, *_more_exact(told, rows), *names_apart(told))


def _more_exact(told: Sequence[Told], rows: Sequence[Difference]) -> Iterator[Difference]:
    """A round word in one account and a number in others, with other nouns, for one deed."""
    known = {cell for row in rows for cell in row.cells}
    for place in sorted(range(len(told)), key=_ids(told)):  # whatever the order of the accounts
        here = told[place]
        for one in here.figures:
            if one.hedge is not Hedge.VAGUE or not one.paragraph or one.kind is not Kind.COUNT or one.depth > _LEADING:
                continue
            found = {other: _exactly(here, one, told[other]) for other in range(len(told))}
            if found.pop(place) or any(len(exact) > 1 or _is_said(one, told[other]) for other, exact in found.items()):
                continue
            cells = {other: _excerpt(told[other], exact[0]) for other, exact in found.items() if exact}
            cells[place] = _excerpt(here, one)
            if len(cells) > 1 and known.isdisjoint(cells.values()):
                known.update(cells.values())
                ordered = tuple(cells[other] for other in sorted(cells))
                yield Difference(point=_point(one), contrast=Contrast.MORE_EXACT, cells=ordered)


def _ids(told: Sequence[Told]) -> Callable[[int], str]:
    return lambda place: told[place].account.id


def _exactly(here: Told, vague: Figure, there: Told) -> list[Figure]:
    """The numbers of an account that may stand for a round word of another."""
    return [
        figure
        for figure in there.figures
        if figure.kind is Kind.COUNT
        and figure.hedge is not Hedge.VAGUE
        and figure.paragraph
        and agree(vague, figure)
        and same_undertaking(here, vague, there, figure)
    ]


def _is_said(vague: Figure, there: Told) -> bool:
    """Whether another account uses the same round word of the same noun."""
    return any(figure.hedge is Hedge.VAGUE and figure.what == vague.what for figure in there.figures)


def _excerpt(told: Told, figure: Figure) -> Excerpt:
    return Excerpt(figure.text, told.account.id, figure.paragraph)


def _tables(told: Sequence[Told]) -> dict[Hashable, dict[int, list[Figure]]]:
    """For each thing counted the figures of each account; in the order in which the first of them stands."""
    tables: dict[Hashable, dict[int, list[Figure]]] = {}
    persons: dict[str, list[Figure]] = {}
    for place, one in enumerate(told):
        for figure in one.figures:
            key: Hashable
            if figure.kind is Kind.AGE:
                family = persons.setdefault(figure.what.rpartition(" ")[2], [])
                known = next((person for person in family if is_one_person(person, figure)), None)
                if known is None:
                    known = figure
                    family.append(known)
                key = (Kind.AGE, known.what)
            elif is_state(figure):
                key = (Kind.COUNT, stem(figure.what), figure.doing)
            elif figure.kind is Kind.MONEY:
                key = (Kind.MONEY, figure.quals, figure.what or figure.doing)
            elif figure.kind is Kind.PERCENT:
                key = (Kind.PERCENT, figure.doing)
            elif figure.kind is Kind.MEASURE and figure.what == "length":
                key = (figure.kind, figure.what, figure.doing)
            else:
                key = (figure.kind, stem(figure.what))
            tables.setdefault(key, defaultdict(list))[place].append(figure)
    return tables


def _row(told: Sequence[Told], table: Mapping[int, list[Figure]]) -> Difference | None:
    everything = [figure for figures in table.values() for figure in figures]
    if all(agree(everything[0], figure) and figure.hedge not in (Hedge.VAGUE, Hedge.OVER) for figure in everything):
        return None
    modal = all(is_modal(figure) for figure in everything)
    chosen: dict[int, Figure] = {}
    for place in sorted(table):
        firm = [f for f in table[place] if not is_aside(f, told[place].account) and (modal or not is_modal(f))]
        if firm and (figure := _chosen(firm)) is not None and figure.paragraph:
            chosen[place] = figure  # a title has no paragraph that a cell could lead to
    if len(chosen) < 2:
        return None
    contrasts = {
        (a, b): contrast
        for (a, one), (b, other) in combinations(chosen.items(), 2)
        if (contrast := _contrast(told[a], one, told[b], other)) is not None
    }
    values = {figure.low for figure in chosen.values()}
    sample = next(iter(chosen.values()))
    if len(values) > _MANY and sample.kind is Kind.COUNT and not is_state(sample):
        return None
    if not contrasts or any(_says_several(figures, chosen) for figures in table.values()):
        return None
    chosen = _of_one_thing(told, chosen, contrasts)
    cells = tuple(_excerpt(told[place], figure) for place, figure in chosen.items())
    if len({cell.article for cell in cells}) < 2:
        return None
    return Difference(point=_point(sample), contrast=_commonest(contrasts.values()), cells=cells)


def _commonest(contrasts: Iterable[Contrast]) -> Contrast:
    """The contrast of a row by those of its pairs: `more exact` only where there is no other, else the one of more pairs."""
    times = Counter(contrasts)
    if times[Contrast.DIFFERS] or times[Contrast.UPDATE]:
        return Contrast.UPDATE if times[Contrast.UPDATE] > times[Contrast.DIFFERS] else Contrast.DIFFERS
    return Contrast.MORE_EXACT


def _of_one_thing(
    told: Sequence[Told], chosen: Mapping[int, Figure], contrasts: Iterable[tuple[int, int]]
) -> dict[int, Figure]:
    """The figures that stand against another, and those that say the same as one of these of the same thing."""
    apart = {place for pair in contrasts for place in pair}
    return {
        place: figure
        for place, figure in chosen.items()
        if place in apart
        or any(
            agree(figure, chosen[other]) and same_thing(told[place], figure, told[other], chosen[other])
            for other in apart
        )
    }


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
    grows = is_state(first) or first.kind is Kind.MAGNITUDE or first.what == "area"
    if grows and first.low == max(figure.low for figure in firm):
        return first
    return first if first.kind is Kind.PRISON and first.depth <= _FIRST_SENTENCES else None


def _contrast(here: Told, one: Figure, there: Told, other: Figure) -> Contrast | None:
    """How two figures of one thing stand to each other; nothing when they agree or may count two things."""
    vague = Hedge.VAGUE in (one.hedge, other.hedge)
    if vague and one.hedge is other.hedge:
        return None
    if vague:
        exact = agree(one, other) and same_thing(here, one, there, other) and is_one_scene(one, other)
        return Contrast.MORE_EXACT if exact else None
    if (agree(one, other) and not _outgrown(here, one, there, other)) or one.others != other.others:
        return None
    if _leaves_room(here, one, there, other) if is_state(one) else _is_least(one, other):
        return None
    if is_given(one, there) or is_given(other, here) or not same_thing(here, one, there, other):
        return None
    if one.kind is Kind.COUNT:
        if counts_the_attacker(one, other, (here.text, there.text)):
            return None
        if is_sum(one.low, parts(other, there)) or is_sum(other.low, parts(one, here)):
            return None
    contrast = _update_or_not(here, one, there, other)
    return None if contrast is Contrast.DIFFERS and _far_apart(one, other) else contrast


def _far_apart(one: Figure, other: Figure) -> bool:
    """Whether two counts of one time lie so far apart that one is of a part, or of another place."""
    low, high = sorted((one.low, other.low))
    if one.kind is not Kind.COUNT:
        return False
    if one.what == "votes":
        return high > FAR_OF_VOTES * low
    far = FAR_OF_CROWDS if one.what in CROWDS and not is_state(one) else FAR
    return high > (FAR_OF_PARTS if one.doing in _IN_PARTS else far) * low


def _outgrown(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether a later toll lies well above an earlier `more than`: news, and no rounding."""
    first, second = here.account.day, there.account.day
    if first is None or second is None or first == second or not is_state(one):
        return False
    early, late = (one, other) if first < second else (other, one)
    return early.hedge is Hedge.OVER and late.low >= OUTGROWN * early.high


def _leaves_room(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether the lower of two tolls is an `at least` that is later, or far lower, or a `more than` of the same day: both may be right."""
    (low, of_low), (high, of_high) = sorted(((one, here), (other, there)), key=_low)
    if low.hedge is Hedge.OVER and (
        of_low.account.day == of_high.account.day or None in (of_low.account.day, of_high.account.day)
    ):
        return True
    if low.hedge is not Hedge.LEAST or (high.hedge is Hedge.LEAST and low.low > 1):
        return False
    first, second = of_low.account.day, of_high.account.day
    if low.low > 1 and first is not None and second is not None and first != second:
        return first > second
    return low.low == 1 or high.high > FALLEN * low.low


def _is_least(one: Figure, other: Figure) -> bool:
    """Whether the lower of two numbers is given as `at least`."""
    return min(one, other, key=_value).hedge is Hedge.LEAST


def _value(figure: Figure) -> float:
    return figure.low


def _low(pair: tuple[Figure, Told]) -> float:
    return pair[0].low


def _update_or_not(here: Told, one: Figure, there: Told, other: Figure) -> Contrast | None:
    first, second = here.account.day, there.account.day
    if first is None or second is None or first == second:
        if is_state(one) and says_it_rose(max(one, other, key=_value)):
            return Contrast.UPDATE
        grown = (
            one.kind is Kind.AGE and abs(one.low - other.low) <= _UNDATED and latest_year(here) != latest_year(there)
        )
        return None if grown and None in (first, second) else Contrast.DIFFERS
    gap = (second - first).days
    rises = (other.low - one.low) * gap > 0
    if one.kind is Kind.AGE:
        return (
            None
            if rises and abs(gap) > _BIRTHDAY and abs(other.low - one.low) <= 1 + abs(gap) / 365
            else Contrast.DIFFERS
        )
    if is_state(one) and not rises and one.doing.split(" ")[0] in _NEVER_FALL:
        return Contrast.UPDATE if max(one.low, other.low) < FALLEN * min(one.low, other.low) else None
    if is_state(one):
        return Contrast.UPDATE
    if one.kind is Kind.MEASURE and one.what in ("area", "mass", "volume") and rises:
        return Contrast.UPDATE
    if is_passing(one) and is_passing(other):
        return Contrast.UPDATE
    return Contrast.DIFFERS


def _point(figure: Figure) -> str:
    """What a row is about, in words of the reports where they have some."""
    if figure.kind is Kind.AGE:
        return f"age of {figure.what}"
    if figure.kind in (Kind.DAY, Kind.TIME):
        return f"{figure.kind.value} of the {figure.what}"
    if figure.kind is Kind.COUNT:
        return _counted_words(figure)
    if figure.kind is Kind.MEASURE:
        dimension, _, what = figure.what.partition(" ")
        return f"distance from {what}" if what[:1].isupper() else what or dimension
    return {
        Kind.MONEY: "amount of money",
        Kind.PERCENT: "percentage",
        Kind.PRISON: "time in prison",
    }.get(figure.kind, figure.what)


def _counted_words(figure: Figure) -> str:
    """The noun with its qualifiers, and the fate of those counted: `people seriously injured`."""
    if is_state(figure):
        fate, _, seriously = figure.doing.partition(" ")
        return " ".join(filter(None, (figure.what, seriously, fate)))
    if figure.doing == ABOARD:
        return f"{figure.what} {ABOARD}"
    first = figure.quals[0] if figure.quals else figure.what.split(" ")[0]
    start = figure.text.lower().find(first)
    return figure.text[start:] if start >= 0 else figure.what
