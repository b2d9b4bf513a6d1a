"""`digest ingest`: raw pages in, articles out."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from digest.commands.options import AS_JSON, IN_PROJECT, print_json, progress
from digest.diagnostics import Diagnostic


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
            .digest/                what was read before (always safe to delete)

    The exit status is 1 when something was left out.
    """
    from digest import report
    from digest.content.inbox import INBOX
    from digest.content.ingest import run_ingest

    wanted = list(paths) or [root / INBOX]
    findings, wants_profiles = _profiles_wanted(root)
    uses_profiles = wants_profiles and not no_profiles
    with progress("reading pages", quiet=as_json) as step:
        done = run_ingest(root, wanted, profiles=uses_profiles, dry_run=dry_run, step=step)
    done = replace(done, diagnostics=(*findings, *done.diagnostics))
    if as_json:
        print_json(report.ingest_json(done))
    else:
        report.print_ingest(done, verbose=verbose)
    sys.exit(1 if done.failed else 0)


def _profiles_wanted(root: Path) -> tuple[list[Diagnostic], bool]:
    """Whether the settings want site profiles, and what is wrong with the settings; none are needed here."""
    from digest.config import FILE
    from digest.content.files import read_project_config

    if not (root / FILE).exists():
        return [], True
    config, findings = read_project_config(root)
    return findings, config.profiles
