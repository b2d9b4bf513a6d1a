"""Dates, counts and languages in the words of the pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from digest.model import Basis, Dating, Story, Teaser
from digest.site.contexts import Tongue, When

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "ha-arab", "he", "iw", "ku-arab", "ps", "sd", "ug", "ur", "yi"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*\Z")

SOURCE_UNKNOWN = "source not named"
"""What stands where a report names neither agency nor publication: a clear gap beats a guess."""


def day_words(day: date) -> str:
    """`17 June 2025`, in every locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_words(day: date) -> str:
    """`June 2025`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def when(dating: Dating) -> When:
    """A date with its basis; an inferred one says so in its words."""
    if dating.day is None:
        return When(evidence=dating.evidence)
    inferred = dating.basis is Basis.INFERRED
    words = f"≈ {day_words(dating.day)}" if inferred else day_words(dating.day)
    basis = "inferred" if inferred else "stated"
    return When(iso=dating.day.isoformat(), words=words, basis=basis, evidence=dating.evidence)


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    lower = language.lower()
    return "rtl" if lower in _RIGHT_TO_LEFT or lower.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def tongue(language: str, page: str) -> Tongue:
    """How a text in a language stands on a page in another: only the difference is said."""
    if not _LANGUAGE.match(language):
        return Tongue(dir="auto")
    lang = "" if language == page.lower() else language
    dir = "" if direction(language) == direction(page) else direction(language)
    return Tongue(lang, dir)


def counted(count: int, one: str, many: str = "") -> str:
    """`1 story`, `4 stories`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def source_of(teaser: Teaser) -> str:
    """Who wrote it and who printed it, as far as that is known."""
    if teaser.agency and teaser.source and teaser.agency != teaser.source:
        return f"{teaser.agency} via {teaser.source}"
    return teaser.agency or teaser.source or SOURCE_UNKNOWN


def report_counts(story: Story) -> str:
    """How many reports, and how many of them are independent."""
    independent = len(story.reports)
    total = sum(1 + len(report.copies) for report in story.reports)
    if total == 1:
        return "one report so far"
    if total == independent:
        return f"{total} independent reports"
    return f"{total} reports, {independent} independent"


def some_of(names: Sequence[str], limit: int = 3) -> str:
    """The first names, each once, and how many more there are."""
    once = list(dict.fromkeys(name for name in names if name))
    rest = len(once) - limit
    return ", ".join(once[:limit]) + (f" and {rest} more" if rest > 0 else "")
