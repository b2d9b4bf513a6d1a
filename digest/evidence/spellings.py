"""Persons whose name two reports spell in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from digest.claims import Contrast, Difference, Excerpt
from digest.evidence.beside import Told
from digest.evidence.figures import Figure
from digest.evidence.persons import ALIKE, name_parts, same_person, spelt_apart
from digest.evidence.readings import Kind
from digest.stories.names import FEMALE_NAMES, MALE_NAMES

PERSONS, NAMES = 60, 400
"""More persons of one age, and more full names, than an article has that is no list."""

_MORE_ALIKE = 0.8
"""How alike two spellings are of which only one stands beside an age."""

_YEARS = 2
"""Ages of one person may lie so far apart."""

_FULL_NAME = re.compile(r"(?<![\w’'‘“\"-])[A-Z][a-z]+(?: (?:[A-Z]\.|[A-Z][a-z]+))? [A-Z][A-Za-z]*[a-z]\b")
_KIN = re.compile(
    r"\b(?:brother|sister|twin|son|daughter|father|mother|dad|mom|wife|husband|cousin|uncle|aunt|nephew|niece|grand\w+|widow)s?,? $"
)
"""Before a name that is of a relative, and alike for that."""

_Found = tuple[str, Excerpt]


def names_apart(told: Sequence[Told]) -> Iterator[Difference]:
    """Persons known by their age whose name is spelt in two ways, each report keeping to its own."""
    written: dict[int, dict[str, list[_Found]]] = {}
    shown: set[frozenset[tuple[str, ...]]] = set()
    for person in _persons(told):
        cells = {place: (figure.what, _excerpt(told[place], figure)) for place, figure in person.items()}
        for place in (place for place in range(len(told)) if place not in person):
            if place not in written:
                written[place] = _full_names(told[place])
            if (found := _other_spelling(person, told, place, written[place])) is not None:
                cells[place] = found
        names = frozenset(name_parts(name) for name, _ in cells.values())
        if len(cells) > 1 and _apart(cells, told) and not any(names <= other for other in shown):
            shown.add(names)
            yield Difference(
                point="name", contrast=Contrast.DIFFERS, cells=tuple(cells[place][1] for place in sorted(cells))
            )


def is_one_person(one: Figure, other: Figure) -> bool:
    """Whether two ages are of one person, whose name may be spelt in two ways when the ages are about the same."""
    if same_person(one.what, other.what):
        return True
    alike = abs(one.low - other.low) <= _YEARS and spelt_apart(one.what, other.what, _MORE_ALIKE)
    return alike and not _are_two_sexes(one.what, other.what)


def _excerpt(told: Told, figure: Figure) -> Excerpt:
    return Excerpt(figure.text, told.account.id, figure.paragraph)


def _persons(told: Sequence[Told]) -> Iterator[dict[int, Figure]]:
    """Each person of an age, with the figure of each account that gives it under this or a like name."""
    of_age: dict[float, list[dict[int, Figure]]] = defaultdict(list)
    for place, one in enumerate(told):
        for figure in one.figures:
            if figure.kind is not Kind.AGE or not figure.paragraph:
                continue
            known = next((person for person in of_age[figure.low] if _is_person(figure, person.values())), None)
            if known is not None:
                known.setdefault(place, figure)
            elif len(of_age[figure.low]) < PERSONS:
                of_age[figure.low].append({place: figure})
    for same_age in of_age.values():
        yield from same_age


def _is_person(figure: Figure, known: Iterable[Figure]) -> bool:
    return any(same_person(figure.what, other.what) or spelt_apart(figure.what, other.what) for other in known)


def _full_names(told: Told) -> dict[str, list[_Found]]:
    """The full names of an account that stand for no relative, by their first and by their last part."""
    found: dict[str, list[_Found]] = defaultdict(list)
    seen: set[str] = set()
    for number, paragraph in enumerate(told.account.paragraphs, start=1):
        for name in _FULL_NAME.finditer(paragraph):
            if name[0] in seen or len(seen) >= NAMES:
                continue
            seen.add(name[0])
            parts = name_parts(name[0])
            if len(parts) > 1 and not _KIN.search(paragraph, max(0, name.start() - 20), name.start()):
                for part in {parts[0], parts[-1]}:
                    found[part].append((name[0], Excerpt(name[0], told.account.id, number)))
    return found


def _other_spelling(
    person: Mapping[int, Figure], told: Sequence[Told], place: int, named: Mapping[str, list[_Found]]
) -> _Found | None:
    """The full name in another account that is this person's, in another spelling."""
    for known, figure in person.items():
        parts = name_parts(figure.what)
        for name, excerpt in (*named.get(parts[-1], ()), *named.get(parts[0], ())) if len(parts) > 1 else ():
            if (
                spelt_apart(figure.what, name, _MORE_ALIKE)
                and not _is_named(figure.what, told[place])
                and not _is_named(name, told[known])
                and not _is_other(name, figure.low, told[place])
            ):
                return name, excerpt
    return None


def _is_other(name: str, age: float, there: Told) -> bool:
    """Whether an account gives a far other age to a name."""
    return any(
        figure.kind is Kind.AGE and abs(figure.low - age) > _YEARS and same_person(figure.what, name)
        for figure in there.figures
    )


def _apart(cells: Mapping[int, _Found], told: Sequence[Told]) -> bool:
    return any(
        spelt_apart(one, other, ALIKE)
        and not _are_two_sexes(one, other)
        and not _is_named(one, told[b])
        and not _is_named(other, told[a])
        for (a, (one, _)), (b, (other, _)) in combinations(cells.items(), 2)
    )


def _are_two_sexes(one: str, other: str) -> bool:
    first, second = one.split()[0], other.split()[0]
    return (first in MALE_NAMES and second in FEMALE_NAMES) or (first in FEMALE_NAMES and second in MALE_NAMES)


def _is_named(name: str, there: Told) -> bool:
    return all(part in there.text for part in name.split())
