"""The elements of an HTML file that a check asks for, in their order, with their attributes and their text.

There are two ways to them, and both give the same. A page in the form that our own templates write is
read by a few regular expressions, in some 0.6 of the time; any other page by lxml. The form is asked for
first, and it is narrow: lower case, double quotes, five entities, no comment, nothing that a parser would
have to mend where it matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

Seen = tuple[str, Mapping[str, str], str]
"""Name, attributes, text. `PIECE` stands for a paragraph that is quoted; the text is empty where none is asked for."""

PIECE = "piece"
QUOTING = "blockquote"

ADDRESSES = {
    "a": ("href",), "area": ("href",), "link": ("href",), "img": ("src",), "script": ("src",), "source": ("src",), "iframe": ("src",),
    "embed": ("src",), "track": ("src",), "input": ("src",), "object": ("data",), "form": ("action",), "video": ("src", "poster"),
    "audio": ("src",),
}  # fmt: skip
"""Attributes with one address, by element."""

DATED = ("time", "ins", "del")
SHOWING = ("article", "main")
"""Elements that may say whose text they show."""

_NOTED = tuple(dict.fromkeys((*ADDRESSES, *DATED, *SHOWING, "meta", "base", "p", "q")))
_OTHERS = (
    "script|style|textarea|xmp|iframe|noembed|noframes|noscript|plaintext|listing|html|head|body|title|meta|link|base"
)
"""Elements whose text is no markup, that parsers treat in ways of their own, or that have no place in a body."""

_ATTRIBUTE = r' (?:viewBox|[a-z][a-z0-9:-]*+)(?:="[^"<>\0-\x08\x0b-\x1f]*+")?+'
_WORDS = r'[^<"\0-\x08\x0b-\x1f\ufffe\uffff]*+'
_SCRIPT = rf"<script(?:{_ATTRIBUTE})*+>[^<\0-\x08\x0b-\x1f]*+</script>"
_FORM = re.compile(
    rf"<!doctype html>\s*+<html(?:{_ATTRIBUTE})*+>\s*+"
    rf"<head>\s*+(?:(?:<(?:meta|link)(?:{_ATTRIBUTE})*+>|<title>{_WORDS}</title>|{_SCRIPT})\s*+)*+</head>\s*+"
    rf"<body(?:{_ATTRIBUTE})*+>{_WORDS}(?:(?:<(?!/?(?:{_OTHERS})\b)(?:/[a-z][a-z0-9]*+|[a-z][a-z0-9]*+(?:{_ATTRIBUTE})*+/?+)>"
    rf"|{_SCRIPT}|<title>{_WORDS}</title>){_WORDS})*+</body>\s*+</html>\s*+"
)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|#34|#39|#8288);)")
_TAG = re.compile(rf"<({'|'.join(_NOTED)}|/?{QUOTING})((?: [^>]*+)?+)>")
_PAIR = re.compile(r' ([^ ="]++)(?:="([^"]*+)")?+')
_ID = re.compile(r' id="([^"]*+)"')
_TWO_IDS = re.compile(r' id="[^<>]*? id="')
_MARKUP = re.compile(r"<[^>]*+>")
_LINK = re.compile(r"<a[ >]")
_INLINE = "a|span|bdi|bdo|em|strong|b|i|s|code|sup|sub|small|mark|br"
_BREAKING = {name: re.compile(rf"<(?!/?(?:{_INLINE}{more})[ >])") for name, more in (("p", "|q"), ("q", ""))}
"""Markup at which a parser would end a paragraph or a quotation, or may."""


class OtherFormError(Exception):
    """The page is not in the form that is read without a parser."""


def elements_of(raw: bytes) -> tuple[list[str], list[Seen]]:
    """The ids of a page, as often as each stands on it, and the elements that a check asks for.

    Cost: 0.35 ms for 10 kB in the form of our templates, 0.55 ms for another page, on a busy machine.
    """
    try:
        return plain(raw)
    except OtherFormError:
        return parsed(raw)


def is_quoting(attributes: Mapping[str, str]) -> bool:
    """Whether the paragraphs of a block quotation are copied from a report."""
    return PIECE in (attributes.get("class") or "").split() or "cite" in attributes


def plain(raw: bytes) -> tuple[list[str], list[Seen]]:
    """Read a page without a parser.

    Raises:
        OtherFormError: a parser might see something else in it.
    """
    try:
        page = raw.decode()
    except UnicodeDecodeError:
        raise OtherFormError from None
    if not _FORM.fullmatch(page) or _ENTITY.search(page) or _TWO_IDS.search(page):
        raise OtherFormError
    ids = _ID.findall(page)
    return [unescape(id) for id in ids] if "&" in "".join(ids) else ids, list(_plain_elements(page))


def _plain_elements(page: str) -> Iterator[Seen]:
    quoting: Mapping[str, str] | None = None
    for found in _TAG.finditer(page):
        name, given = found.groups()
        attributes = _attributes(given)
        text = ""
        if name == "p":
            if quoting is not None:
                yield PIECE, quoting, _text(_LINK.split(_inside(page, found.end(), name), maxsplit=1)[0])
            if "id" in attributes:
                text = _text(_inside(page, found.end(), name))
        elif name == "q":
            text = _text(_inside(page, found.end(), name))
        elif name == "script":
            text = page[found.end() : page.index("<", found.end())]
        elif name == QUOTING:
            if quoting is not None:
                raise OtherFormError
            quoting = attributes if is_quoting(attributes) else None
            continue
        elif name == f"/{QUOTING}":
            quoting = None
            continue
        yield name, attributes, text


@lru_cache(maxsize=50_000)  # most links of a page stand on its neighbours too
def _attributes(given: str) -> Mapping[str, str]:
    """The attributes of a tag; of two with one name the first counts."""
    return {name: unescape(value) if "&" in value else value for name, value in reversed(_PAIR.findall(given))}


def _inside(page: str, begin: int, name: str) -> str:
    """The markup of a paragraph or a quotation, from behind its tag to its end."""
    end = page.find(f"</{name}>", begin)
    inside = page[begin:end]
    if end < 0 or ("<" in inside and _BREAKING[name].search(inside)):
        raise OtherFormError
    return inside


def _text(markup: str) -> str:
    """What a reader sees of inline markup."""
    text = _MARKUP.sub("", markup) if "<" in markup else markup
    return " ".join((unescape(text) if "&" in text else text).split())


def parsed(raw: bytes) -> tuple[list[str], list[Seen]]:
    """Read any page as lxml sees it."""
    from lxml import etree

    if not raw.strip():
        return [], []
    # not lxml.html, whose elements are looked up in Python one by one
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(raw, parser)
    if root is None:
        return [], []
    ids = [id for element in root.iter(etree.Element) if (id := element.get("id")) is not None]
    return ids, [seen for element in root.iter(*_NOTED) for seen in _parsed_element(element)]


def _parsed_element(element: _Element) -> Iterator[Seen]:
    name, attributes = str(element.tag), _given(element)
    text = ""
    if name == "p":
        around = next(element.iterancestors(QUOTING), None)
        if around is not None and is_quoting(_given(around)):
            yield PIECE, _given(around), _text(_LINK.split(_markup(element), maxsplit=1)[0])
        if "id" in attributes:
            text = " ".join("".join(map(str, element.itertext())).split())
    elif name == "q":
        text = " ".join("".join(map(str, element.itertext())).split())
    elif name == "script":
        text = element.text or ""
    yield name, attributes, text


def _given(element: _Element) -> Mapping[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _markup(element: _Element) -> str:
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode", with_tail=False))
