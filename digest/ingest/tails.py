"""The end of an article: where its text stops and what stands below it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.ingest.cohesion import cohesion, marks
from digest.ingest.lines import Kind, Line

ARTICLE = 40
"""Words below which a heading and its text are a teaser, never an article."""

_BREAKS = (Kind.RELATED, Kind.ASIDE, Kind.APPEAL)
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_ASKED = re.compile(r"[?？؟][\"'”’»]?$|^(?:Q|F|P|Question|Frage|Pregunta)\s?[:.]\s")
_ABOUT = re.compile(
    r"^(?:[^\W\d_a-z][\w.'’-]*\s){2,4}(?:is|was|covers|writes|reports|joined|works|has (?:covered|reported|written))\s(?:(?:an?|the|our|for|about|on|from|as)\s)?"
    r".{0,120}\b(?:reporter|correspondent|editor|columnist|writer|journalist|author|professor|lecturer|researcher|fellow|contributor|desk|courts|bureau|team|teaches|photographer|producer)\b",
)


_COVERS = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*\s){1,3}(?:covers|writes about|reports on)\s.{3,160}\b(?:for|at)\s(?:the\s)?[^\W\d_a-z].{2,60}$",
    re.IGNORECASE,
)


def end_of_body(lines: Sequence[Line], mine: Sequence[int]) -> int:
    """Index of the last line of an article's body.

    Teasers after a *related* line, notices about the author or the site and what follows
    long appeals do not belong to it: the body ends before the first such break after which
    the text does not go on.
    """
    for place, at in enumerate(mine[1:], start=1):
        kinds = [line.kind for line in lines[mine[place - 1] + 1 : at]]
        furniture = sum(kind is Kind.PROMO for kind in kinds) >= 2
        if Kind.HEADING in kinds and _are_teasers(lines, mine[:place], mine[place:]):
            return mine[place - 1]
        if not furniture and not any(kind in _BREAKS for kind in kinds):
            continue
        rest = mine[place:]
        if Kind.RELATED in kinds and not _goes_on(lines, mine[:place], rest):
            return mine[place - 1]
        long_appeal = any(line.kind is Kind.APPEAL and line.size >= 25 for line in lines[mine[place - 1] + 1 : at])
        if furniture and _strays(lines, mine[:place], rest):
            return mine[place - 1]
        if (Kind.ASIDE in kinds or long_appeal) and not _is_same_text(lines, mine[:place], rest, Kind.ASIDE in kinds):
            return mine[place - 1]
    last = len(mine) - 1
    while last > 0 and is_about_author(lines[mine[last]].text):
        last -= 1
    return mine[last]


def _are_teasers(lines: Sequence[Line], mine: Sequence[int], rest: Sequence[int]) -> bool:
    """One-sentence paragraphs to the end, of other things than the text above: summaries of other articles."""
    sizes = [lines[at].size for at in rest]
    heads = [line for line in lines[mine[-1] + 1 : rest[-1]] if line.kind is Kind.HEADING]
    if any(_ASKED.search(line.text) or _NUMBERED.match(line.text) for line in heads):
        return False  # a question over its answer, a point of a list
    if len(heads) == 1 and len(rest) > 1 and heads[0].size < 5:
        return False  # a cross-head over the last section
    if max(sizes) > 45 or sum(sizes) > 25 * len(sizes) or sum(sizes) > 0.4 * sum(lines[at].size for at in mine):
        return False
    share = cohesion([lines[at].text for at in mine], [lines[at].text for at in rest])
    return share is not None and share < 0.08


def _strays(lines: Sequence[Line], mine: Sequence[int], rest: Sequence[int]) -> bool:
    """A short rest that shares no name with the text above a run of the page's own lines."""
    size = sum(lines[at].size for at in rest)
    if size > 120 or size > 0.3 * sum(lines[at].size for at in mine):
        return False
    share = cohesion([lines[at].text for at in mine], [lines[at].text for at in rest])
    return share is not None and share < 0.1


def _goes_on(lines: Sequence[Line], mine: Sequence[int], rest: Sequence[int]) -> bool:
    """True when after a *related* line the text goes on: paragraphs with nothing between, a long one, the same names."""
    share = cohesion([lines[at].text for at in mine], [lines[at].text for at in rest])
    if share is not None and share >= 0.2 and sum(lines[at].size for at in rest) >= 15:
        return True
    longest = run = 0
    before = None
    for at in rest:
        run = run + lines[at].size if before == at - 1 or before is None else lines[at].size
        longest, before = max(longest, run), at
    return longest >= ARTICLE


def _is_same_text(lines: Sequence[Line], mine: Sequence[int], rest: Sequence[int], aside: bool) -> bool:
    """Whether the paragraphs after a notice go on with the text: they are many, or they name the same."""
    size = sum(lines[at].size for at in rest)
    if size > (150 if aside else 60):
        return True
    share = cohesion([lines[at].text for at in mine], [lines[at].text for at in rest])
    return not aside and (share is None or share > 0.1)


def is_about_author(text: str) -> bool:
    """True for the line below an article that says who its author is."""
    return (
        len(text) < 320
        and bool(_ABOUT.match(text) or _COVERS.match(text))
        and not re.search(r"[“”\"]|\bsaid\b|\btold\b", text)
    )


def is_teaser_list(body: Sequence[Line]) -> bool:
    """Four and more short paragraphs of which hardly any names what another one names: a list, no text."""
    prose = [line for line in body if line.kind is Kind.PROSE]
    if len(prose) < 4 or len(prose) < len(body) or max(line.size for line in prose) > 30:
        return False
    named = [{word for word, weight in marks(line.text).items() if weight >= 1.0} for line in prose]
    kin = sum(any(mine & other for place, other in enumerate(named) if place != at) for at, mine in enumerate(named))
    return sum(map(bool, named)) >= 0.6 * len(prose) and kin <= 0.25 * len(prose)
