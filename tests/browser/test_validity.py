"""Every page of the sample site: valid, linked, light, and without script where people read."""

from __future__ import annotations

import gzip
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import TOML, project, source_file
from feed_checks import atom_faults, json_feed_faults

from digest.build import build_project
from tests.browser.page_checks import BASE, css_faults, html_faults, link_faults, scripts

HOME = 15 * 1024
"""Bytes of the home page over the wire with 30 stories: HTML and stylesheets, packed."""


def test_every_page_is_valid_html(pages: dict[str, str]) -> None:
    assert {path: faults for path, text in pages.items() if (faults := html_faults(text))} == {}
    assert len(pages) > 50


def test_every_stylesheet_is_valid_css(sample: Path) -> None:
    sheets = list((sample / "assets").glob("*.css"))
    assert sheets
    assert {sheet.name: faults for sheet in sheets if (faults := css_faults(sheet.read_text(encoding="utf-8")))} == {}


def test_every_link_and_anchor_leads_somewhere_below_the_base_path(pages: dict[str, str], sample: Path) -> None:
    files = {file.relative_to(sample).as_posix() for file in sample.rglob("*") if file.is_file()}
    assert link_faults(pages, files, BASE) == []


def test_feeds_are_valid(sample: Path) -> None:
    feeds = {file: file.read_bytes() for file in sample.rglob("*.xml") if "sitemap" not in file.name}
    assert {file.name: faults for file, data in feeds.items() if (faults := atom_faults(data))} == {}
    named = [file.with_suffix(".json") for file in feeds]
    assert {file.name: faults for file in named if (faults := json_feed_faults(file.read_bytes()))} == {}
    assert len(feeds) > 2


def test_reading_pages_have_no_script(pages: dict[str, str]) -> None:
    assert {path: found for path, text in pages.items() if path != "search.html" and (found := scripts(text))} == {}


def test_the_home_page_is_light_with_thirty_stories(tmp_path: Path) -> None:
    days = [date(2025, 6, 18) - timedelta(days=number // 4) for number in range(30)]
    towns = [f"Town{chr(97 + number)}" for number in range(26)] + ["Upton", "Downton", "Midton", "Overton"]
    told = {
        f"{number}.md": source_file(
            f"The ferry of {towns[number]} carried number {number} across the sound on its {number}th day.\n\nNobody was late.\n",
            title=f"{towns[number]} opens quay {number} after a winter of {number + 2} storms and repairs",
            date=day.isoformat(),
            story=f"story-{number}",
        )
        for number, day in enumerate(days)
    }
    done = build_project(project(tmp_path, told, TOML), base_url="https://example.org/digest/")
    assert done.stories == 30
    site = tmp_path / "site"
    sheets = b"".join(file.read_bytes() for file in sorted((site / "assets").glob("*.css")))
    sizes = [len(gzip.compress(data, 9, mtime=0)) for data in ((site / "index.html").read_bytes(), sheets)]
    print(f"\nhome with 30 stories: {sizes[0]:,} bytes of HTML and {sizes[1]:,} of CSS, packed")
    assert sum(sizes) <= HOME


PAGE = '<!doctype html><html lang="en"><head><title>x</title></head><body><main><h1>A</h1>{}</main></body></html>'


@pytest.mark.parametrize(
    "inside",
    [
        '<p id="a">x</p><p id="a">y</p>', "<h3>x</h3>", "<h1>B</h1>", "<p><div>x</div></p>", "<ul><p>x</p></ul>", "<li>x</li>",
        '<section aria-labelledby="gone">x</section>', "<a>x</a>", '<time datetime="June">x</time>', "<table><td>x</table>",
        '<p lang="">x</p>', "<b>x", "<h2></h2>", '<p align="left">x</p>', "<nav>a</nav><nav>b</nav>", "<p>a & b &copy</p>",
    ],
)  # fmt: skip
def test_the_check_of_html_finds_faults(inside: str) -> None:
    assert html_faults(PAGE.format("<p>fine</p>")) == []
    assert html_faults(PAGE.format(inside))


def test_the_checks_of_css_links_and_scripts_find_faults() -> None:
    assert css_faults("a { color: red; } @media print { b { margin: 0 } }") == []
    assert css_faults("a { color red; }")
    assert css_faults("@media print { b { : 0 } }")
    assert css_faults("a { color: }")
    sound = {
        "index.html": '<p id="top"><a href="a/b.html#p1">x</a><a href="#top">y</a></p>',
        "a/b.html": '<p id="p1"><a href="../">z</a></p>',
    }
    assert link_faults(sound, set(sound), BASE) == []
    for old, new in (
        ("#p1", "#p2"),
        ("a/b.html", "a/c.html"),
        ("#top", "#end"),
        ("a/b.html", "../out.html"),
        ("a/b", "/a/b"),
    ):
        broken = {**sound, "index.html": sound["index.html"].replace(old, new)}
        assert link_faults(broken, {*sound, "../out.html"}, BASE), new
    for text in ('<p onclick="x">', "<script>x</script>", '<a href="javascript:x">'):
        assert scripts(text)
