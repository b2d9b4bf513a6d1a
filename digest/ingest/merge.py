"""From many pages to one draft an article: dates that pages lend each other, texts that are one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.copies import Pair, copies, shingled
from digest.ingest.cohesion import marks
from digest.ingest.dating import Clues, by_other_report, day_near, page_date, resolve
from digest.ingest.drafts import Find
from digest.ingest.pages import RawPage
from digest.model import Basis, Dating, Draft

NEARLY = 0.98
"""Share of the longest body's length from which two bodies of one text are as long as each other."""

SAME_EVENT = 0.35
"""Share of names from which a dated report lends its year to one with a month and a day only."""

_RANK = {Basis.STATED: 0, Basis.INFERRED: 1, Basis.UNKNOWN: 2}


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles with one text that different outlets carry."""

    first: Draft
    second: Draft
    share: float
    """Containment of the shorter text in the longer one, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What an inbox holds, each article once."""

    drafts: tuple[Draft, ...]
    """In the order of their first pages."""

    copies: tuple[Copy, ...]


def rank_of(dating: Dating) -> int:
    """How well a date is known: 0 stated, 1 inferred, 2 not at all."""
    return _RANK[dating.basis]


def body_text(draft: Draft) -> str:
    """A draft's body as plain text, a line a block."""
    return "\n".join(block.text for block in draft.blocks)


def merge_pages(pages: Sequence[RawPage], known: Sequence[Draft] = ()) -> Merged:
    """Date the articles of all pages and make one draft of those that are one article.

    Args:
        pages: the pages read, in the order of their names.
        known: articles of earlier runs, dated; they lend their years, nothing else.

    Two finds are one article when one text contains the other (`digest.copies`) and no
    two publishers are named; with two publishers they stay two articles and are told as
    copies.
    """
    finds = [(page.file, find) for page in pages for find in page.finds]
    pairs = copies(shingled([body_text(find.draft) for _, find in finds]))
    dated = _dated(finds, pairs, known)
    groups = _groups(dated, pairs)
    drafts = [_one(dated, group) for group in groups]
    place = {at: number for number, group in enumerate(groups) for at in group}
    carried: dict[tuple[int, int], float] = {}
    for pair in pairs:
        a, b = sorted((place[pair.first], place[pair.second]))
        if a != b:
            carried[a, b] = max(pair.share, carried.get((a, b), 0.0))
    return Merged(tuple(drafts), tuple(Copy(drafts[a], drafts[b], share) for (a, b), share in sorted(carried.items())))


def _dated(
    finds: Sequence[tuple[str, Find]], pairs: Iterable[Pair], known: Sequence[Draft]
) -> list[tuple[Draft, bool]]:
    """Each find's draft with its date, and whether it is the main one of its page."""
    days = _page_days(finds, pairs)
    dated = [replace(find.draft, dating=resolve(find.clues, days.get(file))) for file, find in finds]
    lenders = [draft for draft in (*dated, *known) if draft.dating.day]
    out = []
    for (_, find), draft in zip(finds, dated, strict=True):
        if draft.dating.day is None and find.clues.partial:
            draft = replace(draft, dating=_by_other(draft, find, lenders))
        out.append((draft, find.clues.main))
    return out


def _page_days(finds: Sequence[tuple[str, Find]], pairs: Iterable[Pair]) -> dict[str, date]:
    """The date of each page: its own, else that of a page with which it shares a related item.

    Pages that show the same related item were saved at about the same time.
    """
    clues: dict[str, list[Clues]] = {}
    for file, find in finds:
        clues.setdefault(file, []).append(find.clues)
    own = {file: page_date(said) for file, said in clues.items()}
    files = list(clues)
    shared: dict[str, set[str]] = {file: set() for file in files}
    for pair in pairs:
        (a, first), (b, second) = finds[pair.first], finds[pair.second]
        if a != b and not (first.clues.main and second.clues.main):
            shared[a].add(b)
            shared[b].add(a)
    days: dict[str, date] = {}
    for file in files:
        day = own[file] or max((day for near in shared[file] if (day := own[near])), default=None)
        if day:
            days[file] = day
    return days


