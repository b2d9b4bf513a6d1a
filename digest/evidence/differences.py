"""Where independent reports of one event do not say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from digest.claims import Account, Contrast, Difference, Excerpt
from digest.evidence.agreement import agree, counts_the_attacker, is_sum
from digest.evidence.figures import Figure, figures
from digest.evidence.numerals import Hedge
from digest.evidence.persons import same_person, spelt_apart
from digest.evidence.readings import Kind
from digest.evidence.sameness import (
    Told,
    is_aside,
    is_given,
    is_modal,
    is_state,
    latest_year,
    parts,
    same_thing,
    same_undertaking,
)
from digest.evidence.wording import stem

_BIRTHDAY = 14
"""Days between two reports after which one year of age more is a birthday."""

_UNDATED = 3
"""Years by which the ages of one person may lie apart in reports without a date that speak of different years."""

ACCOUNTS, FIGURES, PERSONS = 12, 300, 60
"""More reports than a page shows; more figures, and more persons of one age, than an article has that is no list."""

FALLEN = 1.5
"""A count that cannot fall is corrected by less than that; more apart, two things are counted."""

_NEVER_FALL = frozenset("killed injured shot arrested infected destroyed damaged".split())

OUTGROWN = 1.15
"""A toll of a later day that is so many times `more than 100` is an update."""

_LEADING = 2600
"""Characters of a report that tell of its event."""

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
    return (*rows, *_more_exact(told, rows), *_names_apart(told))


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


def _names_apart(told: Sequence[Told]) -> Iterator[Difference]:
    """Persons of one age whose name is spelt in two ways, each report keeping to its own."""
    of_age: dict[float, list[dict[int, Figure]]] = defaultdict(list)
    for place, one in enumerate(told):
        for figure in one.figures:
            if figure.kind is not Kind.AGE or not figure.paragraph:
                continue
            known = next(
                (person for person in of_age[figure.low] if _is_person(figure, person.values())),
                None,
            )
            if known is None and len(of_age[figure.low]) < PERSONS:
                of_age[figure.low].append({place: figure})
            elif known is not None:
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
            cells = (_excerpt(told[place], figure) for place, figure in person.items())
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
        if firm and (figure := _chosen(firm)) is not None:
            chosen[place] = figure
    if len(chosen) < 2:
        return None
    contrasts = []
    for (a, one), (b, other) in combinations(chosen.items(), 2):
        contrast = _contrast(told[a], one, told[b], other)
        if contrast is not None:
            contrasts.append(contrast)
    values = {figure.low for figure in chosen.values()}
    sample = next(iter(chosen.values()))
    if len(values) > _MANY and sample.kind is Kind.COUNT and not is_state(sample):
        return None
    if not contrasts or any(_says_several(figures, chosen) for figures in table.values()):
        return None
    cells = tuple(_excerpt(told[place], figure) for place, figure in chosen.items() if figure.paragraph)
    if len({cell.article for cell in cells}) < 2:
        return None
    contrast = next(c for c in (Contrast.DIFFERS, Contrast.UPDATE, Contrast.MORE_EXACT) if c in contrasts)
    return Difference(point=_point(sample), contrast=contrast, cells=cells)


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
    if is_state(first) and first.low == max(figure.low for figure in firm):
        return first
    return None


def _contrast(here: Told, one: Figure, there: Told, other: Figure) -> Contrast | None:
    """How two figures of one thing stand to each other; nothing when they agree or may count two things."""
    vague = Hedge.VAGUE in (one.hedge, other.hedge)
    if vague and one.hedge is other.hedge:
        return None
    if vague:
        return Contrast.MORE_EXACT if agree(one, other) and same_thing(here, one, there, other) else None
    if (agree(one, other) and not _outgrown(here, one, there, other)) or one.others != other.others:
        return None
    if is_state(one) and _leaves_room(here, one, there, other):
        return None
    if is_given(one, there) or is_given(other, here) or not same_thing(here, one, there, other):
        return None
    if one.kind is Kind.COUNT:
        if counts_the_attacker(one, other, (here.text, there.text)):
            return None
        if is_sum(one.low, parts(other, there)) or is_sum(other.low, parts(one, here)):
            return None
    return _update_or_not(here, one, there, other)


def _outgrown(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether a later toll lies well above an earlier `more than`: news, and no rounding."""
    first, second = here.account.day, there.account.day
    if first is None or second is None or first == second or not is_state(one):
        return False
    early, late = (one, other) if first < second else (other, one)
    return early.hedge is Hedge.OVER and late.low >= OUTGROWN * early.high


def _leaves_room(here: Told, one: Figure, there: Told, other: Figure) -> bool:
    """Whether the lower of two tolls is given as `at least` and is later, or far lower: it may be of the same count, or of a part."""
    (low, of_low), (high, of_high) = sorted(((one, here), (other, there)), key=_low)
    if low.hedge is not Hedge.LEAST or (high.hedge is Hedge.LEAST and low.low > 1):
        return False
    first, second = of_low.account.day, of_high.account.day
    if low.low > 1 and first is not None and second is not None and first != second:
        return first > second
    return low.low == 1 or high.high > FALLEN * low.low


def _low(pair: tuple[Figure, Told]) -> float:
    return pair[0].low


def _update_or_not(here: Told, one: Figure, there: Told, other: Figure) -> Contrast | None:
    first, second = here.account.day, there.account.day
    if first is None or second is None or first == second:
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
    first = figure.quals[0] if figure.quals else figure.what.split(" ")[0]
    start = figure.text.lower().find(first)
    return figure.text[start:] if start >= 0 else figure.what
