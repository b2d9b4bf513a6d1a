"""`digest explain`: why an article is where it is."""

from __future__ import annotations

from pathlib import Path

import click

from digest.commands.names import article_named
from digest.commands.options import AS_JSON, IN_PROJECT, print_json, settings


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
    found = article_named(article, told)
    explanation = explain_article(told, config.topics, found.teaser.id, granularity=config.granularity)
    if as_json:
        print_json({"file": found.path, **explanation.as_json()})
    else:
        report.print_explanation(explanation, found)
