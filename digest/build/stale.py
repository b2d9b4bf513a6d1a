"""Which files of a site must be made again, and why: one function on keys, and nothing else decides."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import signature
from typing import Any

from digest.site.contexts import Page
from digest.site.document import Document


@dataclass(frozen=True, slots=True)
class Key:
    """All that the bytes of a file depend on.

    Ingredients are compared as they are: a session that lives compares values, of which most
    are the same objects, and a new process compares their digests with those of the last one.
    """

    template: str
    """Digest of the template with all that it extends, includes and imports; empty without one."""

    recipe: str
    ingredients: tuple[object, ...]
    names: tuple[str, ...] = ()
    """Of the ingredients, for the reason."""


def key_of(file: Page | Document, templates: Mapping[str, str]) -> Key:
    """The key of a planned file.

    Args:
        templates: the digest of each template with all that it reaches.
    """
    template = templates.get(file.template, "") if isinstance(file, Page) else ""
    return Key(template, file.recipe.__qualname__, file.ingredients, _parameters(file.recipe))


@cache
def _parameters(recipe: Any) -> tuple[str, ...]:
    """Names of a recipe's ingredients."""
    return tuple(signature(recipe).parameters)


def stale(
    before: Mapping[str, Key], after: Mapping[str, Key], standing: Container[str] | None = None
) -> dict[str, str]:
    """The files that must be made, each with its reason in words.

    Args:
        before: keys of the files as they were made last.
        after: keys of the files that the site shall have.
        standing: paths whose files are as they were left; `None` when that is not in question.
    """
    found = {}
    for path, key in after.items():
        reason = _reason(before.get(path), key)
        if not reason and standing is not None and path not in standing:
            reason = "the file is missing or was changed"
        if reason:
            found[path] = reason
    return found


def _reason(before: Key | None, after: Key) -> str:
    if before is None:
        return "new"
    if before is after:
        return ""
    reasons = []
    if before.template != after.template:
        reasons.append("template")
    if before.recipe != after.recipe or len(before.ingredients) != len(after.ingredients):
        reasons.append("recipe")
    elif before.ingredients != after.ingredients:
        both = zip(before.ingredients, after.ingredients, strict=True)
        places = [at for at, (old, new) in enumerate(both) if old is not new and old != new]
        reasons += [after.names[at] if at < len(after.names) else f"ingredient {at + 1}" for at in places]
    return f"changed: {', '.join(reasons)}" if reasons else ""
