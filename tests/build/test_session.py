"""A session keeps a project's values alive, through edits and through what is broken."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import TOML, project, source_file

from digest.build.session import Session
from digest.build.state import YOUNG
from digest.content.bookkeeping import keep_books
from digest.content.files import read_articles
from digest.diagnostics import DigestError

FERRY = "content/articles/2025-06-17-ferry.md"
ARTICLES = {
    "2025-06-17-ferry.md": source_file("The ferry left late.\n\nIt came back.\n", title="Ferry late"),
    "2025-06-18-train.md": source_file("The night train has new beds.\n", title="New beds on the night train"),
}


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = Session(project(tmp_path, ARTICLES))
    session.update()
    return session


def edit(session: Session, path: str, old: str, new: str) -> None:
    file = session.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_first_update_brings_every_file_and_the_next_none(session: Session) -> None:
    assert {"index.html", "articles/2025-06-17-ferry.html", "robots.txt"} <= set(session.paths())
    assert all(session.page(path) is not None for path in session.paths())
    again = session.update()
    assert (again.changed, again.removed, again.diagnostics) == ((), (), ())
    assert session.page("nowhere.html") is None


def test_a_body_edit_changes_the_page_of_the_article(session: Session) -> None:
    edit(session, FERRY, "It came back.", "It stayed away.")
    assert session.update([FERRY]).changed == ("articles/2025-06-17-ferry.html",)
    assert b"It stayed away." in (session.page("articles/2025-06-17-ferry.html") or b"")


def test_only_what_may_differ_is_read(session: Session) -> None:
    edit(session, FERRY, "It came back.", "It stayed away.")
    assert session.update(["content/articles/2025-06-18-train.md", "themes"]).changed == ()
    assert session.update(["content"]).changed == ("articles/2025-06-17-ferry.html",)


def test_a_deleted_article_takes_its_page_along(session: Session) -> None:
    (session.root / FERRY).unlink()
    assert "articles/2025-06-17-ferry.html" in session.update([FERRY]).removed


def test_a_broken_article_keeps_its_last_good_page_and_is_told_until_it_is_mended(session: Session) -> None:
    edit(session, FERRY, "date: 2025-06-18", "date: soon")
    for changed in ([FERRY], []):
        update = session.update(changed)
        assert [one.code for one in update.diagnostics] == ["article.bad-date"]
        assert (update.changed, update.removed, update.whole) == ((), (), False)
    edit(session, FERRY, "date: soon", "date: 2025-06-19")
    assert session.update([FERRY]).whole


def test_what_is_broken_is_told_also_when_it_is_looked_at_late(session: Session) -> None:
    train = "content/articles/2025-06-18-train.md"
    edit(session, train, "new beds", "old beds")
    (session.root / FERRY).write_text("", encoding="utf-8")
    time.sleep(2 * YOUNG / 1e9)  # from now on the files' times are trusted
    update = session.update([train, FERRY])
    assert [(one.code, one.location.path) for one in update.diagnostics] == [("article.no-front-matter", FERRY)]
    assert not update.whole
    assert "articles/2025-06-18-train.html" in update.changed


def test_broken_settings_keep_the_last_good_ones(session: Session) -> None:
    (session.root / "digest.toml").write_text("= x")
    update = session.update(["digest.toml"])
    assert ([one.code for one in update.diagnostics], update.changed) == (["config.bad-toml"], ())
    (session.root / "digest.toml").write_text(TOML.replace("The Sample Digest", "Another"))
    assert "index.html" in session.update(["digest.toml"]).changed
    assert b"Another" in (session.page("index.html") or b"")


def test_a_broken_template_keeps_the_last_good_theme(session: Session) -> None:
    theme = session.root / "themes/mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "record"')
    (theme / "templates/article.html").write_text("line one\n{{ titel }}\n")
    (session.root / "digest.toml").write_text(TOML.replace("[site]", '[site]\ntheme = "mine"'))
    update = session.update()
    assert ([one.code for one in update.diagnostics], update.changed) == (["template.undefined"], ())
    assert not update.whole
    (theme / "templates/article.html").write_text("line one\n{{ title }}\n")
    session.update(["themes/mine/templates/article.html"])
    assert session.page("articles/2025-06-17-ferry.html") == b"line one\nFerry late\n"


def test_a_session_that_was_never_good_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match=r"no digest\.toml"):
        Session(tmp_path).update()


def test_drafts_are_shown_when_asked_for(tmp_path: Path) -> None:
    root = project(tmp_path, {**ARTICLES, "draft.md": source_file(title="Not yet", draft="true")})
    path = "articles/draft.html"
    plain, all_of_it = Session(root), Session(root, drafts=True)
    plain.update()
    all_of_it.update()
    assert (path in plain.paths(), path in all_of_it.paths()) == (False, True)


def whole(session: Session) -> dict[str, bytes | None]:
    return {path: session.page(path) for path in session.paths()}


def test_a_new_asset_reaches_the_pages_that_name_it_and_nothing_is_told_anew(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets = session.root / "themes/mine/assets"
    assets.mkdir(parents=True)
    (assets.parent / "theme.toml").write_text('extends = "record"\nstylesheets = ["mine.css"]\n', encoding="utf-8")
    (session.root / "digest.toml").write_text(TOML.replace("[site]", '[site]\ntheme = "mine"'), encoding="utf-8")
    session.update()
    monkeypatch.setattr(session.memory, "told", lambda _: pytest.fail("all stories were told anew"))
    pages = {path for path in session.paths() if path.endswith(".html")}
    for name, text, reached in (
        ("mine.css", "a { top: 0 }", pages),
        ("mine.css", "a { top: 1px }", pages),
        ("mine.css", "a { top: 1px  }", set()),
        ("photo.png", "one", set()),
        ("photo.png", "two", set()),
    ):
        (assets / name).write_text(text, encoding="utf-8")
        before = whole(session)
        update = session.update([f"themes/mine/assets/{name}"])
        after = whole(session)
        assert {path for path in update.changed if path.endswith(".html")} == reached
        assert {path for path in after if after[path] != before.get(path)} <= set(update.changed)
        assert before.keys() - after.keys() == set(update.removed)
        fresh = Session(session.root)
        fresh.update()
        assert after == whole(fresh)
    (assets / "photo.png").unlink()
    assert session.update(["themes/mine/assets/photo.png"]).removed == ("assets/photo.png",)


def test_a_new_stylesheet_leaves_the_templates_as_they_were_filled(session: Session) -> None:
    theme = session.root / "themes/mine"
    (theme / "assets").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "record"\nstylesheets = ["mine.css"]\n', encoding="utf-8")
    (theme / "assets/mine.css").write_text("a { top: 0 }", encoding="utf-8")
    (session.root / "digest.toml").write_text(TOML.replace("[site]", '[site]\ntheme = "mine"'), encoding="utf-8")
    session.update()
    before = session.page("index.html")
    (theme / "assets/mine.css").write_text("a { top: 1px }", encoding="utf-8")
    assert "index.html" in session.update(["themes/mine/assets/mine.css"]).changed
    after = session.page("index.html")
    fresh = Session(session.root)
    fresh.update()
    assert before != after == fresh.page("index.html")
    (theme / "templates").mkdir()
    (theme / "templates/404.html").write_text("{% if %}", encoding="utf-8")
    assert [one.code for one in session.update(["themes"]).diagnostics] == ["template.syntax"]


def boat(root: Path, number: int, report: int) -> str:
    """Write a report of an accident; returns its path."""
    words = (
        f"Boat {number} of harbour {number} ran aground near pier {number * 7} at dawn.\n\nCaptain {number} waited.\n"
    )
    title = f"Boat {number} aground near pier {number * 7}"
    path = f"content/articles/2025-06-{number + 1:02}-boat-{number}-{report}.md"
    (root / path).write_text(source_file(f"{words}\nReport {report} said so.\n", title=title), encoding="utf-8")
    return path


def test_newcomers_are_placed_by_an_index_as_a_fresh_build_places_them(tmp_path: Path) -> None:
    session = Session(project(tmp_path, {}))
    for number in range(10):
        boat(tmp_path, number, 0)
    keep_books(tmp_path, read_articles(tmp_path)[0], granularity=0.2)
    session.update([boat(tmp_path, 0, 1)])
    assert session.memory.index is not None
    session.memory.index.least, session.memory.index.nearest, session.memory.index.part = 0, 2, 0.95
    for number in (3, 5, 11):
        session.update([boat(tmp_path, number, 1)])
        assert len(session.memory.index.held) > 10
    fresh = Session(tmp_path)
    fresh.update()
    assert session.notes == fresh.notes
    assert session.notes[0].startswith("4 articles")
    assert session.paths() == fresh.paths()
    assert [session.page(path) for path in session.paths()] == [fresh.page(path) for path in fresh.paths()]
