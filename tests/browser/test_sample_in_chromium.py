"""The sample site in a browser: accessible, inside the screen, silent towards other hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SIZES = (360, 1280)
SCHEMES = ("light", "dark")
RUN = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
NEEDED = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, as its package brings it."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", SIZES)
def test_axe_finds_nothing_on_any_kind_of_page(
    page: Any, host: str, kinds: dict[str, str], axe: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found = {}
    for path in kinds.values():
        page.goto(host + path)
        page.evaluate(axe)
        violations = page.evaluate(RUN)
        told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in violations]
        if told:
            found[path] = told
    assert found == {}


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (320, "200%"), (640, "200%"), (1280, "100%")])
def test_no_page_is_wider_than_the_screen(page: Any, host: str, pages: dict[str, str], width: int, text: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for path in pages:
        page.goto(host + path)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
        needed, given = page.evaluate(NEEDED)
        if needed > given:
            found[path] = needed
    assert found == {}


def test_no_page_asks_another_host_or_breaks_its_policy(page: Any, host: str, kinds: dict[str, str]) -> None:
    asked: set[str] = set()
    refused: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: refused.append(message.text))
    page.on("pageerror", lambda problem: refused.append(str(problem)))
    for path in kinds.values():
        page.goto(host + path, wait_until="networkidle")
    assert [url for url in asked if not url.startswith(host)] == []
    assert refused == []


def results(page: Any) -> list[str]:
    page.wait_for_function("() => document.getElementById('found').textContent")
    return [one.inner_text() for one in page.query_selector_all("#results a")]


def test_the_search_finds_stories_by_headline_and_name_and_narrows_down(page: Any, host: str, sample: Path) -> None:
    if not (sample / "search/pagefind.js").exists():
        pytest.skip("Pagefind is missing: install the extra 'search'")
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto(host + "search.html?q=tariff")
    page.wait_for_selector("form.search:not([hidden])")
    found = results(page)
    assert found
    assert not page.is_visible("#no-script")
    first = page.get_attribute("#results a", "href")
    assert page.request.get(host + first).ok
    page.select_option("#search-year", "2024")
    page.wait_for_function("() => document.querySelectorAll('#results a').length === 0")
    assert "No story" in page.inner_text("#found")
    page.fill("#q", "")
    page.wait_for_function("() => document.querySelectorAll('#results a').length > 0")
    assert page.evaluate(
        "() => [...document.querySelectorAll('#results .meta')].every(one => one.textContent.includes('2024'))"
    )
    assert problems == []


def test_without_script_the_search_page_leads_to_topics_and_archive(browser: Any, host: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host + "search.html")
    assert page.is_visible("#no-script")
    assert not page.is_visible("form.search")
    assert page.query_selector_all("main a[href^='topics/']")
    context.close()
