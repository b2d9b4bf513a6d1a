"""Read a saved HTML page: what it says about itself, and the article it holds.

Pure functions over text. Input is bounded before it is parsed: lxml needs quadratic time for tens of
thousands of attributes on one tag, and stops reading at 256 nested elements.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from digest.ingest import html_meta as meta
from digest.ingest.html_body import ARTICLE_NAMES, ENOUGH, Body, find_body, shingles
from digest.ingest.html_dates import date_of, date_within
from digest.ingest.html_tree import HEADINGS, Run, Runs, ancestors, fold, size, tag_of, words_of

MAX_CHARACTERS = 5_000_000
"""Of a page; what lies beyond is not read. News pages have 20 kB to 3 MB."""

MAX_ATTRIBUTES = 100
"""On one tag; further ones are cut."""

_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
_SPARE_ATTRIBUTES = re.compile(rf"(<[a-zA-Z][^\s/>]*+[\s/](?:{_ATTRIBUTE}){{{MAX_ATTRIBUTES}}})(?:{_ATTRIBUTE})++")
_WRAPPERS = re.compile(r"</?(?!(?:p|h[1-6]|br|html|head|body|title|meta|link|script|style)\b)[a-zA-Z][^<>]*+>", re.I)
_NOT_HTML = re.compile(r"<\?xml[^>]{0,200}\?>|[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_LITERAL = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.S)
_FALLBACK = 300_000
"""Characters of a page that the fallback extractors are given; they are slower than the rest."""

_ELEMENTS = 20_000
"""Elements on a page beyond which no second way to its text is tried."""

_EMBEDDED = 600_000
"""Characters of markup in scripts that are looked at."""

_DEEPEST = 250
_KINDS = {"li": "item", "dd": "item", "dt": "item", "blockquote": "quote", "pre": "code"}
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
"""Browsers read these names as the wider set, and pages rely on it."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlBlock:
    """One paragraph, heading, list item, quotation or listing of an article."""

    kind: str
    """`paragraph`, `heading`, `item`, `quote`, `caption` or `code`."""

    text: str
    """Plain text, NFC, white space folded."""

    line: int
    """Line of the element in the source, from 1; 0 when unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPage:
    """A page as it describes itself, and its article. A field the page does not state is empty."""

    title: str
    url: str
    publisher: str
    byline: str
    language: str
    """Two letters, lower case."""

    published: str
    """ISO 8601 as the page states it: a day, or an instant with the offset as written."""

    date_evidence: str
    """Which field states the date, in words: `JSON-LD datePublished`, `time element`."""

    summary: str
    """The standfirst; it also opens `blocks` when it is visible above the article."""

    captions: tuple[str, ...]
    blocks: tuple[HtmlBlock, ...]
    others: tuple[tuple[HtmlBlock, ...], ...]
    """Further articles that stand on the page in full, each opened by its heading."""

    others_published: tuple[str, ...] = ()
    """The dates that stand inside those articles, ISO 8601; empty where one has none."""


def read_html(markup: str, *, file_url: str = "") -> HtmlPage:
    """Read one page.

    Raises:
        ValueError: the page holds no text.
    """
    markup = bounded(markup)
    root = _parse(markup)
    page = meta.statements(root)
    url = meta.url_of(page, file_url)
    title = meta.title_of(page)
    published, evidence = date_of(page, url, markup)
    body, blocks = _article(root, page, title, markup)
    if not blocks:
        raise ValueError("the page has no text: neither paragraphs nor a stated article body")
    return HtmlPage(
        title=title,
        url=url,
        publisher=meta.publisher_of(page),
        byline=meta.byline_of(page),
        language=meta.language_of(page),
        published=published,
        date_evidence=evidence,
        summary=" ".join(run.text for run in body.standfirst) or page.description.replace("\n", " "),
        captions=body.captions,
        blocks=blocks,
        others=tuple(tuple(map(_block, other)) for other in body.others),
        others_published=tuple(map(_own_date, body.others)),
    )


def _own_date(other: Sequence[Run]) -> str:
    """The date inside the `<article>` that holds a further article of the page."""
    around = [e for run in other[:1] for e in ancestors(run.element)]
    home = next((e for e in around if tag_of(e) == "article" or words_of(e) & ARTICLE_NAMES), None)
    return "" if home is None else date_within(home)


def read_fragment(markup: str) -> tuple[tuple[HtmlBlock, ...], tuple[str, ...]]:
    """Read markup that is an article's body and nothing else, as a feed carries it: blocks and captions."""
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(bounded(markup), create_parent="div")
    except (ValueError, AssertionError, etree.ParserError):
        return (), ()
    walker = Runs(lambda element: tag_of(element) == "figcaption")
    walker.walk(root)
    captions = (fold("".join(map(str, caption.itertext()))) for caption in root.iter("figcaption"))
    return tuple(map(_block, walker.found)), tuple(filter(None, captions))


