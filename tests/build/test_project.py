"""A whole build, from Markdown files to pages on disk."""

from __future__ import annotations

import os
import posixpath
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import TOML, project, source_file
from lxml import html

from digest.build import build_project
from digest.build.output import MANIFEST
from digest.build.state import YOUNG

REPO = Path(__file__).parents[2]
BASE = "https://example.org/digest/"

ARTICLES = {
    "2025-06-17-ferry.md": source_file(
        "The Blueline ferry left Sampleton harbour late on Tuesday because of fog.\n\n# Later\n\nIt came back.\n",
        title="Ferry late in fog", date="2025-06-17", agency="SW", language="en",
    ),
    "2025-06-18-train.md": source_file(
        "The night train to Testburg has new beds, its owner said.\n\n[An allowed link](2025-06-17-ferry.html#p1)\n",
        title="New beds on the night train", topics="[]",
    ),
    "undated.md": source_file("Apples are ripe in the orchard of Inland.\n", title="Apples ripe", date=""),
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, ARTICLES)


def codes(root: Path) -> list[str]:
    return [one.code for one in build_project(root).diagnostics]


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_build_makes_every_kind_of_page(root: Path) -> None:
    report = build_project(root, base_url=BASE)
    assert (report.done, report.articles, report.stories, report.diagnostics) == (True, 3, 3, ())
    made = set(files(root / "site"))
    assert {"index.html", "archive.html", "about.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt"} <= made
    assert {"articles/2025-06-17-ferry.html", "topics/ferries.html"} <= made
    assert [path for path in made if path.startswith("stories/ferry-late-in-fog")]
    assert {"editions/2025-06-17.html", "editions/undated.html", ".nojekyll", MANIFEST} <= made
    assert report.written == len(made) - 1
    assert report.as_json()["pages"] == report.pages


def test_a_second_build_writes_nothing(root: Path) -> None:
    first = build_project(root)
    second = build_project(root)
    assert (second.written, second.removed, second.unchanged) == (0, 0, first.written)


def test_a_build_that_had_nothing_to_do_tells_of_no_work(root: Path) -> None:
    time.sleep(2 * YOUNG / 1e9)  # from then on the times of the files are trusted
    first = build_project(root, base_url=BASE)
    assert sum(one.new for one in first.extras) > 0
    again = build_project(root, base_url=BASE)
    assert [(one.what, one.total) for one in again.extras] == [(one.what, one.total) for one in first.extras]
    assert {(one.new, one.seconds) for one in again.extras} == {(0, 0.0)}


def test_a_build_in_a_folder_that_is_no_project_leaves_nothing_there(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["project.no-config"]
    assert list(tmp_path.iterdir()) == []


def test_articles_of_days_to_come_are_left_out_and_named_when_a_last_day_is_given(root: Path) -> None:
    later = root / "content/articles/2030-01-02-later.md"
    later.write_text(source_file("Nobody knows yet.\n", title="What will be", date="2030-01-02"), encoding="utf-8")
    held = build_project(root, until=date(2030, 1, 1))
    assert held.future == ("content/articles/2030-01-02-later.md",)
    assert held.left_out == 1
    assert not any(b"What will be" in data for data in files(root / "site").values())
    come = build_project(root, until=date(2030, 1, 2))
    assert come.future == ()
    assert (root / "site/articles/2030-01-02-later.html").is_file()


def test_a_body_edit_writes_one_page(root: Path) -> None:
    build_project(root)
    path = root / "content/articles/2025-06-17-ferry.md"
    path.write_text(path.read_text().replace("It came back.", "It stayed away."))
    assert build_project(root).written == 1


def test_pages_of_a_deleted_article_are_removed(root: Path) -> None:
    build_project(root)
    (root / "content/articles/undated.md").unlink()
    assert build_project(root).removed == 3
    assert not (root / "site/editions/undated.html").exists()


def test_a_bad_article_costs_that_article(root: Path) -> None:
    (root / "content/articles/bad.md").write_text("no front matter")
    report = build_project(root)
    assert (report.done, report.refused, report.articles) == (True, True, 3)


def test_a_draft_is_left_out_and_counted(root: Path) -> None:
    (root / "content/articles/draft.md").write_text(source_file(draft="true"))
    report = build_project(root)
    assert (report.articles, report.left_out) == (3, 1)


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (lambda root: (root / "digest.toml").unlink(), "project.no-config"),
        (lambda root: (root / "digest.toml").write_text("= x"), "config.bad-toml"),
        (lambda root: (root / "digest.toml").write_text('[site]\ntheme = "gone"'), "theme.unknown"),
        (lambda root: (root / "digest.toml").write_text('[site]\ntheme = "../x"'), "theme.unknown"),
        (lambda root: (root / "content").rename(root / "moved"), "project.no-articles"),
        (
            lambda root: (root / "site/index.html").rename(root / "x") and (root / "site/index.html").mkdir(),
            "site.in-the-way",
        ),
    ],
)
def test_what_concerns_the_whole_site_leaves_the_old_one(root: Path, break_it: object, code: str) -> None:
    build_project(root)
    break_it(root)  # type: ignore[operator]
    before = files(root / "site")
    report = build_project(root)
    assert ([one.code for one in report.diagnostics], report.done, report.refused) == ([code], False, True)
    assert files(root / "site") == before


