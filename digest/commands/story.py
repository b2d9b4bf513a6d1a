"""`digest story`: look at the stories of the ledger, and change what the tool decided."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.commands.names import article_named
from digest.commands.options import AS_JSON, IN_PROJECT, print_json, settings, status, tell

if TYPE_CHECKING:
    from digest.content.editing import Desk, Edit

DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")


@click.group(short_help="Look at stories; merge, split, move, rename them.")
def story() -> None:
    """Look at the stories of the ledger, and merge, split, move or rename them.

    STORY is an id, a slug, a former slug, the id of an article, or the beginning of a story's
    id. ARTICLE is an id, a file, or the beginning of either.

    \b
    Writes  content/stories.toml   all but `list` and `show`; every former address leads on
    """


def _look(root: Path) -> tuple[Desk, bool]:
    """The ledger and the articles, and whether each could be read; an unsound ledger is told and ends the command."""
    from digest.content.editing import Desk
    from digest.content.files import read_articles
    from digest.content.ledger import read_ledger

    file = read_ledger(root)
    if not file.sound:
        tell(file.findings)
        sys.exit(1)
    articles, unreadable = read_articles(root)
    tell(unreadable)
    return Desk(root, file, articles), not unreadable


def _desk(root: Path) -> Desk:
    return _look(root)[0]


def _ids(desk: Desk, names: Sequence[str]) -> list[str]:
    """Ids of the articles that a person names."""
    known = list(desk.articles.values())
    return [article_named(one, known).teaser.id for one in names]


@story.command("list")
@IN_PROJECT
@click.option("--all", "former", is_flag=True, help="Also stories that are told no more.")
@AS_JSON
def list_stories(root: Path, former: bool, as_json: bool) -> None:
    """List the stories, newest first, and what may be merged or split.

    Writes nothing. The exit status is 1 when an article could not be read.
    """
    from digest import ledger_report
    from digest.content.bookkeeping import propose

    config = settings(root)
    desk, whole = _look(root)
    with status("comparing stories", quiet=as_json):
        merges, splits = propose(desk.ledger, list(desk.articles.values()), granularity=config.granularity)
    if as_json:
        print_json(ledger_report.stories_json(desk, merges, splits))
    else:
        ledger_report.print_stories(desk, merges, splits, former=former)
    sys.exit(0 if whole else 1)


@story.command(short_help="Show one story, its addresses and its articles.")
@click.argument("name", metavar="STORY")
@IN_PROJECT
@AS_JSON
def show(name: str, root: Path, as_json: bool) -> None:
    """Show one story: its addresses, its articles, and where it came from.

    Writes nothing. The exit status is 1 when an article could not be read.
    """
    from digest import ledger_report

    desk, whole = _look(root)
    entry = desk.ledger.entries.get(name) or desk.ledger.find(name)
    if as_json:
        print_json(ledger_report.story_json(desk, entry))
    else:
        ledger_report.print_story(desk, entry)
    sys.exit(0 if whole else 1)


@story.command()
@click.argument("first", metavar="STORY")
@click.argument("second", metavar="STORY")
@IN_PROJECT
@DRY_RUN
def merge(first: str, second: str, root: Path, dry_run: bool) -> None:
    """Make one story of two.

    The older one keeps its id and its address; the other's address leads on to it. Writes
    content/stories.toml.
    """
    desk = _desk(root)
    _done(desk, desk.merge(first, second), dry_run=dry_run)


@story.command()
@click.argument("name", metavar="STORY")
@click.argument("articles", metavar="ARTICLE ...", nargs=-1, required=True)
@IN_PROJECT
@DRY_RUN
def split(name: str, articles: Sequence[str], root: Path, dry_run: bool) -> None:
    """Take articles out of a story and make a new one of them.

    The id and the address stay with the part that keeps more of the articles. Writes
    content/stories.toml.
    """
    desk = _desk(root)
    _done(desk, desk.split(name, _ids(desk, articles)), dry_run=dry_run)


@story.command()
@click.argument("first", metavar="STORY")
@click.argument("second", metavar="STORY")
@IN_PROJECT
@DRY_RUN
def apart(first: str, second: str, root: Path, dry_run: bool) -> None:
    """Say that two stories are two: no merge of them is proposed again.

    Writes content/stories.toml.
    """
    desk = _desk(root)
    _done(desk, desk.apart(first, second), dry_run=dry_run)


@story.command()
@click.argument("name", metavar="STORY")
@click.argument("articles", metavar="ARTICLE ...", nargs=-1, required=True)
@IN_PROJECT
@DRY_RUN
def together(name: str, articles: Sequence[str], root: Path, dry_run: bool) -> None:
    """Say that articles belong to their story: they are not proposed to be split off again.

    Writes content/stories.toml.
    """
    desk = _desk(root)
    _done(desk, desk.together(name, _ids(desk, articles)), dry_run=dry_run)


@story.command()
@click.argument("article", metavar="ARTICLE")
@click.argument("name", metavar="STORY")
@IN_PROJECT
@DRY_RUN
def move(article: str, name: str, root: Path, dry_run: bool) -> None:
    """Put an article into another story.

    A story that loses its last article leads on to the one that took it. Writes
    content/stories.toml.
    """
    desk = _desk(root)
    found = article_named(article, list(desk.articles.values()))
    _done(desk, desk.move(found.teaser.id, name), dry_run=dry_run)


@story.command()
@click.argument("name", metavar="STORY")
@click.option("--title", metavar="TEXT", help="Its headline; empty leaves it to the reports again.")
@click.option("--slug", metavar="SLUG", help="Its address, stories/SLUG.html; the former one leads on.")
@IN_PROJECT
@DRY_RUN
def rename(name: str, title: str | None, slug: str | None, root: Path, dry_run: bool) -> None:
    """Give a story another headline or another address.

    Writes content/stories.toml.
    """
    if title is None and slug is None:
        raise click.UsageError("say --title, --slug, or both")
    desk = _desk(root)
    _done(desk, desk.rename(name, title=title, slug=slug), dry_run=dry_run)


def _done(desk: Desk, edit: Edit, *, dry_run: bool) -> None:
    from digest import ledger_report

    ledger_report.print_edit(edit.said, dry_run=dry_run)
    if not dry_run:
        desk.write(edit)
