"""`digest serve`: a preview that keeps up with typing."""

from __future__ import annotations

import signal
import sys
import threading
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.commands.options import IN_PROJECT, status, tell
from digest.diagnostics import printable
from digest.text import counted

if TYPE_CHECKING:
    from digest.content.ingest import IngestReport
    from digest.preview.live import Built
    from digest.preview.server import Server

PORT = 8000
"""Where the preview is when nothing else is asked for."""


@click.command(short_help="Show the site while it is written.")
@IN_PROJECT
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Port of 127.0.0.1.")
@click.option("--strict-port", is_flag=True, help="Fail when the port is taken, instead of trying the next ten.")
@click.option("--open", "opens", is_flag=True, help="Show the site in a browser.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@click.option("--navigate", is_flag=True, help="Let the browser go to the page that was changed.")
@click.option("--poll", is_flag=True, help="Look for changes all the time; for folders on a network.")
def serve(root: Path, port: int, strict_port: bool, opens: bool, drafts: bool, navigate: bool, poll: bool) -> None:
    """Show the site while it is written: what is saved is on the page at once.

    Watches content/, themes/ and digest.toml. Files that are dropped into content/inbox/ are
    ingested. Only this machine can see the preview. Ctrl-C ends it.

    \b
    Writes  content/articles/*.md   articles of what is dropped into content/inbox/
            content/stories.toml    the ledger: those articles join or found stories
            .digest/                what was read before (always safe to delete)
    """
    from digest.build.session import Session
    from digest.content.files import check_project
    from digest.preview.live import Live
    from digest.preview.loop import Loop
    from digest.preview.reports import Reports
    from digest.preview.server import Server, open_port
    from digest.preview.watch import Watch

    check_project(root)
    place = open_port(port, strict=strict_port)
    terminal = _Terminal()
    watch = Watch(root, reports=None if poll else Reports, say=terminal.say)
    session = Session(root, drafts=drafts)
    live = Live(session, navigate=navigate)
    server = Server(live, root / "site", place)
    with status("building", quiet=False):
        first = live.update()
    server.start()
    terminal.serving(server, first, port)
    if opens:
        _open(server.address)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        Loop(session, live, watch, terminal).run()
    except KeyboardInterrupt:
        pass  # this is how a preview ends
    finally:
        server.stop()
        watch.close()


def _open(address: str) -> None:
    """Show an address in a browser; not waited for, as some browsers keep their caller."""
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


class _Terminal:
    """Tells on the terminal what the preview does: a line for each step, and what is wrong."""

    def say(self, text: str) -> None:
        """A line of its own."""
        click.echo(f"note: {text}", err=True)

    def serving(self, server: Server, first: Built, wanted: int) -> None:
        """Where the site is."""
        tell(first.diagnostics)
        number = server.place.getsockname()[1]
        if wanted and number != wanted:
            self.say(f"port {wanted} is taken")
        self._line(f"{click.style('serving', bold=True)} {server.address}  (Ctrl-C ends it)")

    def built(self, paths: frozenset[str], built: Built) -> None:
        """What changed, how many pages, how long."""
        tell(built.new)
        pages = counted(built.pages, "page") if built.pages else "no page changed"
        mended = ", all is well again" if built.mended else ""
        colour = "red" if built.broken else "green"
        self._line(f"{click.style('built', fg=colour)} {_named(paths)}: {pages}{mended}, {_time(built.seconds)}")

    def ingested(self, paths: Iterable[str], report: IngestReport, seconds: float) -> None:
        """What was found in the inbox."""
        counts = ", ".join(f"{number} {action}" for action, number in report.count().items()) or "no article found"
        self._line(f"{click.style('ingested', fg='green')} {_named(paths)}: {counts}, {_time(seconds)}")

    def failed(self, problem: Exception) -> None:
        """A bug: the preview goes on."""
        traceback.print_exception(problem)
        click.echo("this is a bug in digest: please report the lines above; the preview goes on", err=True)

    def _line(self, text: str) -> None:
        click.echo(text)  # without colours where this is no terminal
        sys.stdout.flush()


def _named(paths: Iterable[str]) -> str:
    names = sorted(map(printable, paths))
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return ", ".join(names[:2]) + more


def _time(seconds: float) -> str:
    return click.style(f"{seconds * 1000:,.0f} ms", dim=True)
