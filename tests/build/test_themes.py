"""Finding themes: the project's own first, a theme may extend another, mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.build.themes import read_theme
from digest.diagnostics import DigestError


def make(root: Path, name: str, settings: str, **templates: str) -> None:
    folder = root / "themes" / name
    (folder / "templates").mkdir(parents=True)
    (folder / "assets").mkdir()
    (folder / "theme.toml").write_text(settings)
    for template, text in templates.items():
        (folder / "templates" / f"{template}.html").write_text(text)


def test_the_theme_that_comes_with_the_tool_is_found_from_anywhere(tmp_path: Path) -> None:
    theme = read_theme(tmp_path, "record")
    assert theme.stylesheets()[0].startswith("assets/record.")
    assert theme.path("icon.svg")


def test_a_theme_of_the_project_hides_one_of_the_same_name(tmp_path: Path) -> None:
    make(tmp_path, "record", "", home="mine")
    assert read_theme(tmp_path, "record").layers[0].templates["home.html"].file == "themes/record/templates/home.html"


def test_a_theme_may_extend_another(tmp_path: Path) -> None:
    make(tmp_path, "mine", 'extends = "record"', home="mine")
    theme = read_theme(tmp_path, "mine")
    assert [layer.name for layer in theme.layers] == ["mine", "record"]
    assert theme.template_file("home.html") == "themes/mine/templates/home.html"


def test_hidden_files_and_links_are_no_part_of_a_theme(tmp_path: Path) -> None:
    make(tmp_path, "mine", "", home="x")
    (tmp_path / "themes/mine/assets/.swap").write_text("x")
    (tmp_path / "themes/mine/assets/link.css").symlink_to("/etc/hostname")
    assert read_theme(tmp_path, "mine").assets() == {}


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ('extends = "mine"', "theme.circle"),
        ('extends = "reccord"', "theme.unknown"),
        ("= 1", "theme.bad-settings"),
        ('exstends = "record"', "theme.bad-settings"),
        ("stylesheets = [1]", "theme.bad-settings"),
        ("extends = 1", "theme.bad-settings"),
    ],
)
def test_a_mistake_in_the_settings_is_told(tmp_path: Path, settings: str, code: str) -> None:
    make(tmp_path, "mine", settings)
    with pytest.raises(DigestError) as refused:
        read_theme(tmp_path, "mine")
    assert refused.value.diagnostic.code == code


def test_a_misspelt_theme_gets_a_hint(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match="did you mean 'record'"):
        read_theme(tmp_path, "recrod")
