"""The index, the site map and robots.txt: what machines read."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from conftest import article, config, dating, report, story
from jsonschema import Draft202012Validator

from digest.model import Fate, Retired, Story
from digest.site import index as index_module
from digest.site import site_map as map_module
from digest.site.documents import planned_documents
from digest.site.pages import Look, plan
from digest.site.site import Site, assemble

BASE = "https://example.org/digest/"


def site_of(*stories: Story, base_url: str = BASE, retired: tuple[Retired, ...] = (), **named: Any) -> Site:
    shown = [t for one in stories for r in one.reports for t in (r.teaser, *r.copies)]
    articles = [article(t.id, url=t.url) for t in shown]
    return assemble(config("ferries", base_url=base_url, **named), articles, stories, retired=retired)


def files(site: Site) -> dict[str, bytes]:
    return {document.path: document.data() for document in planned_documents(site, plan(site, Look()))}


def locations(data: bytes) -> list[str]:
    return [one.text or "" for one in fromstring(data).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def checked(data: bytes, schema: bytes) -> Any:
    said, rules = json.loads(data), json.loads(schema)
    Draft202012Validator.check_schema(rules)
    Draft202012Validator(rules).validate(said)
    return said


def some() -> tuple[Story, ...]:
    first = report(article("one", agency="Example Agency"), article("copy", source="Example Post", url=""))
    return (
        story(first, article("two", dating=dating(date(2025, 6, 20))), topics=("ferries",), former=("old-name",)),
        story(article("undated", dating=dating(None), title="\u202eTitle")),
    )


def test_the_index_says_of_each_story_its_reports_and_how_they_are_dated() -> None:
    found = files(site_of(*some()))
    said = checked(found["index.json"], found["index.schema.json"])
    assert said["counts"] == {"stories": 2, "reports": 4}
    dated, undated = said["stories"]
    assert (dated["id"], dated["day"], dated["topics"], dated["independent"]) == ("one", "2025-06-20", ["ferries"], 2)
    assert dated["url"] == f"{BASE}stories/headline-one.html"
    assert [one["id"] for one in dated["reports"]] == ["one", "copy", "two"]
    assert dated["reports"][1] == {
        "id": "copy", "url": f"{BASE}articles/copy.html", "title": "Headline copy", "outlet": "Example Post",
        "day": "2025-06-18", "date_basis": "stated", "language": "en", "copy_of": "one",
    }  # fmt: skip
    assert (undated["day"], undated["reports"][0]["date_basis"], undated["title"]) == (None, "unknown", "Title")


def test_what_became_of_a_story_is_told() -> None:
    gone = (
        Retired(id="old", slugs=("old",), title="Old", fate=Fate.MERGED, into=("one",)),
        Retired(id="lost", slugs=("lost",), title="Lost", fate=Fate.GONE),
    )
    found = files(site_of(*some(), retired=gone))
    said = checked(found["index.json"], found["index.schema.json"])
    merged, lost = said["retired"]
    assert merged["merged_into"] == {"id": "one", "url": f"{BASE}stories/headline-one.html"}
    assert (lost["fate"], "merged_into" in lost) == ("gone", False)


def test_a_large_index_is_parted_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "WHOLE", 1)
    found = files(site_of(*some()))
    said = checked(found["index.json"], found["index.schema.json"])
    assert said["stories"] == []
    assert [(one["year"], one["stories"]) for one in said["parts"]] == [("2025", 1), ("undated", 1)]
    for one in said["parts"]:
        part = checked(found[one["url"].removeprefix(BASE)], found["index.schema.json"])
        assert [part["year"], len(part["stories"])] == [one["year"], 1]


def test_without_an_address_the_index_has_relative_addresses_and_there_is_no_map() -> None:
    found = files(site_of(*some(), base_url=""))
    said = checked(found["index.json"], found["index.schema.json"])
    assert said["stories"][0]["url"] == "stories/headline-one.html"
    assert "sitemap.xml" not in found
    assert b"Sitemap" not in found["robots.txt"]


def test_the_map_holds_every_page_that_is_the_best_place_of_its_text() -> None:
    site = site_of(*some())
    pages = {page.path for page in plan(site, Look())}
    copies = {
        "articles/one.html",
        "articles/two.html",
        "articles/undated.html",
    }  # their publishers' addresses are known
    found = files(site)
    mapped = {one.removeprefix(BASE) or "index.html" for one in locations(found["sitemap.xml"])}
    assert pages - mapped - {"404.html"} <= copies | {path for path in pages if "old-name" in path}
    assert mapped.isdisjoint(copies)
    assert "articles/copy.html" in mapped
    assert f"Sitemap: {BASE}sitemap.xml".encode() in found["robots.txt"]


def test_a_long_map_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_of(*some())
    whole = locations(files(site)["sitemap.xml"])
    monkeypatch.setattr(map_module, "MAPPED", 3)
    found = files(site)
    parts = [one.removeprefix(BASE) for one in locations(found["sitemap.xml"])]
    assert [one for part in parts for one in locations(found[part])] == whole
    assert len(parts) == -(-len(whole) // 3)
