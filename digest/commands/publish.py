"""`digest publish`: the built site to a branch for GitHub Pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.commands.options import AS_JSON, IN_PROJECT, UNTIL, print_json, status, tell
from digest.diagnostics import printable, refuse

if TYPE_CHECKING:
    from digest.publish.branch import Publication

SHOWN = 10
"""Files of each kind that the plan names."""


@click.command()
@IN_PROJECT
@click.option("--remote", default="origin", show_default=True, help="The remote to push to.")
@click.option("--branch", default="gh-pages", show_default=True, help="The branch that GitHub Pages shows.")
@click.option("--message", default="Publish the digest", show_default=True, help="Message of the commit.")
@UNTIL
@click.option("--dry-run", is_flag=True, help="Build, check and show what would change; push nothing.")
@click.option("-y", "--yes", is_flag=True, help="Push without asking; needed where there is no terminal to ask on.")
@AS_JSON
def publish(
    root: Path,
    remote: str,
    branch: str,
    message: str,
    until: date | None,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Build, check and push the site to a branch for GitHub Pages.

    First shows what would change on the branch, then asks. CNAME is kept and .nojekyll is there. Refused are a build or a
    check with errors, a site built for another address, keys in the output, more than 1 GB, a branch that digest did
    not make, and a branch that moved meanwhile: nothing is ever forced.

    \b
    Writes  site/, .digest/       as `digest build` does
            the branch            on the remote, one commit on top of what is there

    The official way, a workflow of GitHub Actions, needs none of this: see docs/publishing.md.
    """
    from digest.publish.branch import check_address, cname_of, expected_address, plan_publication, push_publication

    with status("building and checking", quiet=as_json):
        base_url = _built_and_checked(root, until, quiet=as_json)
        plan = plan_publication(root, root / "site", remote=remote, branch=branch)
        check_address(base_url, expected_address(root, remote), cname_of(root, plan))
    if not as_json:
        _show(plan)
    commit = ""
    if not plan.is_empty and not dry_run and (yes or _agreed(as_json)):
        with status("pushing", quiet=as_json):
            commit = push_publication(root, plan, message=message)
    if as_json:
        print_json({**plan.as_json(), "pushed": bool(commit), "commit": commit})
    elif commit:
        click.echo(f"pushed {commit[:12]} to {plan.branch} on {plan.remote}; shown at {base_url} in a minute or two")
    elif not plan.is_empty:
        click.echo(f"nothing was pushed: {'this was a dry run' if dry_run else 'it was not agreed to'}; --yes pushes")


def _built_and_checked(root: Path, until: date | None, *, quiet: bool) -> str:
    """The address of a site that was built and checked without an error."""
    from digest.build import build_project
    from digest.publish.check import check_site

    built = build_project(root, until=until)
    if not quiet:
        tell(built.diagnostics)
    if built.refused:
        raise refuse("publish.not-built", "site", "the build left something out", "mend what it said, then publish")
    checked = check_site(root, today=date.today())
    if not quiet:
        tell(checked.diagnostics)
    if checked.failed:
        raise refuse(
            "publish.not-checked", "site", "the check found errors", "mend them; `digest check` shows them again"
        )
    return checked.base_url


def _agreed(as_json: bool) -> bool:
    return not as_json and sys.stdin.isatty() and sys.stdout.isatty() and click.confirm("push this?", default=False)


def _show(plan: Publication) -> None:
    from digest.text import counted

    size = f"{plan.bytes / 1e6:,.1f} MB"
    click.echo(f"{counted(len(plan.files), 'file')}, {size}, for {plan.branch} on {plan.remote}")
    if plan.is_empty:
        click.echo("the branch holds this site already")
    for word, paths in (("add", plan.added), ("change", plan.changed), ("remove", plan.removed), ("keep", plan.kept)):
        _show_paths(word, paths)


def _show_paths(word: str, paths: Sequence[str]) -> None:
    for path in paths[:SHOWN]:
        click.echo(f"  {word:<7} {printable(path)}")
    if len(paths) > SHOWN:
        click.echo(f"  {word:<7} and {len(paths) - SHOWN:,} more")
