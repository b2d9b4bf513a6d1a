"""The elements of an HTML file that a check asks for, in their order, with their attributes and their text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING, cast

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
_MARKUP = re.compile(r"<[^>]*+>")
_LINK = re.compile(r"<a[ >]")


def elements_of(raw: bytes) -> tuple[list[str], list[Seen]]:
    """The ids of a page, as often as each stands on it, and the elements that a check asks for.

    Cost: 0.25 ms for 10 kB, most of it the parser's.
    """
    from lxml import etree

    if not raw.strip():
        return [], []
    # not lxml.html, whose elements are looked up in Python one by one
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(raw, parser)
    if root is None:
        return [], []
    ids = cast("list[str]", root.xpath("//@id", smart_strings=False))
    return ids, [seen for element in root.iter(*_NOTED) for seen in _seen(element)]


def is_quoting(attributes: Mapping[str, str]) -> bool:
    """Whether the paragraphs of a block quotation are copied from a report."""
    return PIECE in (attributes.get("class") or "").split() or "cite" in attributes


def _seen(element: _Element) -> Iterator[Seen]:
    name, attributes = str(element.tag), _attributes(element)
    text = ""
    if name == "p":
        around = next(element.iterancestors(QUOTING), None)
        if around is not None and is_quoting(given := _attributes(around)):
            yield PIECE, given, _without_links(element)
        if "id" in attributes:
            text = _text(element)
    elif name == "q":
        text = _text(element)
    elif name == "script":
        text = element.text or ""
    yield name, attributes, text


def _attributes(element: _Element) -> Mapping[str, str]:
    return cast("dict[str, str]", dict(element.items()))


def _text(element: _Element) -> str:
    return " ".join("".join(cast("Iterator[str]", element.itertext())).split())


def _without_links(element: _Element) -> str:
    """What a reader sees of a paragraph before its first link."""
    from lxml import etree

    markup = str(etree.tostring(element, encoding="unicode", with_tail=False))
    return " ".join(unescape(_MARKUP.sub("", _LINK.split(markup, maxsplit=1)[0])).split())
