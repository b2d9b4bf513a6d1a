"""The promise: every piece stands, letter for letter, in the paragraph that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from digest.claims import Account, Evidence, Excerpt


def excerpts(evidence: Evidence) -> Iterator[Excerpt]:
    """Every piece that a story page would show."""
    yield from evidence.summary
    yield from evidence.alone
    yield from (event.said for event in evidence.events)
    yield from (piece for quotation in evidence.quotations for piece in quotation.pieces)
    yield from (cell for difference in evidence.differences for cell in difference.cells)


def stands(excerpt: Excerpt, paragraphs: Mapping[str, Sequence[str]]) -> bool:
    """Whether a piece stands in its paragraph.

    Args:
        paragraphs: of each article by its id, as its page counts them.
    """
    texts = paragraphs.get(excerpt.article, ())
    return bool(excerpt.text) and 1 <= excerpt.paragraph <= len(texts) and excerpt.text in texts[excerpt.paragraph - 1]


def only_verbatim(evidence: Evidence, accounts: Sequence[Account]) -> Evidence:
    """The same evidence without what fails the check, so that a page never shows it."""
    paragraphs = {account.id: account.paragraphs for account in accounts}
    if all(stands(one, paragraphs) for one in excerpts(evidence)):
        return evidence
    return replace(
        evidence,
        summary=tuple(one for one in evidence.summary if stands(one, paragraphs)),
        alone=tuple(one for one in evidence.alone if stands(one, paragraphs)),
        events=tuple(one for one in evidence.events if stands(one.said, paragraphs)),
        quotations=tuple(q for q in evidence.quotations if all(stands(one, paragraphs) for one in q.pieces)),
        differences=tuple(d for d in evidence.differences if all(stands(one, paragraphs) for one in d.cells)),
    )
