"""`digest build`: the site from the sources."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from digest.commands.options import AS_JSON, IN_PROJECT, UNTIL, print_json, status
from digest.diagnostics import Severity


@click.command()
@IN_PROJECT
@click.option("--base-url", metavar="URL", help="Where the site will stand; used in place of the configured address.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@UNTIL
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes that share the work; else one a core.")
@click.option("--explain", "explain_why", is_flag=True, help="Say of each file that was made anew why.")
@click.option("--profile", is_flag=True, help="Say what the stages and the templates cost.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@AS_JSON
def build(
    root: Path,
    base_url: str | None,
    drafts: bool,
    until: date | None,
    jobs: int | None,
    explain_why: bool,
    profile: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Build the site from content/.

    \b
    Reads   digest.toml, content/articles/, themes/
    Writes  site/      the whole site or nothing; files that digest did not make are left alone
            .digest/   what was built before (always safe to delete)

    The exit status is 1 when something was left out.
    """
    from digest import report
    from digest.build.project import build_project
    from digest.build.workers import cores

    with status("building", quiet=as_json):
        done = build_project(root, base_url=base_url, drafts=drafts, until=until, jobs=jobs or cores())
    if as_json:
        print_json(done.as_json())
    else:
        report.print_build(done, root, explain=explain_why, profile=profile)
    warned = any(found.severity is Severity.WARNING for found in done.diagnostics)
    sys.exit(1 if done.refused or (strict and warned) else 0)
