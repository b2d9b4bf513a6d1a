"""Input from strangers: rejected with a clear message, or inert on the page; never a crash, never a loss beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import TOML, project, source_file
from hostile import front_matter_cases, inbox_cases, markdown_cases
from hostile.cases import Case, Outcome
from hostile.scanner import page_problems, scan

from digest.build import build_project
from digest.build.project import BuildReport
from digest.content.inbox import INBOX
from digest.content.ingest import IngestReport, run_ingest
from digest.diagnostics import Diagnostic

CASES = (*markdown_cases.CASES, *front_matter_cases.CASES, *inbox_cases.CASES)
SETTINGS = TOML.replace('description = "Made for tests."', 'base_url = "https://example.org/digest/"')
GOOD = "good.md"


@dataclass(frozen=True, slots=True)
class Outpost:
    """A project that holds every case and one good article, ingested and built."""

    root: Path
    ingested: IngestReport
    built: BuildReport

    @property
    def site(self) -> Path:
        return self.root / "site"

    def findings(self, case: Case) -> list[Diagnostic]:
        found = (*self.ingested.diagnostics, *self.built.diagnostics)
        return [one for one in found if one.location.path == case.path]

    def pages(self, case: Case) -> list[Path]:
        """The pages of the articles that a case became."""
        if case.folder == INBOX:
            articles = [
                outcome.article.path
                for outcome in self.ingested.outcomes
                if any(origin.file == case.path for origin in outcome.article.origins)
            ]
        else:
            articles = [case.path]
        shown = {path: path.read_text(encoding="utf-8") for path in (self.site / "articles").glob("*.html")}
        return [path for path, text in shown.items() if any(article in text for article in articles)]


@pytest.fixture(scope="module")
def outpost(tmp_path_factory: pytest.TempPathFactory) -> Outpost:
    root = tmp_path_factory.mktemp("hostile") / "project"
    root.mkdir()
    project(root, {GOOD: source_file(title="A good article")}, SETTINGS)
    for case in CASES:
        path = root / case.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.data)
    ingested = run_ingest(root, [root / INBOX])
    return Outpost(root, ingested, build_project(root))


def test_there_are_enough_cases_and_no_two_have_one_name() -> None:
    assert len(CASES) >= 150
    assert len({case.path for case in CASES}) == len(CASES)


def test_the_good_article_beside_them_is_built(outpost: Outpost) -> None:
    assert outpost.built.done
    assert "The ferry left on time." in (outpost.site / "articles/good.html").read_text(encoding="utf-8")


def test_the_scanner_finds_nothing_on_the_whole_site(outpost: Outpost) -> None:
    assert list(scan(outpost.site)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.rpartition("/")[2])
def test_every_case_comes_to_its_end(outpost: Outpost, case: Case) -> None:
    found = outpost.findings(case)
    codes = {one.code for one in found}
    if case.code:
        assert case.code in codes
    if case.outcome is Outcome.REJECTED:
        assert [one for one in found if one.code == case.code and one.problem and one.fix]
        assert outpost.pages(case) == [] or case.folder == INBOX
    else:
        assert outpost.pages(case) != [], codes


def test_the_scanner_sees_what_it_is_for() -> None:
    active = [case.data.decode() for case in markdown_cases.CASES if case.name.startswith("html-")]
    blind = [text for text in active if not list(page_problems(text.encode()))]
    assert blind == []


def test_nothing_outside_the_project_was_read_or_written(outpost: Outpost) -> None:
    host = Path("/etc/hostname").read_text(encoding="utf-8").strip() if Path("/etc/hostname").exists() else ""
    written = {path.name for path in outpost.root.parent.iterdir()}
    assert written == {outpost.root.name}
    if len(host) > 3:
        for path in outpost.site.rglob("*.html"):
            assert host not in path.read_text(encoding="utf-8"), path


def test_messages_cannot_steer_a_terminal(outpost: Outpost) -> None:
    for one in (*outpost.ingested.diagnostics, *outpost.built.diagnostics):
        assert not any(sign < " " and sign != "\n" for sign in str(one)), repr(str(one))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_links_pipes_and_odd_names_cost_only_themselves(tmp_path: Path) -> None:
    root = project(tmp_path, {GOOD: source_file()}, SETTINGS)
    articles, inbox = root / "content/articles", root / INBOX
    inbox.mkdir()
    secret = tmp_path.parent / "secret.md"
    secret.write_text(source_file("The secret."), encoding="utf-8")
    for folder in (articles, inbox):
        (folder / "link.md").symlink_to(secret)
        (folder / "loop.md").symlink_to(folder / "loop.md")
        (folder / "folder").symlink_to(tmp_path.parent)
        (folder / "zero.md").symlink_to("/dev/zero")
        os.mkfifo(folder / "pipe.md")
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff.md")).write_text(source_file("Odd."), encoding="utf-8")
        (folder / "new\nline <script>.md").write_text(source_file("Odd."), encoding="utf-8")
        (folder / ".hidden.md").write_text("not read", encoding="utf-8")
        (folder / "dir.md").mkdir()
    ingested = run_ingest(root, [inbox])
    built = build_project(root)
    assert built.done
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in (root / "site").rglob("*.html")]
    assert not any("The secret." in text or "not read" in text for text in texts)
    assert any("The ferry left on time." in text for text in texts)
    told = {Path(one.location.path).name for one in built.diagnostics}
    assert {"link.md", "loop.md", "folder", "zero.md", "pipe.md"} <= told
    assert {"link.md", "loop.md", "zero.md", "pipe.md"} <= {
        Path(one.location.path).name for one in ingested.diagnostics
    }
    assert list(scan(root / "site")) == []


def test_names_that_one_disk_takes_for_one_get_two_addresses(tmp_path: Path) -> None:
    names = (
        "a.md",
        "A.md",
        "caf\u00e9.md",
        "cafe\u0301.md",
        "CON.md",
        "index.md",
        "404.md",
        "-.md",
        "...md",
        "\u65e5.md",
    )
    root = project(tmp_path, {}, SETTINGS)
    for at, name in enumerate(names):
        text = source_file(f"Text number {at}.", title=f"Title number {at}", id=f"{at:04d}{at:04d}")
        (root / "content/articles" / name).write_text(text, encoding="utf-8")
    assert build_project(root).done
    paths = [path.relative_to(root / "site").as_posix() for path in (root / "site/articles").iterdir()]
    assert len({path.casefold() for path in paths}) == len([name for name in names if name != "...md"])
