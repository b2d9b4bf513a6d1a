"""From a split page to drafts: heads and tails stripped, credits and clues read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.ingest.credits import page_publisher, read_credits
from digest.ingest.datelines import Dateline, find_dateline, split_sign_off
from digest.ingest.dates import find_dates
from digest.ingest.dating import Clues, month_first_on, read_clues
from digest.ingest.languages import language_of
from digest.ingest.lines import Kind, Line, is_appeal
from digest.ingest.split import Item, Split
from digest.ingest.stamps import ascii_digits, stamp_of
from digest.ingest.unglue import TOKEN
from digest.model import Block, BlockKind, Cut, Draft, Origin
from digest.text import clean, sentences, shorten, word_count

TITLE = 100
"""Characters of a title that is cut from the first sentence."""

DAY_FIRST = frozenset("de es fr it pt nl ru pl cs tr el fi sv da no uk id vi ar he ro".split())
"""Languages whose pages write 05/06/2022 for the fifth of June."""

_CROSS_HEAD = re.compile(r"^[-–—]\s*(?P<text>\S.*?)\s*[-–—]$")
_ITEM_SIGN = re.compile(r"^[•●▪■◦‣·*►▶»›–—-]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """An article as one page shows it, its date still open."""

    draft: Draft
    clues: Clues


def finds_of(split: Split, file: str, hash_: str, lines: Sequence[str]) -> list[Find]:
    """The articles of a split page.

    Args:
        split: what the splitter made of the page.
        file: the page's path as provenance names it.
        hash_: digest of the file's bytes.
        lines: the page's lines, for what only the whole page tells: its publisher, its date form.
    """
    month_first = month_first_on(lines)
    publisher = page_publisher(lines)
    finds = [_find(item, Origin(file=file, hash=hash_), month_first) for item in split.items]
    persons = {name.casefold() for find in finds for name in find.draft.byline.split("; ")}
    if publisher and publisher.casefold() not in persons and not any(find.draft.source for find in finds):
        finds = [replace(find, draft=replace(find.draft, source=publisher)) for find in finds]
    head = _head_date(lines, finds[0].draft.title) if len(finds) > 1 else None
    if head and not any(find.clues.stated for find in finds[1:]):
        finds = [replace(find, clues=replace(find.clues, head=head)) for find in finds]
    return finds


def _head_date(lines: Sequence[str], title: str) -> date | None:
    """The date line among a page's first twelve lines, above the first title."""
    for text in [clean(line) for line in lines if line.strip()][:12]:
        if title and title in text:
            return None
        stamp = stamp_of(ascii_digits(text)) if len(text) < 80 else None
        if stamp and stamp[0] == "date":
            return next((found.day for found in find_dates(ascii_digits(text)) if found.day), None)
    return None


def _find(item: Item, origin: Origin, month_first: bool | None) -> Find:
    blocks, dateline, sign_off, cuts = body_blocks(item.body)
    text = "\n".join(block.text for block in blocks)
    title, titled = _without_dateline(item.head.title)
    dateline = dateline or titled
    credits = read_credits(item.head, text, dateline.agency if dateline else "", sign_off, item.tail)
    lead = " ".join(block.text for block in blocks if block.kind is BlockKind.PARAGRAPH)[:900]
    language = language_of(f"{title}\n{text}")
    if month_first is None and language in DAY_FIRST:
        month_first = False
    clues = read_clues(
        item.head.stamps,
        item.captions,
        dateline.date if dateline else "",
        lead,
        main=item.main,
        month_first=month_first,
    )
    draft = Draft(
        title=title or derived_title(blocks),
        title_derived=not title,
        source=credits.source or item.head.site,
        agency=credits.agency,
        byline=credits.byline,
        dateline=dateline.place if dateline else "",
        language=language,
        captions=item.captions,
        blocks=blocks,
        origins=(
            replace(
                origin, first=item.body[0].first, last=item.body[-1].last, cut=tuple(_in_order([*item.cuts, *cuts]))
            ),
        ),
    )
    return Find(draft=draft, clues=clues)


def _without_dateline(title: str) -> tuple[str, Dateline | None]:
    """A title that a wire's copy opens with place, day and agency (`NAHA, Aug. 27 (KYODO) -- Typhoon ...`), without them."""
    dateline = find_dateline(title)
    if dateline is None or not (dateline.agency or dateline.date) or word_count(title[dateline.end :]) < 3:
        return title, None
    return title[dateline.end :], dateline


def _in_order(cuts: Iterable[Cut]) -> list[Cut]:
    return sorted(cuts, key=lambda cut: (cut.first, cut.last, cut.why))


def body_blocks(body: Sequence[Line]) -> tuple[tuple[Block, ...], Dateline | None, str, list[Cut]]:
    """The blocks of a body without dateline, sign-off and tokens; the agency that signed; what was cut."""
    blocks: list[Block] = []
    cuts: list[Cut] = []
    dateline: Dateline | None = None
    agency = ""
    paragraphs = [at for at, line in enumerate(body) if line.kind is Kind.PROSE]
    for at, line in enumerate(body):
        text = TOKEN.sub(" ", line.text)
        if text != line.text:
            cuts.append(Cut(first=line.first, last=line.last, why="token", text=line.text[:80]))
        if at in paragraphs[:2] and dateline is None:
            dateline = find_dateline(text)
            if dateline is not None:
                text = text[dateline.end :]
        if at in paragraphs[-2:]:
            text, name, cut = split_sign_off(clean(text))
            agency = agency or name
            if cut:
                cuts.append(Cut(first=line.first, last=line.last, why="sign-off", text=cut[:80]))
        if clean(text):
            blocks.append(_block(line, clean(text)))
    return tuple(blocks), dateline, agency, cuts


def _block(line: Line, text: str) -> Block:
    if line.kind is Kind.HEADING:
        match = _CROSS_HEAD.match(text)
        return Block(BlockKind.HEADING, match["text"] if match else text, line.first)
    if line.kind is Kind.ITEM:
        return Block(BlockKind.ITEM, _ITEM_SIGN.sub("", text), line.first)
    return Block(BlockKind.PARAGRAPH, text, line.first)


def derived_title(blocks: Sequence[Block]) -> str:
    """A title for a page without one: the first sentence, cut at a clause to 100 characters."""
    first = next((block.text for block in blocks if block.kind is BlockKind.PARAGRAPH), "")
    sentence = next((part for part in sentences(first) if not is_appeal(part)), first).strip(" \"“”‘’'")
    if len(sentence) <= TITLE:
        return sentence.rstrip(".。")
    head = sentence[:TITLE]
    clause = max(head.rfind(mark) for mark in (", ", "; ", " – ", " — ", "、", "，", "؛ "))
    if clause >= 60 and word_count(head[:clause]) >= 5:
        return head[:clause].rstrip(" ,;–—")
    return shorten(sentence, TITLE)