def decode_html(data: bytes) -> tuple[str, str]:
    """Return the text of a page and the encoding it was read in, which says so when it was guessed.

    A byte order mark counts first, then what the page declares, then UTF-8, then cp1252.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    declared = _DECLARED.search(data[:4096])
    for name in (_codec(declared[1].decode("ascii")) if declared else "", "utf-8"):
        try:
            if name:
                return data.decode(name), name
        except UnicodeDecodeError:
            continue
    return _best_effort(data, _codec(declared[1].decode("ascii")) if declared else "")


def _best_effort(data: bytes, declared: str) -> tuple[str, str]:
    """Decode with replacements where a page has only a few bad bytes; else take it for cp1252."""
    for name in dict.fromkeys((declared or "utf-8", "utf-8")):
        text = data.decode(name, "replace")
        if text.count("\ufffd") * 500 < len(text) + 1500:
            return text, f"{name} (with errors)"
    return data.decode("cp1252", "replace"), "cp1252 (guessed)"


def _codec(name: str) -> str:
    """Return the Python codec for a declared charset, as browsers read it; "" when there is none."""
    name = _WIDER.get(name.lower(), name.lower())
    try:
        found = codecs.lookup(name)
    except LookupError:
        return ""
    textual = getattr(found, "_is_text_encoding", True)
    never = ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode_escape", "raw_unicode", "undefined")
    return found.name if textual and not found.name.startswith(never) else ""


def bounded(markup: str) -> str:
    """Cut what would make a parser slow: text beyond the limit, attributes beyond the limit."""
    markup = _NOT_HTML.sub("", markup[:MAX_CHARACTERS])
    return _SPARE_ATTRIBUTES.sub(r"\1", markup)


def _parse(markup: str) -> Any:
    from lxml import etree, html

    if not markup.strip():
        raise ValueError("the page has no text: the file is empty")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    for attempt in (markup, _WRAPPERS.sub(" ", markup)):
        try:
            root = html.document_fromstring(attempt.encode("utf-8"), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
            raise ValueError(f"the page has no text: {error}") from error
        if _depth(root) < _DEEPEST:
            break
    return root


def _depth(root: Any) -> int:
    """Nesting of the deepest element. At its limit of 256 lxml stops reading the page."""
    from lxml import etree

    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _article(root: Any, page: meta.Statements, title: str, markup: str) -> tuple[Body, tuple[HtmlBlock, ...]]:
    """Return the article: as seen if that is enough, else as stated or as carried in scripts."""
    top = root.find("body") if root.find("body") is not None else root
    body = find_body(top, title, page.description, page.body, split=not page.live)
    blocks = tuple(_block(run) for run in body.runs)
    stated = page.body
    if size(stated) >= ENOUGH and _share(stated, blocks) < 0.5:
        return body, _lines(stated)
    if body.size >= ENOUGH or sum(1 for _ in root.iter()) > _ELEMENTS:
        return body, blocks
    unnamed = find_body(top, title, page.description, page.body, split=not page.live, named=False)
    if unnamed.size >= max(ENOUGH, 2 * body.size):
        return unnamed, tuple(_block(run) for run in unnamed.runs)
    best = max((*_embedded(root, title, page.description), body), key=lambda b: b.size)
    if best is not body and best.size >= ENOUGH:
        return best, tuple(HtmlBlock(kind=_kind(run), text=run.text, line=0) for run in best.runs)
    fallback = _lines(_trafilatura(markup)) or _lines(_readability(markup))
    more = sum(size(block.text) for block in fallback)
    return body, fallback if more >= max(ENOUGH, 2 * body.size) or not blocks else blocks


def _share(stated: str, blocks: Sequence[HtmlBlock]) -> float:
    """Share of the stated body that the blocks hold."""
    wanted = shingles(stated)
    return len(wanted & shingles("\n".join(block.text for block in blocks))) / max(1, len(wanted))


def _embedded(root: Any, title: str, description: str) -> Iterator[Body]:
    """Find articles that a page carries as markup inside scripts, to be drawn by its own program."""
    from lxml import html

    for text in _embedded_markup(root):
        try:
            fragment = html.fragment_fromstring(text, create_parent="div")
        except (ValueError, AssertionError, html.etree.ParserError):
            continue
        yield find_body(fragment, title, description)


def _embedded_markup(root: Any) -> list[str]:
    """Return the largest strings with paragraphs in them that stand in scripts; at most five."""
    import json

    found: list[str] = []
    for script in root.iter("script"):
        pending = [script.text or ""]
        for _ in range(2):
            decoded: list[str] = []
            for text in pending:
                for literal in _LITERAL.finditer(text):
                    if len(literal[0]) > 200:
                        try:
                            decoded.append(json.loads(literal[0], strict=False))
                        except ValueError:
                            continue
            found += [text for text in decoded if text.lower().count("<p") >= 2]
            pending = [text for text in decoded if '"' in text]
    largest = sorted(dict.fromkeys(found), key=len, reverse=True)[:5]
    return [text for i, text in enumerate(largest) if sum(map(len, largest[: i + 1])) <= _EMBEDDED]


def _trafilatura(markup: str) -> str:
    """Ask trafilatura, with its caches emptied: an answer may not depend on pages read before."""
    import trafilatura
    from trafilatura.meta import reset_caches

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    reset_caches()
    found = trafilatura.extract(markup[:_FALLBACK], include_comments=False, include_tables=False, favor_precision=True)
    return found or ""


def _readability(markup: str) -> str:
    from lxml import html
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        summary = Document(markup[:_FALLBACK]).summary(html_partial=True)
        return "\n".join("".join(map(str, e.itertext())) for e in html.fromstring(summary).iter("p"))
    except Exception:  # readability raises whatever its cleaners meet; then it has no answer
        return ""


def _lines(text: str) -> tuple[HtmlBlock, ...]:
    lines = (fold(line) for line in text.split("\n"))
    return tuple(HtmlBlock(kind="paragraph", text=line, line=0) for line in lines if line)


def _block(run: Run) -> HtmlBlock:
    return HtmlBlock(kind=_kind(run), text=run.text, line=int(run.element.sourceline or 0))


def _kind(run: Run) -> str:
    """Name the kind of a run; a short line all in bold that ends in no stop is a heading."""
    tag = tag_of(run.element)
    if tag in HEADINGS:
        return "paragraph" if run.size > 300 else "heading"
    if tag == "p":
        parent = tag_of(run.element.getparent()) if run.element.getparent() is not None else ""
        if parent in ("blockquote", "li"):
            return _KINDS[parent]
        if run.strong >= 0.95 * len(run.text) and run.size <= 120 and run.text[-1:] not in ".!?:,;。．":
            return "heading"
    return _KINDS.get(tag, "paragraph")
