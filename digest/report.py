"""Reports in words: what ingest, build and explain say on a terminal, and to scripts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest import ledger_report
from digest.diagnostics import Diagnostic, printable
from digest.model import Basis
from digest.text import counted, shorten

if TYPE_CHECKING:
    from digest.build.built import BuildReport
    from digest.content.ingest import IngestReport, Outcome
    from digest.ingest.pages import RawPage

LEFT_OUT = 20
"""Drafts, and articles of days to come, that a report of a build names; the JSON names all."""

FIELDS = ("source", "agency", "byline", "dateline", "date", "url")
"""Fields that the report counts where they are empty."""


def ingest_json(done: IngestReport) -> dict[str, object]:
    """The report of ingest for scripts."""
    by_page = _by_page(done)
    return {
        "dry_run": done.dry_run,
        "counts": dict(done.count()),
        "pages": [_page_json(page, by_page.get(page.file, [])) for page in done.pages],
        "articles": [_outcome_json(outcome) for outcome in done.outcomes],
        "copies": [
            {"first": copy.first.title, "second": copy.second.title, "share": round(copy.share, 3)}
            for copy in done.copies
        ],
        "ledger": done.books.as_json() if done.books else None,
        "diagnostics": [found.as_json() for found in (*done.diagnostics, *(done.books.findings if done.books else ()))],
    }


def _page_json(page: RawPage, articles: Sequence[Outcome]) -> dict[str, object]:
    return {
        "file": page.file,
        "kind": page.kind,
        "encoding": page.encoding,
        "articles": [outcome.article.path for outcome in articles],
        "merged": sum(1 for outcome in articles if len(_files(outcome)) > 1),
        "cut": cut_lines(page),
        "empty": dict(empty_fields(articles)),
        "dates": dict(Counter(outcome.article.teaser.dating.basis.value for outcome in articles)),
    }


def _outcome_json(outcome: Outcome) -> dict[str, object]:
    teaser = outcome.article.teaser
    return {
        "action": outcome.action.value,
        "path": outcome.article.path,
        "id": teaser.id,
        "title": teaser.title,
        "date": teaser.dating.day.isoformat() if teaser.dating.day else None,
        "date_basis": teaser.dating.basis.value,
        "seen_on": _files(outcome),
        "differs": [{"field": name, "file": mine, "source": theirs} for name, mine, theirs in outcome.differs],
    }


def _files(outcome: Outcome) -> list[str]:
    return list(dict.fromkeys(origin.file for origin in outcome.article.origins))


def _by_page(done: IngestReport) -> dict[str, list[Outcome]]:
    """The articles of each page, by the page's name."""
    found: dict[str, list[Outcome]] = {}
    for outcome in done.outcomes:
        for file in _files(outcome):
            found.setdefault(file, []).append(outcome)
    return found


def cut_lines(page: RawPage) -> dict[str, int]:
    """How many lines of a page were left out, by the reason."""
    count: Counter[str] = Counter()
    inner = (cut for find in page.finds for origin in find.draft.origins for cut in origin.cut)
    for cut in (*page.cuts, *inner):
        count[cut.why] += cut.last - cut.first + 1
    return dict(sorted(count.items()))


def empty_fields(outcomes: Iterable[Outcome]) -> Counter[str]:
    """How many of these articles leave each field empty."""
    count: Counter[str] = Counter()
    for outcome in outcomes:
        teaser = outcome.article.teaser
        said = {
            "source": teaser.source,
            "agency": teaser.agency,
            "byline": outcome.article.byline,
            "dateline": outcome.article.dateline,
            "date": teaser.dating.day,
            "url": teaser.url,
        }
        count.update(name for name in FIELDS if not said[name])
    return count


def print_ingest(done: IngestReport, *, verbose: bool) -> None:
    """Say page by page what was found, then what was written; findings go to standard error."""
    by_page = _by_page(done)
    for page in done.pages:
        articles = by_page.get(page.file, [])
        if verbose or any(outcome.action.value not in ("unchanged", "kept") for outcome in articles):
            _print_page(page, articles)
    for outcome in done.outcomes:
        if outcome.differs:
            _print_difference(outcome)
    print_findings([*done.diagnostics, *(done.books.findings if done.books else ())])
    _print_sum(done)
    if done.books:
        ledger_report.print_books(done.books, dry_run=done.dry_run)


def _print_page(page: RawPage, articles: Sequence[Outcome]) -> None:
    kind = f" ({page.kind}{', ' + page.encoding if page.encoding not in ('', 'utf-8') else ''})"
    click.secho(f"{printable(page.file)}{kind}", bold=True)
    for outcome in articles:
        teaser = outcome.article.teaser
        when = teaser.dating.day.isoformat() if teaser.dating.day else "no date"
        mark = "≈" if teaser.dating.basis is Basis.INFERRED else " "
        also = f"  also on {len(_files(outcome)) - 1} more" if len(_files(outcome)) > 1 else ""
        click.echo(f"  {outcome.action.value:<9} {mark}{when:<10}  {printable(shorten(teaser.title, 70))}{also}")
    notes = []
    if cuts := cut_lines(page):
        notes.append("cut: " + ", ".join(f"{count} {why}" for why, count in cuts.items()))
    if empty := empty_fields(articles):
        notes.append("empty: " + ", ".join(f"{name} {count}" for name, count in sorted(empty.items())))
    for note in notes:
        click.secho(f"  {note}", dim=True)


def _print_difference(outcome: Outcome) -> None:
    click.echo(
        f"{printable(outcome.article.path)}: edited by hand, and its source says something else now; kept as it is"
    )
    for name, mine, theirs in outcome.differs:
        click.echo(f"    {name}: file   {printable(shorten(mine.replace(chr(10), ' '), 100)) or '(empty)'}")
        click.echo(
            f"    {' ' * len(name)}  source {printable(shorten(theirs.replace(chr(10), ' '), 100)) or '(empty)'}"
        )


def _print_sum(done: IngestReport) -> None:
    count = done.count()
    total = sum(count.values())
    inferred = sum(1 for outcome in done.outcomes if outcome.article.teaser.dating.basis is Basis.INFERRED)
    undated = sum(1 for outcome in done.outcomes if outcome.article.teaser.dating.day is None)
    merged = sum(1 for outcome in done.outcomes if len(_files(outcome)) > 1)
    said = ", ".join(f"{number} {action}" for action, number in sorted(count.items()))
    head = "would be: " if done.dry_run else ""
    click.echo(f"{counted(total, 'article')} on {counted(len(done.pages), 'page')}: {head}{said or 'nothing found'}")
    details = [
        f"{merged} seen on several pages" if merged else "",
        f"{counted(len(done.copies), 'copy', 'copies')} of a text at another outlet" if done.copies else "",
        f"{counted(inferred, 'date')} inferred" if inferred else "",
        f"{undated} without a date" if undated else "",
    ]
    if any(details):
        click.echo("; ".join(filter(None, details)))


def print_findings(findings: Sequence[Diagnostic]) -> None:
    """Every finding on standard error, as a compiler would; errors in red on a terminal."""
    for found in findings:
        color = {"error": "red", "warning": "yellow"}[found.severity.value]
        head, _, rest = str(found).partition("\n")
        click.secho(head, fg=color, err=True)
        click.echo(rest, err=True)


def print_build(done: BuildReport, root: Path, *, explain: bool = False, profile: bool = False) -> None:
    """Say what was built and where it lies; asked for it, also why each file was made and what that cost."""
    print_findings(done.diagnostics)
    for path, reason in done.why if explain else ():
        click.echo(f"{printable(path)}: {printable(reason)}")
    for note in done.notes:
        click.echo(note)
    for what, paths in (("draft", done.drafts), ("article of a day to come", done.future)):
        for path in paths[:LEFT_OUT]:
            click.echo(f"{what} left out: {printable(path)}")
        if len(paths) > LEFT_OUT:
            click.echo(f"{what} left out: {len(paths) - LEFT_OUT:,} more")
    if profile:
        _print_costs(done)
    for made in done.extras if profile or sys.stdout.isatty() else ():
        click.secho(made.summary(), dim=True)
    click.echo(done.summary())
    if done.done and sys.stdout.isatty():
        click.echo(f"open {(root / 'site' / 'index.html').resolve().as_uri()}")


def _print_costs(done: BuildReport) -> None:
    for stage in done.stages:
        click.echo(f"  {stage.seconds:7.2f} s  {stage.name}")
    for one in done.templates:
        click.echo(f"  {one.seconds:7.2f} s  {one.name}, {counted(one.count, 'page')}")
    total = done.known + done.read
    click.echo(f"  {done.known:,} of {counted(total, 'story', 'stories')} known from before; {done.bytes / 1e6:.1f} MB")
