"""What crawlers read: the site map and robots.txt, made without a clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from digest.addresses import is_web_address
from digest.derived import Derived
from digest.model import Article, Source
from digest.site.contexts import Page
from digest.site.document import Document
from digest.site.entries import paths_of
from digest.site.site import Site
from digest.site.urls import absolute
from digest.site.xml import document, inner

MAPPED = 50_000
"""Addresses that one site map may hold, by its definition (https://www.sitemaps.org/protocol.html)."""

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_UNLISTED = {"404.html", "moved.html"}
"""Templates of pages that are no place of their own."""


def crawler_documents(site: Site, pages: Mapping[str, Page], derived: Derived) -> Iterator[Document]:
    """`robots.txt`, and with an address the site map, in parts where one would be too long."""
    base = site.config.site.base_url
    yield Document("robots.txt", robots, (base,))
    if not base:
        return
    found = _mapped(site, pages, derived)
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
    lines = []
    for address, day in addresses:
        changed = f"    <lastmod>{day}</lastmod>\n" if day else ""
        lines.append(f"  <url>\n    <loc>{inner(address)}</loc>\n{changed}  </url>")
    return document("urlset", _MAP, lines)


def site_map_index(parts: tuple[str, ...]) -> bytes:
    """The addresses of the parts of a site map."""
    return document(
        "sitemapindex", _MAP, [f"  <sitemap>\n    <loc>{inner(address)}</loc>\n  </sitemap>" for address in parts]
    )


def _mapped(site: Site, pages: Mapping[str, Page], derived: Derived) -> tuple[tuple[str, str], ...]:
    """Pages that are the best place of what they show, by path; a story is as new as its newest report."""
    order = derived.one("order of the map", _in_order, tuple(pages))
    places = paths_of(site, "story", site.by_id, derived)
    days = {places[story.id]: edition.day for edition in site.editions for story in edition.stories}
    copied = derived.each("copies of texts", _has_original, site.articles, shared=(site.sources, site.config.site.text))
    elsewhere = derived.one("pages of copies", _paths, copied, site.paths)
    rows = derived.each("rows of the map", _row, pages, days, elsewhere, shared=(site.config.site.base_url,))
    return tuple([row for path in order if (row := rows[path])])


def _in_order(paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(paths))


def _paths(copied: Mapping[str, bool], paths: Mapping[str, str]) -> dict[str, bool]:
    return {paths[f"article:{id}"]: True for id, elsewhere in copied.items() if elsewhere}


def _row(base: str, page: Page, day: date | None, elsewhere: bool | None) -> tuple[str, str] | None:
    if page.template in _UNLISTED or elsewhere:
        return None
    return absolute(base, page.path), day.isoformat() if day else ""


def _has_original(sources: Mapping[str, Source], setting: str, article: Article) -> bool:
    """Whether the page of an article is a full copy of a text whose own address is known."""
    teaser = article.teaser
    names = (teaser.source.casefold(), teaser.agency.casefold())
    by_source = (known.text for name in names if (known := sources.get(name)) and known.text)
    return next(by_source, setting) == "full" and is_web_address(teaser.url)
