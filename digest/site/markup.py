"""Markdown to HTML for text that strangers wrote.

Raw HTML is off, links pass an allow list, pictures are not loaded, and every paragraph gets
an address, because a quotation links to the very paragraph that it was copied from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from digest.addresses import allowed_link, is_external
from digest.text import slug

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

NESTING = 100
"""Levels of lists and quotes; the parser drops what lies deeper, so it is reported."""

LENGTH = 300_000
"""Characters of a body that are read as Markdown, about 50,000 words."""

MARKS = 12_000
"""Marks and lines of a body that are read as Markdown. *Measured*: the parser is quadratic in
some of them, and 600 kB of `![a` keep it busy for more than a minute."""

BRACKETS = 3_000
"""Opening brackets likewise: they are the dearest."""

_HIGHLIGHTED = 50_000
"""Characters of code that are coloured; more is shown plain, for some lexers are slow."""

_STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_UNCALM = re.compile(f"{_STEERING.pattern}|{_MARKS}{{5}}")
_PILED = re.compile(f"({_MARKS}{{4}}){_MARKS}+")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#.\-]{1,30}\Z")

_HIDDEN = 0xE000
"""From here on, in a block for private use, stand escaped marks while a body is looked at."""

_PRIVATE = re.compile("[\ue000-\ue07f]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKED = re.compile(rf"[\\*_`<\[\]~\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff{_MARKS[1:-1]}]")
"""What a body without marks has nowhere: signs of inline markup, and all that `calm` may take out."""

_ENTITY = re.compile(r"&#?\w{1,40};")
_BLOCK_START = re.compile(r"[#>+\-=\s]|\d{1,9}[.)]")
_SHOWN = {_HIDDEN + sign: chr(sign) for sign in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that was read: the page's HTML, and its text for those who quote from it."""

    html: Markup
    paragraphs: tuple[str, ...] = ()
    """Plain text of each top-level paragraph; the first has the id `p1`."""

    links: tuple[str, ...] = ()
    """Addresses relative to the page, for a check that they lead somewhere."""

    lost_at: int | None = None
    """Line of the body, counted from 0, from which text was dropped for too deep nesting."""

    heavy: bool = False
    """True when it is shown as plain text, because reading it as Markdown would take too long."""


def calm(text: str) -> str:
    """A text without direction overrides and with at most four combining marks in a row."""
    if text.isascii() and text.isprintable():  # nearly every text, at a twentieth of the cost
        return text
    if not _UNCALM.search(text):
        return text
    return _PILED.sub(r"\1", _STEERING.sub("", text))


def read_body(markdown: str) -> Body:
    """Turn Markdown into HTML; whatever stands in it, the result is inert.

    Bodies without marks, as ingest writes nearly all of them, go a short way that gives the same
    bytes. *Measured* on 600 words: 0.03 ms, the parser 0.27 ms.
    """
    return unmarked_body(markdown) or parsed_body(markdown)


def unmarked_body(markdown: str) -> Body | None:
    """A body of plain paragraphs, a line each, read without the parser; `None` when it is no such body."""
    escapes = "\\" in markdown
    if escapes:
        if _PRIVATE.search(markdown):
            return None
        # each escaped mark becomes a sign of its own, so what remains must be free of marks
        markdown = _ESCAPE.sub(lambda sign: chr(_HIDDEN + ord(sign.group(1))), markdown)
    if _MARKED.search(markdown) or ("&" in markdown and _ENTITY.search(markdown)):
        return None
    texts = [text for text in markdown.strip("\n").split("\n\n") if text]
    if not all(map(_is_plain_line, texts)) or len(markdown) > LENGTH or len(texts) > BRACKETS:
        return None
    if escapes:
        texts = [text.translate(_SHOWN) for text in texts]
    html = "".join([f'<p id="p{at}">{_escaped(text)}{_pilcrow(at)}</p>\n' for at, text in enumerate(texts, start=1)])
    return Body(html=Markup(html), paragraphs=tuple(texts))


def _is_plain_line(text: str) -> bool:
    """Whether a text without marks is a paragraph in one line, and no heading, item, quote or listing."""
    return "\n" not in text and not text[-1].isspace() and not _BLOCK_START.match(text)


