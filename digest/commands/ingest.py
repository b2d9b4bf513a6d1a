"""`digest ingest`: raw pages in, articles out."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.commands.options import AS_JSON, IN_PROJECT, print_json, progress
from digest.diagnostics import Diagnostic

if TYPE_CHECKING:
    from digest.config import Config


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]", type=click.Path(path_type=Path))
@IN_PROJECT
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--no-profiles", is_flag=True, help="Use the rules alone, without the site profiles.")
@click.option("-v", "--verbose", is_flag=True, help="Tell of every page, also of those that hold nothing new.")
@AS_JSON
def ingest(paths: tuple[Path, ...], root: Path, dry_run: bool, no_profiles: bool, verbose: bool, as_json: bool) -> None:
    """Read raw pages and write each article as a Markdown file.

    PATH is a file or a folder: text dumps of web pages, saved HTML, RSS, Atom and JSON feeds,
    JSON and JSON Lines. Without PATH the folder content/inbox/ is read.

    \b
    Writes  content/articles/*.md   one file an article; files that a person edited are kept
            content/stories.toml    the ledger: new articles join or found stories
            .digest/                what was read before (always safe to delete)

    The exit status is 1 when something was left out.
    """
    from digest import report
    from digest.content.inbox import INBOX
    from digest.content.ingest import run_ingest

    wanted = list(paths) or [root / INBOX]
    config, findings = _settings(root)
    profiles = config.profiles and not no_profiles
    with progress("reading pages", quiet=as_json) as step:
        done = run_ingest(
            root,
            wanted,
            profiles=profiles,
            dry_run=dry_run,
            granularity=config.granularity,
            limits=config.limits,
            step=step,
        )
    done = replace(done, diagnostics=(*findings, *done.diagnostics))
    if as_json:
        print_json(report.ingest_json(done))
    else:
        report.print_ingest(done, verbose=verbose)
    sys.exit(1 if done.failed else 0)


def _settings(root: Path) -> tuple[Config, list[Diagnostic]]:
    """The settings with what is wrong with them; none are needed here."""
    from digest.config import FILE, Config
    from digest.content.files import read_project_config

    return read_project_config(root) if (root / FILE).exists() else (Config(), [])
