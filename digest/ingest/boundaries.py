"""Where one article of a page ends and the next begins: scored evidence.

Between every two paragraphs there is a gap, empty or full of other lines. What stands in
it, what ends before it and what begins after it each say something for or against a new
article; the sum decides. Evidence that a page repeats is trusted more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from digest.ingest.cohesion import cohesion, coverage, marks
from digest.ingest.datelines import find_dateline, split_sign_off
from digest.ingest.lines import Kind, Line
from digest.ingest.stamps import is_person_like

THRESHOLD = 2.5
"""Sum of evidence from which a gap parts two articles."""

TITLE_WORDS = range(3, 36)
"""Words of a line that may be a title rather than a cross-head or a name."""

DIGEST = "page of short items"
"""Key of a page's habit: plain headings part its items."""

BYLINES = "gaps with a byline"
RULES = "gaps with a rule"
TITLES = "gaps with a long title, none with a short one"
"""Keys of a page's habits: how many of its gaps hold such a line."""

DIGEST_SHARE = 0.13
"""Cohesion up to which a heading of such a page brings other names."""

_TAIL_MARKS = re.compile(
    r"^(?:share|tags?|filed under|leave a comment|\d+ comments?|©|copyright|all rights|posted in|read (?:the )?full)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Gap:
    """The space between two paragraphs that follow each other."""

    left: int
    """Index of the paragraph before it."""

    right: int
    """Index of the paragraph after it."""

    evidence: tuple[tuple[str, float], ...]
    """What was found, with its weight; weights below 0 speak for one article."""

    signature: str
    """The sorts of lines in the gap, in order: `HSB` for heading, stamp, byline."""

    @property
    def score(self) -> float:
        """The sum of the evidence."""
        return sum(weight for _, weight in self.evidence)


def find_boundaries(lines: Sequence[Line], prose: Sequence[int], starts: tuple[re.Pattern[str], ...] = ()) -> list[Gap]:
    """The gaps that part two articles.

    Args:
        lines: the lines of one page in order.
        prose: indices of the lines that are paragraphs of texts, ascending.
        starts: patterns of lines with which an item begins, from a site's profile.

    Two passes: the first takes what is plain, the second looks again at the rest with
    what the page has shown to be its habit.
    """
    echoes = _echoes(lines)
    habit = _habits(lines, prose, _walk(lines, prose, echoes, Counter(), starts))
    return _walk(lines, prose, echoes, habit, starts)


def _habits(lines: Sequence[Line], prose: Sequence[int], plain: Sequence[Gap]) -> Counter[str]:
    """How a page parts its items: the signatures of its plain boundaries, its bylines, rules and headings."""
    habit = Counter(gap.signature for gap in plain)
    habit[_header_signature(lines, prose)] += 1
    habit[DIGEST] = _is_digest(lines, prose)
    gaps = [lines[left + 1 : right] for left, right in pairwise(prose)]
    habit[BYLINES] = sum(any(line.kind is Kind.BYLINE for line in inside) for inside in gaps)
    heads = [line for inside in gaps for line in inside if line.kind is Kind.HEADING and not is_person_like(line.text)]
    habit[TITLES] = len(heads) if all(map(_is_long_title, heads)) else 0
    habit[RULES] = sum(any(_is_rule(line) for line in inside) for inside in gaps)
    return habit


def _is_digest(lines: Sequence[Line], prose: Sequence[int]) -> bool:
    """True for a page of short items under plain headings: three quarters of them bring other names."""
    low = among = 0
    for place in range(len(prose) - 1):
        inside = lines[prose[place] + 1 : prose[place + 1]]
        if not inside or any(line.kind not in (Kind.HEADING, Kind.PROMO, Kind.APPEAL) for line in inside):
            continue
        if not any(_may_head_item(line) for line in inside):
            continue
        before = [lines[at].text for at in prose[max(0, place - 5) : place + 1]]
        share = cohesion(before, [lines[at].text for at in _window(prose, place + 1, lines)])
        among += 1
        low += share is not None and share <= DIGEST_SHARE
    return low >= 2 and low >= 0.75 * among and not _names_return(lines, prose)


def _names_return(lines: Sequence[Line], prose: Sequence[int]) -> bool:
    """The names of a page's first paragraphs stand in most of its later sections: it is one article."""
    first = {word for at in prose[:3] for word, weight in marks(lines[at].text).items() if weight >= 1.0}
    sections: list[set[str]] = []
    for left, right in pairwise(prose[2:]):
        if not sections or any(line.kind is Kind.HEADING for line in lines[left + 1 : right]):
            sections.append(set())
        sections[-1] |= marks(lines[right].text).keys()
    later = sections[1:]
    return len(first) >= 3 and sum(bool(first & names) for names in later) > 0.5 * len(later)


def _may_head_item(line: Line) -> bool:
    """A heading that could stand over an item of its own: three words and more, no question."""
    return line.kind is Kind.HEADING and line.size >= 3 and not line.text.rstrip('"”’»').endswith(("?", "？", "؟", ":"))


def _walk(
    lines: Sequence[Line],
    prose: Sequence[int],
    echoes: frozenset[str],
    habit: Counter[str],
    starts: tuple[re.Pattern[str], ...] = (),
) -> list[Gap]:
    """The gaps that part, from top to bottom: what was said since the last one is what the text may go on with."""
    found: list[Gap] = []
    start = 0
    for place in range(len(prose) - 1):
        left, right = prose[place], prose[place + 1]
        before = [lines[at].text for at in prose[max(start, place - 11) : place + 1]]
        after = [lines[at].text for at in _window(prose, place + 1, lines)]
        gap = _weigh(lines, left, right, before, after, echoes, habit)
        if starts and any(form.fullmatch(line.text) for form in starts for line in lines[left + 1 : right + 1]):
            gap = replace(gap, evidence=(*gap.evidence, ("the site's profile", THRESHOLD + 1.0)))
        if gap.score >= THRESHOLD:
            found.append(gap)
            start = place + 1
    return found


def _window(prose: Sequence[int], place: int, lines: Sequence[Line]) -> list[int]:
    """The next paragraphs, up to about 160 words, not beyond the next title-like heading."""
    taken: list[int] = []
    size = 0
    for at in prose[place : place + 6]:
        if taken and any(is_title_like(lines[near]) for near in range(taken[-1] + 1, at)):
            break
        taken.append(at)
        size += lines[at].size
        if size >= 160:
            break
    return taken


def _echoes(lines: Sequence[Line]) -> frozenset[str]:
    """Keys of the headings that the page says twice, a site's suffix aside."""
    count: Counter[str] = Counter()
    for line in lines:
        if line.kind in (Kind.HEADING, Kind.ITEM, Kind.PROSE) and line.size in TITLE_WORDS:
            count[line.key] += 1
            bare = without_suffix(line.key)
            if bare != line.key and len(bare.split()) >= 4:
                count[bare] += 1
    return frozenset(key for key, times in count.items() if times > 1)


def without_suffix(title: str) -> str:
    """A title less the name of its site: `Title - Example Gazette`, `Title | News | Site`."""
    bare = re.split(r"\s+[|»·•]\s+|\s+[-–—]\s+(?=[^-–—|]{2,40}$)", title, maxsplit=1)[0]
    return bare if len(bare.split()) >= 3 or len(bare) >= 10 else title


def is_title_like(line: Line) -> bool:
    """A heading long enough to be a title."""
    wide = line.size >= 3 and not line.text.isascii() and len(line.text) >= 8
    return line.kind is Kind.HEADING and (line.size in TITLE_WORDS or wide)


def _weigh(
    lines: Sequence[Line],
    left: int,
    right: int,
    before: Sequence[str],
    after: Sequence[str],
    echoes: frozenset[str],
    habit: Counter[str],
) -> Gap:
    inside = lines[left + 1 : right]
    evidence = [
        *_heading_evidence(inside, before, after, echoes, bool(habit[DIGEST])),
        *_stamp_evidence(inside),
        *_end_evidence(lines[left], inside),
        *_form_evidence(lines[left], inside, lines[right]),
        *_cohesion_evidence(inside, before, after),
    ]
    evidence = _softened(evidence, inside)
    signature = signature_of(inside)
    evidence += _habit_evidence(inside, habit)
    if habit[signature] and set(signature) & set("HSD") and signature not in ("H", "h", "RH"):
        evidence.append(("the page's habit", 1.0 if habit[signature] > 1 else 0.7))
    return Gap(left, right, tuple(evidence), signature)


def _softened(evidence: list[tuple[str, float]], inside: Sequence[Line]) -> list[tuple[str, float]]:
    """Two articles on one subject share its names: under a long title that its text covers they say less."""
    said = {name for name, _ in evidence}
    if "title covered by what follows" not in said or not any(
        is_title_like(line) and line.size >= 7 for line in inside
    ):
        return evidence
    return [(name, max(weight, -0.4) if name == "goes on with the same names" else weight) for name, weight in evidence]


def _is_long_title(line: Line) -> bool:
    """A heading of seven words and more that is no question and no numbered point: longer than cross-heads are."""
    return line.kind is Kind.HEADING and line.size >= 7 and not re.search(r"[?？؟:]$|^\d", line.text)


def _habit_evidence(inside: Sequence[Line], habit: Counter[str]) -> list[tuple[str, float]]:
    """What parts the items of this page again and again: a byline, a rule."""
    found = []
    if habit[BYLINES] > 1 and any(line.kind is Kind.BYLINE for line in inside):
        found.append(("bylines recur", 1.6))
    if habit[TITLES] > 1 and any(_is_long_title(line) for line in inside):
        found.append(("long titles recur", 1.4))
    rules = [line for line in inside if _is_rule(line)]
    if habit[RULES] > 1 and rules:
        # asterisks without a title part the sections of one text, lines part items
        section = all("*" in line.text for line in rules) and not any(is_title_like(line) for line in inside)
        found.append(("rules recur", 0.3 if section else 1.8))
    return found


def _heading_evidence(
    inside: Sequence[Line], before: Sequence[str], after: Sequence[str], echoes: frozenset[str], digest: bool
) -> list[tuple[str, float]]:
    titles = [line for line in inside if is_title_like(line) or (digest and _may_head_item(line))]
    titles = titles or [line for line in inside if line.kind is Kind.HEADING and _said_twice_here(inside)]
    if not titles:
        return [("cross-head", 0.2)] if any(line.kind is Kind.HEADING for line in inside) else []
    here = _said_twice_here(inside)
    elsewhere = any(line.key in echoes or without_suffix(line.key) in echoes for line in titles)
    best = max(titles, key=lambda line: coverage(line.text, after[:2]))
    ahead, behind = coverage(best.text, after[:3]), coverage(best.text, before[-3:])
    covers = ahead >= 0.4 and ahead - behind >= 0.3
    headed = any(line.kind in (Kind.STAMP, Kind.BYLINE, Kind.CAPTION, Kind.SOURCE) for line in inside)
    if any(line.kind is Kind.RELATED for line in inside) and not (here or covers or headed):
        return []  # links to other articles in the middle of one
    if all(line.text.rstrip('"”’»').endswith(("?", "？", "؟")) for line in titles) and not (here or headed):
        return [("question", 0.2)]
    longest = max(line.size for line in titles)
    weight = 1.0 if longest >= 5 else 0.6 if longest == 4 else 0.4
    found = [("title", 1.0 if digest or any(not line.text.isascii() for line in titles) else weight)]
    if here:
        # a photo's text and its caption are said twice as well: a title has its words in the text below
        found.append(("title said twice", 2.6 if headed or ahead >= 0.3 else 1.2))
    elif elsewhere and (headed or covers):
        found.append(("title said elsewhere on the page", 1.2))
    if covers:
        found.append(("title covered by what follows", 0.6))
    if digest and any(_may_head_item(line) for line in inside):
        found.append(("a page of short items", 0.9))
    return found


def _said_twice_here(inside: Sequence[Line]) -> bool:
    """A short heading that stands twice in one gap is a title, not a cross-head."""
    keys = [line.key for line in inside if line.kind is Kind.HEADING and line.size >= 2]
    return len(keys) > len(set(keys))


def _stamp_evidence(inside: Sequence[Line]) -> list[tuple[str, float]]:
    headed = any(is_title_like(line) for line in inside)
    stamps = {line.stamp for line in inside if line.kind is Kind.STAMP}
    found: list[tuple[str, float]] = []
    if stamps & {"date", "relative"}:
        found.append(("date line", 1.9 if headed else 1.0))
    elif stamps:
        found.append(("clock time", 1.5 if headed else 1.0))
    if any((line.kind is Kind.STAMP and line.name) or line.kind is Kind.SOURCE for line in inside):
        found.append(("publisher", 0.6))
    if any(line.kind is Kind.BYLINE for line in inside):
        found.append(("byline", 1.4 if headed else 0.9))
    elif headed and any(line.kind is Kind.HEADING and is_person_like(line.text) for line in inside):
        found.append(("name", 0.7))
    return found


def _end_evidence(left: Line, inside: Sequence[Line]) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    rest, _, cut = split_sign_off(left.text)
    if cut and rest:
        found.append(("sign-off", 1.5))
    kinds = {line.kind for line in inside}
    if Kind.RELATED in kinds:
        found.append(("related", 0.9 if kinds & {Kind.STAMP, Kind.BYLINE, Kind.SOURCE, Kind.CAPTION} else 0.5))
    if Kind.COMMENTS in kinds:
        found.append(("comments", 0.8))
    if any(line.kind is Kind.PROMO and _TAIL_MARKS.match(line.text) for line in inside):
        found.append(("end mark", 0.6))
    elif any(_is_rule(line) for line in inside):
        found.append(("rule", 0.8))
    return found


def _is_rule(line: Line) -> bool:
    return line.kind is Kind.PROMO and len(line.text) >= 3 and not re.search(r"[^\W_]", line.text)


def _form_evidence(left: Line, inside: Sequence[Line], right: Line) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    dateline = find_dateline(right.text)
    if dateline:
        found.append(("dateline", 2.6 if dateline.sure else 0.7))
    elif right.text[:1].islower() and right.text[:1].isascii():
        found.append(("begins in lower case", -3.0))
    if not inside and not dateline:
        found.append(("nothing between", -2.0))
    captions = [line for line in inside if line.kind is Kind.CAPTION]
    if captions and any(is_title_like(line) for line in inside):
        found.append(("caption below a title", 0.5))
    if max((line.blanks for line in [*inside, right]), default=0) >= 3:
        found.append(("wide gap", 0.4))
    if _quote_goes_on(left.text, right.text):
        found.append(("quotation goes on", -2.5))
    return found


def _quote_goes_on(left: str, right: str) -> bool:
    """A quotation over several paragraphs opens each and closes only the last."""
    opener = left[:1]
    if opener not in "“«„" or right[:1] != opener:
        return False
    closer = {"“": "”", "«": "»", "„": "“"}[opener]
    return left.count(closer) < left.count(opener)


def _cohesion_evidence(inside: Sequence[Line], before: Sequence[str], after: Sequence[str]) -> list[tuple[str, float]]:
    share = cohesion(before, after)
    if share is None:
        return []
    if share > 0.3:
        return [("goes on with the same names", -1.5)]
    if share > 0.2:
        return [("goes on with the same names", -0.8)]
    steps = ((0.05, 1.0), (0.1, 0.7), (0.15, 0.4))
    weight = next((weight for limit, weight in steps if share <= limit), 0.0)
    if not any(line.kind in (Kind.HEADING, Kind.STAMP, Kind.BYLINE) for line in inside):
        weight *= 0.5
    return [("other names", weight)] if weight else []


def signature_of(inside: Sequence[Line]) -> str:
    """The sorts of lines in a gap, each run once: H title, h short heading, S stamp, B byline, C caption, D bullet."""
    signs: list[str] = []
    for line in inside:
        sign = {
            Kind.STAMP: "S",
            Kind.BYLINE: "B",
            Kind.CAPTION: "C",
            Kind.ITEM: "D",
            Kind.RELATED: "R",
            Kind.SOURCE: "P",
        }.get(line.kind, "")
        if line.kind is Kind.HEADING:
            sign = "H" if is_title_like(line) else "h"
        if sign and (not signs or signs[-1] != sign):
            signs.append(sign)
    return "".join(signs)


def _header_signature(lines: Sequence[Line], prose: Sequence[int]) -> str:
    if not prose:
        return ""
    head = signature_of(lines[max(0, prose[0] - 8) : prose[0]])
    at = head.find("H")
    return head[at:] if at >= 0 else head
