"""The schema of `index.json` and of its parts, published beside them."""

from __future__ import annotations


def index_schema() -> dict[str, object]:
    """JSON Schema (2020-12); what is not known is left out, but for a day, which is null."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "index of a digest",
        "anyOf": [_INDEX, _PART],
        "$defs": {"story": _STORY, "report": _REPORT, "retired": _RETIRED, "place": _PLACE},
    }


def _object(required: str, **properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "required": required.split(),
        "additionalProperties": False,
        "properties": {name.removesuffix("_"): value for name, value in properties.items()},
    }


def _list(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


def _text(description: str) -> dict[str, object]:
    return {"type": "string", "description": description}


def _named(name: str) -> dict[str, object]:
    return {"$ref": f"#/$defs/{name}"}


_URL = _text("absolute where the site has an address, else relative to its root")
_DAY = {"type": ["string", "null"], "format": "date", "description": "null when nothing supports a day"}
_COUNT = {"type": "integer", "minimum": 0}
_SCHEMA = {"type": "string"}
_YEAR = {"type": "string", "pattern": "^([0-9]{1,4}|undated)$"}

_PLACE = _object("id url", id=_text("of a story"), url=_URL)

_REPORT = _object(
    "id url title day date_basis",
    id=_text("given once and kept"),
    url=_URL,
    title=_text("as published"),
    outlet=_text("publication that printed it"),
    agency=_text("wire agency that wrote it"),
    day=_DAY,
    date_basis={"enum": ["stated", "inferred", "unknown"], "description": "how the day is known"},
    language=_text("ISO 639-1"),
    original=_text("address at the publisher"),
    copy_of=_text("id of the report whose text this is; both count once"),
)

_STORY = _object(
    "id url title day topics independent reports",
    id=_text("never changes"),
    url=_URL,
    title=_text("headline of one of its reports"),
    day=_DAY | {"description": "of the newest independent report"},
    topics=_list(_text("slug")),
    independent=_COUNT | {"description": "reports that are no copies"},
    thread=_text("stories with one thread continue each other"),
    former=_list(_URL | {"description": "address that it had before and that still leads to it"}),
    reports=_list(_named("report")) | {"minItems": 1},
)

_RETIRED = _object(
    "id title fate urls",
    id=_text("of a story that is told no more"),
    title=_text("its last headline"),
    fate={"enum": ["merged", "split", "gone"]},
    urls=_list(_URL | {"description": "its addresses, which lead on"}),
    merged_into=_named("place"),
    told_by=_list(_named("place")),
)

_INDEX = _object(
    "$schema title url language counts parts retired stories",
    **{"$schema": _SCHEMA},
    title=_text("of the site"),
    url=_URL,
    language=_text("of the site's own words"),
    counts=_object("stories reports", stories=_COUNT, reports=_COUNT),
    parts=_list(_object("year url stories", year=_YEAR, url=_URL, stories=_COUNT)),
    retired=_list(_named("retired")),
    stories=_list(_named("story")),
)

_PART = _object("$schema year stories", **{"$schema": _SCHEMA}, year=_YEAR, stories=_list(_named("story")))
