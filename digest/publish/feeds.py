"""Whether feeds, the site map and JSON files of a built site are what they say they are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from digest.diagnostics import Diagnostic, error
from digest.publish.links import Ground

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ATOM = "{http://www.w3.org/2005/Atom}"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_FEED_VERSION = re.compile(r"https://jsonfeed\.org/version/1(\.1)?\Z")


def feed_findings(path: str, raw: bytes, ground: Ground) -> Iterator[Diagnostic]:
    """What is wrong with one XML or JSON file, by its root."""
    found: Iterator[str]
    if path.endswith(".xml"):
        found = _xml_problems(raw, ground)
    elif path.endswith((".json", ".webmanifest")):
        found = _json_problems(raw, ground)
    else:
        return
    for problem in found:
        fix = "build again; when it stays, mend the theme or the extension that writes it"
        yield error("check.bad-feed", f"site/{path}", problem, fix)


def _xml_problems(raw: bytes, ground: Ground) -> Iterator[str]:
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, ValueError) as problem:
        yield f"not XML: {problem}"
        return
    if root.tag == f"{_ATOM}feed":
        yield from _atom_problems(root, ground)
    elif root.tag in (f"{_MAP}urlset", f"{_MAP}sitemapindex"):
        yield from _map_problems(root, ground)


def _atom_problems(root: Element, ground: Ground) -> Iterator[str]:
    """RFC 4287, section 4: what a feed and an entry must have."""
    ids: set[str] = set()
    for part in (root, *root.findall(f"{_ATOM}entry")):
        what = "the feed" if part is root else f"entry {part.findtext(f'{_ATOM}id') or '?'}"
        for name in ("id", "title", "updated"):
            if not (part.findtext(f"{_ATOM}{name}") or "").strip():
                yield f"{what} has no {name}"
        if not _is_moment(part.findtext(f"{_ATOM}updated") or ""):
            yield f"{what} has an <updated> that is no moment of RFC 3339"
        links = part.findall(f"{_ATOM}link")
        if not any(link.get("href") for link in links):
            yield f"{what} has no link"
        for link in links:
            yield from _address_problems(what, link.get("href") or "", ground)
        own = part.findtext(f"{_ATOM}id") or ""
        if own in ids:
            yield f"{what} has an id that stands twice"
        ids.add(own)


def _map_problems(root: Element, ground: Ground) -> Iterator[str]:
    for place in root.iter(f"{_MAP}loc"):
        yield from _address_problems("the site map", (place.text or "").strip(), ground)
    if len(root) > 50_000:
        yield "the site map has more than 50,000 addresses"


def _json_problems(raw: bytes, ground: Ground) -> Iterator[str]:
    try:
        value: Any = json.loads(raw)
    except (ValueError, RecursionError) as problem:
        yield f"not JSON: {problem}"
        return
    if isinstance(value, dict) and _FEED_VERSION.match(str(value.get("version", ""))):
        yield from _json_feed_problems(value, ground)


def _json_feed_problems(value: dict[str, Any], ground: Ground) -> Iterator[str]:
    """JSON Feed 1.1: a title, items, and for each an id that is its own, a content and a moment."""
    if not value.get("title") or not isinstance(value.get("items"), list):
        yield "the feed has no title or no items"
        return
    ids: set[str] = set()
    for item in value["items"]:
        what = f"item {item.get('id', '?')}"
        if not isinstance(item.get("id"), str) or item["id"] in ids:
            yield f"{what} has no id of its own"
        ids.add(str(item.get("id")))
        if "content_text" not in item and "content_html" not in item:
            yield f"{what} has neither content_text nor content_html"
        for name in ("date_published", "date_modified"):
            if name in item and not _is_moment(str(item[name])):
                yield f"{what} has a {name} that is no moment of RFC 3339"
        yield from _address_problems(what, str(item.get("url", "")), ground)


def _address_problems(what: str, address: str, ground: Ground) -> Iterator[str]:
    if not address.startswith(("http://", "https://")):
        yield f"{what} names '{address}', which is no absolute address"
    elif ground.base_url and address.startswith(ground.base_url):
        target = ground.target("", address.partition("#")[0])
        if target is not None and target not in ground.files:
            yield f"{what} names '{address}', which is no page of the site"


def _is_moment(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", text):
        return False
    parse: Callable[[str], datetime] = datetime.fromisoformat
    try:
        parse(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True
