"""Whether feeds, the site map and JSON files of a built site are what they say they are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from digest.diagnostics import Diagnostic, error
from digest.publish.links import Ground, piece_findings
from digest.publish.pages import BuiltPage, is_date, read_page, texts_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ATOM = "{http://www.w3.org/2005/Atom}"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_FEED_VERSION = re.compile(r"https://jsonfeed\.org/version/1(\.1)?\Z")


def feed_findings(path: str, raw: bytes, ground: Ground) -> Iterator[Diagnostic]:
    """What is wrong with one XML or JSON file, by its root, or with `robots.txt`."""
    contents: list[str] = []
    if path.endswith(".xml"):
        problems = list(_xml_problems(raw, ground, contents))
    elif path == "robots.txt":
        problems = list(_robots_problems(raw, ground))
    else:
        problems = list(_json_problems(raw, ground, contents))
    for content in contents:
        shown = _shown(content)
        for address in (*shown.links, *shown.assets):
            problems += _address_problems("an entry", address, ground)
        yield from piece_findings(ground, path, f"site/{path}", shown.pieces)
    for problem in problems:
        fix = "build again; when it stays, mend the theme or the extension that writes it"
        yield error("check.bad-feed", f"site/{path}", problem, fix)


@lru_cache(maxsize=4096)
def _shown(content: str) -> BuiltPage:
    """What an entry shows; the feed of the site, those of its topics and threads, and their second form say the same."""
    return read_page("", content.encode())


def _robots_problems(raw: bytes, ground: Ground) -> Iterator[str]:
    for address in re.findall(r"(?im)^sitemap:[ \t]*(\S*)", raw.decode("utf-8", "replace")):
        yield from _address_problems("the file for robots", address, ground)


def _xml_problems(raw: bytes, ground: Ground, contents: list[str]) -> Iterator[str]:
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, ValueError) as problem:
        yield f"not XML: {problem}"
        return
    if root.tag == f"{_ATOM}feed":
        yield from _atom_problems(root, ground)
        contents += (one.text or "" for one in root.iter(f"{_ATOM}content") if one.get("type") == "html")
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
        address = (place.text or "").strip()
        yield from _address_problems("the site map", address, ground)
        if ground.base_url and not address.startswith(ground.base_url):
            yield f"the site map names '{address}', which is not below {ground.base_url}"
    for day in root.iter(f"{_MAP}lastmod"):
        if not is_date((day.text or "").strip()):
            yield f"the site map has a <lastmod> '{day.text}', which is no date"
    if len(root) > 50_000:
        yield "the site map has more than 50,000 addresses"


def _json_problems(raw: bytes, ground: Ground, contents: list[str]) -> Iterator[str]:
    try:
        value: Any = json.loads(raw)
    except (ValueError, RecursionError) as problem:
        yield f"not JSON: {problem}"
        return
    if isinstance(value, dict) and _FEED_VERSION.match(str(value.get("version", ""))):
        yield from _json_feed_problems(value, ground)
    for key, text in texts_of(value):
        if key == "content_html":
            contents.append(text)
        elif ground.base_url and text.startswith(ground.base_url) and not any(map(str.isspace, text)):
            yield from _address_problems(f"'{key}'", text, ground)


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
        if not str(item.get("url", "")).startswith(ground.base_url or "http"):
            yield f"{what} names '{item.get('url', '')}', which is no address of the site"


def _address_problems(what: str, address: str, ground: Ground) -> Iterator[str]:
    if not address.startswith(("http://", "https://")):
        yield f"{what} names '{address}', which is no absolute address"
    elif ground.base_url and address.startswith(ground.base_url):
        bare, _, anchor = address.partition("#")
        target = ground.target("", bare)
        if target not in ground.files:
            yield f"{what} names '{address}', which is no page of the site"
        elif anchor and target in ground.pages and unquote(anchor) not in ground.pages[target].ids:
            yield f"{what} names '{address}', and there is no such place on the page"


def _is_moment(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", text):
        return False
    parse: Callable[[str], datetime] = datetime.fromisoformat
    try:
        parse(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True
