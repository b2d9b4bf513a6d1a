"""Find a theme on disk and read it into a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from digest.build.seal import theme_folders
from digest.config import FILE
from digest.diagnostics import DigestError, did_you_mean, refuse
from digest.site.theme import Layer, Template, Theme
from digest.tables import parse_toml

_PACKAGE = Path(__file__).parents[1]
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_KEYS = ("title", "extends", "stylesheets")
_DEEPEST = 8


def read_theme(root: Path, name: str) -> Theme:
    """Read a theme with all that it extends.

    Raises:
        DigestError: there is no such theme, or its settings are wrong.
    """
    layers: list[Layer] = []
    asked = name
    by = FILE
    while asked:
        if asked in {layer.name for layer in layers} or len(layers) >= _DEEPEST:
            fix = "let the last one extend nothing"
            raise refuse("theme.circle", by, f"theme '{name}' extends '{asked}' without an end", fix)
        folder = _found(root, asked, by)
        settings = _settings(folder, _shown(root, folder / "theme.toml"))
        layers.append(_layer(root, folder, settings))
        asked = settings.get("extends", "")
        by = _shown(root, folder / "theme.toml")
    return Theme(tuple(layers))


def _found(root: Path, name: str, by: str) -> Path:
    if _NAME.match(name):
        for folder in theme_folders(root):
            if (folder / name / "theme.toml").is_file():
                return folder / name
    known = {entry.parent.name for folder in theme_folders(root) for entry in folder.glob("*/theme.toml")}
    raise refuse("theme.unknown", by, f"there is no theme '{name}'", did_you_mean(name, known or {"record"}))


def _settings(folder: Path, shown: str) -> dict[str, Any]:
    try:
        text = (folder / "theme.toml").read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise refuse("theme.bad-settings", shown, "not text in UTF-8", "save it as UTF-8") from None
    settings = parse_toml(text, shown, "theme.bad-settings")
    for key, value in settings.items():
        if key not in _KEYS:
            raise refuse("theme.bad-settings", shown, f"unknown key '{key}'", did_you_mean(key, _KEYS))
        parts = value if key == "stylesheets" else [value]
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise refuse("theme.bad-settings", shown, f"'{key}' is {value!r}", "write text; stylesheets are a list")
    return settings


def _layer(root: Path, folder: Path, settings: dict[str, Any]) -> Layer:
    try:
        templates = {
            name: Template(path.read_text(encoding="utf-8"), _shown(root, path))
            for name, path in _files(folder / "templates")
        }
        assets = {name: path.read_bytes() for name, path in _files(folder / "assets")}
    except (OSError, UnicodeDecodeError) as problem:
        raise _unreadable(root, folder, problem) from None
    sheets = tuple(settings.get("stylesheets", ()))
    return Layer(name=folder.name, templates=templates, assets=assets, stylesheets=sheets)


def _unreadable(root: Path, folder: Path, problem: Exception) -> DigestError:
    return refuse("theme.unreadable", _shown(root, folder), f"cannot be read: {problem}", "templates are UTF-8 files")


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Regular files below a folder by their path in it; hidden ones belong to editors."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if path.is_file() and not path.is_symlink() and not hidden:
            yield name, path


def _shown(root: Path, path: Path) -> str:
    for base in (root, _PACKAGE.parent):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.as_posix()
