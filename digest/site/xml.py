"""Write XML: well-formed whatever the text holds, and the same bytes for the same values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.site.markup import calm

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold, not even escaped."""


def root_element(tag: str, namespace: str) -> Element:
    """The element that a document begins with."""
    from xml.etree.ElementTree import Element

    return Element(tag, xmlns=namespace)


def put(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Add a child with text and attributes, both without what XML cannot hold."""
    from xml.etree.ElementTree import SubElement

    element = SubElement(parent, tag, {name: legal(value) for name, value in attributes.items()})
    if text:
        element.text = legal(text)
    return element


def legal(text: str) -> str:
    """A text without characters that XML cannot hold and without those that steer its direction."""
    if text.isascii() and text.isprintable():
        return text
    return _ILLEGAL.sub("", calm(text))


def written(root: Element) -> bytes:
    """The document, indented, in UTF-8."""
    from xml.etree.ElementTree import indent, tostring

    indent(root)
    body = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()
