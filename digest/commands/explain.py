"""`digest explain`: why an article is where it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.commands.options import AS_JSON, IN_PROJECT, print_json, settings
from digest.diagnostics import printable

if TYPE_CHECKING:
    from digest.model import Article


@click.command()
@click.argument("article")
@IN_PROJECT
@AS_JSON
def explain(article: str, root: Path, as_json: bool) -> None:
    """Say why an article is in its story and in its topics.

    ARTICLE is the id of an article, its file, or the beginning of either's name. Writes nothing.
    """
    from digest import report
    from digest.content.files import read_articles
    from digest.stories.explain import explain_article

    config = settings(root)
    articles, _ = read_articles(root)
    told = [one for one in articles if not one.draft]
    found = _find_article(article, told)
    explanation = explain_article(told, config.topics, found.teaser.id, granularity=config.granularity)
    if as_json:
        print_json({"file": found.path, **explanation.as_json()})
    else:
        report.print_explanation(explanation, found)


def _find_article(name: str, articles: Sequence[Article]) -> Article:
    """The one article whose id or file a name begins."""
    file = Path(name).name
    fits = [one for one in articles if one.teaser.id == name or Path(one.path).name == file]
    fits = fits or [one for one in articles if one.teaser.id.startswith(name) or Path(one.path).name.startswith(file)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        some = ", ".join(printable(Path(one.path).name) for one in fits[:4])
        raise click.UsageError(f"'{printable(name)}' fits {len(fits)} articles: {some} ...")
    raise click.UsageError(
        f"no article '{printable(name)}': give the id or the file of an article in content/articles/"
    )