def _by_other(draft: Draft, find: Find, lenders: Sequence[Draft]) -> Dating:
    """The date of a month and day in the year of the report that it shares most names with."""
    partial = find.clues.partial
    assert partial is not None
    best: tuple[float, str, date, Draft] | None = None
    for other in lenders:
        assert other.dating.day is not None
        day = day_near(partial, other.dating.day)
        if day is None:
            continue
        share = _names_shared(body_text(draft), body_text(other))
        if share >= SAME_EVENT and (best is None or (share, other.title) > best[:2]):
            best = share, other.title, day, other
    if best is None or best[3].dating.day is None:
        return Dating()
    return by_other_report(partial, best[2], best[3].dating.day, best[3].title)


def _names_shared(a: str, b: str) -> float:
    """Names that both texts have, over those of the text with fewer."""
    first = {word for word, weight in marks(a).items() if weight >= 1.0}
    second = {word for word, weight in marks(b).items() if weight >= 1.0}
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer >= 5 else 0.0


def _groups(dated: Sequence[tuple[Draft, bool]], pairs: Iterable[Pair]) -> list[list[int]]:
    """Finds that are one article: texts that contain each other, no two publishers among them."""
    group = {at: [at] for at in range(len(dated))}
    for pair in sorted(pairs, key=lambda pair: (-pair.share, pair.first, pair.second)):
        first, second = group[pair.first], group[pair.second]
        if first is second or len(_publishers(dated, [*first, *second])) > 1:
            continue
        first += second
        for at in second:
            group[at] = first
    seen: list[list[int]] = []
    for at in range(len(dated)):
        if not any(group[at] is other for other in seen):
            seen.append(group[at])
    return [sorted(members) for members in seen]


def _publishers(dated: Sequence[tuple[Draft, bool]], members: Iterable[int]) -> set[str]:
    return {name_key(dated[at][0].source) for at in members if dated[at][0].source}


def name_key(name: str) -> str:
    """A publisher's name as its pages vary it: without case, article and blanks."""
    return "".join(name.casefold().removeprefix("the ").split())


def _one(dated: Sequence[tuple[Draft, bool]], group: Sequence[int]) -> Draft:
    """One draft of several: the longest body, each field from the first draft that has it."""
    members = [dated[at] for at in group]
    return richest([draft for draft, _ in sorted(members, key=lambda member: not member[1])])


def richest(drafts: Sequence[Draft]) -> Draft:
    """The richer of each field; the page of the body is named first, then all others by name."""
    if len(drafts) == 1:
        return drafts[0]
    longest = max(len(body_text(draft)) for draft in drafts)
    # bodies of nearly one length are one text: take the first, not the one with a stray word more
    body = next(draft for draft in drafts if len(body_text(draft)) >= NEARLY * longest)
    titled = next((draft for draft in drafts if not draft.title_derived), drafts[0])
    ordered = [body, *(draft for draft in drafts if draft is not body)]
    origins = dict.fromkeys(
        [*body.origins, *sorted((o for d in drafts for o in d.origins), key=lambda o: (o.file, o.first))]
    )
    return replace(
        body,
        title=titled.title,
        title_derived=titled.title_derived,
        url=_first(draft.url for draft in ordered),
        source=_first(draft.source for draft in ordered),
        agency=_first(draft.agency for draft in ordered),
        byline=_first(draft.byline for draft in ordered),
        dateline=_first(draft.dateline for draft in ordered),
        language=_first(draft.language for draft in ordered),
        dating=min((draft.dating for draft in drafts), key=rank_of),
        captions=tuple(dict.fromkeys(caption for draft in ordered for caption in draft.captions)),
        origins=tuple(origins),
    )


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")
