"""Which files count, and which of them changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import project, source_file

from digest.preview.sources import Sources, is_source

ONE = "content/articles/one.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path, {"one.md": source_file(), "2025/two.md": source_file()})
    (root / "content/inbox").mkdir()
    (root / "themes/mine/templates").mkdir(parents=True)
    (root / "themes/mine/theme.toml").write_text('extends = "record"')
    return root


@pytest.mark.parametrize(
    "path",
    ["digest.toml", "content/stories.toml", "content/names.toml", "content/sources.toml", ONE,
     "content/articles/2025/two.md", "content/inbox/page.html", "content/inbox/deep/page", "content/profiles/a.toml",
     "themes/mine/theme.toml", "themes/mine/assets/a.css", "themes/mine/templates/story.html"],
)  # fmt: skip
def test_what_a_site_is_made_from_counts(path: str) -> None:
    assert is_source(path)


@pytest.mark.parametrize(
    "path",
    ["site/index.html", ".site.new/index.html", ".digest/ingest.json", ".git/index", "README.md", "other.toml",
     "content/articles/one.txt", "content/notes.md", "content/articles/.#one.md", "content/articles/#one.md#",
     "content/articles/one.md~", "content/articles/4913", "content/articles/.one.md.swp",
     "content/articles/one.md___jb_tmp___", "content/articles/one.md___jb_old___", "content/inbox/page.html.crdownload",
     "content/inbox/page.part", "themes/mine/.git/x", "themes/mine/assets/4913", "content/inbox", "content/articles"],
)  # fmt: skip
def test_our_own_output_and_what_editors_leave_does_not_count(path: str) -> None:
    assert not is_source(path)


def test_nothing_changed_at_first(root: Path) -> None:
    assert Sources(root).look() == set()


def test_new_changed_and_deleted_files_are_found(root: Path) -> None:
    sources = Sources(root)
    (root / ONE).write_text("other", encoding="utf-8")
    (root / "content/articles/new.md").write_text("new", encoding="utf-8")
    (root / "content/articles/2025/two.md").unlink()
    (root / "site").mkdir()
    (root / "site/index.html").write_text("ours")
    assert sources.look() == {ONE, "content/articles/new.md", "content/articles/2025/two.md"}
    assert sources.look() == set()


def test_a_hint_leads_to_what_lies_there_and_no_further(root: Path) -> None:
    sources = Sources(root)
    (root / ONE).write_text("other", encoding="utf-8")
    (root / "themes/mine/theme.toml").unlink()
    assert sources.look(["content"]) == {ONE}
    assert sources.look(["themes/mine/templates", "nowhere", "content/articles/one.md/x"]) == set()
    assert sources.look(["themes"]) == {"themes/mine/theme.toml"}


def test_a_folder_that_is_moved_away_takes_its_files_along(root: Path) -> None:
    sources = Sources(root)
    (root / "themes/mine").rename(root / "away")
    assert sources.look(["themes/mine"]) == {"themes/mine/theme.toml"}
    (root / "away").rename(root / "themes/mine")
    assert sources.look(["themes/mine"]) == {"themes/mine/theme.toml"}


def test_many_hints_are_one_look_at_everything(root: Path) -> None:
    sources = Sources(root)
    (root / ONE).write_text("other", encoding="utf-8")
    assert sources.look(f"content/articles/{number}.md" for number in range(500)) == {ONE}


def test_links_are_not_followed_but_that_a_theme_may_be_one(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "theme.toml").write_text("")
    (elsewhere / "secret.md").write_text("secret")
    sources = Sources(root)
    (root / "content/articles/link.md").symlink_to(elsewhere / "secret.md")
    (root / "content/articles/folder").symlink_to(elsewhere)
    (root / "content/articles/circle").symlink_to(root / "content")
    (root / "themes/linked").symlink_to(elsewhere)
    assert sources.look() == {"themes/linked/theme.toml", "themes/linked/secret.md"}


def test_pipes_and_odd_names_are_passed_over(root: Path) -> None:
    sources = Sources(root)
    os.mkfifo(root / "content/articles/pipe.md")
    (root / "content/articles/\udcff.md").write_text("x")
    assert "content/articles/pipe.md" not in sources.look()


def test_a_file_that_is_gone_or_empty_is_not_whole(root: Path) -> None:
    sources = Sources(root)
    assert sources.is_whole(ONE)
    (root / ONE).write_text("")
    sources.look()
    assert not sources.is_whole(ONE)
    assert not sources.is_whole("content/articles/nowhere.md")
