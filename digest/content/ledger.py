"""The ledger on disk: read with every finding, written whole or not at all, and only when it changed."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from digest.content.files import read_text
from digest.content.ledger_checks import checked
from digest.content.ledger_form import Anchor, read_form, remarks, write_form
from digest.diagnostics import Diagnostic, DigestError, refuse, warning
from digest.stories.ledger import LEDGER, Ledger
from digest.tables import no_toml

LIMIT = 100_000_000
"""Bytes of a ledger; a million articles take 40 million."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFile:
    """A ledger as it was found."""

    ledger: Ledger
    """Empty while it is not sound."""

    text: str | None = None
    """The file; `None` where there is none."""

    findings: tuple[Diagnostic, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether stories may be told by it, and whether it may be written."""
        return not self.findings


def read_ledger(root: Path) -> LedgerFile:
    """Read `content/stories.toml`; a site without one has an empty ledger.

    All findings are told at once. With any of them the ledger is not to be used: a site told
    without it would have other addresses.

    Cost: 4 us a story and 0.5 us an article.
    """
    path = root / LEDGER
    if not path.exists() and not path.is_symlink():
        return LedgerFile(ledger=Ledger())
    try:
        text = read_text(root, LEDGER, limit=LIMIT)
    except DigestError as problem:
        return LedgerFile(ledger=Ledger(), text="", findings=(problem.diagnostic,))
    try:
        raw = read_form(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        return LedgerFile(ledger=Ledger(), text=text, findings=(no_toml(text, LEDGER, "ledger.bad-toml", problem),))
    ledger, findings = checked(raw, text)
    return LedgerFile(ledger=ledger, text=text, findings=tuple(findings))


def unknown_articles(file: LedgerFile, known: Iterable[str]) -> list[Diagnostic]:
    """Warn of members that no article has as its id.

    Args:
        file: a sound ledger.
        known: ids of all articles, drafts too.
    """
    lost = sorted(file.ledger.story_of().keys() - set(known))
    if not lost:
        return []
    lines = remarks(file.text or "").lines
    return [
        warning(
            "ledger.unknown-article",
            LEDGER,
            f"no article has the id '{id}'",
            "if its file is broken, mend that; if it was deleted, `digest ingest` notes that; else mend the id",
            lines.get(Anchor("item", value=id), [0])[0],
        )
        for id in lost
    ]


def write_ledger(root: Path, before: LedgerFile, ledger: Ledger) -> bool:
    """Write a changed ledger; true when something was written.

    Comments stay with what they stand at. The file is whole at every moment: the new text is
    written and flushed beside it, then takes its name.

    Args:
        root: the project.
        before: the ledger as it was read; one that is not sound is never replaced.
        ledger: as it shall be.

    Raises:
        DigestError: the former ledger is not sound, somebody changed it meanwhile, or the disk refuses.
    """
    if not before.sound:
        raise DigestError(before.findings[0])
    if ledger.entries == before.ledger.entries:
        return False
    said = remarks(before.text) if before.text is not None else None
    text = write_form(ledger, said)
    path = root / LEDGER
    try:
        if (read_text(root, LEDGER, limit=LIMIT) if path.exists() else None) != before.text:
            fix = "run the command again; nothing was lost"
            raise refuse("ledger.changed", LEDGER, "the ledger was changed while the command ran", fix)
        _replace(path, text)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        fix = "make room or mend the permissions, then run the command again; the old ledger stands"
        raise refuse("ledger.unwritable", LEDGER, f"cannot be written: {reason}", fix) from None
    return True


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
