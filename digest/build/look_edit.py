"""The short way from a saved stylesheet to the pages that name it.

A stylesheet's path carries a digest of its content, so each page names another path after a save.
But that is all: no story, list or feed takes anything from an asset. So the plan is the last one
with another `Look` in its shell. Both ways give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from digest.build.inputs import Inputs
from digest.site.contexts import Page
from digest.site.document import Document, as_they_are
from digest.site.pages import look_of
from digest.site.shell import Shell
from digest.site.theme import Theme


@dataclass(frozen=True, slots=True)
class LookEdit:
    """A site in which only assets differ from the last one."""

    pages: Mapping[str, Page]
    """All pages; empty where they name the same assets."""

    assets: Mapping[str, Document]
    """Those that are new or differ."""

    removed: frozenset[str]


def look_edit(pages: Mapping[str, Page], before: Inputs, now: Inputs) -> LookEdit | None:
    """The site after a change of assets; `None` when more changed than that.

    Args:
        pages: the last plan.
        before: the inputs of that plan.
        now: those of the new site.
    """
    old, new = before.theme, now.theme
    if replace(now, theme=old) != before or not new.same_templates(old):
        return None
    had, have = assets_of(old), assets_of(new)
    return LookEdit(
        pages={} if look_of(old) == look_of(new) else _restyled(pages, new),
        assets={path: one for path, one in have.items() if path not in had or had[path] != one},
        removed=frozenset(had.keys() - have.keys()),
    )


def assets_of(theme: Theme) -> dict[str, Document]:
    """The files of a theme, and the mark that tells GitHub Pages to leave the site as it is."""
    assets = theme.assets() | {".nojekyll": b""}
    return {path: Document(path, as_they_are, (data,)) for path, data in assets.items()}


def _restyled(pages: Mapping[str, Page], theme: Theme) -> dict[str, Page]:
    look = look_of(theme)
    shells: dict[int, Shell] = {}
    found = {}
    for path, page in pages.items():
        shell, *rest = page.ingredients
        assert isinstance(shell, Shell)
        if id(shell) not in shells:
            shells[id(shell)] = replace(shell, look=look)
        found[path] = Page(page.path, page.template, page.recipe, (shells[id(shell)], *rest))
    return found
