"""`digest explain`: why an article, two articles or a story are where they are."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.commands.names import article_named, articles_named
from digest.commands.options import AS_JSON, IN_PROJECT, print_json, settings, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.config import Config
    from digest.model import Article
    from digest.stories.ledger import Ledger


@click.command()
@click.argument("names", metavar="NAME [ARTICLE]", nargs=-1, required=True)
@IN_PROJECT
@AS_JSON
def explain(names: tuple[str, ...], root: Path, as_json: bool) -> None:
    """Say why an article is in its story and in its topics.

    NAME is an article: its id, its file, or the beginning of either's name. With a second ARTICLE
    the two are compared. NAME may also be a story: its address (stories/SLUG.html), its slug, or
    `story:ID`; then its reports, topics, thread and the nearest stories are told. Writes nothing.

    The exit status is 1 when the ledger is not sound.
    """
    from digest.content.files import read_articles
    from digest.content.ledger import read_ledger

    if len(names) > 2:
        raise click.UsageError("name one article, two articles, or one story")
    config = settings(root)
    file = read_ledger(root)
    if not file.sound:
        tell(file.findings)
        sys.exit(1)
    articles = [one for one in read_articles(root)[0] if not one.draft]
    if len(names) == 2:
        _compare(names, articles, config, file.ledger, as_json=as_json)
    elif not names[0].startswith("story:") and articles_named(names[0], articles):
        _explain_article(names[0], articles, config, file.ledger, as_json=as_json)
    else:
        _explain_story(names[0], articles, config, file.ledger, as_json=as_json)


def _explain_article(name: str, articles: Sequence[Article], config: Config, ledger: Ledger, *, as_json: bool) -> None:
    from digest import explain_report
    from digest.stories.explain import explain_article

    found = article_named(name, articles)
    told = explain_article(articles, config.topics, found.teaser.id, granularity=config.granularity, ledger=ledger)
    if as_json:
        print_json({"file": found.path, **told.as_json()})
    else:
        explain_report.print_article(told, found)


def _compare(
    names: Sequence[str], articles: Sequence[Article], config: Config, ledger: Ledger, *, as_json: bool
) -> None:
    from digest import explain_report
    from digest.stories.comparison import Archive

    first, second = (article_named(name, articles).teaser.id for name in names)
    if first == second:
        raise click.UsageError("both names mean one article")
    archive = Archive(articles, config.topics, granularity=config.granularity, ledger=ledger)
    told = archive.compare(first, second)
    if as_json:
        print_json(told.as_json())
    else:
        explain_report.print_comparison(told)


def _explain_story(name: str, articles: Sequence[Article], config: Config, ledger: Ledger, *, as_json: bool) -> None:
    from digest import explain_report
    from digest.diagnostics import DigestError
    from digest.stories.comparison import Archive

    archive = Archive(articles, config.topics, granularity=config.granularity, ledger=ledger)
    wanted = name.removeprefix("story:").rpartition("/")[2].removesuffix(".html")
    try:
        entry = archive.ledger.entries.get(wanted) or archive.ledger.find(wanted)
    except DigestError as refused:
        if refused.diagnostic.code == "story.ambiguous":
            raise
        article_named(name, articles)
        raise
    told = archive.explain(entry)
    if as_json:
        print_json(told.as_json())
    else:
        explain_report.print_story(told)
