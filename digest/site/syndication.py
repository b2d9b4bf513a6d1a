"""Feeds as values, and the two forms that they are written in.

Atom is RFC 4287; JSON Feed is version 1.1 (https://www.jsonfeed.org/version/1.1/). Both show the
sentences of a story with a link to the paragraph of each.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from json.encoder import encode_basestring

from digest.site.escaping import escaped
from digest.site.markup import calm
from digest.site.xml import HEAD, attribute, element, inner

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
    language = f' xml:lang="{attribute(feed.language)}"' if feed.language else ""
    lines = [
        HEAD,
        f'<feed xmlns="{_ATOM}"{language}>',
        f"  <id>{inner(feed.atom)}</id>",
        element("  ", "title", feed.title),
        *([element("  ", "subtitle", feed.description)] if feed.description else ()),
        f'  <link rel="self" type="application/atom+xml" href="{attribute(feed.atom)}" />',
        f'  <link rel="alternate" type="text/html" href="{attribute(feed.home)}" />',
        f"  <updated>{max(entry.updated for entry in entries)}</updated>",
        f"  <author>\n{element('    ', 'name', feed.author)}\n  </author>",
        *map(_entry, entries),
        "</feed>\n",
    ]
    return "\n".join(lines).encode()


def _entry(entry: FeedEntry) -> str:
    language = f' xml:lang="{attribute(entry.language)}"' if entry.language else ""
    lines = [
        f"  <entry{language}>",
        element("    ", "id", entry.id),
        element("    ", "title", entry.title),
        f'    <link rel="alternate" type="text/html" href="{attribute(entry.url)}" />',
        f"    <published>{entry.published}</published>",
        f"    <updated>{entry.updated}</updated>",
        *[f"    <author>\n{element('      ', 'name', name)}\n    </author>" for name in entry.authors],
        *[f'    <category term="{attribute(slug)}" label="{attribute(label)}" />' for slug, label in entry.topics],
    ]
    if entry.quotes:
        lines.append(f'    <summary type="text">{inner(summary(entry))}</summary>')
    lines += [f'    <content type="html">{inner(content(entry))}</content>', "  </entry>"]
    return "\n".join(lines)


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
    quotes = [
        f'<blockquote cite="{url}"><p>{escaped(calm(one.text))} <a href="{url}">{escaped(calm(one.source))}</a></p></blockquote>'
        for one in entry.quotes
        for url in (escaped(one.url),)
    ]
    return f"{''.join(quotes)}<p>{escaped(entry.counts)}</p>"
