"""The command line: the commands put together, and exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from digest import __version__
from digest.commands.build import build
from digest.commands.check import check
from digest.commands.cluster import cluster
from digest.commands.doctor import doctor
from digest.commands.eval import evaluate
from digest.commands.evidence import evidence
from digest.commands.explain import explain
from digest.commands.ingest import ingest
from digest.commands.new import new
from digest.commands.publish import publish
from digest.commands.serve import serve
from digest.commands.story import story
from digest.diagnostics import DigestError, did_you_mean, printable

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


for command in (new, ingest, cluster, story, build, serve, check, publish, doctor, explain, evidence, evaluate):
    cli.add_command(command)


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
        click.echo(str(refused), err=True)
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
