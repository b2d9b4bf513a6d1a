"""`digest cluster`: the ledger brought up to date with the articles."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from digest.commands.options import AS_JSON, IN_PROJECT, print_json, settings, status, tell


@click.command()
@IN_PROJECT
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@AS_JSON
def cluster(root: Path, dry_run: bool, as_json: bool) -> None:
    """Let new articles join or found stories.

    Stories that the ledger has keep their ids, addresses and reports. `digest ingest` does the
    same at its end.

    \b
    Reads   digest.toml, content/articles/
    Writes  content/stories.toml   the ledger, if anything changed; comments in it are kept

    The exit status is 1 when the ledger is not sound or an article could not be read.
    """
    from digest import report
    from digest.content.bookkeeping import keep_books
    from digest.content.files import read_articles

    config = settings(root)
    articles, unreadable = read_articles(root)
    with status("grouping articles", quiet=as_json):
        kept = keep_books(root, articles, granularity=config.granularity, whole=not unreadable, dry_run=dry_run)
    if as_json:
        print_json({"dry_run": dry_run, **kept.as_json()})
    else:
        report.print_books(kept, dry_run=dry_run)
    tell(unreadable)
    sys.exit(1 if kept.failed or unreadable else 0)
