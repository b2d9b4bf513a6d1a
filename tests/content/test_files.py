"""Reading a project from disk: a bad file costs that file, and nothing is followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import project, source_file

from digest.content import files
from digest.content.files import read_articles, read_project_config
from digest.diagnostics import DigestError

GOOD = source_file()


def codes(root: Path) -> list[str]:
    return [one.code for one in read_articles(root)[1]]


def test_articles_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    project(tmp_path, {"b.md": GOOD, "a/z.md": GOOD, "a.md": GOOD})
    assert [one.path for one in read_articles(tmp_path)[0]] == [
        "content/articles/a.md",
        "content/articles/a/z.md",
        "content/articles/b.md",
    ]


def test_a_bad_file_costs_that_file_only_and_names_its_line(tmp_path: Path) -> None:
    project(tmp_path, {"bad.md": source_file(date="yesterday"), "good.md": GOOD})
    kept, (finding,) = read_articles(tmp_path)
    assert [one.path for one in kept] == ["content/articles/good.md"]
    assert str(finding.location) == "content/articles/bad.md:4"


def test_bytes_that_are_not_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    project(tmp_path, {})
    (tmp_path / "content/articles/x.md").write_bytes(b"---\ntitle: \xff\n---\nText\n")
    (finding,) = read_articles(tmp_path)[1]
    assert (finding.code, finding.location.line) == ("file.not-utf8", 2)


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    project(tmp_path, {"x.md": "\ufeff" + GOOD})
    assert codes(tmp_path) == []


def test_a_link_to_a_file_is_refused_and_not_read(tmp_path: Path) -> None:
    project(tmp_path, {})
    secret = tmp_path / "secret"
    secret.write_text(source_file("hidden words"), encoding="utf-8")
    (tmp_path / "content/articles/x.md").symlink_to(secret)
    kept, (finding,) = read_articles(tmp_path)
    assert kept == []
    assert finding.code == "file.not-regular"


def test_a_link_to_a_folder_is_refused(tmp_path: Path) -> None:
    project(tmp_path, {"x.md": GOOD})
    (tmp_path / "content/articles/loop").symlink_to(tmp_path / "content")
    assert codes(tmp_path) == ["file.not-regular"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    project(tmp_path, {"x.md": GOOD})
    os.mkfifo(tmp_path / "content/articles/pipe.md")
    assert codes(tmp_path) == ["file.not-regular"]


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LIMIT", 100)
    project(tmp_path, {"x.md": source_file("long " * 50)})
    assert codes(tmp_path) == ["file.too-large"]


def test_of_two_files_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    project(tmp_path, {"a.md": source_file(id="abcd"), "b.md": source_file(id="abcd")})
    kept, (finding,) = read_articles(tmp_path)
    assert [one.path for one in kept] == ["content/articles/a.md"]
    assert (finding.code, finding.location.path) == ("article.duplicate-id", "content/articles/b.md")
    assert "content/articles/a.md" in finding.problem


def test_hidden_files_and_other_kinds_are_passed_over(tmp_path: Path) -> None:
    project(tmp_path, {".x.md": "swap", ".git/x.md": "x", "notes.txt": "x"})
    assert read_articles(tmp_path) == ([], [])


def test_a_project_without_articles_or_settings_says_so(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["project.no-articles"]
    with pytest.raises(DigestError, match=r"there is no digest\.toml"):
        read_project_config(tmp_path)
