"""Feeds: absolute, valid in both forms, stable, without a clock."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from conftest import article, config, dating, report, story
from feed_checks import atom_faults, json_feed_faults
from hypothesis import given
from hypothesis import strategies as st

from digest.claims import Evidence, Excerpt
from digest.derived import Derived
from digest.model import Dating, Story
from digest.site.documents import planned_documents
from digest.site.feeds import ENTRIES, feed_documents
from digest.site.pages import Look, plan
from digest.site.site import Site, assemble
from digest.site.syndication import written_json
from digest.site.xml import attribute, element, legal

BASE = "https://example.org/digest/"
ATOM = "{http://www.w3.org/2005/Atom}"


def site_of(*stories: Story, base_url: str = BASE, evidence: Evidence | None = None, **named: Any) -> Site:
    shown = [t for one in stories for r in one.reports for t in (r.teaser, *r.copies)]
    articles = [article(t.id) for t in shown]
    found = evidence or Evidence()
    return assemble(config("ferries", base_url=base_url, **named), articles, stories, evidence=lambda _: found)


def feeds(site: Site) -> dict[str, bytes]:
    return {document.path: document.data() for document in feed_documents(site, Derived())}


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
    told_by_its_copy = entries(site_of(story(report(copy, first), id="one")))[0]
    assert text(told_by_its_copy, "updated") == "2025-06-01T00:00:00Z"


def test_a_stated_time_is_kept() -> None:
    when = Dating(day=date(2025, 6, 1), published=datetime(2025, 6, 1, 8, 30, tzinfo=UTC))
    assert text(entries(site_of(story(article("one", dating=when))))[0], "updated") == "2025-06-01T08:30:00Z"


def test_each_topic_with_a_dated_story_has_its_feeds() -> None:
    of_site = {"feed.xml", "feed.json"}
    of_topic = {"topics/ferries.xml", "topics/ferries.json"}
    assert set(feeds(site_of(story(article("one"), topics=("ferries",))))) == of_site | of_topic
    assert set(feeds(site_of(story(article("one"))))) == of_site
    assert feeds(site_of(story(article("one", dating=dating(None)), topics=("ferries",)))) == {}


def test_a_site_without_an_address_has_no_feeds() -> None:
    site = site_of(story(article("one")), base_url="")
    assert feeds(site) == {}
    assert not [page for page in plan(site, Look()) if page.context().frame.feed]


def test_a_summary_is_made_of_quoted_sentences_with_their_sources() -> None:
    chosen = Evidence(summary=(Excerpt("Nobody was late.", "two", 2), Excerpt("The ferry left on time.", "one", 1)))
    told = story(article("one"), article("two", source="", agency="Example Agency"))
    site = site_of(told, evidence=chosen)
    (entry,) = entries(site)
    expected = "Nobody was late. (Example Agency) The ferry left on time. (Sample Wire)"
    assert text(entry, "summary") == expected
    assert f'<a href="{BASE}articles/two.html#p2">Example Agency</a>' in text(entry, "content")
    (item,) = json.loads(feeds(site)["feed.json"])["items"]
    assert (item["summary"], item["content_html"]) == (expected, text(entry, "content"))
    assert item["id"] == text(entry, "id")


def test_what_xml_cannot_hold_is_taken_out_and_the_rest_escaped() -> None:
    evil = article("one", title="A\x00\x0b\ufffe<b>&]]>\u202e", source="<script>alert(1)</script>")
    site = site_of(story(evil, slug="one"))
    (entry,) = entries(site)
    assert text(entry, "title") == "A<b>&]]>"
    assert "<script" not in text(entry, "content")
    assert "<script" not in json.loads(feeds(site)["feed.json"])["items"][0]["content_html"]


def many(count: int) -> list[Story]:
    return [story(article(f"a{n:03}", dating=dating(date.fromordinal(739_000 + n)))) for n in range(count)]


def test_a_feed_is_made_of_its_newest_stories_alone() -> None:
    stories = many(ENTRIES + 5)
    (whole,) = (one for one in feed_documents(site_of(*stories), Derived()) if one.path == "feed.xml")
    (newest,) = (one for one in feed_documents(site_of(*stories[5:]), Derived()) if one.path == "feed.xml")
    assert whole == newest
    assert len(entries(site_of(*stories))) == ENTRIES


@pytest.mark.parametrize("count", [1, 7])
def test_feeds_are_valid(count: int) -> None:
    found = feeds(site_of(*many(count), title='A & "B"', description="Some <words>."))
    for path, data in found.items():
        assert (json_feed_faults if path.endswith(".json") else atom_faults)(data) == [], path


def test_the_checks_of_feeds_find_faults() -> None:
    (sound, sound_json) = (feeds(site_of(*many(2)))[path].decode() for path in ("feed.xml", "feed.json"))
    for old, new in (
        ("<updated>", "<updated>x"),
        ("<title>", "<name>"),
        ("https://example.org", ""),
        ("urn:uuid:", ""),
    ):
        broken = sound.replace(old, new).replace(old.replace("<", "</"), new.replace("<", "</").removesuffix("x"))
        assert atom_faults(broken.encode()), old
    assert atom_faults(sound.replace(sound.split("<id>")[2][:45], sound.split("<id>")[3][:45]).encode()), "one id twice"
    for old, new in (('"id"', '"key"'), ("T00:00:00Z", ""), ('"version"', '"kind"'), ("https://example.org", "")):
        assert json_feed_faults(sound_json.replace(old, new).encode()), old


def test_documents_are_the_same_in_any_order_of_stories() -> None:
    stories = many(5)
    pages = plan(site_of(*stories), Look())
    assert planned_documents(site_of(*stories), pages) == planned_documents(site_of(*stories[::-1]), pages)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_json_is_written_as_the_standard_library_does(value: object) -> None:
    assert written_json(value).decode() == json.dumps(value, ensure_ascii=False, indent=1) + "\n"


@given(st.text(max_size=40))
def test_an_element_is_written_as_a_tree_of_elements_would_be(text: str) -> None:
    tree = Element("title", label=legal(text))
    tree.text = legal(text)
    ours = element("", "title", text).replace("<title", f'<title label="{attribute(text)}"', 1)
    assert ours == tostring(tree, encoding="unicode")
