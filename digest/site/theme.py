"""A theme as a value: its templates and its assets, in layers, the child above its parents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.text import digest_of

if TYPE_CHECKING:
    from jinja2 import BaseLoader

ASSETS = "assets/"
BASE = "@base"
"""Stands before the name of a template for the one that is hidden."""

_HASHED = (".css", ".svg", ".js")
"""Kinds of files whose path carries a hash, so a cached old one never meets a new page. Fonts
and pictures keep their names, because stylesheets name them."""

_CSS_STRING = r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_CSS_SPARE = re.compile(_CSS_STRING + r"|/\*.*?\*/|(\s+)", re.DOTALL)
_CSS_AROUND = re.compile(_CSS_STRING + r"| *([{};,]) *", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Template:
    """One template file."""

    text: str
    file: str
    """As a person finds it, for messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One theme folder."""

    name: str
    templates: Mapping[str, Template]
    """By the path below `templates/`."""

    assets: Mapping[str, bytes]
    """By the path below `assets/`."""

    stylesheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme and those that it extends, the child first."""

    layers: tuple[Layer, ...]

    def same_templates(self, other: Theme) -> bool:
        """Whether pages are filled alike: only assets may differ."""
        mine, others = ([(layer.name, layer.templates) for layer in theme.layers] for theme in (self, other))
        return mine == others

    def assets(self) -> dict[str, bytes]:
        """Every asset by its path in the site; a child's file hides its parent's.

        The stylesheets are one file: a page waits for one answer, not for five.
        """
        found = self._found()
        sheets = set(self._sheets())
        paths = {self.path(name): data for name, data in sorted(found.items()) if name not in sheets}
        return {**paths, **dict.fromkeys(self.stylesheets(), self._bundle())}

    def path(self, name: str) -> str:
        """Where an asset stands in the site; empty when the theme has none of that name."""
        data = next((layer.assets[name] for layer in self.layers if name in layer.assets), None)
        return "" if data is None else _hashed(name, data)

    def stylesheets(self) -> tuple[str, ...]:
        """Paths of the stylesheets that a page names."""
        return (_hashed(f"{self.layers[0].name}.css", self._bundle()),) if self._sheets() else ()

    def _found(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for layer in reversed(self.layers):
            found |= layer.assets
        return found

    def _sheets(self) -> list[str]:
        """Names of the stylesheets: those of the parents first, so that a child overrides."""
        found = self._found()
        names = [name for layer in reversed(self.layers) for name in layer.stylesheets]
        return [name for name in dict.fromkeys(names) if name in found]

    def _bundle(self) -> bytes:
        found = self._found()
        return b"".join(_lean(found[name]) for name in self._sheets())

    def template_file(self, name: str) -> str:
        """The file behind a template's name, for messages."""
        return next((layer.templates[name].file for layer in self.layers if name in layer.templates), name)

    def base_of(self, name: str, asking: str) -> str:
        """The full name of a template that another one asks for.

        `@base/story.html` is the file that the asking template's own theme hides, in whichever
        theme below has it; so a file that hides its parent's can extend it without naming it.
        """
        head, _, rest = name.partition("/")
        if head != BASE:
            return name
        own, _, _ = asking.partition("/")
        at = next((place for place, layer in enumerate(self.layers) if f"@{layer.name}" == own), None)
        if at is None:
            at = next((place for place, layer in enumerate(self.layers) if asking in layer.templates), 0)
        below = next((layer for layer in self.layers[at + 1 :] if rest in layer.templates), None)
        return f"@{below.name}/{rest}" if below else f"{name} below {asking}"

    def loader(self) -> BaseLoader:
        """Finds `story.html` in the child first, and `@record/story.html` in that very theme."""
        from jinja2 import FunctionLoader

        def load(name: str) -> tuple[str, str, None] | None:
            found = self._template(name)
            return (found.text, found.file, None) if found else None

        return FunctionLoader(load)

    def source(self, name: str) -> str:
        """The text of a template; empty where there is none."""
        found = self._template(name)
        return found.text if found else ""

    def _template(self, name: str) -> Template | None:
        head, _, rest = name.partition("/")
        if head == BASE:  # asked for by nobody in particular, as when files are only compared
            return next((one.templates[rest] for one in self.layers[1:] if rest in one.templates), None)
        if head.startswith("@"):
            return next((one.templates.get(rest) for one in self.layers if f"@{one.name}" == head), None)
        return next((one.templates[name] for one in self.layers if name in one.templates), None)


def _hashed(name: str, data: bytes) -> str:
    stem, dot, kind = name.rpartition(".")
    if dot + kind not in _HASHED:
        return ASSETS + name
    return f"{ASSETS}{stem}.{digest_of(data, 10)}.{kind}"


@lru_cache(maxsize=64)
def _lean(sheet: bytes) -> bytes:
    """A stylesheet without comments and spare white space; strings stay as they are."""
    text = sheet.decode("utf-8", "replace")
    bare = _CSS_SPARE.sub(lambda found: found[1] or (" " if found[2] else ""), text)
    return _CSS_AROUND.sub(lambda found: found[1] or found[2], bare).strip().encode()
