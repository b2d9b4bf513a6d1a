"""The default command line in a real browser: save a file, see the page.

Every wait is for something that shows in the page or on the terminal; none is for a time.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TOML, project, source_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

TIMEOUT = 30_000
"""Milliseconds that a busy machine may take; a right answer comes at once."""

FERRY = "content/articles/ferry.md"
LONG = "\n\n".join(f"Paragraph {number} of a long report about ferries and fog." for number in range(60))
SETTINGS = TOML.replace("[site]", '[site]\nbase_url = "https://example.org/digest/"\ntheme = "mine"')
HOME = '{% extends "@record/home.html" %}{% block masthead %}<h1 id="mast">{{ frame.site }}</h1>{% endblock %}'
CSS = "#mast { color: rgb(1, 2, 3); }\n"
DROPPED = """\
Second harbour crane for Testburg arrives by barge
Example Gazette
17 June 2025

TESTBURG (Sample Wire) - A second crane for the container quay of Testburg arrived on a
barge on Tuesday, three weeks later than planned, the harbour office said.

The crane is 41 metres high and can lift 60 tonnes. It will be tested until the end of the
month and is to go into service in July, together with a new road to the quay.
"""


def ferry(last: str = "It came back.", title: str = "A ferry leaves") -> str:
    return source_file(f"{LONG}\n\n{last}\n", title=title)


class Preview:
    """`digest serve` in a process of its own."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        command = [sys.executable, "-m", "digest", "-C", str(root), "serve", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines: list[str] = []
        self._more = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.address = self.wait_for(r"serving (\S+)")[1]

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            for line in stream:
                with self._more:
                    self.lines.append(line.rstrip("\n"))
                    self._more.notify_all()

    def wait_for(self, pattern: str, since: int = 0) -> re.Match[str]:
        """The first line of the terminal, after so many others, that fits."""

        def found() -> re.Match[str] | None:
            return next((fit for line in self.lines[since:] if (fit := re.search(pattern, line))), None)

        with self._more:
            assert self._more.wait_for(found, TIMEOUT / 1000), f"no line {pattern!r} in {self.lines}"
            match = found()
            assert match is not None
            return match

    def save(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def stop(self) -> int:
        """Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(TIMEOUT / 1000)
        self._reader.join(TIMEOUT / 1000)
        return status


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    articles = {"ferry.md": ferry(), "train.md": source_file("The night train has new beds.\n", title="New beds")}
    root = project(tmp_path_factory.mktemp("preview"), articles, SETTINGS)
    (root / "content/inbox").mkdir()
    for path, text in {
        "theme.toml": 'extends = "record"\nstylesheets = ["mine.css"]\n',
        "templates/home.html": HOME,
        "assets/mine.css": CSS,
    }.items():
        file = root / "themes/mine" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    preview = Preview(root)
    yield preview
    assert preview.stop() == 0


EXPECTED = ("404 (Not Found)", "ERR_CONNECTION", "ERR_INCOMPLETE_CHUNKED_ENCODING")
"""What a browser says of a page that is not there yet, and of a server that was stopped: before an answer, or in the midst of its stream."""


@pytest.fixture
def tabs(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without a past; no script in it may fail, and no policy may be broken."""
    errors: list[str] = []
    context = browser.new_context()
    context.set_default_timeout(TIMEOUT)
    context.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda problem: errors.append(str(problem.error)))
    yield context
    context.close()
    assert [one for one in errors if not any(word in one for word in EXPECTED)] == []


def opened(tabs: BrowserContext, served: Preview, path: str) -> Page:
    """A tab that shows a page and remembers that it has not been loaded anew."""
    tab = tabs.new_page()
    tab.goto(served.address + path)
    tab.evaluate("window.kept = true")
    return tab


def shows(tab: Page, text: str) -> None:
    tab.get_by_text(text).first.wait_for()


def becomes(tab: Page, so: str) -> None:
    """Wait until an expression is true; the page's own policy forbids Playwright to wait inside of it."""
    end = time.monotonic() + TIMEOUT / 1000
    while not tab.evaluate(so):
        assert time.monotonic() < end, so
        tab.wait_for_timeout(10)


def problem(tab: Page) -> str:
    """What the overlay says, once it is there."""
    return str(tab.locator("digest-problems section").inner_text())


def is_well(tab: Page) -> None:
    tab.locator("digest-problems").wait_for(state="detached")


def is_kept(tab: Page) -> bool:
    return bool(tab.evaluate("window.kept === true"))


