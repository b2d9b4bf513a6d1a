"""Strict checks of feeds: RFC 4287 for Atom, version 1.1 for JSON Feed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ABSOLUTE = re.compile(r"https?://[^\s<>\"]+\Z|urn:uuid:[0-9a-f-]{36}\Z")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\Z")

HEAD = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "subtitle": (0, 1), "link": (1, 9), "author": (0, 9), "entry": (0, 999)}  # fmt: skip
ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "summary": (0, 1), "content": (0, 1),
         "link": (0, 9), "author": (0, 99), "category": (0, 99)}  # fmt: skip


def atom_faults(data: bytes) -> list[str]:
    """What RFC 4287 does not allow."""
    try:
        root = fromstring(data)
    except ParseError as problem:
        return [f"not well-formed: {problem}"]
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    found = [*_element_faults(root, HEAD)]
    rels = [link.get("rel") for link in root.findall(f"{ATOM}link")]
    if rels.count("self") != 1:
        found.append("no link to itself")
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        found += _element_faults(entry, ENTRY)
        if not entry.findall(f"{ATOM}author") and not root.findall(f"{ATOM}author"):
            found.append("an entry without author (4.1.2)")
        if entry.find(f"{ATOM}content") is None and "alternate" not in {
            link.get("rel", "alternate") for link in entry.findall(f"{ATOM}link")
        }:
            found.append("an entry with neither content nor an alternate link (4.1.2)")
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    return found + [f"id {id} twice" for id, count in ids.items() if count > 1]


def _element_faults(parent: Element, allowed: dict[str, tuple[int, int]]) -> Iterator[str]:
    count = Counter(child.tag.removeprefix(ATOM) for child in parent)
    yield from (f"{tag} is not known here" for tag in count if tag not in allowed)
    for tag, (least, most) in allowed.items():
        if not least <= count[tag] <= most:
            yield f"{count[tag]} × {tag}"
    yield from (f"unknown attribute {name}" for name in parent.attrib if name != XML_LANG)
    for child in parent:
        tag, text = child.tag.removeprefix(ATOM), (child.text or "").strip()
        if tag in ("updated", "published") and not INSTANT.match(text):
            yield f"{tag} is no instant: {text}"
        if tag == "id" and not ABSOLUTE.match(text):
            yield f"id is no IRI: {text}"
        if tag == "link" and not ABSOLUTE.match(child.get("href", "")):
            yield f"link to {child.get('href')}"
        if tag == "author" and not child.findtext(f"{ATOM}name"):
            yield "an author without a name"
        if tag == "category" and not child.get("term"):
            yield "a category without a term"
        if tag in ("title", "summary", "content") and child.get("type", "text") not in ("text", "html"):
            yield f"{tag} of type {child.get('type')}"
        if tag == "title" and not text:
            yield "an empty title"


FEED_FIELDS: dict[str, type] = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "language": str,
    "authors": list, "items": list,
}  # fmt: skip
ITEM_FIELDS: dict[str, type] = {
    "id": str, "url": str, "title": str, "content_html": str, "summary": str, "date_published": str,
    "date_modified": str, "authors": list, "tags": list, "language": str, "image": str,
}  # fmt: skip


def json_feed_faults(data: bytes) -> list[str]:
    """What JSON Feed 1.1 does not allow."""
    try:
        feed: Any = json.loads(data)
    except ValueError as problem:
        return [f"no JSON: {problem}"]
    found = [*_typed(feed, FEED_FIELDS)]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        found.append("no version")
    found += [f"no {name}" for name in ("title", "items") if not feed.get(name)]
    items = feed.get("items", [])
    for item in items:
        found += _typed(item, ITEM_FIELDS)
        found += [f"an item without {name}" for name in ("id", "content_html") if not item.get(name)]
        for name in ("date_published", "date_modified"):
            if not INSTANT.match(item.get(name, "")) or not datetime.fromisoformat(item[name]):
                found.append(f"{name} is no instant: {item.get(name)}")
        found += [f"an author without a name: {one}" for one in item.get("authors", []) if not one.get("name")]
    urls = [feed.get("home_page_url"), feed.get("feed_url"), *(item.get("url") for item in items)]
    found += [f"no absolute address: {url}" for url in urls if not ABSOLUTE.match(url or "")]
    ids = Counter(item.get("id") for item in items)
    return found + [f"id {id} twice" for id, count in ids.items() if count > 1]


def _typed(value: dict[str, Any], fields: dict[str, type]) -> Iterator[str]:
    for name, inner in value.items():
        if name not in fields:
            yield f"unknown field {name}"
        elif not isinstance(inner, fields[name]):
            yield f"{name} is {inner!r}"
