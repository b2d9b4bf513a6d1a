"""`digest doctor`: what stands in the way."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from digest.commands.options import AS_JSON, IN_PROJECT, print_json
from digest.diagnostics import printable


@click.command(short_help="Say what stands in the way of building.")
@IN_PROJECT
@click.option("--remote", default="origin", show_default=True, help="The remote that the site is published to.")
@AS_JSON
def doctor(root: Path, remote: str, as_json: bool) -> None:
    """Say what on this machine or in the settings stands in the way of building and publishing.

    Writes nothing and asks no network. The exit status is 1 when something must be mended.
    """
    from digest.publish.doctor import State, examine

    found = examine(root, remote=remote)
    if as_json:
        print_json([one.as_json() for one in found])
    else:
        signs = {State.FINE: "ok     ", State.HINT: "hint   ", State.PROBLEM: "PROBLEM"}
        colours = {State.FINE: "green", State.HINT: "yellow", State.PROBLEM: "red"}
        for one in found:
            sign = click.style(signs[one.state], fg=colours[one.state])
            click.echo(f"{sign}  {one.what + ':':<11}{printable(one.words)}")
            if one.fix:
                click.echo(f"{'':<20}{printable(one.fix)}")
    sys.exit(1 if any(one.state is State.PROBLEM for one in found) else 0)
