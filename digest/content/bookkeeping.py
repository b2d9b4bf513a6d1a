"""Bring the ledger on disk up to date with the articles: what `ingest` and `cluster` do at their end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from digest.content.kept_index import keep_index, kept_index
from digest.content.ledger import read_ledger, write_ledger
from digest.diagnostics import Diagnostic, DigestError, Severity
from digest.model import Article
from digest.stories.assign import Moved, Update, update
from digest.stories.index import Index
from digest.stories.ledger import Entry, Ledger
from digest.stories.newsroom import Newsroom
from digest.stories.proposals import Parting, Proposal, partings, proposals
from digest.stories.words import digest_of_article


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookkeeping:
    """What became of the ledger."""

    ledger: Ledger = field(default_factory=Ledger)
    """As it is now, or would be."""

    joined: tuple[tuple[str, str], ...] = ()
    """Articles that joined a story, each with the story's id."""

    founded: tuple[Entry, ...] = ()
    moved: tuple[Moved, ...] = ()
    gone: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    partings: tuple[Parting, ...] = ()
    written: bool = False
    findings: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """True when the ledger could not be brought up to date."""
        return any(found.severity is Severity.ERROR for found in self.findings)

    @property
    def changed(self) -> bool:
        """True when the ledger is, or would be, another."""
        return bool(self.joined or self.founded or self.moved or self.gone or self.back)

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "written": self.written,
            "stories": len(self.ledger.entries),
            "joined": [{"article": article, "story": story} for article, story in self.joined],
            "founded": [{"story": one.id, "slug": one.slug, "articles": list(one.members)} for one in self.founded],
            "moved": [
                {"article": one.article, "from": one.source, "to": one.target, "pin": one.word} for one in self.moved
            ],
            "gone": list(self.gone),
            "back": list(self.back),
            "proposals": [one.as_json() for one in self.proposals],
            "partings": [one.as_json() for one in self.partings],
            "diagnostics": [one.as_json() for one in self.findings],
        }


def keep_books(
    root: Path,
    articles: Sequence[Article],
    *,
    granularity: float,
    digests: Mapping[str, str] | None = None,
    whole: bool = True,
    dry_run: bool = False,
) -> Bookkeeping:
    """Let new articles join or found stories, and write the ledger if anything changed.

    An unsound ledger is left as it is; its findings say why.

    Args:
        root: the project.
        articles: all of the project, drafts too.
        granularity: mean similarity at which an article joins a story.
        digests: of the articles' files, by id; with them a build finds what is kept of their words here.
        whole: whether every article could be read; if not, none is noted as gone.
        dry_run: find out everything, write nothing.
    """
    file = read_ledger(root)
    if not file.sound:
        return Bookkeeping(findings=file.findings)
    index = cache(partial(kept_index, root, digest=_digest(digests or {})))
    done = update(file.ledger, articles, granularity=granularity, whole=whole, index=index)
    findings: tuple[Diagnostic, ...] = ()
    written = False
    if not dry_run:
        try:
            written = write_ledger(root, file, done.ledger)
        except DigestError as problem:
            findings = (problem.diagnostic,)
        if done.room is not None:
            _keep(root, index(), articles)
    merges, splits = _proposals(file.ledger, done)
    return Bookkeeping(
        ledger=done.ledger,
        joined=tuple(sorted(done.joined.items())),
        founded=tuple(done.ledger.entries[id] for id in sorted(done.founded)),
        moved=done.moved,
        gone=done.gone,
        back=done.back,
        proposals=merges,
        partings=splits,
        written=written,
        findings=findings,
    )


def _digest(digests: Mapping[str, str]) -> Callable[[Article], str]:
    return lambda article: digests.get(article.teaser.id) or digest_of_article(article)


def _keep(root: Path, index: Index, articles: Sequence[Article]) -> None:
    """Keep for the next run what this one read, and make the index if that is worth it."""
    shown = [article for article in articles if not article.draft]
    if len(shown) >= index.least:
        index.follow(shown)
    keep_index(root, index, map(index.words.digest, shown))


def _proposals(before: Ledger, done: Update) -> tuple[tuple[Proposal, ...], tuple[Parting, ...]]:
    """What speaks for merging or splitting stories near the newcomers; `propose` looks at all stories."""
    if done.room is None or not done.newcomers or not before.entries:
        return (), ()
    fresh = {*done.joined.values(), *done.founded}
    merges = tuple(one for one in proposals(done.room, done.ledger) if fresh & {one.kept, one.other})
    return merges, tuple(one for one in partings(done.room, done.ledger) if one.story in fresh)


def propose(
    ledger: Ledger, articles: Sequence[Article], *, granularity: float
) -> tuple[tuple[Proposal, ...], tuple[Parting, ...]]:
    """Which stories of an up-to-date ledger may be one, and which may be two."""
    shown = [article for article in articles if not article.draft]
    room = Newsroom(shown, granularity=granularity, bonds=ledger.story_of())
    return proposals(room, ledger), partings(room, ledger)
