"""Evidence for scripts and for a terminal: the same pieces as on the page, in a form that stays.

The form is documented in docs/evidence.md. A split quotation has an entry for each of its
pieces, so that every text of the form stands verbatim in the paragraph that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from digest.claims import Evidence, Excerpt, Quotation
from digest.text import counted

WIDTH = 160
"""Characters of a piece in a terminal; the whole is in the JSON form."""


def as_json(evidence: Evidence) -> dict[str, Any]:
    """The sections of one story as JSON values."""
    return {
        "sentences": [_piece(one) for one in evidence.summary],
        "differences": [
            {
                "point": one.point,
                "kind": one.contrast.value,
                "cells": [
                    {"article": cell.article, "paragraph": cell.paragraph, "verbatim": cell.text} for cell in one.cells
                ],
            }
            for one in evidence.differences
        ],
        "quotes": list(_quotes(evidence)),
        "only_in_one": [_piece(one) for one in evidence.alone],
        "days": [{"day": one.day.isoformat(), **_piece(one.said)} for one in evidence.events],
        "names": [
            {"name": one.name, "kind": one.kind, "reports": one.reports, "times": one.times}
            for one in evidence.mentions
        ],
    }


def _piece(excerpt: Excerpt) -> dict[str, Any]:
    return {"article": excerpt.article, "paragraph": excerpt.paragraph, "text": excerpt.text}


def _quotes(evidence: Evidence) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(evidence.quotations, start=1):
        for part, piece in enumerate(one.pieces, start=1):
            yield {
                "article": piece.article,
                "paragraph": piece.paragraph,
                "quote": piece.text,
                "speaker": one.speaker,
                "quotation": number,
                "part": part,
                "parts": len(one.pieces),
            }


def _said(quotation: Quotation) -> str:
    words = " \u2026 ".join(piece.text for piece in quotation.pieces)
    return f"{quotation.speaker or 'nobody named'}: {words}"


def in_words(evidence: Evidence, sources: Mapping[str, str]) -> Iterator[str]:
    """The sections of one story as lines for a terminal.

    Args:
        sources: how each article is named, by its id.
    """

    def cited(excerpt: Excerpt, text: str = "") -> str:
        shown = text or excerpt.text
        shown = shown if len(shown) <= WIDTH else f"{shown[: WIDTH - 1].rstrip()}\u2026"
        return f"  {shown}  [{sources.get(excerpt.article, excerpt.article)} ¶{excerpt.paragraph}]"

    sections = (
        ("What is reported", [cited(one) for one in evidence.summary]),
        (
            "Where accounts differ",
            [
                line
                for one in evidence.differences
                for line in (f"  {one.point} ({one.contrast.value})", *(f"  {cited(cell)}" for cell in one.cells))
            ],
        ),
        (
            "Who said what",
            [cited(one.pieces[0], _said(one)) for one in evidence.quotations],
        ),
        ("Only in one report", [cited(one) for one in evidence.alone]),
        ("Days", [cited(one.said, f"{one.day.isoformat()}: {one.said.text}") for one in evidence.events]),
        (
            "Names",
            [
                f"  {one.name} ({', '.join(filter(None, (one.kind, counted(one.reports, 'report'), counted(one.times, 'time'))))})"
                for one in evidence.mentions
            ],
        ),
    )
    for title, lines in sections:
        if lines:
            yield title
            yield from lines
