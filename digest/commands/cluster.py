"""`digest cluster`: the ledger brought up to date with the articles, or a file of articles grouped."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from digest.commands.options import AS_JSON, IN_PROJECT, print_json, settings, status, tell


@click.command()
@click.option(
    "--articles",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Group these articles, JSON Lines, instead; no project is needed.",
)
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where their stories go.")
@click.option(
    "--granularity",
    metavar="NUMBER",
    type=click.FloatRange(0.01, 1.0),
    help="With --articles, the likeness at which stories stop growing: .15 broad, .20 default, .25 fine.",
)
@IN_PROJECT
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@AS_JSON
def cluster(
    articles: Path | None, out: Path | None, granularity: float | None, root: Path, dry_run: bool, as_json: bool
) -> None:
    """Let new articles join or found stories.

    Stories that the ledger has keep their ids, addresses and reports. `digest ingest` does the
    same at its end.

    With --articles, a file is grouped outside of any project: one JSON object a line with `id`, and
    with `title`, `text`, `date`, `lang` and `source` where they are known; other fields are passed over.
    Each article gets a line with its `id` and its `story`, named after the story's earliest article.

    \b
    Reads   digest.toml, content/articles/
    Writes  content/stories.toml   the ledger, if anything changed; comments in it are kept
            --out FILE             with --articles, the stories; standard output without it

    The exit status is 1 when the ledger is not sound, or an article could not be read.
    """
    if articles is not None:
        if dry_run or as_json:
            raise click.UsageError("--dry-run and --json are for a project, --articles is for a file outside of one")
        sys.exit(_cluster_collection(articles, out, granularity))
    if out is not None or granularity is not None:
        raise click.UsageError("--out and --granularity go with --articles; a project has its own in digest.toml")
    sys.exit(_cluster_project(root, dry_run, as_json))


def _cluster_project(root: Path, dry_run: bool, as_json: bool) -> int:
    """Bring the ledger of a project up to date; the exit status."""
    from digest import ledger_report
    from digest.content.bookkeeping import keep_books
    from digest.content.files import read_files

    config = settings(root)
    files, unreadable = read_files(root)
    articles, digests = [one.article for one in files], {one.id: one.text.digest for one in files}
    with status("grouping articles", quiet=as_json):
        kept = keep_books(
            root,
            articles,
            granularity=config.granularity,
            digests=digests,
            whole=not unreadable,
            dry_run=dry_run,
        )
    if as_json:
        findings = [*unreadable, *kept.findings]
        print_json({"dry_run": dry_run, **kept.as_json(), "diagnostics": [one.as_json() for one in findings]})
    else:
        tell([*unreadable, *kept.findings])
        ledger_report.print_books(kept, dry_run=dry_run)
    return 1 if kept.failed or unreadable else 0


def _cluster_collection(articles: Path, out: Path | None, granularity: float | None) -> int:
    """Group a file of articles; the exit status."""
    from digest.content.collections import Rows, write_stories
    from digest.diagnostics import Severity
    from digest.settings import GRANULARITY
    from digest.stories.cluster import assign
    from digest.stories.links import item

    rows = Rows(articles)
    ids, items = [], []
    for row in rows:
        ids.append(row.id)
        items.append(item(row.article))
    tell(rows.findings)
    stories = assign(items, granularity=granularity or GRANULARITY["default"])
    write_stories(ids, stories, out)
    return 1 if any(one.severity is Severity.ERROR for one in rows.findings) else 0