def test_a_saved_body_shows_in_its_tab_alone_and_the_place_stays(tabs: BrowserContext, served: Preview) -> None:
    tab, other = opened(tabs, served, "articles/ferry.html"), opened(tabs, served, "articles/train.html")
    other.evaluate(
        "new MutationObserver(() => window.touched = true).observe(document, {childList: true, subtree: true})"
    )
    tab.evaluate("scrollTo(0, 700)")
    served.save(FERRY, ferry("It stayed away."))
    shows(tab, "It stayed away.")
    assert (tab.evaluate("scrollY"), is_kept(tab)) == (700, True)
    served.save("content/articles/train.md", source_file("The night train has old beds.\n", title="New beds"))
    shows(other, "has old beds")
    assert tab.get_by_text("It stayed away.").count()


def test_a_tab_whose_page_is_the_same_is_left_alone(tabs: BrowserContext, served: Preview) -> None:
    tab, other = opened(tabs, served, "articles/ferry.html"), opened(tabs, served, "articles/train.html")
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.evaluate(
        "new MutationObserver(() => window.touched = true).observe(document, {childList: true, subtree: true})"
    )
    for last in ("It sank.", "It floats."):
        served.save(FERRY, ferry(last))
        shows(tab, last)
    asked = [url for url in asked if "/assets/icon." not in url]  # a browser asks for the icon when it likes
    assert (asked, other.evaluate("window.touched === true"), is_kept(other)) == ([], False, True)


def test_a_saved_title_shows_in_the_lists_too(tabs: BrowserContext, served: Preview) -> None:
    tab, home = opened(tabs, served, "articles/ferry.html"), opened(tabs, served, "")
    served.save(FERRY, ferry(title="A ferry stays"))
    becomes(tab, "document.title.includes('A ferry stays')")
    shows(home, "A ferry stays")
    assert is_kept(tab)
    assert is_kept(home)


def test_a_broken_article_leaves_its_page_and_says_what_is_wrong_until_mended(
    tabs: BrowserContext, served: Preview
) -> None:
    served.save(FERRY, ferry())
    tab, other = opened(tabs, served, "articles/ferry.html"), opened(tabs, served, "")
    shows(tab, "It came back.")
    lines = len(served.lines)
    served.save(FERRY, ferry().replace("date: 2025-06-18", "date: never"))
    said = problem(tab)
    assert f"{FERRY}:4" in said
    assert "fix:" in said
    assert problem(other) == said
    served.wait_for(re.escape(f"{FERRY}:4: error"), lines)
    shows(tab, "It came back.")
    late = opened(tabs, served, "articles/train.html")
    assert problem(late) == said
    late.keyboard.press("Escape")
    is_well(late)
    served.save(FERRY, ferry())
    is_well(tab)
    is_well(other)
    served.wait_for("all is well again", lines)
    assert is_kept(tab)


def test_a_template_may_change_break_and_be_mended(tabs: BrowserContext, served: Preview) -> None:
    tab = opened(tabs, served, "")
    path = "themes/mine/templates/home.html"
    served.save(path, HOME.replace("{{ frame.site }}", "A new masthead"))
    shows(tab, "A new masthead")
    served.save(path, HOME.replace("{{ frame.site }}", "\n{{ frame.nowhere.at_all }}"))
    said = problem(tab)
    assert f"{path}:2" in said
    assert "nowhere" in said
    assert "used by themes/record/templates/layout.html:" in said
    shows(tab, "A new masthead")
    served.save(path, HOME)
    is_well(tab)
    shows(tab, "The Sample Digest")
    assert is_kept(tab)


def colour(tab: Page, value: str) -> None:
    becomes(tab, f"getComputedStyle(document.getElementById('mast')).color === '{value}'")


