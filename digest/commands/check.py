"""`digest check`: is the built site sound?"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from digest.commands.options import AS_JSON, IN_PROJECT, print_json, progress, tell
from digest.diagnostics import Severity


@click.command()
@IN_PROJECT
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@AS_JSON
def check(root: Path, strict: bool, as_json: bool) -> None:
    """Check the built site before it is published.

    Looks at links and anchors below the site's base path, assets, pages that nothing leads to, addresses that differ
    in case alone, feeds, the site map, JSON-LD, sizes, quoted pieces, dates in the future, articles without source or
    date, keys and folders of this machine. Writes nothing.

    The exit status is 1 when something is wrong.
    """
    from digest.publish.check import check_site
    from digest.text import counted

    with progress("checking", quiet=as_json) as step:
        done = check_site(root, today=date.today(), step=step)
    warnings = sum(found.severity is Severity.WARNING for found in done.diagnostics)
    if as_json:
        print_json(done.as_json())
    else:
        tell(done.diagnostics)
        errors = counted(len(done.diagnostics) - warnings, "error")
        where = done.base_url or "no address yet"
        size = f"{done.bytes / 1e6:,.1f} MB"
        click.echo(
            f"{counted(done.pages, 'page')} in {counted(done.files, 'file')}, {size}, {where}, "
            f"{counted(done.pieces, 'quoted piece')} looked up: {errors}, {counted(warnings, 'warning')}"
        )
    sys.exit(1 if done.failed or (strict and warnings) else 0)
