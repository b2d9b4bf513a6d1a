"""What the page of one story claims, found in its reports."""

from __future__ import annotations

from collections.abc import Sequence

from digest.claims import Account, Difference, Event, Evidence
from digest.evidence.alone import alone
from digest.evidence.differences import differences
from digest.evidence.mentions import mentions
from digest.evidence.notes import Notes, read
from digest.evidence.summary import summary
from digest.evidence.verbatim import only_verbatim
from digest.stories.names import Known

EVENTS = 12
"""Days of one story at most; those that more reports name stay."""


def story_evidence(accounts: Sequence[Account], known: Sequence[Known] = ()) -> Evidence:
    """Everything that the page of a story claims, from its independent reports in their order.

    Args:
        accounts: the reports.
        known: names that the editor knows.
    """
    beside = len(accounts) > 1
    evidence = gather([read(account, beside=beside) for account in accounts], differences(accounts), known)
    return only_verbatim(evidence, accounts)


def gather(notes: Sequence[Notes], found: Sequence[Difference] = (), known: Sequence[Known] = ()) -> Evidence:
    """Put together what was noted of each report.

    Args:
        notes: of the reports, in their order.
        found: the points on which they differ.
        known: names that the editor knows.
    """
    chosen = summary([one.opening for one in notes])
    return Evidence(
        summary=chosen,
        differences=tuple(found),
        quotations=tuple(quotation for one in notes for quotation in one.quotations),
        alone=alone(notes, chosen),
        events=_events(notes),
        mentions=mentions([one.names for one in notes], known),
    )


def _events(notes: Sequence[Notes]) -> tuple[Event, ...]:
    """The days that the reports name, oldest first, each as the first report that names it has it."""
    found: dict[int, Event] = {}
    named: dict[int, int] = {}
    for one in notes:
        for event in one.events:
            day = event.day.toordinal()
            found.setdefault(day, event)
            named[day] = named.get(day, 0) + 1
    kept = sorted(sorted(found, key=lambda day: (-named[day], -day))[:EVENTS])
    return tuple(found[day] for day in kept)
