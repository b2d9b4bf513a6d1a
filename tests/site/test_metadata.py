"""What pages tell machines: canonical, Open Graph, the share card, JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import article, config, dating, report, story
from lxml import html

from digest.build.themes import read_theme
from digest.model import Article, Basis
from digest.site.metadata import json_script
from digest.site.pages import Look, plan
from digest.site.render import Renderer
from digest.site.site import Site, assemble

BASE = "https://example.org/digest/"
THEME = read_theme(Path(__file__).parents[2], "record")
EVIL = "</script><script>alert(1)</script><!--\u2028&"


def site_of(*articles: Article, **named: Any) -> Site:
    told = story(report(*articles[:2]), *articles[2:], topics=("ferries",))
    return assemble(config("ferries", **{"base_url": BASE, **named}), articles, [told])


def some(**named: Any) -> Site:
    one = article("one", agency="Example Agency", byline="R. Sample", dateline="TESTBURG")
    copy = article("copy", source="Example Post", url="")
    guessed = article("two", dating=dating(basis=Basis.INFERRED), language="de")
    return site_of(one, copy, guessed, **named)


def rendered(site: Site) -> dict[str, Any]:
    renderer = Renderer(THEME)
    return {page.path: html.document_fromstring(renderer.render(page)) for page in plan(site, Look())}


def said(page: Any) -> Any:
    (block,) = page.xpath("//script")
    assert block.get("type") == "application/ld+json"
    return json.loads(block.text)


def meta(page: Any) -> dict[str, str]:
    return {one.get("property") or one.get("name"): one.get("content") for one in page.xpath("//meta[@content]")}


def canonical(page: Any) -> str:
    return "".join(page.xpath("//link[@rel='canonical']/@href"))


def test_an_article_is_a_news_article_with_what_is_known_of_it() -> None:
    pages = rendered(some())
    one = said(pages["articles/one.html"])
    assert one["@type"] == "NewsArticle"
    assert (one["headline"], one["url"]) == ("Headline one", f"{BASE}articles/one.html")
    assert (one["isBasedOn"], one["datePublished"], one["inLanguage"]) == (
        "https://example.org/one",
        "2025-06-18",
        "en",
    )
    assert (one["publisher"]["name"], one["sourceOrganization"]["name"]) == ("Sample Wire", "Example Agency")
    assert (one["author"], one["dateline"]) == ({"@type": "Person", "name": "R. Sample"}, "TESTBURG")
    copy = said(pages["articles/copy.html"])
    assert not {"isBasedOn", "author", "dateline"} & set(copy)
    inferred = said(pages["articles/two.html"])
    assert ("datePublished" in inferred, inferred["inLanguage"]) == (False, "de")


def test_a_story_is_a_list_of_its_independent_reports() -> None:
    told = said(rendered(some())["stories/headline-one.html"])
    assert (told["@type"], told["numberOfItems"]) == ("ItemList", 2)
    first, second = (one["item"] for one in told["itemListElement"])
    assert (first["url"], first["publisher"]["name"]) == (f"{BASE}articles/one.html", "Sample Wire")
    assert (first["datePublished"], "datePublished" in second) == ("2025-06-18", False)


def test_every_place_of_its_own_has_an_address_a_kind_and_linked_data() -> None:
    for path, page in rendered(some()).items():
        if path == "404.html":
            assert (page.xpath("//script"), canonical(page)) == ([], "")
            continue
        assert said(page)["@context"] == "https://schema.org", path
        assert meta(page)["og:url"] == BASE + ("" if path == "index.html" else path)
        assert meta(page)["og:type"] in ("website", "article")
        assert {"og:title", "og:description", "twitter:card"} <= set(meta(page))
        listed = said(page).get("mainEntity")
        assert not listed or listed["numberOfItems"] == len(listed["itemListElement"]) > 0


def test_a_full_copy_names_the_original_as_canonical_and_an_excerpt_itself() -> None:
    full = rendered(some())
    assert canonical(full["articles/one.html"]) == "https://example.org/one"
    assert canonical(full["articles/copy.html"]) == f"{BASE}articles/copy.html"
    assert canonical(rendered(some(text="link"))["articles/one.html"]) == f"{BASE}articles/one.html"


def test_a_story_with_a_card_shows_it() -> None:
    shown = meta(rendered(some())["stories/headline-one.html"])
    assert (shown["og:image"], shown["twitter:card"]) == (f"{BASE}stories/headline-one.png", "summary_large_image")
    without = meta(rendered(some(share_cards=0))["stories/headline-one.html"])
    assert ("og:image" in without, without["twitter:card"]) == (False, "summary")


def test_a_site_without_an_address_has_no_metadata_that_needs_one() -> None:
    for page in rendered(some(base_url="")).values():
        assert page.xpath("//script") == []
        assert not {"og:url", "og:image"} & set(meta(page))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("path", ["articles/one.html", "stories/evil.html", "index.html", "topics/ferries.html"])
def test_nothing_in_a_title_leaves_the_data_block(path: str) -> None:
    one = article("one", title=EVIL, source=EVIL, byline=EVIL, dateline=EVIL, url="https://example.org/?a=1&b=<")
    site = assemble(config("ferries", base_url=BASE), [one], [story(one, slug="evil", topics=("ferries",))])
    page = rendered(site)[path]
    assert EVIL.replace("\u2028", "") in {text.replace("\u2028", "") for text in strings(said(page))}


def test_what_could_end_a_script_is_escaped_and_means_the_same() -> None:
    block = json_script({"a": EVIL})
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inside)
    assert json.loads(inside) == {"a": EVIL}
