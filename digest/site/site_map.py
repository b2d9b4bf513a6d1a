"""What crawlers read: the site map and robots.txt, made without a clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.addresses import is_web_address
from digest.site.contexts import Page
from digest.site.document import Document
from digest.site.site import Site, newest_day
from digest.site.urls import absolute
from digest.site.xml import put, root_element, written

MAPPED = 50_000
"""Addresses that one site map may hold, by its definition (https://www.sitemaps.org/protocol.html)."""

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_UNLISTED = {"404.html", "moved.html"}
"""Templates of pages that are no place of their own."""


def crawler_documents(site: Site, pages: Sequence[Page]) -> Iterator[Document]:
    """`robots.txt`, and with an address the site map, in parts where one would be too long."""
    base = site.config.site.base_url
    yield Document("robots.txt", robots, (base,))
    if not base:
        return
    found = tuple(_mapped(site, pages))
    if len(found) <= MAPPED:
        yield Document("sitemap.xml", site_map, (found,))
        return
    parts = [found[at : at + MAPPED] for at in range(0, len(found), MAPPED)]
    names = tuple(f"sitemap-{number}.xml" for number in range(1, len(parts) + 1))
    yield Document("sitemap.xml", site_map_index, (tuple(base + name for name in names),))
    for name, part in zip(names, parts, strict=True):
        yield Document(name, site_map, (part,))


def robots(base: str) -> bytes:
    """Everything may be read; where the site has an address, the site map is named."""
    named = f"\nSitemap: {base}sitemap.xml\n" if base else ""
    return f"User-agent: *\nAllow: /\n{named}".encode()


def site_map(addresses: tuple[tuple[str, str], ...]) -> bytes:
    """Addresses, each with the day of its last change or nothing."""
    root = root_element("urlset", _MAP)
    for address, day in addresses:
        url = put(root, "url")
        put(url, "loc", address)
        if day:
            put(url, "lastmod", day)
    return written(root)


def site_map_index(parts: tuple[str, ...]) -> bytes:
    """The addresses of the parts of a site map."""
    root = root_element("sitemapindex", _MAP)
    for address in parts:
        put(put(root, "sitemap"), "loc", address)
    return written(root)


def _mapped(site: Site, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Pages that are the best place of what they show; a story is as new as its newest report."""
    days = {site.path("story", story.id): newest_day(story) for story in site.stories}
    elsewhere = {site.path("article", id) for id in site.articles if has_canonical_elsewhere(site, id)}
    for page in pages:
        if page.template not in _UNLISTED and page.path not in elsewhere:
            day = days.get(page.path)
            yield absolute(site.config.site.base_url, page.path), day.isoformat() if day else ""


def has_canonical_elsewhere(site: Site, id: str) -> bool:
    """Whether the page of an article is a full copy of a text whose own address is known."""
    teaser = site.articles[id].teaser
    names = (teaser.source.casefold(), teaser.agency.casefold())
    by_source = (known.text for name in names if (known := site.sources.get(name)) and known.text)
    return next(by_source, site.config.site.text) == "full" and is_web_address(teaser.url)