def _escaped(text: str) -> str:
    """As the parser's renderer escapes: apostrophes stand."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def parsed_body(markdown: str) -> Body:
    """A body as the Markdown parser reads it; one with too many marks is shown as plain text."""
    markdown = calm(markdown)
    if _is_heavy(markdown):
        return _plain_body(markdown)
    parser = _parser()
    tokens = parser.parse(markdown)
    links = tuple(_finish(tokens))
    _shift_headings(tokens)
    paragraphs = tuple(_mark_paragraphs(tokens))
    html = parser.renderer.render(tokens, parser.options, {})
    return Body(html=Markup(html), paragraphs=paragraphs, links=links, lost_at=_lost_at(tokens))


def _is_heavy(markdown: str) -> bool:
    if len(markdown) <= BRACKETS:
        return False
    marks = sum(markdown.count(mark) for mark in "\n*_`|<&~!\\[")
    return len(markdown) > LENGTH or marks > MARKS or markdown.count("[") > BRACKETS


def _plain_body(markdown: str) -> Body:
    """The text as it stands, in paragraphs: nothing is lost and nothing is parsed."""
    texts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", markdown) if part.strip()]
    html = "".join(f'<p id="p{at}">{escape(text)}{_pilcrow(at)}</p>\n' for at, text in enumerate(texts, start=1))
    return Body(html=Markup(html), paragraphs=tuple(texts), heavy=True)


def _pilcrow(number: int) -> str:
    return f' <a class="pilcrow" href="#p{number}">¶{number}</a>'


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("js-default", {"html": False, "maxNesting": NESTING, "highlight": _highlight})
    parser.validateLink = lambda url: bool(allowed_link(url))  # type: ignore[method-assign]
    parser.add_render_rule("paragraph_close", _close_paragraph)
    parser.add_render_rule("table_open", lambda *_: '<div class="table"><table>\n')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return parser


def _lost_at(tokens: Sequence[Token]) -> int | None:
    """Where a container stands on the last level: the parser reads nothing inside it."""
    for token in tokens:
        if token.nesting == 1 and token.level + 1 >= NESTING:
            return token.map[0] if token.map else 0
    return None


def _finish(tokens: Sequence[Token]) -> list[str]:
    """Mark links that leave the site, turn pictures into links; return the relative links."""
    relative = []
    for token in tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            # the pages' policy forbids styles in attributes
            token.attrs["class"] = str(token.attrs.pop("style")).replace("text-align:", "align-")
        if token.type == "fence" and not _LANGUAGE.match(token.info.strip()):
            token.info = ""  # names no language: words, attributes, markup
        if token.children is None:
            continue
        token.children = _without_pictures(token.children)
        for child in token.children:
            child.content = calm(child.content)  # an entity may have brought what the text had not
            if child.type != "link_open":
                continue
            if "title" in child.attrs:
                child.attrs["title"] = calm(str(child.attrs["title"]))
            href = str(child.attrs["href"])
            if is_external(href):
                child.attrs["rel"] = "noopener nofollow external"
            else:
                relative.append(href)
    return relative


def _without_pictures(children: Sequence[Token]) -> list[Token]:
    """Replace each picture by a link with its description: reading must ask no other host."""
    from markdown_it.token import Token

    kept: list[Token] = []
    inside = 0
    for child in children:
        inside += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type != "image":
            kept.append(child)
            continue
        label = Token("text", "", 0, content=child.content or "picture")
        if inside:
            kept.append(label)
        else:
            address: dict[str, str | int | float] = {"href": str(child.attrs["src"]), "class": "picture"}
            kept += [Token("link_open", "a", 1, attrs=address), label, Token("link_close", "a", -1)]
    return kept


def _shift_headings(tokens: Sequence[Token]) -> None:
    """Let headings begin at h2, for h1 is the title, each with an id that nothing can clobber."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = 2 - min(levels, default=2)
    taken: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
        if token.nesting == 1:
            token.attrs["id"] = _heading_id(plain(tokens[place + 1]), taken)


def _heading_id(text: str, taken: dict[str, int]) -> str:
    """An id that no other heading has; `taken` holds each with the last number that was put behind it."""
    base = f"h-{slug(text) or 'part'}"
    name = base
    number = taken.get(base, 1)
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken[base] = number
    taken.setdefault(name, 1)
    return name


def _mark_paragraphs(tokens: Sequence[Token]) -> list[str]:
    """Give top-level paragraphs the ids `p1`, `p2`, ...; return their plain text."""
    texts: list[str] = []
    for place, token in enumerate(tokens):
        if token.type == "paragraph_open" and token.level == 0:
            texts.append(plain(tokens[place + 1]))
            token.attrs["id"] = f"p{len(texts)}"
            tokens[place + 2].meta["number"] = len(texts)
    return texts


def _close_paragraph(_renderer: Any, tokens: Sequence[Token], at: int, *_: Any) -> str:
    token = tokens[at]
    if token.hidden:
        return ""
    number = token.meta.get("number")
    if number is None:
        return "</p>\n"
    return f"{_pilcrow(number)}</p>\n"


def plain(inline: Token) -> str:
    """The text of an inline token as a reader sees it."""
    parts = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "text_special", "code_inline"):
            parts.append(child.content)
    return "".join(parts).strip()


def _highlight(code: str, language: str, _attrs: str) -> str:
    """Colour code by classes; an unknown language is shown plain."""
    if not language or len(code) > _HIGHLIGHTED or not _LANGUAGE.match(language):
        return str(escape(code))
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return str(escape(code))
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True, classprefix="code-")))
