"""Write XML: well-formed whatever the text holds, and the same bytes for the same values.

Written as text: a tree of elements, made only to be written, took four times as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.site.markup import calm

HEAD = '<?xml version="1.0" encoding="utf-8"?>'
"""First line of a document."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold, not even escaped."""


def inner(text: str) -> str:
    """A text between two tags, without what XML cannot hold."""
    return legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """A text between the quotation marks of an attribute; line ends and tabs stay what they are."""
    said = inner(text).replace('"', "&quot;")
    return said.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;")


def element(indent: str, tag: str, text: str) -> str:
    """A line with an element that holds text alone."""
    said = inner(text)
    return f"{indent}<{tag}>{said}</{tag}>" if said else f"{indent}<{tag} />"


def document(tag: str, namespace: str, lines: Sequence[str]) -> bytes:
    """A whole document: its outermost element around lines that are indented already."""
    if not lines:
        return f'{HEAD}\n<{tag} xmlns="{namespace}" />\n'.encode()
    return "\n".join([HEAD, f'<{tag} xmlns="{namespace}">', *lines, f"</{tag}>\n"]).encode()


def legal(text: str) -> str:
    """A text without characters that XML cannot hold and without those that steer its direction."""
    if text.isascii() and text.isprintable():
        return text
    return _ILLEGAL.sub("", calm(text))
