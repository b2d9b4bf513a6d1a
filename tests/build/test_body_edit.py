"""A saved body takes the short way when nothing else follows from it, and both ways give the same site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TOML, project, source_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.build import BuildReport, build_project
from digest.build.session import Session
from digest.content.bookkeeping import keep_books
from digest.content.files import read_articles

FOG = (
    "The night ferry of Sampleton stayed in harbour on Wednesday because of fog, the line said.\n\n"
    "About 240 passengers were taken to hotels in Sampleton and Testburg, said Ada Sample, who speaks for the line.\n\n"
    '"Nobody will be left on the quay," Ada Sample said.\n\nThe fog came at noon.\n'
)
CRANE = (
    "A second crane for the quay of Testburg arrived on a barge on Tuesday, the harbour office said.\n\n"
    "It is 41 metres high and can lift 60 tonnes, said Bo Example.\n\nDockers asked for more staff.\n"
)
ARTICLES = {
    "fog.md": source_file(FOG, title="Ferry of Sampleton stays in harbour", source="Sample Wire", id="aaaa0001"),
    "mist.md": source_file(
        FOG.replace("240", "250"), title="Fog stops ferry of Sampleton", source="Example Gazette", id="aaaa0002"
    ),
    "crane.md": source_file(CRANE, title="Second crane for Testburg", id="aaaa0003"),
}
EDITS = {
    "a sentence at the end": lambda text: f"{text.rstrip()}\n\nIt was a grey day.\n",
    "another figure": lambda text: text.replace("240", "300"),
    "another beginning": lambda text: text.replace("The night ferry", "The only ferry"),
    "another speaker": lambda text: text.replace("Ada Sample", "Cy Placeholder"),
    "a link": lambda text: f"{text.rstrip()}\n\nSee [this](nowhere.html).\n",
    "a topic": lambda text: f"{text.rstrip()}\n\n{'The ferry and the ferry. ' * 30}\n",
    "another's text": lambda text: text.partition("\n---\n\n")[0] + f"\n---\n\n{FOG}",
    "another title": lambda text: text.replace("title: ", "title: New: "),
    "no text": lambda text: text.partition("\n---\n\n")[0] + "\n---\n\n",
    "broken": lambda _: "no front matter",
    "another id": lambda text: text.replace("id: aaaa", "id: bbbb"),
    "a deep list": lambda text: f"{text.rstrip()}\n\n{'>' * 120} deep\n",
    "nothing": lambda text: text,
}


def made(root: Path) -> Path:
    project(root, ARTICLES, TOML.replace('description = "Made for tests."', 'base_url = "https://example.org/d/"'))
    (root / "content/sources.toml").write_text('["Gazette"]\naliases = ["Example Gazette"]\n')
    keep_books(root, read_articles(root)[0], granularity=0.2)
    return root


@pytest.fixture
def trusting() -> Iterator[None]:
    """Stamps are trusted at once: a build lies between two edits, so no two of them have one time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("digest.build.state.YOUNG", 0)
        yield


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def clean(root: Path, folder: Path) -> tuple[dict[str, bytes], BuildReport]:
    """The site that a build without any memory makes of the same sources."""
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns("site", ".digest"))
    report = build_project(folder)
    return contents(folder / "site"), report


def whole(session: Session) -> dict[str, bytes | None]:
    return {path: session.page(path) for path in session.paths()}


def test_an_edit_of_which_nothing_else_follows_looks_at_its_own_story_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(made(tmp_path))
    session.update()
    monkeypatch.setattr(session.memory, "told", lambda _: pytest.fail("all stories were told anew"))
    file = tmp_path / "content/articles/crane.md"
    for name in ("a sentence at the end", "nothing"):
        file.write_text(EDITS[name](file.read_text(encoding="utf-8")), encoding="utf-8")
        update = session.update(["content/articles/crane.md"])
        assert update.changed == (("articles/crane.html",) if name != "nothing" else ())
    assert b"It was a grey day." in (session.page("articles/crane.html") or b"")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    edits=st.lists(st.tuples(st.sampled_from(sorted(ARTICLES)), st.sampled_from(sorted(EDITS))), min_size=1, max_size=5)
)
def test_a_session_shows_after_any_edits_what_a_new_one_shows(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str]]
) -> None:
    root = made(tmp_path_factory.mktemp("edits"))
    session = Session(root)
    session.update()
    for name, edit in edits:
        file = root / "content/articles" / name
        file.write_text(EDITS[edit](file.read_text(encoding="utf-8")), encoding="utf-8")
        update = session.update([f"content/articles/{name}"])
        if update.whole:
            fresh = Session(root)
            found = fresh.update()
            assert whole(session) == whole(fresh), (name, edit)
            assert sorted(map(str, update.diagnostics)) == sorted(map(str, found.diagnostics))


def save(root: Path, name: str, edit: str) -> None:
    file = root / "content/articles" / name
    file.write_text(EDITS[edit](file.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.usefixtures("trusting")
def test_a_new_process_reads_the_story_of_a_saved_body_alone(tmp_path: Path) -> None:
    root = made(tmp_path / "p")
    first = build_project(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("digest.build.project._built", lambda *_: pytest.fail("everything was planned"))
        for _ in range(3):
            save(root, "crane.md", "a sentence at the end")
            report = build_project(root)
            assert report.why == (("articles/crane.html", "changed: article, text"),)
            assert (report.written, report.unchanged, report.read) == (1, first.written - 1, 1)
        save(root, "crane.md", "nothing")  # the file has other times
        assert build_project(root).rendered == 0
        assert build_project(root).rendered == 0
    site, report = clean(root, tmp_path / "clean")
    assert contents(root / "site") == site
    assert report.bytes == build_project(root).bytes


SPOILT = {
    "the state": lambda root: (root / ".digest/build.state").write_bytes(b"x"),
    "an older state": lambda root: shutil.copy(root / "old.state", root / ".digest/build.state"),
    "the seal": lambda root: (root / ".digest/build.seal").unlink(),
    "a page": lambda root: (root / "site/index.html").write_text("spoilt"),
    "the settings": lambda root: (root / "digest.toml").write_text(
        (root / "digest.toml").read_text().replace("Ferries", "Ships")
    ),
    "the editor's names": lambda root: (root / "content/names.toml").write_text('["Ada Sample"]\nforms = ["Sample"]\n'),
}


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_else_differs_beside_a_saved_body_is_seen(tmp_path: Path, spoilt: str) -> None:
    root = made(tmp_path / "p")
    build_project(root)
    shutil.copy(root / ".digest/build.state", root / "old.state")
    save(root, "fog.md", "another title")
    build_project(root)
    save(root, "crane.md", "a sentence at the end")
    SPOILT[spoilt](root)
    build_project(root)
    assert contents(root / "site") == clean(root, tmp_path / "clean")[0]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    edits=st.lists(st.tuples(st.sampled_from(sorted(ARTICLES)), st.sampled_from(sorted(EDITS))), min_size=1, max_size=4)
)
@pytest.mark.usefixtures("trusting")
def test_builds_after_any_edits_make_what_a_clean_one_makes(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    root = made(folder / "p")
    build_project(root)
    for number, (name, edit) in enumerate(edits):
        save(root, name, edit)
        report = build_project(root)
        site, told = clean(root, folder / f"clean{number}")
        assert contents(root / "site") == site, (name, edit)
        assert report.diagnostics == told.diagnostics
        assert (report.pages, report.stories, report.bytes) == (told.pages, told.stories, told.bytes)