def test_a_broken_template_is_told_once_and_leaves_the_old_site(root: Path) -> None:
    build_project(root)
    before = files(root / "site")
    theme = root / "themes/mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "record"')
    (theme / "templates/article.html").write_text("line one\n{{ titel }}\n")
    (root / "digest.toml").write_text(TOML.replace("[site]", '[site]\ntheme = "mine"'))
    (finding,) = build_project(root).diagnostics
    assert str(finding).startswith("themes/mine/templates/article.html:2: error: 'titel' is undefined")
    assert files(root / "site") == before


def test_a_link_that_leads_nowhere_and_lost_text_are_told_with_their_line(root: Path) -> None:
    (root / "content/articles/x.md").write_text(source_file("One.\n\n[two](nowhere.html) [ok](#p1)\n"))
    (root / "content/articles/y.md").write_text(source_file("One.\n\n" + "> " * 120 + "lost\n", title="Other"))
    found = build_project(root).diagnostics
    assert [str(one.location) for one in found] == ["content/articles/x.md:9", "content/articles/y.md:9"]
    assert [one.code for one in found] == ["article.dead-link", "article.too-deep"]


@pytest.mark.parametrize(
    "out", ["content", ".", "../x", "/elsewhere/x", "themes", ".git", "content/articles", "a/../content"]
)
def test_a_site_is_never_written_over_the_sources(root: Path, out: str) -> None:
    before = files(root / "content")
    report = build_project(root, out=out)
    assert not report.done
    assert files(root / "content") == before


def test_a_build_writes_nothing_into_content(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (root / "content").rglob("*")}
    build_project(root)
    assert {path: path.stat().st_mtime_ns for path in (root / "content").rglob("*")} == before


def test_a_folder_that_cannot_be_written_is_one_finding(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from digest.build import output

    def read_only(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(output, "mirror", read_only)
    (finding,) = build_project(root).diagnostics
    assert (finding.code, "Permission denied" in finding.problem) == ("site.not-written", True)


@pytest.mark.parametrize("base_url", [BASE, "", "https://example.org/"])
def test_every_internal_link_leads_to_a_file_and_an_anchor(root: Path, base_url: str) -> None:
    build_project(root, base_url=base_url)
    site = root / "site"
    pages = {path: html.document_fromstring(data) for path, data in files(site).items() if path.endswith(".html")}
    folder = urlsplit(base_url).path
    checked = 0
    for path, tree in pages.items():
        for link in tree.xpath("//a/@href | //link[@rel!='canonical']/@href"):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            if parts.path.startswith("/"):
                assert path == "404.html"
                assert parts.path.startswith(folder)
                target = parts.path.removeprefix(folder)
            else:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path)) if parts.path else path
            assert (site / unquote(target)).is_file(), (path, link)
            if parts.fragment:
                assert pages[target].xpath(f"//*[@id='{parts.fragment}']"), (path, link)
            checked += 1
    assert checked > 100


def test_two_builds_in_other_circumstances_have_the_same_bytes(tmp_path: Path) -> None:
    made = []
    circumstances = [("0", "UTC", "C.UTF-8", "022"), ("7", "Asia/Tokyo", "C", "077")]
    for number, (seed, zone, locale, umask) in enumerate(circumstances):
        folder = tmp_path / f"place{number}" / ("deeper" * number)
        folder.mkdir(parents=True)
        root = project(folder, dict(sorted(ARTICLES.items(), reverse=bool(number))))
        code = f"import os; os.umask(0o{umask}); from digest.build import build_project; from pathlib import Path; "
        code += f"assert build_project(Path({str(root)!r}), base_url={BASE!r}).done"
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(REPO)}
        subprocess.run([sys.executable, "-c", code], env=env, cwd=folder if number else REPO, check=True)
        made.append(files(root / "site"))
        assert all(path.stat().st_mode & 0o777 == 0o644 for path in (root / "site").rglob("*") if path.is_file())
    assert made[0] == made[1]
    assert not [path for path, data in made[0].items() if str(tmp_path).encode() in data]
