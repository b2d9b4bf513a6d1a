"""How a person names an article on the command line: by its id, its file, or the beginning of either."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.diagnostics import printable

if TYPE_CHECKING:
    from digest.model import Article


def articles_named(name: str, articles: Sequence[Article]) -> list[Article]:
    """The articles that a name fits: those that are called so, else those whose id or file begins so."""
    file = Path(name).name
    fits = [one for one in articles if one.teaser.id == name or Path(one.path).name == file]
    return fits or [
        one for one in articles if name and (one.teaser.id.startswith(name) or Path(one.path).name.startswith(file))
    ]


def article_named(name: str, articles: Sequence[Article]) -> Article:
    """The one article that a name fits.

    Raises:
        click.UsageError: it fits none, or several.
    """
    fits = articles_named(name, articles)
    if len(fits) == 1:
        return fits[0]
    if fits:
        some = ", ".join(printable(Path(one.path).name) for one in fits[:4])
        raise click.UsageError(f"'{printable(name)}' fits {len(fits)} articles: {some} ...")
    raise click.UsageError(
        f"no article '{printable(name)}': give the id or the file of an article in content/articles/"
    )
