"""`digest doctor` names what stands in the way, where it stands and how to mend it; messages name the folder they mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TOML, project, source_file

from digest.content.files import read_text
from digest.diagnostics import DigestError
from digest.publish.doctor import State, examine
from digest.publish.git import Git


def told(root: Path, what: str) -> list[tuple[State, str, str]]:
    return [(one.state, one.words, one.fix) for one in examine(root) if one.what == what]


def test_each_mistake_in_the_settings_is_told_with_its_line(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": source_file(id="aaaa1111")}, TOML)
    assert [state for state, _, _ in told(root, "settings")] == [State.FINE]
    lines = TOML.count("\n")
    (root / "digest.toml").write_text(f"{TOML}[limits2]\nx = 1\n[topcs.a]\nall = ['x']\n", encoding="utf-8")
    assert told(root, "settings") == [
        (State.PROBLEM, f"digest.toml:{lines + 1}: unknown key 'limits2'", "did you mean 'limits'?"),
        (State.PROBLEM, f"digest.toml:{lines + 3}: unknown key 'topcs'", "did you mean 'topics'?"),
    ]


def test_settings_that_cannot_be_read_are_told_with_the_line_too(tmp_path: Path) -> None:
    root = project(tmp_path, {}, "[site]\ntitle = \n")
    [(state, words, _)] = told(root, "settings")
    assert state is State.PROBLEM
    assert words.startswith("digest.toml:2: not TOML")


def test_the_current_folder_has_a_name_in_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Git(Path()).name == tmp_path.name
    assert Git(Path("/")).name == "/"


@pytest.mark.parametrize(
    ("path", "fix"), [("content/articles/a.md", "split or shorten it"), ("digest.toml", "take out what is not needed")]
)
def test_a_file_that_is_too_large_is_refused_with_its_limit_and_a_fix_of_its_own(
    tmp_path: Path, path: str, fix: str
) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_bytes(b"x" * 5_000_001)
    with pytest.raises(DigestError, match=f"(?s)^{path}: .*larger than 5 MB.*{fix}"):
        read_text(tmp_path, path)
