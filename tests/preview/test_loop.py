"""The loop with a real project: what is saved is built, what is dropped is ingested, nothing ends it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from conftest import TOML, project, source_file

from digest.build.session import Session, Update
from digest.content.ingest import IngestReport
from digest.preview.live import Built, Live
from digest.preview.loop import TRIES, Loop
from digest.preview.watch import Watch

FERRY = "content/articles/ferry.md"
PAGE = """\
Second harbour crane for Testburg arrives by barge
Example Gazette
17 June 2025

TESTBURG (Sample Wire) - A second crane for the container quay of Testburg arrived on a
barge on Tuesday, three weeks later than planned, the harbour office said.

The crane is 41 metres high and can lift 60 tonnes. It will be tested until the end of the
month and is to go into service in July, together with a new road to the quay.

The office said that waiting times for ships should fall by a third. Dockers welcomed the
crane but asked for more staff to run it.
"""


class Notes:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.builds: list[tuple[frozenset[str], Built]] = []
        self.ingests: list[tuple[list[str], IngestReport]] = []
        self.bugs: list[Exception] = []

    def built(self, paths: frozenset[str], built: Built) -> None:
        self.builds.append((paths, built))

    def ingested(self, paths: Iterable[str], report: IngestReport, seconds: float) -> None:
        assert seconds > 0
        self.ingests.append((list(paths), report))

    def failed(self, problem: Exception) -> None:
        self.bugs.append(problem)


class Failing(Session):
    """A project whose next updates fail."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.failures: list[Exception] = []

    def update(self, changed: Iterable[str] | None = None) -> Update:
        if self.failures:
            raise self.failures.pop()
        return super().update(changed)


class Serving:
    """A preview without a server: files are saved, the next batch is built."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notes = Notes()
        self.watch = Watch(root)
        self.session = Failing(root)
        self.live = Live(self.session)
        self.live.update()
        self.loop = Loop(self.session, self.live, self.watch, self.notes)

    def until(self, done: Callable[[], bool]) -> None:
        """Build batch after batch until something is so; the test's own timeout ends it otherwise."""
        while not done():
            self.loop.step(self.watch.next_batch())
            assert self.notes.bugs == []

    def codes(self) -> list[str]:
        return [one.code for one in self.live.news.problems]

    def shows(self, path: str, words: str) -> bool:
        return words.encode() in (self.live.read(path) or b"")


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    root = project(tmp_path, {"ferry.md": source_file("The ferry left.\n", title="A ferry leaves")})
    (root / "content/inbox").mkdir()
    serving = Serving(root)
    yield serving
    serving.watch.close()


def test_a_saved_article_is_built_and_told_in_one_line(serving: Serving) -> None:
    (serving.root / FERRY).write_text(source_file("The ferry came back.\n", title="A ferry leaves"))
    serving.until(lambda: serving.shows("articles/ferry.html", "The ferry came back."))
    ((paths, built),) = serving.notes.builds
    assert (paths, built.diagnostics) == ({FERRY}, ())
    assert built.pages >= 1


def test_a_page_that_is_dropped_into_the_inbox_comes_onto_the_site(serving: Serving) -> None:
    (serving.root / "content/inbox/page.txt").write_text(PAGE)
    serving.until(lambda: serving.shows("index.html", "Second harbour crane"))
    ((paths, report),) = serving.notes.ingests
    assert paths == ["content/inbox/page.txt"]
    assert report.count() == {"created": 1}
    assert len(list((serving.root / "content/articles").iterdir())) == 2
    assert len(serving.notes.builds) == 1


def test_a_page_that_cannot_be_read_is_a_problem_until_it_is_taken_away(serving: Serving) -> None:
    bad = serving.root / "content/inbox/bad.html"
    bad.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    serving.until(lambda: bool(serving.codes()))
    assert serving.codes()[0].startswith("ingest.")
    (serving.root / FERRY).write_text(source_file("Other.\n"))
    serving.until(lambda: serving.shows("articles/ferry.html", "Other."))
    assert serving.codes()
    bad.unlink()
    serving.until(lambda: not serving.codes())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_page_that_may_not_be_read_yet_is_tried_again(serving: Serving) -> None:
    page = serving.root / "content/inbox/page.txt"
    page.write_text(PAGE)
    page.chmod(0)
    serving.until(lambda: bool(serving.codes()))
    page.chmod(0o644)
    serving.until(lambda: serving.shows("index.html", "Second harbour crane"))
    assert len(serving.notes.ingests) <= TRIES


