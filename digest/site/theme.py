"""A theme as a value: its templates and its assets, in layers, the child above its parents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.text import digest_of

if TYPE_CHECKING:
    from jinja2 import BaseLoader

ASSETS = "assets/"
_HASHED = (".css", ".svg", ".js")
"""Kinds of files whose path carries a hash, so a cached old one never meets a new page. Fonts
and pictures keep their names, because stylesheets name them."""


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
        """Every asset by its path in the site; a child's file hides its parent's."""
        found: dict[str, bytes] = {}
        for layer in reversed(self.layers):
            found |= layer.assets
        return {self.path(name): data for name, data in sorted(found.items())}

    def path(self, name: str) -> str:
        """Where an asset stands in the site; empty when the theme has none of that name."""
        data = next((layer.assets[name] for layer in self.layers if name in layer.assets), None)
        if data is None:
            return ""
        stem, dot, kind = name.rpartition(".")
        if dot + kind not in _HASHED:
            return ASSETS + name
        return f"{ASSETS}{stem}.{digest_of(data, 10)}.{kind}"

    def stylesheets(self) -> tuple[str, ...]:
        """Paths of the stylesheets: those of the parents first, so that a child overrides."""
        names = [name for layer in reversed(self.layers) for name in layer.stylesheets]
        return tuple(self.path(name) for name in dict.fromkeys(names) if self.path(name))

    def template_file(self, name: str) -> str:
        """The file behind a template's name, for messages."""
        return next((layer.templates[name].file for layer in self.layers if name in layer.templates), name)

    def loader(self) -> BaseLoader:
        """Finds `story.html` in the child first, and `@record/story.html` in that very theme.

        The second form lets a file that hides its parent's extend it.
        """
        from jinja2 import ChoiceLoader, PrefixLoader

        named = {f"@{layer.name}": _loader(layer) for layer in self.layers}
        return ChoiceLoader([PrefixLoader(named), *(_loader(layer) for layer in self.layers)])


def _loader(layer: Layer) -> BaseLoader:
    from jinja2 import FunctionLoader

    def load(name: str) -> tuple[str, str, None] | None:
        found = layer.templates.get(name)
        return (found.text, found.file, None) if found else None

    return FunctionLoader(load)
