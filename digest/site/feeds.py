"""Feeds, the site map and robots.txt, all made by an XML writer and without a clock.

A feed needs absolute addresses, so a site without `base_url` has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from digest.model import Story, Teaser
from digest.site.contexts import Page
from digest.site.markup import calm
from digest.site.pages import feed_path, topic_feed_path
from digest.site.site import Site, newest_day
from digest.site.urls import absolute
from digest.site.views import quote
from digest.site.words import source_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ENTRIES = 50
"""Stories of a feed."""

MAPPED = 50_000
"""Addresses that one site map may hold, by its definition."""

_ATOM = "http://www.w3.org/2005/Atom"
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold, not even escaped."""


def feeds(site: Site) -> dict[str, bytes]:
    """Every feed by its path; stories that nothing dates are not in them, as Atom asks for a date."""
    settings = site.config.site
    found = {}
    if feed_path(site):
        found[feed_path(site)] = _feed(site, feed_path(site), settings.title, "index.html", site.stories)
    for topic in site.config.topics:
        path = topic_feed_path(site, topic)
        if path:
            title = f"{topic.title} · {settings.title}"
            found[path] = _feed(site, path, title, site.path("topic", topic.slug), site.topics[topic.slug])
    return found


def sitemap(site: Site, pages: Sequence[Page]) -> bytes:
    """The addresses of all pages; a story's is as new as its newest report. Empty without a base."""
    from xml.etree.ElementTree import Element

    base = site.config.site.base_url
    if not base:
        return b""
    days = {site.path("story", story.id): newest_day(story) for story in site.stories}
    root = Element("urlset", xmlns=_MAP)
    for page in [page for page in pages if page.path != "404.html"][:MAPPED]:
        url = _put(root, "url")
        _put(url, "loc", absolute(base, page.path))
        day = days.get(page.path)
        if day:
            _put(url, "lastmod", day.isoformat())
    return _written(root)


def robots(site: Site) -> bytes:
    """Everything may be read; where the site has an address, the site map is named."""
    base = site.config.site.base_url
    named = f"\nSitemap: {base}sitemap.xml\n" if base else ""
    return f"User-agent: *\nAllow: /\n{named}".encode()


def entry_id(story: Story) -> str:
    """The id of a story in every feed: it hangs on the story's id alone, so no entry comes twice."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'digest:story:' + story.id)}"


def _feed(site: Site, path: str, title: str, home: str, stories: Sequence[Story]) -> bytes:
    from xml.etree.ElementTree import Element

    settings = site.config.site
    dated = [story for story in stories if newest_day(story)][:ENTRIES]
    root = Element("feed", xmlns=_ATOM)
    root.set("xml:lang", settings.language)
    _put(root, "id", absolute(settings.base_url, path))
    _put(root, "title", title)
    if settings.description:
        _put(root, "subtitle", settings.description)
    _put(root, "link", rel="self", type="application/atom+xml", href=absolute(settings.base_url, path))
    _put(root, "link", rel="alternate", type="text/html", href=absolute(settings.base_url, home))
    _put(root, "updated", max(map(_updated, dated)))
    _put(_put(root, "author"), "name", settings.title)
    for story in dated:
        _entry(site, root, story)
    return _written(root)


def _entry(site: Site, root: Element, story: Story) -> None:
    entry = _put(root, "entry")
    _put(entry, "id", entry_id(story))
    _put(entry, "title", story.title)
    address = absolute(site.config.site.base_url, site.path("story", story.id))
    _put(entry, "link", rel="alternate", type="text/html", href=address)
    _put(entry, "updated", _updated(story))
    for name in dict.fromkeys(source_of(report.teaser) for report in story.reports):
        _put(_put(entry, "author"), "name", name)
    for topic in site.config.topics:
        if topic.slug in story.topics:
            _put(entry, "category", term=topic.slug, label=topic.title)
    spoken = quote(site, story.reports[0].teaser)
    if spoken:
        _put(entry, "summary", f"{spoken.text} ({source_of(story.reports[0].teaser)})", type="text")


def _updated(story: Story) -> str:
    """As new as the newest independent report: a copy brings nothing new."""
    instants = [_instant(report.teaser) for report in story.reports if report.teaser.dating.day]
    return max(instants).strftime("%Y-%m-%dT%H:%M:%SZ")


def _instant(teaser: Teaser) -> datetime:
    day = teaser.dating.day
    assert day is not None
    return teaser.dating.published or datetime(day.year, day.month, day.day, tzinfo=UTC)


def _put(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    from xml.etree.ElementTree import SubElement

    element = SubElement(parent, tag, {name: _legal(value) for name, value in attributes.items()})
    if text:
        element.text = _legal(text)
    return element


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", calm(text))


def _written(root: Element) -> bytes:
    from xml.etree.ElementTree import indent, tostring

    indent(root)
    body = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()
