"""Files of the site that no template fills: feeds, the index for machines, the site map.

They are planned like pages, so a build that compares plans treats them alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be: where it stands, and what its bytes are made of.

    As with a `Page`, the bytes follow from the ingredients and from nothing else, and they are
    made only when they are asked for. While the ingredients are equal, the bytes are.
    """

    path: str
    """Relative to `site/`, with `/` on every system."""

    recipe: Callable[..., bytes]
    """A function of a module, without state of its own."""

    ingredients: tuple[object, ...]

    def data(self) -> bytes:
        """The bytes of the file; made anew at each call."""
        return self.recipe(*self.ingredients)


def as_they_are(data: bytes) -> bytes:
    """The recipe of a document whose only ingredient is its bytes."""
    return data
