"""One file of the inbox, whatever its kind, to the articles that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from digest.diagnostics import Diagnostic, DigestError, error, warning
from digest.ingest.boundaries import Gap, find_boundaries
from digest.ingest.dates import parse_stated
from digest.ingest.dating import Clues, read_clues, stated_by_page
from digest.ingest.drafts import Find, body_blocks, derived_title, finds_of
from digest.ingest.encoding import decode_text
from digest.ingest.feeds import FeedItem, read_feed
from digest.ingest.html import HtmlBlock, decode_html, read_fragment, read_html
from digest.ingest.languages import language_of
from digest.ingest.lexicon import AGENCIES
from digest.ingest.limits import refuse_too_many, too_large
from digest.ingest.lines import Kind as LineKind
from digest.ingest.lines import Line, lines_of
from digest.ingest.markup_dumps import without_markup
from digest.ingest.profiles import Profile, add_known, drop, matching
from digest.ingest.records import Record, read_records
from digest.ingest.sniff import FileKind, kind_of, objection
from digest.ingest.split import split_page
from digest.model import LIMITS, Basis, Block, BlockKind, Cut, Dating, Draft, Limits, Origin
from digest.text import clean, digest_of, word_count

GLUED = 3.5
"""Evidence from which an HTML page's body is taken for several articles; its own marks parted the sure ones."""

NOT_NEWS = frozenset(
    {LineKind.PROMO, LineKind.APPEAL, LineKind.RELATED, LineKind.COMMENTS, LineKind.STAMP, LineKind.CAPTION}
)
"""Classes of a line that a feed's or a record's text is rid of."""

_LINE_KINDS = {"heading": LineKind.HEADING, "item": LineKind.ITEM, "caption": LineKind.CAPTION}
_BLOCK_KINDS = {"quote": BlockKind.QUOTE, "code": BlockKind.CODE}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """What one file of the inbox holds."""

    file: str
    hash: str
    kind: str
    """`text`, `html`, `feed`, `records`; empty for a file that was refused."""

    encoding: str = ""
    finds: tuple[Find, ...] = ()
    cuts: tuple[Cut, ...] = ()
    """What belongs to no article."""

    findings: tuple[Diagnostic, ...] = ()


def read_page(
    data: bytes,
    file: str,
    *,
    repeated: frozenset[str] = frozenset(),
    profiles: Sequence[Profile] = (),
    limits: Limits = LIMITS,
) -> RawPage:
    """Read one file of the inbox.

    Whatever is wrong with it becomes a diagnostic of the page; what can be read is kept.

    Args:
        data: the file's bytes.
        file: its path as diagnostics and provenance name it.
        repeated: keys of short lines that stand on three or more pages of the inbox.
        profiles: what is known of single sites; `()` switches them off.
        limits: beyond which a file is refused.

    Cost: about 15 ms for a text of 2,000 words, 40 ms for an HTML page.
    """
    hash_ = digest_of(data)
    kind = kind_of(data, file)
    large = too_large(len(data), file, limits.file_mb, "file_mb")
    objections = large or objection(kind, data, file)
    if objections is not None:
        return RawPage(file=file, hash=hash_, kind="", findings=(objections,))
    origin = Origin(file=file, hash=hash_)
    try:
        page = _READERS[kind](data, origin, repeated, profiles, limits)
    except DigestError as problem:
        return RawPage(file=file, hash=hash_, kind="", findings=(problem.diagnostic,))
    if page.finds or page.findings:
        return page
    fix = "give the page's whole text: an article needs some 40 words of running text"
    return replace(page, findings=(warning("ingest.no-article", file, "no article was found on the page", fix),))


def _text_page(
    data: bytes, origin: Origin, repeated: frozenset[str], profiles: Sequence[Profile], limits: Limits
) -> RawPage:
    large = too_large(len(data), origin.file, limits.text_mb, "text_mb")
    if large is not None:
        return RawPage(file=origin.file, hash=origin.hash, kind="", findings=(large,))
    decoded = decode_text(data, origin.file)
    refuse_too_many(decoded.text.count("\n") + 1, "lines", origin.file, limits.lines)
    fitting = matching(profiles, decoded.text)
    text = without_markup(drop(decoded.text, fitting))
    starts = tuple(profile.item_start for profile in fitting if profile.item_start)
    split = split_page(text, repeated, starts)
    finds = add_known(finds_of(split, origin.file, origin.hash, text.split("\n")), fitting)
    dropped = _dropped(decoded.text, drop(decoded.text, fitting))
    guess = decoded.finding(origin.file) if decoded.guessed else None
    return RawPage(
        file=origin.file,
        hash=origin.hash,
        kind="text",
        encoding=decoded.encoding,
        finds=tuple(finds),
        cuts=(*split.cuts, *dropped),
        findings=(guess,) if guess else (),
    )


