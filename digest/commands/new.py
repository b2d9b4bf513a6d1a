"""`digest new`: a project to begin with."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from digest import __version__
from digest.commands.options import AS_JSON, IN_PROJECT, print_json
from digest.diagnostics import printable


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="My digest", show_default=True, help="Name of the site.")
@click.option("--base-url", metavar="URL", default="", help="Where the site will stand, if that is known.")
@click.option(
    "--requirement",
    metavar="SPEC",
    default=f"news-digest=={__version__}",
    show_default=True,
    help="What the publishing workflow installs, as pip reads it.",
)
@IN_PROJECT
@AS_JSON
def new(folder: Path, root: Path, title: str, base_url: str, requirement: str, as_json: bool) -> None:
    """Make a project that works at once.

    \b
    Writes  DIR/digest.toml       settings, each with its meaning
            DIR/content/inbox/    one sample page
            DIR/themes/mine/      a place for changes to the look
            DIR/schemas/          JSON Schemas of settings and articles, for editors
            DIR/.github/          the workflow that publishes with GitHub Pages
            DIR/README.md, DIR/requirements.txt, DIR/.gitignore

    Nothing is written when one of the files is there already.
    """
    from digest.addresses import checked_base_url
    from digest.publish.scaffold import create_project, skeleton

    try:
        address = checked_base_url(base_url)
    except ValueError as problem:
        raise click.UsageError(f"--base-url: {problem}: write https://example.org/digest/") from None
    if not title.strip() or any(sign in title + requirement for sign in "\r\n"):
        raise click.UsageError("--title and --requirement are one line of text each")
    written = create_project(root / folder, skeleton(title=title.strip(), base_url=address, requirement=requirement))
    if as_json:
        print_json({"folder": str(root / folder), "written": list(written)})
        return
    for path in written:
        click.echo(f"  created  {path}")
    where = "" if (root / folder).resolve() == Path.cwd() else f"cd {shlex.quote(printable(str(root / folder)))} && "
    click.echo(f"next: {where}digest ingest && digest build")
