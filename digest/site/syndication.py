"""Feeds as values, and the two forms that they are written in.

Atom is RFC 4287; JSON Feed is version 1.1 (https://www.jsonfeed.org/version/1.1/). Both show the
sentences of a story with a link to the paragraph of each.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.site.escaping import filled
from digest.site.markup import calm
from digest.site.xml import put, root_element, written

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

JSON_FEED = "https://jsonfeed.org/version/1.1"
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of itself; addresses are absolute."""

    atom: str
    """Address of the feed in Atom."""

    json: str
    """Address of the same feed as JSON."""

    home: str
    """Address of the page that it follows."""

    title: str
    author: str
    description: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A sentence of a report with its source."""

    text: str
    source: str
    url: str
    """Address of the paragraph that it was copied from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A story in a feed."""

    id: str
    """Hangs on the story's id alone, so no reader sees an entry twice."""

    url: str
    title: str
    published: str
    """Instant of the first report, as RFC 3339 writes it."""

    updated: str
    """Instant of the newest independent report: a copy or an edit brings nothing new."""

    authors: tuple[str, ...]
    topics: tuple[tuple[str, str], ...]
    """Slug and title."""

    quotes: tuple[Quoted, ...]
    counts: str
    """`3 reports, 2 independent`."""

    language: str = ""
    """Of the headline, where it is known."""


def atom(feed: Feed, entries: tuple[FeedEntry, ...]) -> bytes:
    """A feed in Atom; at least one entry, as a feed without one has no date."""
    root = root_element("feed", _ATOM)
    if feed.language:
        root.set("xml:lang", feed.language)
    put(root, "id", feed.atom)
    put(root, "title", feed.title)
    if feed.description:
        put(root, "subtitle", feed.description)
    put(root, "link", rel="self", type="application/atom+xml", href=feed.atom)
    put(root, "link", rel="alternate", type="text/html", href=feed.home)
    put(root, "updated", max(entry.updated for entry in entries))
    put(put(root, "author"), "name", feed.author)
    for entry in entries:
        _entry(root, entry)
    return written(root)


def _entry(root: Element, entry: FeedEntry) -> None:
    element = put(root, "entry")
    if entry.language:
        element.set("xml:lang", entry.language)
    put(element, "id", entry.id)
    put(element, "title", entry.title)
    put(element, "link", rel="alternate", type="text/html", href=entry.url)
    put(element, "published", entry.published)
    put(element, "updated", entry.updated)
    for name in entry.authors:
        put(put(element, "author"), "name", name)
    for slug, title in entry.topics:
        put(element, "category", term=slug, label=title)
    if entry.quotes:
        put(element, "summary", summary(entry), type="text")
    put(element, "content", content(entry), type="html")


def json_feed(feed: Feed, entries: tuple[FeedEntry, ...]) -> bytes:
    """The same feed as JSON."""
    said = {
        "version": JSON_FEED,
        "title": calm(feed.title),
        "home_page_url": feed.home,
        "feed_url": feed.json,
        "description": calm(feed.description),
        "authors": [{"name": calm(feed.author)}],
        "language": feed.language,
    }
    items = [_item(entry) for entry in entries]
    return written_json({name: value for name, value in said.items() if value} | {"items": items})


def _item(entry: FeedEntry) -> dict[str, object]:
    said = {
        "id": entry.id,
        "url": entry.url,
        "title": calm(entry.title),
        "content_html": content(entry),
        "summary": summary(entry),
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": calm(name)} for name in entry.authors],
        "tags": [title for _, title in entry.topics],
        "language": entry.language,
    }
    return {name: value for name, value in said.items() if value}


def written_json(value: object) -> bytes:
    """JSON as a person can read it, in UTF-8: as `json.dumps` with an indent of 1, at a third of its cost."""
    return f"{_json(value, _LINE)}\n".encode()


_LINE = "\n"


def _json(value: object, line: str) -> str:
    """A value in JSON.

    Args:
        line: a line end with the blanks before the value's closing bracket.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{line} "
    if isinstance(value, dict) and value:
        rows = [f"{encode_basestring(name)}: {_json(one, inner)}" for name, one in value.items()]
        return f"{{{inner}{f',{inner}'.join(rows)}{line}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join([_json(one, inner) for one in value])}{line}]"
    return json.dumps(value)


def summary(entry: FeedEntry) -> str:
    """The sentences in plain text, each with its source in brackets."""
    return " ".join(f"{calm(one.text)} ({calm(one.source)})" for one in entry.quotes)


def content(entry: FeedEntry) -> str:
    """The sentences as HTML, each with a link to its paragraph, and the counts."""
    shown = '<blockquote cite="{0}"><p>{1} <a href="{0}">{2}</a></p></blockquote>'
    quotes = [filled(shown, one.url, calm(one.text), calm(one.source)) for one in entry.quotes]
    return str(Markup("").join([*quotes, filled("<p>{}</p>", entry.counts)]))
