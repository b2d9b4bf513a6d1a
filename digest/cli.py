"""The command line: arguments, printing, exit codes; no work of its own."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from digest import __version__
from digest.diagnostics import Diagnostic, DigestError, Severity, did_you_mean, printable

if TYPE_CHECKING:
    from digest.config import Config
    from digest.model import Article

STOPPED = 130
"""Exit status after Ctrl-C, as shells have it."""

BUG = 70
"""Exit status for an error that is a bug of `digest`."""


class _Suggesting(click.Group):
    """A group of commands that says what a misspelt command may have meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None:
            hint = did_you_mean(args[0], self.list_commands(ctx))
            raise click.UsageError(f"no command '{printable(args[0])}': {hint}", ctx)
        return super().resolve_command(ctx, args)


def _folder(ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path:
    """The project's folder: `-C` behind the command, else before it, else the current folder."""
    return value or (ctx.obj if isinstance(ctx.obj, Path) else Path())


_IN = click.option(
    "-C",
    "root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_folder,
    help="Work in this project instead of the current folder.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, for scripts.")


@click.group(cls=_Suggesting, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="digest")
@click.option(
    "-C",
    "root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Work in this project.",
)
@click.pass_context
def cli(ctx: click.Context, root: Path | None) -> None:
    """Turn a pile of news pages into a site that one can publish and trust.

    `digest ingest` reads raw pages and writes content/articles/; `digest build` reads content/
    and writes site/. Nothing that a person edited in content/ is overwritten.
    """
    ctx.obj = root


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...]", type=click.Path(path_type=Path))
@_IN
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--no-profiles", is_flag=True, help="Use the rules alone, without the site profiles.")
@click.option("-v", "--verbose", is_flag=True, help="Tell of every page, also of those that hold nothing new.")
@_JSON
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
    with _progress("reading pages", quiet=as_json) as step:
        done = run_ingest(root, wanted, profiles=uses_profiles, dry_run=dry_run, step=step)
    done = replace(done, diagnostics=(*findings, *done.diagnostics))
    if as_json:
        _print_json(report.ingest_json(done))
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


@cli.command()
@_IN
@click.option("--base-url", metavar="URL", help="Where the site will stand; used in place of the configured address.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@_JSON
def build(root: Path, base_url: str | None, strict: bool, as_json: bool) -> None:
    """Build the site from content/.

    \b
    Reads   digest.toml, content/articles/, themes/
    Writes  site/      the whole site or nothing; files that digest did not make are left alone
            .digest/   what was built before (always safe to delete)

    The exit status is 1 when something was left out.
    """
    from digest import report
    from digest.build.project import build_project

    with _status("building", quiet=as_json):
        done = build_project(root, base_url=base_url)
    if as_json:
        _print_json(done.as_json())
    else:
        report.print_build(done, root)
    warned = any(found.severity is Severity.WARNING for found in done.diagnostics)
    sys.exit(1 if done.refused or (strict and warned) else 0)


@cli.command()
@click.argument("article")
@_IN
@_JSON
def explain(article: str, root: Path, as_json: bool) -> None:
    """Say why an article is in its story and in its topics.

    ARTICLE is the id of an article, its file, or the beginning of either's name. Writes nothing.
    """
    from digest import report
    from digest.content.files import read_articles
    from digest.stories.explain import explain_article

    config = _config(root)
    articles, _ = read_articles(root)
    told = [one for one in articles if not one.draft]
    found = _find_article(article, told)
    explanation = explain_article(told, config.topics, found.teaser.id, granularity=config.granularity)
    if as_json:
        _print_json({"file": found.path, **explanation.as_json()})
    else:
        report.print_explanation(explanation, found)


def _find_article(name: str, articles: Sequence[Article]) -> Article:
    """The one article whose id or file a name begins."""
    file = Path(name).name
    fits = [one for one in articles if one.teaser.id == name or Path(one.path).name == file]
    fits = fits or [one for one in articles if one.teaser.id.startswith(name) or Path(one.path).name.startswith(file)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        some = ", ".join(printable(Path(one.path).name) for one in fits[:4])
        raise click.UsageError(f"'{printable(name)}' fits {len(fits)} articles: {some} ...")
    raise click.UsageError(
        f"no article '{printable(name)}': give the id or the file of an article in content/articles/"
    )


def _config(root: Path) -> Config:
    """The settings of a project, their findings told.

    Raises:
        DigestError: there are none, or they cannot be read.
    """
    from digest.content.files import read_project_config

    config, findings = read_project_config(root)
    _tell(findings)
    return config


def _tell(findings: Sequence[Diagnostic]) -> None:
    for found in findings:
        click.echo(str(found), err=True)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def _progress(what: str, *, quiet: bool) -> Iterator[Callable[[str], None]]:
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
def _status(what: str, *, quiet: bool) -> Iterator[None]:
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; what is the user's to mend exits with 1 or 2, a bug with 70."""
    try:
        cli.main(args=None if arguments is None else list(arguments), prog_name="digest", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; what was written is whole, the rest is done by the next run", err=True)
        sys.exit(STOPPED)
    except DigestError as refused:
        click.echo(str(refused.diagnostic), err=True)
        sys.exit(1)
    except BrokenPipeError:
        # the reader of our output has gone, as `head` does; nothing more can be said to it
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
        sys.exit(0)
    except OSError as problem:
        click.echo(f"error: {printable(str(problem))}", err=True)
        sys.exit(1)
    except Exception:
        traceback.print_exc()
        click.echo("this is a bug in digest: please report the lines above", err=True)
        sys.exit(BUG)
