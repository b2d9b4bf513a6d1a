"""A check finds each thing that can be wrong with a built site, once, and nothing on a sound one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import TOML, project, source_file

from digest.build import build_project, remembering
from digest.content.files import read_article
from digest.diagnostics import DigestError
from digest.publish.check import check_site

TODAY = date(2025, 7, 1)
SETTINGS = TOML.replace('description = "Made for tests."', 'base_url = "https://example.org/digest/"')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = {
        "a.md": source_file(title="The ferry leaves", id="aaaa1111"),
        "b.md": source_file("The crane fell over.", title="A crane falls", id="bbbb2222", date="2025-06-20"),
    }
    root = project(tmp_path_factory.mktemp("check"), articles, SETTINGS)
    assert build_project(root).done
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "project")


def codes(root: Path) -> list[str]:
    return [found.code for found in check_site(root, today=TODAY).diagnostics]


def test_a_sound_site_has_no_finding(root: Path) -> None:
    report = check_site(root, today=TODAY)
    assert report.diagnostics == ()
    assert report.base_url == "https://example.org/digest/"
    assert report.pages == sum(1 for _ in (root / "site").rglob("*.html"))


def add(page: str, html: str) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        path = site / page
        path.write_text(path.read_text(encoding="utf-8").replace("</main>", f"{html}</main>"), encoding="utf-8")

    return change


def write(name: str, text: str) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        (site / name).write_text(text, encoding="utf-8")

    return change


def clash(site: Path) -> None:
    (site / "ABOUT.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    add("index.html", '<a href="ABOUT.html">x</a>')(site)


def without(name: str) -> Callable[[Path], None]:
    return lambda site: (site / name).unlink()


def link(site: Path) -> None:
    (site / "link.html").symlink_to("/etc/hostname")


PAGE = "<!doctype html><html lang=en><title>x</title><main></main>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>x</title></feed>'
FAULTS = {
    "check.not-verbatim": add("index.html", '<q>The ferry sank.</q> <a class="cite" href="articles/a.html#p1">¶1</a>'),
    "check.broken-link": add("index.html", '<a href="stories/none.html">x</a>'),
    "check.broken-anchor": add("index.html", '<a href="about.html#none">x</a>'),
    "check.outside-base": add("about.html", '<a href="/archive.html">x</a>'),
    "check.missing-asset": add("about.html", '<img src="picture.png" alt="">'),
    "check.foreign-asset": add("about.html", '<img src="https://example.com/x.png" alt="">'),
    "check.script": add("about.html", "<script>1</script>"),
    "check.duplicate-id": add("about.html", '<p id="x"></p><p id="x"></p>'),
    "check.bad-data": add("about.html", '<script type="application/ld+json">{"@type": "Thing"}</script>'),
    "check.future-date": add("about.html", '<time datetime="2025-07-02">tomorrow</time>'),
    "check.large-page": add("about.html", "<p>" + "word " * 110_000),
    "check.secret": add("about.html", "<p>ghp_" + "a1" * 18),
    "check.folder": add("about.html", "<p>/home/somebody/digest/content"),
    "check.orphan": write("alone.html", PAGE),
    "check.duplicate-address": clash,
    "check.bad-feed": write("extra.xml", ATOM),
    "check.missing-file": without("robots.txt"),
    "check.not-a-file": link,
}


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_found_and_nothing_else(root: Path, code: str) -> None:
    FAULTS[code](root / "site")
    assert set(codes(root)) == {code}


def change(page: str, old: str, new: str) -> Callable[[Path], None]:
    def changed(site: Path) -> None:
        path = next(iter(sorted(site.glob(page))))
        text = path.read_text(encoding="utf-8")
        assert re.search(old, text), (page, old)
        path.write_text(re.sub(old, new, text, count=1), encoding="utf-8")

    return changed


HOST = "https://example.org/digest/"
FURTHER = {
    "a link in other quotes": ("check.broken-link", add("about.html", "<a href='none.html'>x</a>")),
    "a link in capitals": ("check.broken-link", add("about.html", "<A HREF=none.html>x</A>")),
    "a name in capitals": ("check.broken-link", add("about.html", '<a href="Archive.html">x</a>')),
    "a folder": ("check.broken-link", add("about.html", '<a href="stories/">x</a>')),
    "a folder without its slash": ("check.broken-link", add("about.html", '<a href="stories">x</a>')),
    "a scheme that runs": ("check.broken-link", add("about.html", '<a href="javascript:x()">x</a>')),
    "a redirect": ("check.broken-link", change("about.html", "<meta charset", '<meta http-equiv="refresh" content="0; url=none.html"><meta charset')),
    "a canonical address": ("check.broken-link", change("about.html", f'"canonical" href="{HOST}about', f'"canonical" href="{HOST}abuot')),
    "a relative canonical address": ("check.bad-data", change("about.html", f'"canonical" href="{HOST}', '"canonical" href="')),
    "an address in JSON-LD": ("check.broken-link", change("index.html", f'"url":"{HOST}stories/', f'"url":"{HOST}storeys/')),
    "a date in JSON-LD": ("check.bad-data", change("articles/a*.html", '"datePublished":"[^"]*"', '"datePublished":"soon"')),
    "JSON-LD without its end": ("check.bad-data", change("index.html", '(ld.json">.{99}).*</script>', r"\1</script>")),
    "another base": ("check.outside-base", change("about.html", "<meta charset", '<base href="https://x.example/"><meta charset')),
    "an anchor in percent form": ("check.broken-anchor", add("about.html", '<a href="index.html#n%6Fne">x</a>')),
    "an anchor of the page itself": ("check.broken-anchor", add("about.html", '<a href="#none">x</a>')),
    "pictures for other screens": ("check.missing-asset", add("about.html", '<picture><source srcset="a.png 2x, b.png 3x"></picture>')),
    "a picture of a stylesheet": ("check.missing-asset", change("assets/*.css", r"\Z", "p { background: URL(none.png) }")),
    "an imported stylesheet": ("check.missing-asset", change("assets/*.css", r"\Z", '@import "none.css";')),
    "a stylesheet's picture at the root of the disk": ("check.outside-base", change("assets/*.css", r"\Z", "p { background: url(/etc/hosts) }")),
    "a page whose name ends in capitals": ("check.orphan", write("alone.HTML", PAGE)),
    "a link of a feed": ("check.bad-feed", change("feed.xml", "/stories/", "/storeys/")),
    "a quotation in a feed": ("check.not-verbatim", change("feed.xml", r"&lt;p&gt;\w", "&lt;p&gt;X")),
    "a quotation in a JSON feed": ("check.not-verbatim", change("feed.json", r"<p>\w", "<p>X")),
    "an address in a JSON file": ("check.bad-feed", change("index.json", "/stories/", "/storeys/")),
    "an address in the site map": ("check.bad-feed", change("sitemap.xml", "about.html", "abuot.html")),
    "another host in the site map": ("check.bad-feed", change("sitemap.xml", f"{HOST}about", "https://x.example/about")),
    "a day in the site map": ("check.bad-feed", change("sitemap.xml", "</loc>", "</loc><lastmod>soon</lastmod>")),
    "where robots look": ("check.bad-feed", change("robots.txt", "sitemap.xml", "none.xml")),
    "a key in a file without an ending": ("check.secret", write("id_rsa", "-----BEGIN OPENSSH PRIVATE KEY-----")),
    "a folder as an address": ("check.folder", add("about.html", "<p>file:///home/somebody/digest/content")),
    "a letter of a quotation": ("check.not-verbatim", change("stories/*.html", r'(class="piece"[^>]*><p>\w*)\w', r"\1X")),
    "words put into a quotation": ("check.not-verbatim", change("stories/*.html", r'(class="piece"[^>]*><p>\w*)', r"\1 <b>never</b>")),
    "a quotation without its link": ("check.not-verbatim", change("stories/*.html", 'class="mark"', 'class="other"')),
    "an empty quotation": ("check.not-verbatim", add("index.html", '<q></q> <a class="cite" href="articles/a.html#p1">1</a>')),
}  # fmt: skip


@pytest.mark.parametrize("what", FURTHER)
def test_what_a_stranger_would_break_is_found_wherever_it_stands(root: Path, what: str) -> None:
    code, break_it = FURTHER[what]
    break_it(root / "site")
    assert code in codes(root)


@pytest.mark.parametrize(
    ("piece", "paragraph", "stands"),
    [
        ("21 dead", "There were 21 dead.", True),
        ("1 dead", "There were 21 dead.", False),
        ("There were 2", "There were 21 dead.", False),
        ("1", "It cost 1,000.", False),
        ("000", "It cost 1,000.", False),
        ("5", "It rose by 2.5 and 5 per cent.", True),
        ("here", "There were 21 dead.", False),
        ("死者", "二十一人の死者が出た。", True),
        ("", "There were 21 dead.", False),
    ],
)
def test_a_piece_is_cut_within_no_number_and_no_word(root: Path, piece: str, paragraph: str, stands: bool) -> None:
    write("x.html", PAGE.replace("</main>", f'<p id="p1">{paragraph}</p></main>'))(root / "site")
    add("index.html", f'<q>{piece}</q> <a class="cite" href="x.html#p1">1</a>')(root / "site")
    assert codes(root) == ([] if stands else ["check.not-verbatim"])


def test_places_that_every_page_has_are_no_broken_anchors(root: Path) -> None:
    for address in ("#top", "#", "archive.html#", "archive.html#:~:text=June", "?page=2", " archive.html "):
        add("about.html", f'<a href="{address}">x</a>')(root / "site")
    assert codes(root) == []


def test_articles_are_not_read_again_after_a_build_and_what_changed_since_is(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build_project(root).done  # the copied files are others than those of the first build
    time.sleep(0.1)  # so young a file is not trusted to tell a later change
    assert build_project(root).done
    read: list[str] = []
    monkeypatch.setattr(remembering, "read_article", lambda at, path: read.append(path) or read_article(at, path))
    assert codes(root) == []
    assert read == []
    file = root / "content/articles/a.md"
    file.write_text(file.read_text(encoding="utf-8").replace("source:", "#source:"), encoding="utf-8")
    assert codes(root) == ["check.no-source"]
    assert read == ["content/articles/a.md"]


def test_a_link_below_the_base_path_by_its_whole_address_is_no_way_out(root: Path) -> None:
    for address in ("/digest/archive.html", "https://example.org/digest/archive.html", "https://example.org/digest/"):
        add("about.html", f'<a href="{address}">x</a>')(root / "site")
    assert codes(root) == []
    add("about.html", '<a href="https://example.org/digest/gone.html">x</a>')(root / "site")
    assert codes(root) == ["check.broken-link"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bomb.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("broken.xml", "<feed"),
        ("broken.json", "{"),
        ("deep.json", "[" * 100_000),
        ("feed.json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": 5}]})),
    ],
)
def test_files_for_machines_are_read_without_trust(root: Path, name: str, text: str) -> None:
    write(name, text)(root / "site")
    assert set(codes(root)) == {"check.bad-feed"}


def test_an_article_without_source_or_date_is_told_with_its_file(root: Path) -> None:
    text = source_file(source="", date="", title="Nobody says")
    (root / "content/articles/c.md").write_text(text, encoding="utf-8")
    found = check_site(root, today=TODAY).diagnostics
    assert [(one.code, one.location.path) for one in found] == [
        ("check.no-source", "content/articles/c.md"),
        ("check.no-date", "content/articles/c.md"),
    ]


def test_the_folder_of_this_project_is_an_error_and_another_is_worth_a_look(root: Path) -> None:
    add("about.html", f"<p>{root}/content/inbox")(root / "site")
    assert check_site(root, today=TODAY).failed
    add("index.html", "<p>/home/somebody/file")(root / "site")
    assert [one.severity.value for one in check_site(root, today=TODAY).diagnostics].count("warning") == 1


def test_without_a_site_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="no built site"):
        check_site(tmp_path, today=TODAY)


def test_the_exit_status_tells_errors_and_strict_tells_warnings_too(root: Path) -> None:
    def status(*words: str) -> int:
        command = [sys.executable, "-m", "digest", "check", *words]
        return subprocess.run(command, cwd=root, capture_output=True, check=False).returncode

    assert status("--strict") == 0
    write("alone.html", PAGE)(root / "site")
    assert (status(), status("--strict")) == (0, 1)
    without("robots.txt")(root / "site")
    assert status("--json") == 1
