"""People, places and organisations that the reports of a story name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from digest.claims import Mention
from digest.evidence.notes import Naming
from digest.stories.names import GIVEN_NAMES, ORGANISATION, PLACE, Known, fold

MOST = 30
"""Names of one story that are told."""


def mentions(names: Sequence[Sequence[Naming]], known: Sequence[Known] = ()) -> tuple[Mention, ...]:
    """Who and what is named, with aliases put together; what stands once in one report only is left out.

    Args:
        names: of each report.
        known: what the editor says of names.
    """
    forms = fold((one.name for report in names for one in report), known)
    times: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    persons: set[str] = set()
    places: Counter[str] = Counter()
    for report in names:
        for one in report:
            name = forms.get(one.name, one.name)
            times[name] += one.times
            places[name] += one.place
            if one.person:
                persons.add(name)
        for name in {forms.get(one.name, one.name) for one in report}:
            reports[name] += 1
    kinds = {one.name: one.kind for one in known}
    found = [
        Mention(
            name=name,
            kind=kinds.get(name) or _kind(name, name in persons, places[name] > 0),
            reports=reports[name],
            times=count,
        )
        for name, count in times.items()
        if count > 1 or reports[name] > 1
    ]
    found.sort(key=lambda one: (-one.reports, -one.times, one.name))
    return tuple(found[:MOST])


def _kind(name: str, person: bool, place: bool) -> str:
    """What a name is, where the text shows it; empty else."""
    words = name.split()
    if words[-1] in PLACE:
        return "place"
    if ORGANISATION.intersection(words):
        return "organisation"
    if person or (2 <= len(words) <= 3 and words[0] in GIVEN_NAMES):
        return "person"
    return "place" if place and not name.isupper() else ""
