"""How a story developed: the days that a report names, with what it says of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from digest.claims import Account, Event, Excerpt
from digest.evidence.summary import is_prose
from digest.stories.days import day_mentions

_AHEAD = re.compile(
    r"\b(?:will|would|shall|expected|due|scheduled|plans?|planned|planning|to be held|next|upcoming|until|by|before|deadline|set to"
    r"|slated|may|might|could|should|if|tomorrow|later this)\b"
)
"""Words of what has not happened yet: a weekday beside them may be one to come."""

_SHORTEST = 30
_LONGEST = 420
"""Characters of a sentence that says what happened on a day."""


def events_of(account: Account, spans: Sequence[Sequence[tuple[int, int]]]) -> tuple[Event, ...]:
    """The days that a report names, the first sentence for each; nothing without the day it was published.

    A weekday counts back from the publication, so sentences about what is to come are left out.

    Args:
        spans: the sentences of each paragraph.
    """
    if account.day is None:
        return ()
    found: dict[date, Event] = {}
    told: set[tuple[int, int]] = set()
    for number, text in enumerate(account.paragraphs):
        for named, place in day_mentions(text, account.day):
            if not named.year:
                continue
            day = date(named.year, named.month, named.day)
            if day in found or day > account.day:
                continue
            start, end = spans[number][bisect_right(spans[number], (place, len(text))) - 1]
            if (number, start) in told:
                continue  # a sentence tells of the first day that it names
            if (
                _SHORTEST <= end - start <= _LONGEST
                and not _AHEAD.search(text, start, end)
                and is_prose(text[start:end])
            ):
                told.add((number, start))
                found[day] = Event(day=day, said=Excerpt(text[start:end], account.id, number + 1))
    return tuple(found[day] for day in sorted(found))
