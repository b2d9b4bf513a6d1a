"""Feeds and the site map: absolute, well-formed, stable, without a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from conftest import article, config, dating, report, story

from digest.model import Dating, Story
from digest.site.feeds import feeds, robots, sitemap
from digest.site.pages import Look, plan
from digest.site.site import Site, assemble

BASE = "https://example.org/digest/"
ATOM = "{http://www.w3.org/2005/Atom}"


def site_of(*stories: Story, base_url: str = BASE, **named: Any) -> Site:
    shown = [t for one in stories for r in one.reports for t in (r.teaser, *r.copies)]
    return assemble(config("ferries", base_url=base_url, **named), [article(t.id) for t in shown], stories)


def entries(site: Site, path: str = "feed.xml") -> list[Element]:
    return fromstring(feeds(site)[path]).findall(f"{ATOM}entry")


def text(entry: Element, tag: str) -> str:
    return entry.findtext(f"{ATOM}{tag}") or ""


def test_a_feed_links_absolutely_and_ids_hang_on_the_story_alone() -> None:
    one = story(article("one"), topics=("ferries",))
    (entry,) = entries(site_of(one))
    (moved,) = entries(site_of(story(article("one", title="New"), id="one"), base_url="https://else.example/"))
    assert entry.find(f"{ATOM}link").attrib["href"] == f"{BASE}stories/headline-one.html"  # type: ignore[union-attr]
    assert text(entry, "id") == text(moved, "id")
    assert text(entry, "id").startswith("urn:uuid:")


def test_updated_moves_only_when_an_independent_report_joins() -> None:
    first = article("one", dating=dating(date(2025, 6, 1)))
    copy = article("copy", dating=dating(date(2025, 6, 5)))
    later = article("later", dating=dating(date(2025, 6, 9)))
    assert text(entries(site_of(story(report(first, copy))))[0], "updated") == "2025-06-01T00:00:00Z"
    assert text(entries(site_of(story(report(first, copy), later)))[0], "updated") == "2025-06-09T00:00:00Z"


def test_a_stated_time_is_kept() -> None:
    when = Dating(day=date(2025, 6, 1), published=datetime(2025, 6, 1, 8, 30, tzinfo=UTC))
    assert text(entries(site_of(story(article("one", dating=when))))[0], "updated") == "2025-06-01T08:30:00Z"


def test_each_topic_with_a_dated_story_has_its_feed() -> None:
    assert set(feeds(site_of(story(article("one"), topics=("ferries",))))) == {"feed.xml", "topics/ferries.xml"}
    assert set(feeds(site_of(story(article("one"))))) == {"feed.xml"}
    assert feeds(site_of(story(article("one", dating=dating(None)), topics=("ferries",)))) == {}


def test_a_site_without_an_address_has_neither_feeds_nor_a_map() -> None:
    site = site_of(story(article("one")), base_url="")
    assert feeds(site) == {}
    assert sitemap(site, plan(site, Look())) == b""
    assert b"Sitemap" not in robots(site)
    assert not [page for page in plan(site, Look()) if page.context().frame.feed]


def test_what_xml_cannot_hold_is_taken_out_and_the_rest_escaped() -> None:
    evil = article("one", title="A\x00\x0b\ufffe<b>&]]>\u202e")
    (entry,) = entries(site_of(story(evil, slug="one")))
    assert text(entry, "title") == "A<b>&]]>"


def test_the_map_holds_every_page_but_the_404() -> None:
    site = site_of(story(article("one")))
    pages = plan(site, Look())
    found = [
        one.text for one in fromstring(sitemap(site, pages)).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert len(found) == len(pages) - 1
    assert BASE in found
    assert f"Sitemap: {BASE}sitemap.xml".encode() in robots(site)
