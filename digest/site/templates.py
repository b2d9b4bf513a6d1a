"""The templates of a theme as Jinja knows them."""

from __future__ import annotations

from jinja2 import Environment, StrictUndefined

from digest.site.markup import calm
from digest.site.theme import Theme


def environment_of(theme: Theme) -> Environment:
    """Finds and compiles the templates of a theme: autoescape on, undefined names are errors, no globals."""

    class Layered(Environment):
        """Knows that `@base/` is the theme below the one that asks."""

        def join_path(self, template: str, parent: str) -> str:
            return theme.base_of(template, parent)

    environment = Layered(
        loader=theme.loader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_calmed,
    )
    environment.globals.clear()
    return environment


def _calmed(value: object) -> object:
    """Titles and names without direction overrides and piles of marks; markup is calm already."""
    return calm(value) if type(value) is str else value