def _dropped(before: str, after: str) -> list[Cut]:
    """The lines that a site's profile changed."""
    if before == after:
        return []
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    changed = [(at, line) for at, (line, left) in enumerate(pairs, start=1) if line != left]
    return [Cut(first=at, last=at, why="site profile", text=line[:120]) for at, line in changed]


def _html_page(
    data: bytes, origin: Origin, repeated: frozenset[str], profiles: Sequence[Profile], limits: Limits
) -> RawPage:
    del repeated  # an HTML page marks its own furniture
    markup, encoding = decode_html(data)
    refuse_too_many(markup.count("<"), "tags", origin.file, limits.tags)
    try:
        page = read_html(markup)
    except ValueError as problem:
        finding = error(
            "ingest.no-text", origin.file, str(problem), "save the page with its text, as the browser shows it"
        )
        return RawPage(file=origin.file, hash=origin.hash, kind="html", encoding=encoding, findings=(finding,))
    refuse_too_many(len(page.blocks), "paragraphs", origin.file, limits.paragraphs)
    day, instant = parse_stated(page.published)
    stated = stated_by_page(day, instant, page.date_evidence) if day else None
    if stated and page.date_evidence == "htmldate":
        # found by its look somewhere on the page, said by nothing that a publisher means as the date
        stated = replace(stated, basis=Basis.INFERRED, published=None, evidence="a date found in the page's markup")
    agency = AGENCIES.get(page.byline.lower().strip(" ."), "")
    plain = Draft(
        agency=agency, title=page.title, url=page.url, source=page.publisher, byline=page.byline, language=page.language
    )
    finds: list[Find] = []
    bodies = list(_bodies(page.blocks, page.others))
    dates = [stated, *[None] * (len(bodies) - 1 - len(page.others)), *map(_time_element, page.others_published)]
    for place, blocks in enumerate(bodies):
        known = plain if place == 0 else replace(plain, title="", byline="", url="", agency="")
        captions = page.captions if place == 0 else ()
        clues = Clues(stated=dates[place], main=place == 0)
        finds += _find(blocks, known, captions, clues, origin)
    finds = add_known(finds, matching(profiles, markup, page.url))
    return RawPage(file=origin.file, hash=origin.hash, kind="html", encoding=encoding, finds=tuple(finds))


def _time_element(published: str) -> Dating | None:
    day, instant = parse_stated(published)
    return stated_by_page(day, instant, "time element") if day else None


def _bodies(main: Sequence[HtmlBlock], others: Iterable[Sequence[HtmlBlock]]) -> Iterator[list[HtmlBlock]]:
    """The bodies of an HTML page: its own, taken apart where several run together, and the further ones."""
    lines = _lines(main)
    prose = [at for at, line in enumerate(lines) if line.kind is LineKind.PROSE]
    cuts = [_above(lines, gap.right) for gap in find_boundaries(lines, prose) if _parts_markup(gap)]
    edges = [0, *cuts, len(main)]
    for first, last in pairwise(edges):
        yield list(main[first:last])
    yield from (list(other) for other in others)


def _parts_markup(gap: Gap) -> bool:
    """On an HTML page sub-headings are marked as such: a heading alone, however long, parts nothing."""
    sure = {"dateline", "date line", "byline", "title said twice", "sign-off"}
    return gap.score >= GLUED and any(name in sure for name, _ in gap.evidence)


def _above(lines: Sequence[Line], at: int) -> int:
    """The first line of the head above a paragraph."""
    while at > 0 and lines[at - 1].kind is LineKind.HEADING:
        at -= 1
    return at


def _lines(blocks: Iterable[HtmlBlock]) -> list[Line]:
    found = []
    for block in blocks:
        text = clean(block.text)
        kind = _LINE_KINDS.get(block.kind, LineKind.PROSE)
        found.append(Line(block.line, block.line, text, 1, kind, word_count(text), text.casefold()))
    return found


