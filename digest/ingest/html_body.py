"""Find the article on a page: its container, its standfirst, and what inside it is no article.

The container is the element whose text pays best: paragraphs count for it, labels and link lists
against it. That needs no list of publishers, and a page's own statements (`articleBody`, `<article>`)
only break ties.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from digest.ingest.html_lines import alike, is_dated, is_line, letters, same
from digest.ingest.html_tree import Run, Runs, ancestors, size, tag_of, words_of
from digest.ingest.html_zones import STANDFIRST, Zones

ENOUGH = 300
"""Size (see `size`) of the smallest text taken for an article: some 60 words."""

_MANY = 40
"""Articles on one page beyond which they are no articles but entries of a list."""

ARTICLE_NAMES = frozenset(["article", "post", "story", "entry", "newsitem"])
"""Names of boxes that hold an article each, on pages without `<article>` elements."""

_NUMBERS = re.compile(r"[\d_-]*\d[\w-]*")
_PARAGRAPH_TAGS = frozenset(["p", "blockquote", "li", "pre", "dd", "dt"])
_INNER_TAGS = _PARAGRAPH_TAGS | {"ul", "ol", "dl", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True, slots=True)
class Body:
    """An article as runs in reading order, and the captions that stood among them."""

    runs: tuple[Run, ...]
    standfirst: tuple[Run, ...]
    others: tuple[tuple[Run, ...], ...]
    captions: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(run.size for run in self.runs)


def find_body(
    root: Any, title: str, description: str = "", stated: str = "", split: bool = True, named: bool = True
) -> Body:
    """Find the article below `root`.

    Args:
        title: the page's headline, which is no part of the body.
        description: what the page gives as its description; a visible line that equals it is the standfirst.
        stated: the body as JSON-LD states it, "" when it does not.
        split: whether several articles on the page are to be kept apart.
        named: whether the names of classes count as evidence against an element.
    """
    zones = Zones(root, named)
    walker = Runs(zones.skip)
    walker.walk(root)
    runs = walker.found
    container = _best_container(runs, stated)
    if container is None:
        return Body((), (), (), tuple(zones.captions))
    main, others = _articles(container, runs, title) if split else (container, ())
    inside = _inside(main, runs)
    body = _agreeing(_trimmed(_belonging(inside, title, zones.captions)), stated)
    lead = _standfirst(runs, body, title, description)
    more = tuple(tuple(_other(_inside(other, runs))) for other in others)
    return Body((*lead, *body), lead, more, tuple(dict.fromkeys(zones.captions)))


def _best_container(runs: Sequence[Run], stated: str) -> Any:
    """Return the element with the best sum of values; None when there is no prose.

    A stated body that is much shorter than what is seen is a teaser and no evidence.
    """
    best = _best(runs, set())
    if best is None or size(stated) < ENOUGH:
        return best
    seen = sum(run.size for run in _inside(best, runs) if run.prose)
    agreed = _best(runs, shingles(stated)) if size(stated) >= 0.5 * seen else None
    return best if agreed is None else agreed


def _best(runs: Sequence[Run], known: set[tuple[str, ...]]) -> Any:
    scores: dict[Any, float] = {}
    for run in runs:
        value = _value(run, known)
        for element in ancestors(run.element):
            scores[element] = scores.get(element, 0.0) + value
    best, score = None, 0.0
    for element, total in scores.items():
        if total > score:
            best, score = element, total
    return _descend(best, runs) if best is not None else None


def _value(run: Run, known: set[tuple[str, ...]]) -> float:
    if run.prose:
        value = float(run.size)
        if known:
            own = shingles(run.text)
            value *= 1.0 if own & known and len(own & known) >= 0.5 * len(own) else -0.2
        return value
    if run.heading:
        return -5.0 if run.linked < 0.5 else -60.0
    return -10.0 if run.linked < 0.5 else -30.0 - 0.5 * run.size


def _descend(element: Any, runs: Sequence[Run]) -> Any:
    """Go down to a child that holds nearly all of the prose, or is marked as the article and holds most."""
    totals: dict[Any, int] = {}
    for run in runs:
        if run.prose:
            for around in ancestors(run.element):
                totals[around] = totals.get(around, 0) + run.size
    while True:
        whole = max(1, totals.get(element, 0))
        child = max(element, key=lambda e: totals.get(e, 0), default=None)
        if child is None or not totals.get(child):
            return element
        share = totals[child] / whole
        if share > 0.97 or (share > 0.6 and _marked(child)):
            element = child
        else:
            return element


def _marked(element: Any) -> bool:
    return tag_of(element) == "article" or "articleBody" in (element.get("itemprop"), element.get("property"))


def _inside(container: Any, runs: Sequence[Run]) -> list[Run]:
    return [run for run in runs if any(around is container for around in ancestors(run.element))]


def _articles(container: Any, runs: Sequence[Run], title: str) -> tuple[Any, tuple[Any, ...]]:
    """Tell the main article from others that stand on the same page in full.

    Several `<article>` elements, or boxes named so, none inside another, each with a heading and prose of its own.
    """
    marked = [e for e in container.iter("article") if e is not container]
    if len(marked) < 2:
        marked = [
            e for e in container.iter("div", "section", "li") if e is not container and words_of(e) & ARTICLE_NAMES
        ]
    full = [e for e in marked if _is_full(_inside(e, runs))] if 1 < len(marked) <= _MANY else []
    outer = [e for e in full if not any(a in full for a in ancestors(e.getparent()))]
    if len(outer) < 2:
        return container, ()
    main = next((e for e in outer if any(same(run.text, title) for run in _inside(e, runs) if run.heading)), outer[0])
    return main, tuple(e for e in outer if e is not main)


def _is_full(runs: Sequence[Run]) -> bool:
    headed = any(tag_of(run.element) in ("h1", "h2") for run in runs[:6])
    return headed and sum(run.size for run in runs if run.prose) >= ENOUGH


def _home(run: Run) -> str:
    """Name what holds a run: the tag and class of the element around its paragraph, numbers left out."""
    holder = next((e for e in ancestors(run.element) if tag_of(e) not in _INNER_TAGS), run.element)
    return f"{tag_of(holder)}.{_NUMBERS.sub('', str(holder.get('class') or '')[:300])}"


@dataclass(frozen=True, slots=True)
class _Homes:
    """Where the prose of a container lives."""

    shares: dict[str, float]
    """Share of the prose by home."""

    settled: bool
    """Whether one home has most of it."""

    tagged: bool
    """Whether nearly all of it stands in paragraph elements."""

    around: frozenset[Any]
    """Elements that hold prose of the main home."""


def _homes(inside: Sequence[Run]) -> _Homes:
    prose = [(run, _home(run)) for run in inside if run.prose]
    total = max(1, sum(run.size for run, _ in prose))
    shares: dict[str, float] = {}
    for run, home in prose:
        shares[home] = shares.get(home, 0.0) + run.size / total
    main = max(shares, key=lambda h: shares[h], default="")
    tagged = sum(run.size for run, _ in prose if tag_of(run.element) in _PARAGRAPH_TAGS) > 0.8 * total
    around = frozenset(e for run, home in prose if home == main for e in ancestors(run.element))
    return _Homes(shares, shares.get(main, 0.0) > 0.55, tagged, around)


def _belonging(inside: Sequence[Run], title: str, captions: Sequence[str] = ()) -> list[Run]:
    """Keep the runs of a container that are text of the article.

    Where most of the prose has one kind of home, what lives elsewhere has to be paragraphs between
    paragraphs of the article, and to share its box with neither links nor headings.
    """
    homes = _homes(inside)
    at = [i for i, run in enumerate(inside) if run.prose and homes.shares[_home(run)] > 0.35]
    boxes = _teaser_boxes(inside, homes.around) if homes.settled else {}
    known = {letters(caption) for caption in captions}
    kept = []
    for i, run in enumerate(inside):
        share = homes.shares.get(_home(run), 0.0)
        if not _is_article_text(run, share, title) or letters(run.text) in known:
            continue
        if run.heading and i + 1 < len(inside) and inside[i + 1].linked > 0.8 and inside[i + 1].size < 200:
            continue
        if share < 0.35 and _is_foreign(run, share, homes, boxes, between=not at or at[0] <= i <= at[-1]):
            continue
        kept.append(run)
    return kept


def _is_foreign(run: Run, share: float, homes: _Homes, teasers: dict[Any, float], between: bool) -> bool:
    """Whether a run that does not live where most of the prose lives is no part of the article.

    Below or above the article less is needed to say so than between its paragraphs.
    """
    if homes.settled:
        part = teasers.get(_box(run, homes.around), 1.0)
        if part < (0.2 if between else 0.35) or (not between and share < 0.25):
            return True
    return homes.tagged and not run.heading and tag_of(run.element) not in _PARAGRAPH_TAGS


def _box(run: Run, around: frozenset[Any]) -> Any:
    """Return the largest element around a run that holds no prose of the main home; None within it."""
    box = None
    for element in ancestors(run.element):
        if element in around:
            break
        box = element
    return box if box is not run.element else None


def _teaser_boxes(inside: Sequence[Run], around: frozenset[Any]) -> dict[Any, float]:
    """Boxes with links, or with a heading over a text of its own, and their share of all prose."""
    boxed: dict[Any, list[Run]] = {}
    for run in inside:
        box = _box(run, around)
        if box is not None and tag_of(box) not in _INNER_TAGS:
            boxed.setdefault(box, []).append(run)
    whole = max(1, sum(run.size for run in inside if run.prose))
    shares = {box: sum(run.size for run in runs if run.prose) / whole for box, runs in boxed.items()}
    return {box: shares[box] for box, runs in boxed.items() if _is_teaser(runs)}


def _is_teaser(runs: Sequence[Run]) -> bool:
    headings = sum(run.heading for run in runs)
    return any(run.linked > 0.5 for run in runs) or 0 < headings < len(runs)


def _is_article_text(run: Run, home: float, title: str) -> bool:
    if same(run.text, title) or is_line(run):
        return False
    tag = tag_of(run.element)
    if run.heading:
        return tag != "h1" and run.linked < 0.5
    if run.linked > 0.8 and (tag == "li" or run.size < 200):
        return False
    if run.prose:
        return True
    if tag in _PARAGRAPH_TAGS:
        return home > 0.0 or tag in ("li", "blockquote")
    return home >= 0.2


def _trimmed(runs: Sequence[Run]) -> list[Run]:
    """Cut the labels before the first paragraph, headings with nothing after them, and repetitions."""
    kept = list(runs)
    while kept and (kept[-1].heading or (kept[-1].linked > 0.5 and not kept[-1].prose)):
        kept.pop()
    first = next((i for i, run in enumerate(kept) if run.prose), 0)
    kept = [run for i, run in enumerate(kept) if i >= first or not _is_label(run)]
    seen: dict[str, Run] = {}
    return [run for run in kept if run.size < 80 or seen.setdefault(run.text, run) is run]


def _is_label(run: Run) -> bool:
    """Whether a line above the first paragraph is a section name or a date rather than text."""
    if run.heading:
        return run.size < 50 and not any(words_of(e) & STANDFIRST for e in list(ancestors(run.element))[:2])
    return run.size < 100 and is_dated(run.text)


def _other(runs: Sequence[Run]) -> list[Run]:
    """Return a further article of the page: its heading, then its text."""
    heading = next((run for run in runs if run.heading), None)
    body = [run for run in _trimmed(_belonging(runs, heading.text if heading else "")) if run is not heading]
    return [heading, *body] if heading else body


def _agreeing(body: list[Run], stated: str) -> list[Run]:
    """Cut paragraphs that the body as stated does not have, if it has nearly all others."""
    if size(stated) < ENOUGH or not body:
        return body
    known = shingles(stated)
    shares = [len(own & known) / len(own) for own in (shingles(run.text) for run in body)]
    told = [i for i, share in enumerate(shares) if share >= 0.6 and body[i].prose]
    whole = sum(run.size for run in body)
    if sum(body[i].size for i in told) < 0.75 * whole:
        return body
    return [
        run
        for i, run in enumerate(body)
        if shares[i] >= 0.6 or (told[0] < i < told[-1] and (not run.prose or tag_of(run.element) != "p"))
    ]


def _standfirst(runs: Sequence[Run], body: Sequence[Run], title: str, description: str) -> tuple[Run, ...]:
    """Return the lines between the headline and the body that introduce the article."""
    if not body:
        return ()
    first = body[0].order
    head = max((run.order for run in runs if run.order < first and same(run.text, title)), default=-1)
    if head < 0:
        head = max((run.order for run in runs if run.order < first and tag_of(run.element) == "h1"), default=-1)
    have = {run.text for run in body}
    found = []
    for run in runs:
        stands = head < run.order < first and run.text not in have and run.linked < 0.5
        if stands and not is_line(run) and _introduces(run, description, head >= 0):
            found.append(run)
    return tuple(found) if len(found) <= 6 else ()


def _introduces(run: Run, description: str, headed: bool) -> bool:
    if run.size >= 40 and description and alike(run.text, description):
        return True
    if run.size < 100 and is_dated(run.text):
        return False
    if any(words_of(e) & STANDFIRST for e in list(ancestors(run.element))[:2]):
        return 20 <= run.size <= 1200
    return headed and 60 <= run.size <= 1200 and tag_of(run.element) in ("h2", "p")


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the four-word sequences of a text; CJK goes by the character."""
    words = re.findall(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|\w+", text.lower())
    return {tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))}
