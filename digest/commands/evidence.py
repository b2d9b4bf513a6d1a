"""`digest evidence`: what the pages of stories claim, and where it stands."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.commands.options import AS_JSON, IN_PROJECT, print_json, tell
from digest.diagnostics import Severity, printable

if TYPE_CHECKING:
    from digest.claims import Account, Evidence
    from digest.diagnostics import Diagnostic

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="Print what story pages claim, with sources.")
@click.argument("stories", nargs=-1, metavar="[STORY ...]")
@click.option(
    "--articles", metavar="FILE", type=_FILE, help="Read these articles, JSON Lines, instead; no project is needed."
)
@click.option(
    "--stories", "labels", metavar="FILE", type=_FILE, help="With --articles, the story of each article, JSON Lines."
)
@IN_PROJECT
@AS_JSON
def evidence(stories: tuple[str, ...], articles: Path | None, labels: Path | None, root: Path, as_json: bool) -> None:
    """Print what story pages claim: sentences, quotations, differences, days and names.

    STORY is the id of a story, its slug, or the beginning of either; without it all stories are told.
    Each piece is named with its article and its paragraph. Writes nothing.

    With --articles and --stories, files outside of any project are read: one JSON object a line
    with `id title text date source lang`, and one with `id story`. Line breaks part the paragraphs.

    The exit status is 1 when an article could not be read.
    """
    if (articles is None) != (labels is None):
        raise click.UsageError("--articles and --stories go together")
    if articles is not None and labels is not None:
        told, findings = _of_collection(articles, labels)
    else:
        told, findings = _of_project(root)
    tell(findings)
    _print(_wanted(told, stories), as_json=as_json)
    sys.exit(1 if any(one.severity is Severity.ERROR for one in findings) else 0)


class _Told:
    """One story with its reports and what is claimed of it."""

    def __init__(self, id: str, slug: str, title: str, accounts: Sequence[Account], claims: Evidence) -> None:
        self.id, self.slug, self.title, self.accounts, self.claims = id, slug, title, accounts, claims


def _of_collection(articles: Path, labels: Path) -> tuple[list[_Told], Sequence[Diagnostic]]:
    from digest.content.accounts import read_accounts
    from digest.evidence.story import story_evidence

    stories, findings = read_accounts(articles, labels)
    return [
        _Told(id, id, accounts[0].title, accounts, story_evidence(accounts)) for id, accounts in stories.items()
    ], findings


def _of_project(root: Path) -> tuple[list[_Told], Sequence[Diagnostic]]:
    from digest.build.session import Session
    from digest.site.site import accounts_of

    session = Session(root)
    findings = session.update().diagnostics
    site = session.site
    if site is None:
        return [], findings
    bodies = {id: text.body() for id, text in site.texts.items()}
    told = [
        _Told(story.id, story.slug, story.title, accounts_of(story, bodies), site.evidence[story.id])
        for story in site.stories
    ]
    return told, findings


def _wanted(told: Sequence[_Told], names: Sequence[str]) -> Sequence[_Told]:
    """The stories that names begin; all of them without names."""
    if not names:
        return told
    found: dict[str, _Told] = {}
    for name in names:
        fits = [one for one in told if name in (one.id, one.slug)]
        fits = fits or [one for one in told if one.id.startswith(name) or one.slug.startswith(name)]
        if not fits:
            raise click.UsageError(f"no story '{printable(name)}': give its id or its slug")
        found |= {one.id: one for one in fits}
    return list(found.values())


def _print(told: Sequence[_Told], *, as_json: bool) -> None:
    from digest.evidence.told import as_json as form
    from digest.evidence.told import in_words

    if as_json:
        stories = [
            {
                "story": one.id,
                "title": one.title,
                "articles": [account.id for account in one.accounts],
                **form(one.claims),
            }
            for one in told
        ]
        print_json({"stories": stories})
        return
    for one in told:
        click.echo(f"{printable(one.title)}  ({one.id})")
        for line in in_words(one.claims, _names(one.accounts)):
            click.echo(f"  {printable(line)}")
        click.echo("")


def _names(accounts: Sequence[Account]) -> Mapping[str, str]:
    return {account.id: account.agency or account.source or account.id for account in accounts}
