"""Who said what: quotations with their speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.claims import Account, Excerpt, Quotation
from digest.evidence.antecedents import Turn
from digest.evidence.cast import Cast
from digest.evidence.marks import Piece, quoted
from digest.evidence.speakers import Hearing
from digest.stories.names import Found
from digest.text import word_count, words

SHORT = 4
"""Words from which on a quotation says something by itself."""

LONE = 6
"""Words of a quotation without a speaker that is shown all the same."""

LONGEST = 200_000
"""Characters of a report that is read for quotations, some 35,000 words; what is longer is no report."""

MOST = 300
"""Quotations of a report; each is looked at with what is around it."""

_UTTERANCE = re.compile("[,.!?\u2026]$")
_TITLE = re.compile(r"(?:(?:[A-Z0-9][\w'\u2019-]*|of|the|and|in|a|an|to|for|on|with|at|from|by|or|&)[:,]?\s?)+[!?]?\Z")


def quotations(account: Account, names: Sequence[Sequence[Found]]) -> tuple[Quotation, ...]:
    """The quotations of a report.

    Phrases of one to three words are left out unless they are said in full (`"Never," Sample
    said`), and so are titles of works.

    Args:
        names: of each paragraph.
    """
    if sum(map(len, account.paragraphs)) > LONGEST:
        return ()
    quotes = [pieces for pieces in quoted(account.paragraphs) if not _is_nickname(account, pieces)][:MOST]
    if not quotes:
        return ()
    turns = Hearing(account.paragraphs, quotes, Cast(account.paragraphs, names)).hear()
    return tuple(
        Quotation(pieces=tuple(_excerpt(account, piece) for piece in turn.pieces), speaker=turn.speaker)
        for turn in turns
        if _is_said(account, turn)
    )


def told_once(found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations whose speaker is known, each once though several reports have it."""
    kept: dict[tuple[str, ...], Quotation] = {}
    for one in found:
        if not one.speaker:
            continue
        said = tuple(words(" ".join(piece.text for piece in one.pieces)))
        kept.setdefault(said, one)
    return tuple(kept.values())


def _is_nickname(account: Account, pieces: tuple[Piece, ...]) -> bool:
    """`Ada "Crane" Sample`: a word between two parts of a name."""
    piece = pieces[0]
    text = account.paragraphs[piece.paragraph]
    return bool(
        len(pieces) == 1
        and piece.end - piece.start < 20
        and text[piece.start : piece.end].isalpha()
        and re.search(r"[A-Z][\w.]*\s$", text[max(0, piece.left - 20) : piece.left])
        and re.match(r"\s[A-Z]", text[piece.right : piece.right + 2])
    )


def _excerpt(account: Account, piece: Piece) -> Excerpt:
    text = account.paragraphs[piece.paragraph]
    return Excerpt(text[piece.start : piece.end], account.id, piece.paragraph + 1)


def _is_said(account: Account, turn: Turn) -> bool:
    """Whether something is said: no phrase, no title of a work."""
    texts = [account.paragraphs[piece.paragraph][piece.start : piece.end] for piece in turn.pieces]
    count = sum(map(word_count, texts))
    if not all(texts) or count == 0:
        return False
    if count < SHORT:
        return bool(turn.speaker and turn.said_at and _UTTERANCE.search(texts[0]))
    if not (turn.speaker and _UTTERANCE.search(texts[0])):
        is_title = len(texts) == 1 and count <= 12 and _TITLE.match(texts[0].rstrip(","))
        if is_title:
            return False
    return bool(turn.speaker) or (count >= LONE and bool(_UTTERANCE.search(texts[-1])))