def test_a_stylesheet_is_swapped_without_a_moment_bare(tabs: BrowserContext, served: Preview) -> None:
    tab = opened(tabs, served, "")
    colour(tab, "rgb(1, 2, 3)")
    # at every change of the head there is a loaded sheet that colours the page
    tab.evaluate(
        """() => {
            window.seen = [];
            const look = () => window.seen.push(getComputedStyle(document.getElementById('mast')).color);
            new MutationObserver(look).observe(document.head, {childList: true});
        }"""
    )
    served.save("themes/mine/assets/mine.css", CSS.replace("1, 2, 3", "4, 5, 6"))
    colour(tab, "rgb(4, 5, 6)")
    becomes(tab, "document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert set(tab.evaluate("window.seen")) <= {"rgb(1, 2, 3)", "rgb(4, 5, 6)"}
    assert is_kept(tab)
    served.save("themes/mine/assets/mine.css", CSS)
    colour(tab, "rgb(1, 2, 3)")


def test_settings_may_change_break_go_and_come_back(tabs: BrowserContext, served: Preview) -> None:
    tab = opened(tabs, served, "")
    served.save("digest.toml", SETTINGS.replace("The Sample Digest", "Another Digest"))
    shows(tab, "Another Digest")
    served.save("digest.toml", SETTINGS + "\n[site\n")
    assert "digest.toml:" in problem(tab)
    shows(tab, "Another Digest")
    served.save("digest.toml", SETTINGS)
    is_well(tab)
    shows(tab, "The Sample Digest")
    (served.root / "digest.toml").unlink()
    assert "there is no digest.toml" in problem(tab)
    served.save("digest.toml", SETTINGS)
    is_well(tab)


def test_a_new_base_path_takes_the_tabs_along(tabs: BrowserContext, served: Preview) -> None:
    tab = opened(tabs, served, "articles/train.html")
    served.save("digest.toml", SETTINGS.replace("/digest/", "/elsewhere/"))
    tab.wait_for_url("**/elsewhere/articles/train.html")
    served.save("digest.toml", SETTINGS)
    tab.wait_for_url("**/digest/articles/train.html")


def test_a_removed_theme_leaves_the_page_and_comes_back(tabs: BrowserContext, served: Preview) -> None:
    tab = opened(tabs, served, "")
    (served.root / "themes").rename(served.root / "away")
    assert "there is no theme 'mine'" in problem(tab)
    shows(tab, "The Sample Digest")
    (served.root / "away").rename(served.root / "themes")
    is_well(tab)
    served.save("themes/mine/templates/home.html", HOME.replace("{{ frame.site }}", "Back again"))
    shows(tab, "Back again")
    served.save("themes/mine/templates/home.html", HOME)
    shows(tab, "The Sample Digest")


def test_twenty_saves_in_a_second_are_few_builds_and_the_last_one_shows(tabs: BrowserContext, served: Preview) -> None:
    tab = opened(tabs, served, "articles/ferry.html")
    lines = len(served.lines)
    for number in range(20):
        served.save(FERRY, ferry(f"Save number {number}."))
        threading.Event().wait(0.05)
    shows(tab, "Save number 19.")
    builds = [line for line in served.lines[lines:] if line.startswith("built")]
    assert 1 <= len(builds) <= 4  # two, where the machine has time for each save


def test_a_file_dropped_into_the_inbox_is_on_the_page(tabs: BrowserContext, served: Preview) -> None:
    tab = opened(tabs, served, "")
    lines = len(served.lines)
    served.save("content/inbox/page.txt", DROPPED)
    shows(tab, "Second harbour crane for Testburg arrives by barge")
    served.wait_for(r"^ingested content/inbox/page.txt: 1 created", lines)
    served.save("content/inbox/bad.pdf", "%PDF-1.7\n\0\0")
    assert "content/inbox/bad.pdf" in problem(tab)
    served.wait_for(r"^content/inbox/bad.pdf: error", lines)
    (served.root / "content/inbox/bad.pdf").unlink()
    is_well(tab)


def test_a_page_that_is_not_there_yet_shows_as_soon_as_it_is(tabs: BrowserContext, served: Preview) -> None:
    tab = opened(tabs, served, "articles/late.html")
    served.save("content/articles/late.md", source_file("It is here at last.\n", title="Late"))
    shows(tab, "It is here at last.")
    (served.root / "content/articles/late.md").unlink()
    tab.get_by_text("It is here at last.").first.wait_for(state="detached")


def test_more_tabs_than_a_browser_has_connections_all_follow(tabs: BrowserContext, served: Preview) -> None:
    many = [opened(tabs, served, "articles/ferry.html") for _ in range(9)]
    served.save(FERRY, ferry("All have it."))
    for tab in many:
        shows(tab, "All have it.")
    many[0].close()  # the one that listened for all
    served.save(FERRY, ferry("All others have it."))
    for tab in many[1:]:
        shows(tab, "All others have it.")


def test_tabs_go_to_the_page_that_changed_when_asked_to_and_look_again_after_a_restart(
    tabs: BrowserContext, tmp_path: Path
) -> None:
    root = project(tmp_path, {"ferry.md": ferry(), "train.md": source_file("Beds.\n", title="New beds")})
    first = Preview(root, "--navigate", "--port", "0")
    tab = opened(tabs, first, "")
    first.save("content/articles/train.md", source_file("Better beds.\n", title="New beds"))
    tab.wait_for_url("**/articles/train.html")
    shows(tab, "Better beds.")
    tab.evaluate("window.kept = true")
    port = re.search(r":(\d+)/", first.address)
    assert port
    assert first.stop() == 0
    first.save("content/articles/train.md", source_file("The best beds.\n", title="New beds"))
    second = Preview(root, "--port", port[1], "--strict-port")
    shows(tab, "The best beds.")
    assert is_kept(tab)
    assert second.stop() == 0


def test_what_is_built_has_nothing_of_the_preview(served: Preview) -> None:
    command = [sys.executable, "-m", "digest", "-C", str(served.root), "build"]
    subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
    built = [path for path in (served.root / "site").rglob("*") if path.is_file()]
    assert any(path.suffix == ".html" for path in built)
    for path in built:
        text = path.read_bytes()
        assert b"__digest" not in text
        assert b"digest-preview" not in text
        assert path.suffix != ".html" or b"script-src 'self'" not in text