def _find(
    blocks: Sequence[HtmlBlock], known: Draft, captions: tuple[str, ...], clues: Clues, origin: Origin
) -> list[Find]:
    """One article of marked-up blocks; nothing where no paragraph is left."""
    lines = _lines(blocks)
    title = known.title
    if not title and lines and lines[0].kind is LineKind.HEADING:
        title, lines, blocks = lines[0].text, lines[1:], blocks[1:]
    body, dateline, sign_off, cuts = body_blocks(lines)
    body = _with_kinds(body, blocks)
    if not any(block.kind is not BlockKind.HEADING for block in body):
        return []
    text = "\n".join(block.text for block in body)
    marked = [line.first for line in lines if line.first]
    place = replace(origin, first=min(marked, default=0), last=max(marked, default=0), cut=tuple(cuts))
    draft = replace(
        known,
        title=title or derived_title(body),
        title_derived=not title,
        agency=known.agency or (dateline.agency if dateline else "") or sign_off,
        dateline=dateline.place if dateline else "",
        language=known.language or language_of(f"{title}\n{text}"),
        captions=tuple(dict.fromkeys(map(clean, captions))),
        blocks=body,
        origins=(place,),
    )
    return [Find(draft=draft, clues=_with_text_clues(clues, draft, dateline.date if dateline else ""))]


def _with_kinds(body: Sequence[Block], blocks: Sequence[HtmlBlock]) -> tuple[Block, ...]:
    """Quotes and listings keep their kind: the lines between do not know it."""
    kinds = {clean(block.text): _BLOCK_KINDS[block.kind] for block in blocks if block.kind in _BLOCK_KINDS}
    return tuple(Block(kinds.get(block.text, block.kind), block.text, block.line) for block in body)


def _with_text_clues(clues: Clues, draft: Draft, dateline_date: str) -> Clues:
    lead = " ".join(block.text for block in draft.blocks if block.kind is BlockKind.PARAGRAPH)[:900]
    read = read_clues((), draft.captions, dateline_date, lead, main=clues.main, month_first=None)
    return replace(read, stated=clues.stated or read.stated)


def _feed_page(
    data: bytes, origin: Origin, repeated: frozenset[str], profiles: Sequence[Profile], limits: Limits
) -> RawPage:
    del repeated, profiles, limits
    items, findings = read_feed(data, origin.file)
    return _stated_page(items, findings, "feed", "feed date", origin)


def _record_page(
    data: bytes, origin: Origin, repeated: frozenset[str], profiles: Sequence[Profile], limits: Limits
) -> RawPage:
    del repeated, profiles, limits
    records, findings = read_records(data, origin.file)
    return _stated_page(records, findings, "records", "date of the record", origin)


def _stated_page(
    items: Sequence[FeedItem | Record], findings: Sequence[Diagnostic], kind: str, evidence: str, origin: Origin
) -> RawPage:
    """The page of a feed or of records: each item with its whole text is an article, the others are teasers."""
    whole = [item for item in items if not item.teaser]
    teasers = [item for item in items if item.teaser]
    return RawPage(
        file=origin.file,
        hash=origin.hash,
        kind=kind,
        finds=tuple(find for item in whole for find in _stated_find(item, evidence, origin)),
        cuts=tuple(Cut(first=one.line, last=one.line, why="teaser", text=one.title[:120]) for one in teasers),
        findings=tuple(findings),
    )


def _stated_find(item: FeedItem | Record, evidence: str, origin: Origin) -> list[Find]:
    """The article of a feed's item or a record: its fields are stated, its text is cleaned."""
    blocks, captions = read_fragment(item.html) if item.html else (_paragraphs(item.text), ())
    blocks = tuple(block for block, line in zip(blocks, _lines(blocks), strict=True) if _is_news(block, line))
    day, instant = parse_stated(item.published)
    known = Draft(
        title=clean(item.title),
        url=item.url,
        source=clean(item.source),
        byline=clean(item.byline),
        language=item.language,
        agency=item.agency if isinstance(item, Record) else "",
    )
    captions = (*captions, *(item.captions if isinstance(item, Record) else ()))
    clues = Clues(stated=stated_by_page(day, instant, evidence) if day else None)
    place = replace(origin, first=item.line, last=item.line)
    finds = _find(blocks, known, captions, clues, place)
    return [replace(find, draft=replace(find.draft, origins=(place,))) for find in finds]


def _paragraphs(text: str) -> tuple[HtmlBlock, ...]:
    kinds = {LineKind.HEADING: "heading", LineKind.ITEM: "item"}
    return tuple(HtmlBlock(kind=kinds.get(line.kind, "paragraph"), text=line.text, line=0) for line in lines_of(text))


def _is_news(block: HtmlBlock, line: Line) -> bool:
    if block.kind in ("code", "quote", "item") or len(block.text) > 400:
        return True
    found = lines_of(line.text)
    return not found or found[0].kind not in NOT_NEWS


_READERS = {
    FileKind.TEXT: _text_page,
    FileKind.HTML: _html_page,
    FileKind.FEED: _feed_page,
    FileKind.JSON: _record_page,
    FileKind.JSON_LINES: _record_page,
}
