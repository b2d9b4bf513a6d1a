"""JSON Schemas of the files that people write, for editors that check while one types."""

from __future__ import annotations

from digest.settings import config_schema

_DAY = r"^(199\d|20\d\d|2100)-\d\d-\d\d$"
_LINES = r"^\d+(-\d+)?$"


def _text(meaning: str, **more: object) -> dict[str, object]:
    # an empty field, `agency:`, is null for a YAML reader and means: not known
    return {"description": meaning, "type": ["string", "null"], **more}


def _flag(meaning: str) -> dict[str, object]:
    return {"description": meaning, "type": "boolean"}


_ORIGIN: dict[str, object] = {
    "type": "object",
    "properties": {
        "file": {"type": "string"},
        "lines": {"type": ["string", "integer"], "pattern": _LINES},
        "hash": {"type": "string"},
        "cut": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "lines": {"type": ["string", "integer"], "pattern": _LINES},
                    "why": {"type": "string"},
                },
            },
        },
    },
}

_FIELDS: dict[str, dict[str, object]] = {
    "id": {"description": "identity; left out, it is made of the file's name", "pattern": "^[0-9a-z][0-9a-z-]{3,39}$"},
    "title": {"description": "headline", "type": ["string", "number"], "minLength": 1},
    "title_derived": _flag("the page had no title and one was cut from the first sentence"),
    "source": _text("the publication that printed it"),
    "agency": _text("the wire agency that wrote it"),
    "byline": _text("who wrote it, as the page says; several are parted by `; `"),
    "dateline": _text("the place at the head of the text"),
    "date": _text("the publisher's local day", pattern=_DAY),
    "published": _text("the moment with its zone", format="date-time"),
    "date_basis": {"description": "how the date is known", "enum": ["stated", "inferred", "unknown"]},
    "date_evidence": _text("how the date is known, in words; shown on the page"),
    "url": _text("address at the publisher", pattern="^https?://"),
    "language": _text("ISO code in lower case", pattern="^[a-z]{2,3}(-[A-Za-z0-9]+)*$"),
    "captions": {"description": "captions of pictures", "type": "array", "items": {"type": "string"}},
    "story": _text("an editor's pin: articles with the same word are one story"),
    "topics": {"description": "an editor's choice of topics; `[]` means none", "type": "array"},
    "draft": _flag("left out of the site while true"),
    "origin": {"description": "where ingest found it", **_ORIGIN},
    "seen_on": {"description": "other pages with the same text", "type": "array", "items": _ORIGIN},
    "ingested": _text("digest of what ingest wrote; by it an edit is recognised"),
}


def article_schema() -> dict[str, object]:
    """JSON Schema of an article's front matter."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "front matter of an article of a digest",
        "type": "object",
        "required": ["title"],
        "additionalProperties": False,
        "properties": _FIELDS,
    }


def schemas() -> dict[str, dict[str, object]]:
    """Every published schema by the name of its file."""
    return {"digest.schema.json": config_schema(), "article.schema.json": article_schema()}
