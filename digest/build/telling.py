"""The stories of a build: told by the ledger, which a build reads and never writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.config import Config
from digest.content.ledger import LedgerFile, unknown_articles
from digest.diagnostics import Diagnostic
from digest.model import Article, Telling
from digest.stories.assign import contradictions, update
from digest.stories.ledger import LEDGER
from digest.stories.story import Teller, Threader
from digest.stories.story import tell as tell_ledger
from digest.text import counted

if TYPE_CHECKING:
    from digest.stories.assign import Indexer


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The stories with what is to be said about the ledger."""

    telling: Telling
    findings: tuple[Diagnostic, ...] = ()
    notes: tuple[str, ...] = ()


def tell(
    config: Config,
    articles: Sequence[Article],
    file: LedgerFile,
    *,
    teller: Teller | None = None,
    threader: Threader | None = None,
    index: Indexer | None = None,
) -> Told:
    """Tell the stories of these articles by a sound ledger.

    Articles that the ledger does not know are clustered in memory, with its stories held
    fast; the same happens when the ledger is brought up to date, so they get the same addresses.

    Args:
        config: topics and granularity.
        articles: all of the project, drafts too.
        file: the ledger, sound.
        teller: makes one story; a build passes one that remembers.
        threader: finds the threads; likewise.
        index: finds whom newcomers may be near.

    Cost: where all articles are known, that of `digest.stories.story.tell`; else that of clustering.
    """
    done = update(file.ledger, articles, granularity=config.granularity, index=index)
    lost = unknown_articles(file, (article.teaser.id for article in articles))
    return Told(
        telling=tell_ledger(done.ledger, articles, config.topics, teller=teller, threader=threader),
        findings=(*contradictions(done, articles), *lost),
        notes=_notes(done.newcomers, file),
    )


def _notes(newcomers: int, file: LedgerFile) -> tuple[str, ...]:
    if not newcomers:
        return ()
    if file.text is None:
        return (f"there is no {LEDGER} yet, so addresses may still change: run `digest ingest` or `digest cluster`",)
    are = "is" if newcomers == 1 else "are"
    return (f"{counted(newcomers, 'article')} {are} not in the ledger yet: run `digest ingest` or `digest cluster`",)
