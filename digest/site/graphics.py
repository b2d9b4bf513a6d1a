"""Small drawings as inline SVG, each of which carries data and says it in words as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from digest.site.escaping import escaped, filled

WIDTH = 300
HEIGHT = 22
BARS = 660
"""Width of the bars of many months; of few months they are narrower."""

_EDGE = 8
_GAP = 11
"""Least distance of two marks, so that reports of one day stand side by side."""

NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Mark:
    """One report on a coverage strip."""

    day: date
    copy: bool = False
    inferred: bool = False


def coverage_strip(marks: Sequence[Mark], first: date, last: date, label: str) -> Markup:
    """A line of time with a mark for each report.

    A filled dot is an independent report, a ring is a copy, a dashed outline an inferred
    date. The dates `first` and `last` are the ends of the axis, the same for all strips of a page.
    Fewer than two marks give nothing: one dot tells nothing.
    """
    if len(marks) < 2:
        return NOTHING
    ordered = sorted(marks, key=lambda mark: (mark.day, mark.copy, mark.inferred))
    places = _places([mark.day for mark in ordered], first, last)
    drawn = "".join([_drawn(mark, place) for mark, place in zip(ordered, places, strict=True)])
    return Markup(
        f'<svg class="strip" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img"'
        f' aria-label="{escaped(label)}"><path class="strip__line" d="M1 11H{WIDTH - 1}"/>'
        f'<path class="strip__end" d="M1 7v8M{WIDTH - 1} 7v8"/>{drawn}</svg>'
    )


def _places(days: Sequence[date], first: date, last: date) -> list[float]:
    """Where the marks stand: by their day, moved apart where they would overlap."""
    span = max(1, (last - first).days)
    room = WIDTH - 2 * _EDGE
    gap = min(_GAP, room / max(1, len(days) - 1))
    places: list[float] = []
    if first == last:  # one day has no ends: its marks stand in the middle
        begin = (WIDTH - gap * (len(days) - 1)) / 2
        return [begin + gap * at for at in range(len(days))]
    for day in days:
        place = _EDGE + room * (day - first).days / span
        places.append(max(place, places[-1] + gap) if places else place)
    limit = float(WIDTH - _EDGE)
    for at in range(len(places) - 1, -1, -1):
        places[at] = limit = min(places[at], limit)
        limit -= gap
    return places


def _drawn(mark: Mark, place: float) -> str:
    kind = "copy" if mark.copy else "report"
    basis = " strip__mark--inferred" if mark.inferred else ""
    at = f"{place:.1f}".removesuffix(".0")
    return f'<circle class="strip__mark strip__mark--{kind}{basis}" cx="{at}" cy="11" r="4.5"/>'


def month_bars(counts: Sequence[tuple[str, int]], label: str) -> Markup:
    """A bar for each month, oldest first; fewer than two months give nothing.

    Args:
        counts: what a bar says of itself, and how high it is.
        label: what the drawing shows, in words.
    """
    if len(counts) < 2:
        return NOTHING
    step = max(2, min(16, BARS // len(counts)))
    width = step * len(counts)
    most = max(count for _, count in counts) or 1
    bars = Markup("").join(
        filled(
            '<rect class="bars__bar" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
            at * step,
            40 - _tall(count, most),
            max(1, step - 3),
            _tall(count, most),
            said,
        )
        for at, (said, count) in enumerate(counts)
        if count
    )
    return filled(
        '<svg class="bars" viewBox="0 0 {w} 42" width="{w}" height="42" role="img" aria-label="{label}">'
        '<path class="bars__line" d="M0 41.5H{w}"/>{bars}</svg>',
        w=width,
        label=label,
        bars=bars,
    )


def _tall(count: int, most: int) -> int:
    return max(3, round(36 * count / most))
