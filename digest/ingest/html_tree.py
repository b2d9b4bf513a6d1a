"""Cut an HTML tree into runs: the pieces of text a reader sees as one paragraph, heading or list item.

Everything that follows (finding the article, dropping what is no article) works on this flat list,
so each element of a page is looked at a fixed number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from digest.text import clean


def names(text: str) -> tuple[str, ...]:
    """Read a list of names set apart by white space."""
    return tuple(text.split())


INLINE = frozenset(
    names("""
        a abbr acronym b bdi bdo big cite data del dfn em font i ins kbd label mark q rp rt ruby s samp
        small span strike strong sub sup time tt u var wbr nobr amp-link blink
    """)
)
UNSEEN = frozenset(
    names("""
        script style noscript template svg math iframe object embed applet audio video canvas map select
        option button input textarea dialog head link meta title nav menu rt rp progress meter source track
        amp-ad amp-embed amp-img amp-video ins-ad picture
    """)
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CJK = re.compile(r"[\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD_BREAK = re.compile(r"[^a-z]+")


def fold(text: str) -> str:
    """Clean a text as everywhere in digest, and join what soft hyphens part."""
    return clean(text.replace("\u00ad", ""))


def size(text: str) -> int:
    """Length in Latin letters: a Chinese or Thai character says about as much as three of them."""
    return len(text) + 2 * len(CJK.findall(text))


def words_of(element: Any) -> frozenset[str]:
    """Return the words in the class, id, role and data-* names an author gave an element."""
    named = " ".join(
        str(element.get(name) or "")[:300]
        for name in (
            "class",
            "id",
            "role",
            "data-component",
            "data-testid",
            "data-type",
            "data-module",
            "aria-label",
        )
        if element.get(name)
    )
    return frozenset(_WORD_BREAK.split(_CAMEL.sub("-", named).lower())) - {""} if named else frozenset()


def tag_of(element: Any) -> str:
    """Return the tag in lower case; "" for a comment or processing instruction."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


@dataclass(slots=True, eq=False)
class Run:
    """One piece of text between two block boundaries."""

    text: str
    element: Any
    """The block element around it."""

    order: int
    links: int
    """Characters of it that stand in links."""

    strong: int
    """Characters of it in bold type."""

    @property
    def size(self) -> int:
        return size(self.text)

    @property
    def linked(self) -> float:
        """Share of the text that is link text, in [0, 1]."""
        return self.links / max(1, len(self.text))

    @property
    def heading(self) -> bool:
        return tag_of(self.element) in HEADINGS

    @property
    def prose(self) -> bool:
        """Whether this looks like a paragraph of running text rather than a label."""
        return not self.heading and self.size >= 80 and self.linked < 0.5


class Runs:
    """Walks one tree in document order; `skip` says which elements are left out, with all they hold."""

    def __init__(self, skip: Any) -> None:
        self._skip = skip
        self._parts: list[tuple[str, bool, bool]] = []
        self._breaks = 0
        self.found: list[Run] = []

    def walk(self, element: Any, linked: bool = False, strong: bool = False) -> None:
        """Collect the runs below a block element. Depth is bounded by the parser (256)."""
        self._inside(element, element, linked, strong)
        self._flush(element)

    def _inside(self, node: Any, block: Any, linked: bool, strong: bool) -> None:
        self._add(node.text, linked, strong)
        for child in node:
            tag = tag_of(child)
            if tag == "br" or tag == "hr":
                self._line_break(block, 2 if tag == "hr" else 1)
            elif tag and tag not in UNSEEN and not self._skip(child):
                self._child(child, tag, block, linked, strong)
            elif tag in ("nav", "iframe", "video", "dialog", "menu"):
                self._flush(block)
            self._add(child.tail, linked, strong)

    def _child(self, child: Any, tag: str, block: Any, linked: bool, strong: bool) -> None:
        linked = linked or tag == "a"
        strong = strong or tag in ("b", "strong")
        if tag in INLINE:
            self._inside(child, block, linked, strong)
            return
        self._flush(block)
        self._inside(child, child, linked, strong)
        self._flush(child)

    def _add(self, text: str | None, linked: bool, strong: bool) -> None:
        if text:
            self._parts.append((text, linked, strong))
            if not text.isspace():
                self._breaks = 0

    def _line_break(self, block: Any, count: int) -> None:
        self._breaks += count
        self._parts.append(("\n", False, False))
        if self._breaks >= 2:
            self._flush(block)

    def _flush(self, block: Any) -> None:
        text = fold("".join(part for part, _, _ in self._parts))
        if text:
            links = sum(len(part.strip()) for part, linked, _ in self._parts if linked)
            strong = sum(len(part.strip()) for part, _, bold in self._parts if bold)
            self.found.append(Run(text, block, len(self.found), links, strong))
        self._parts = []
        self._breaks = 0


def ancestors(element: Any) -> Iterator[Any]:
    """Yield an element and everything around it, innermost first."""
    while element is not None:
        yield element
        element = element.getparent()
