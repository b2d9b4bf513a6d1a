"""A new project works at once, and nothing that is there is written over."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from digest.build import build_project
from digest.config import parse_config
from digest.content.inbox import INBOX
from digest.content.ingest import run_ingest
from digest.diagnostics import DigestError
from digest.publish.scaffold import create_project, skeleton

ROOT = Path(__file__).parents[2]


def files(**named: str) -> dict[str, str]:
    return skeleton(**{"title": "Ships", "base_url": "", "requirement": "news-digest==1.0", **named})


def test_ingest_and_build_work_in_a_new_project(tmp_path: Path) -> None:
    root = tmp_path / "new"
    create_project(root, files())
    ingested = run_ingest(root, [root / INBOX])
    assert (ingested.count(), ingested.diagnostics) == ({"created": 2}, ())
    built = build_project(root)
    assert built.done
    assert built.diagnostics == ()
    assert "Second harbour crane" in (root / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("title", ['Ships "and" more', "Schiffe & Häfen", "日本のニュース", "back\\slash", "$title"])
def test_any_title_comes_out_as_it_went_in(title: str) -> None:
    config, findings = parse_config(files(title=title)["digest.toml"])
    assert (config.site.title, findings) == (title, [])


def test_every_setting_is_in_the_file_with_its_default() -> None:
    text = files()["digest.toml"]
    plain = re.sub(r"(?m)^#(\w+ = )", r"\1", text)  # every setting that is off switched on
    config, findings = parse_config(plain)
    assert findings == []
    assert len(tomllib.loads(plain)["site"]) == len(config.site.__dataclass_fields__)


def test_the_tokens_that_the_stylesheet_suggests_are_those_of_the_theme() -> None:
    theme = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "themes/record/assets").glob("*.css"))
    suggested = re.findall(r"(--[\w-]+):", files()["themes/mine/assets/mine.css"])
    assert suggested != []
    assert [token for token in suggested if f"{token}:" not in theme] == []


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(DigestError) as refused:
        create_project(tmp_path, files())
    assert refused.value.diagnostic.code == "project.exists"
    assert [path.name for path in tmp_path.iterdir()] == ["digest.toml"]
    assert (tmp_path / "digest.toml").read_text(encoding="utf-8") == "mine"


def test_a_fresh_clone_may_become_a_project(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "LICENSE").write_text("MIT", encoding="utf-8")
    create_project(tmp_path, files())
    assert (tmp_path / "digest.toml").exists()


def test_a_link_or_a_file_is_no_place_for_a_project(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "link"):
        with pytest.raises(DigestError):
            create_project(tmp_path / name, files())
    assert not (tmp_path / "elsewhere").exists()


def test_a_project_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    # a name that no disk takes, behind files that were written already
    broken = files() | {"zz/" + "n" * 300: "too long"}
    with pytest.raises(OSError, match="name too long"):
        create_project(tmp_path / "new", broken)
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_what_it_wrote_and_what_comes_next(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "digest", "new", "my site"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "created  digest.toml" in done.stdout
    assert "next: cd 'my site' && digest ingest && digest build" in done.stdout
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert "[project.exists]" in again.stderr
