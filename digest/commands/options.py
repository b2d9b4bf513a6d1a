"""What commands share: the options that all of them have, and ways to print."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from digest.diagnostics import Diagnostic

if TYPE_CHECKING:
    from digest.config import Config


def _folder(ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path:
    """The project's folder: `-C` behind the command, else before it, else the current folder."""
    return value or (ctx.obj if isinstance(ctx.obj, Path) else Path())


IN_PROJECT = click.option(
    "-C",
    "root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_folder,
    help="Work in this project instead of the current folder.",
)


def _last_day(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date | None:
    """The day that was named, else the one of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/)."""
    if value is not None:
        return value.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.BadParameter(f"SOURCE_DATE_EPOCH is '{epoch[:40]}', which is no count of seconds") from None


UNTIL = click.option(
    "--until",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_last_day,
    help="Leave out articles of later days, and name them; else SOURCE_DATE_EPOCH decides, else all are shown.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, for scripts.")


def settings(root: Path) -> Config:
    """The settings of a project, their findings told.

    Raises:
        DigestError: there are none, or they cannot be read.
    """
    from digest.content.files import read_project_config

    config, findings = read_project_config(root)
    tell(findings)
    return config


def tell(findings: Sequence[Diagnostic]) -> None:
    """Print findings where messages belong."""
    for found in findings:
        click.echo(str(found), err=True)


def print_json(value: Any) -> None:
    """Print a value for scripts."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def progress(what: str, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A line that counts on a terminal; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda _: progress.advance(task)


@contextmanager
def status(what: str, *, quiet: bool) -> Iterator[None]:
    """A word on a terminal while something lasts; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield
