"""Stories of the ledger in words and as JSON: what `ingest`, `cluster` and `story` say of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from digest.diagnostics import printable
from digest.text import counted, shorten

if TYPE_CHECKING:
    from digest.content.bookkeeping import Bookkeeping
    from digest.content.editing import Desk
    from digest.model import Article
    from digest.stories.ledger import Entry, Ledger
    from digest.stories.proposals import Parting, Proposal


def print_books(kept: Bookkeeping, *, dry_run: bool) -> None:
    """Say what became of the ledger; its findings are told elsewhere."""
    if kept.failed:
        click.echo("the ledger is left as it was")
        return
    details = [
        f"{len(kept.founded)} new" if kept.founded else "",
        f"{counted(len(kept.joined), 'article')} joined known ones" if kept.joined else "",
        f"{counted(len(kept.moved), 'article')} moved by a pin" if kept.moved else "",
        f"{counted(len(kept.gone), 'article')} gone" if kept.gone else "",
        f"{counted(len(kept.back), 'article')} back again" if kept.back else "",
    ]
    told = sum(1 for entry in kept.ledger.entries.values() if entry.members)
    head = "would be: " if dry_run and kept.changed else ""
    said = ", ".join(filter(None, details)) or "nothing changed"
    click.echo(f"{counted(told, 'story', 'stories')} in the ledger: {head}{said}")
    for one in kept.moved:
        click.echo(f"  {one.article}: from {one.source} to {one.target}, by the pin 'story: {printable(one.word)}'")
    print_proposals(kept.ledger, kept.proposals)
    print_partings(kept.ledger, kept.partings)


def print_proposals(ledger: Ledger, proposed: Sequence[Proposal]) -> None:
    """Say which stories may be one, why, and how to join them."""
    for one in proposed:
        days = "days unknown" if one.days is None else counted(one.days, "day") + " apart"
        click.secho(f"may be one story (mean similarity {one.similarity:.2f}, {days}):", fg="yellow")
        for id in (one.kept, one.other):
            click.echo(f"  {id}  {ledger.entries[id].slug}")
        click.echo(f"  both say: {', '.join(map(printable, one.terms))}")
        click.echo(f"  if so: digest story merge {one.kept} {one.other}")
        click.echo(f"  if not: digest story apart {one.kept} {one.other}")


def print_partings(ledger: Ledger, proposed: Sequence[Parting]) -> None:
    """Say which stories may be two, why, and how to part them."""
    for one in proposed:
        articles = " ".join(one.articles)
        click.secho(
            f"may be two stories (mean similarity {one.similarity:.2f}, {one.within:.2f} among the others):",
            fg="yellow",
        )
        click.echo(f"  {one.story}  {ledger.entries[one.story].slug}")
        click.echo(f"  if so: digest story split {one.story} {articles}")
        click.echo(f"  if not: digest story together {one.story} {articles}")


def print_edit(said: Sequence[str], *, dry_run: bool) -> None:
    """Say what an edit changes, or would."""
    if dry_run:
        click.echo("would be, nothing is written:")
    for line in said:
        click.echo(f"{'  ' if dry_run else ''}{printable(line)}")


def print_stories(desk: Desk, proposed: Sequence[Proposal], parting: Sequence[Parting], *, former: bool) -> None:
    """A line for each story: newest day, articles, id and headline; then what may be merged or split."""
    told = _newest_first(desk)
    for entry in told:
        click.echo(f"{_newest(desk.members(entry)):<10}  {len(entry.members):>3}  ", nl=False)
        click.secho(f"{entry.id:<12}", dim=True, nl=False)
        click.echo(f"  {printable(shorten(desk.title(entry) or entry.slug, 90))}")
    retired = [entry for entry in desk.ledger.entries.values() if entry not in told]
    if former:
        for entry in retired:
            click.echo(f"{'':<10}  {'-':>3}  {entry.id:<12}  {printable(entry.slug)}: {_fate(desk, entry)}")
    news = sum(1 for id in desk.articles if id not in desk.places and not desk.articles[id].draft)
    extra = f", {len(retired)} told no more" if retired else ""
    extra += (
        f"; {counted(news, 'article')} not in the ledger yet: run `digest ingest` or `digest cluster`" if news else ""
    )
    click.echo(f"{counted(len(told), 'story', 'stories')}{extra}")
    print_proposals(desk.ledger, proposed)
    print_partings(desk.ledger, parting)


def print_story(desk: Desk, entry: Entry) -> None:
    """One story with its addresses, its articles, and what became of it."""
    click.secho(printable(desk.title(entry) or entry.slug), bold=True)
    click.echo(f"  id       {entry.id}")
    click.echo(f"  address  stories/{entry.slug}.html")
    for slug in entry.former:
        click.echo(f"  former   stories/{slug}.html")
    if entry.title and entry.members:
        click.echo("  headline chosen by an editor")
    if entry.founder != entry.id:
        click.echo(f"  founder  {entry.founder}")
    if entry.retired or not desk.members(entry):
        click.echo(f"  {_fate(desk, entry)}")
    for id in entry.split_into:
        click.echo(f"  split    {id} went off")
    for id in entry.apart:
        click.echo(f"  apart    {id} is another story, an editor said")
    for article in desk.members(entry):
        where = f"{article.teaser.source or 'no source'}{', draft' if article.draft else ''}"
        click.echo(f"  {_newest([article]):<10}  {printable(shorten(article.teaser.title, 80))}  [{printable(where)}]")
        click.secho(f"              {printable(article.path)}", dim=True)
    missing = [id for id in (*entry.members, *entry.gone) if id not in desk.articles]
    if missing:
        click.echo(f"  gone     {', '.join(missing)}")


def stories_json(desk: Desk, proposed: Sequence[Proposal], parting: Sequence[Parting]) -> dict[str, object]:
    """All stories, told or not, and the proposals, for scripts."""
    told = _newest_first(desk)
    rest = [entry for entry in desk.ledger.entries.values() if entry not in told]
    return {
        "stories": [story_json(desk, entry) for entry in (*told, *rest)],
        "proposals": [one.as_json() for one in proposed],
        "partings": [one.as_json() for one in parting],
        "not_in_the_ledger": sorted(
            id for id, article in desk.articles.items() if id not in desk.places and not article.draft
        ),
    }


def story_json(desk: Desk, entry: Entry) -> dict[str, object]:
    """One story for scripts."""
    members = desk.members(entry)
    return {
        "id": entry.id,
        "slug": entry.slug,
        "former": list(entry.former),
        "title": desk.title(entry),
        "title_by_editor": bool(entry.title and entry.members),
        "founder": entry.founder,
        "newest": _newest(members) or None,
        "articles": [
            {
                "id": article.teaser.id,
                "path": article.path,
                "title": article.teaser.title,
                "source": article.teaser.source,
                "date": article.teaser.dating.day.isoformat() if article.teaser.dating.day else None,
                "draft": article.draft,
            }
            for article in members
        ],
        "gone": [id for id in (*entry.members, *entry.gone) if id not in desk.articles],
        "told": bool(members) and not entry.retired,
        "merged_into": entry.merged_into or None,
        "split_into": list(entry.split_into),
        "apart": list(entry.apart),
        "together": list(entry.together),
        "told_by": list(desk.ledger.final(entry.id)) if entry.retired else [],
    }


def _newest_first(desk: Desk) -> list[Entry]:
    told = [entry for entry in desk.ledger.entries.values() if desk.members(entry)]
    return sorted(sorted(told, key=lambda one: one.id), key=lambda one: _newest(desk.members(one)), reverse=True)


def _newest(articles: Sequence[Article]) -> str:
    return max((day.isoformat() for one in articles if (day := one.teaser.dating.day)), default="")


def _fate(desk: Desk, entry: Entry) -> str:
    into = ", ".join(desk.ledger.final(entry.id)) if entry.retired else ""
    if not into:
        return "gone: none of its articles is there"
    return f"{'merged' if entry.merged_into else 'split'} into {into}"