def test_a_new_profile_reads_the_inbox_anew(serving: Serving) -> None:
    (serving.root / "content/inbox/page.txt").write_text(PAGE)
    serving.until(lambda: len(serving.notes.ingests) == 1)
    (serving.root / "content/profiles").mkdir()
    (serving.root / "content/profiles/sample.toml").write_text("[site\n")
    serving.until(lambda: len(serving.notes.ingests) == 2)
    assert "profile.bad-toml" in serving.codes()
    (serving.root / "content/profiles/sample.toml").unlink()
    serving.until(lambda: not serving.codes())


def broken_then_mended(serving: Serving, file: Path, bad: str | None, good: str) -> None:
    """Break a file, or remove it, see a problem and the old page; mend it, see neither."""
    before = serving.live.read("index.html")
    file.unlink() if bad is None else file.write_text(bad)
    serving.until(lambda: bool(serving.codes()))
    assert serving.live.read("index.html") == before
    file.write_text(good)
    serving.until(lambda: not serving.codes())
    assert serving.live.read("index.html") == before


def test_settings_may_break_go_and_come_back(serving: Serving) -> None:
    broken_then_mended(serving, serving.root / "digest.toml", "[site", TOML)
    broken_then_mended(serving, serving.root / "digest.toml", None, TOML)


def test_an_article_may_break_and_be_mended(serving: Serving) -> None:
    good = (serving.root / FERRY).read_text()
    for bad in ("", "---\n", "---\ntitle: [\n---\nx", "no front matter", "---\ntitle: A\ndate: never\n---\n\nText.\n"):
        broken_then_mended(serving, serving.root / FERRY, bad, good)


def test_a_theme_may_break_go_away_and_come_back(serving: Serving) -> None:
    (serving.root / "themes/mine/templates").mkdir(parents=True)
    (serving.root / "themes/mine/theme.toml").write_text('extends = "record"\n')
    (serving.root / "digest.toml").write_text(TOML.replace("[site]", '[site]\ntheme = "mine"'))
    home = serving.root / "themes/mine/templates/home.html"
    good = '{% extends "@record/home.html" %}{% block title %}Mine{% endblock %}'
    home.write_text(good)
    serving.until(lambda: serving.shows("index.html", "<title>Mine</title>"))
    for bad in ("{% if %}", "{{ nothing.here }}", "{% extends 'nowhere.html' %}"):
        broken_then_mended(serving, home, bad, good)
    broken_then_mended(serving, serving.root / "themes/mine/theme.toml", "= x", 'extends = "record"\n')
    before = serving.live.read("index.html")
    (serving.root / "themes").rename(serving.root / "away")
    serving.until(lambda: bool(serving.codes()))
    assert serving.live.read("index.html") == before
    (serving.root / "away").rename(serving.root / "themes")
    serving.until(lambda: not serving.codes())
    assert serving.live.read("index.html") == before


def test_all_articles_may_go_and_come_back(serving: Serving) -> None:
    (serving.root / "content/articles").rename(serving.root / "away")
    serving.until(lambda: not serving.shows("index.html", "A ferry leaves"))
    (serving.root / "away").rename(serving.root / "content/articles")
    serving.until(lambda: serving.shows("index.html", "A ferry leaves"))


def test_a_bug_is_told_and_the_next_build_looks_at_everything(serving: Serving) -> None:
    assert isinstance(serving.session, Failing)
    (serving.root / FERRY).write_text(source_file("Other.\n"))
    serving.session.failures.append(RuntimeError("a bug"))
    serving.loop.step(serving.watch.next_batch())
    assert [str(bug) for bug in serving.notes.bugs] == ["a bug"]
    serving.loop.step(frozenset())
    assert serving.shows("articles/ferry.html", "Other.")


def test_sources_that_cannot_be_read_for_a_moment_are_tried_again(serving: Serving) -> None:
    assert isinstance(serving.session, Failing)
    (serving.root / FERRY).write_text(source_file("Other.\n"))
    serving.session.failures += [FileNotFoundError(2, "gone", FERRY), PermissionError(13, "locked", FERRY)]
    serving.until(lambda: serving.shows("articles/ferry.html", "Other."))
    assert [[one.code for one in built.new] for _, built in serving.notes.builds[:2]] == [["preview.unreadable"]] * 2
    assert serving.codes() == []


def test_what_can_never_be_read_is_not_tried_for_ever(serving: Serving) -> None:
    assert isinstance(serving.session, Failing)
    serving.session.failures += [PermissionError(13, "locked", FERRY)] * 99
    (serving.root / FERRY).write_text(source_file("Other.\n"))
    serving.until(lambda: len(serving.notes.builds) == TRIES)
    assert not serving.watch.waits
