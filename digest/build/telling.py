"""Where articles stand in the ledger, which a build reads and never writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.config import Config
from digest.content.files import Found
from digest.content.ledger import LedgerFile, unknown_articles
from digest.derived import Derived
from digest.diagnostics import Diagnostic
from digest.model import Telling
from digest.stories.assign import contradictions, update
from digest.stories.ledger import LEDGER, Ledger
from digest.text import counted

if TYPE_CHECKING:
    from digest.stories.assign import Indexer


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The stories with what is to be said about the ledger."""

    telling: Telling
    findings: tuple[Diagnostic, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The ledger as it is with these articles, and what is to be said about it."""

    ledger: Ledger
    findings: tuple[Diagnostic, ...]
    notes: tuple[str, ...]


def books(
    config: Config, files: Mapping[str, Found], file: LedgerFile, derived: Derived, *, index: Indexer | None = None
) -> Books:
    """Give every article its place in a sound ledger.

    Articles that the ledger does not know are clustered in memory, with its stories held
    fast; the same happens when the ledger is brought up to date, so they get the same addresses.

    Args:
        config: topics and granularity.
        files: all articles of the project by their ids, drafts too.
        file: the ledger, sound.
        derived: where this was made before.
        index: finds whom newcomers may be near.

    Cost: where all articles are known, 1 us an article, or nothing where none came, went or was pinned
        anew; else that of clustering.
    """
    marks = derived.each("marks of articles", _mark, files)
    settled = derived.one("whether all have a place", _settled, file, marks)
    texts = () if settled else tuple(files.values())  # newcomers are placed by what all texts say

    def booked(file: LedgerFile, granularity: float, *_: object) -> Books:
        articles = [one.head for one in files.values()]  # no text is needed that has been read before
        done = update(file.ledger, articles, granularity=granularity, index=index)
        lost = unknown_articles(file, files)
        return Books(
            ledger=done.ledger,
            findings=(*contradictions(done, articles), *lost),
            notes=_notes(done.newcomers, file),
        )

    return derived.one("books", booked, file, config.granularity, marks, texts)


def _mark(one: Found) -> tuple[object, ...]:
    """What of an article the ledger looks at."""
    head = one.head
    return head.draft, head.story, head.teaser.dating.day, head.path


def _settled(file: LedgerFile, marks: Mapping[str, tuple[object, ...]]) -> bool:
    """Whether the ledger knows all articles that are shown, and no editor says otherwise."""
    known = file.ledger.story_of()
    return all(draft or (id in known and not word) for id, (draft, word, *_) in marks.items())


def _notes(newcomers: int, file: LedgerFile) -> tuple[str, ...]:
    if not newcomers:
        return ()
    if file.text is None:
        return (f"there is no {LEDGER} yet, so addresses may still change: run `digest ingest` or `digest cluster`",)
    are = "is" if newcomers == 1 else "are"
    return (f"{counted(newcomers, 'article')} {are} not in the ledger yet: run `digest ingest` or `digest cluster`",)
