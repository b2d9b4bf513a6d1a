"""Every setting of `digest.toml`, declared once: read by the program, shown in the manual, given to editors as a schema.

To add a setting, add its line here and its field in `config.py`; `make docs` writes its row in
docs/settings.md and its entry in the JSON Schema.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from digest.model import LIMITS

GRANULARITY = {"broad": 0.15, "default": 0.20, "fine": 0.25}
"""Mean similarity at which stories stop growing together, by the word a user writes."""


class Kind(Enum):
    """What a value must be, in the words of the manual."""

    TEXT = "text"
    FLAG = "true or false"
    CHOICE = "word"
    WHOLE = "whole number"
    LANGUAGE = "language code"
    ADDRESS = "address"
    WEB = "web address"
    COUNTRY = "country code"
    TERMS = "list of terms"
    GROUPS = "groups of terms"
    GRANULARITY = "word or number"


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of a table."""

    table: str
    """`site`; `topics` for each `[topics.SLUG]`."""

    key: str
    kind: Kind
    default: str | bool | int | tuple[str, ...]
    meaning: str
    """One row of the manual, Markdown."""

    choices: tuple[str, ...] = ()
    """Of a `CHOICE`."""

    least: int = 0
    """Of a `WHOLE`."""

    sample: str = ""
    """A value as it is written, where the default is no good example."""

    @property
    def example(self) -> str:
        """A sound value, as TOML."""
        return self.sample or json.dumps(self.default, ensure_ascii=False)


SETTINGS = (
    Setting("site", "title", Kind.TEXT, "The Digest", "name of the site: masthead, page titles, feeds"),
    Setting(
        "site",
        "description",
        Kind.TEXT,
        "",
        "one or two sentences for the home page's description",
    ),
    Setting(
        "site",
        "base_url",
        Kind.ADDRESS,
        "",
        "where the site will stand, `http` or `https`; a missing final `/` is added. "
        "Empty: no feeds, no site map, no canonical links",
        sample='"https://example.org/digest/"',
    ),
    Setting(
        "site",
        "language",
        Kind.LANGUAGE,
        "en",
        "language of the site's own words: `en`, `ja`. Another one gets English words; "
        "articles keep the language that they are in",
    ),
    Setting("site", "theme", Kind.TEXT, "record", "folder of the [theme](#themes)"),
    Setting(
        "site",
        "text",
        Kind.CHOICE,
        "full",
        "what the page of an article shows: all of it; its first words, the pieces that stories quote and a link to the "
        "original; or the pieces and the link only. `content/sources.toml` may say it for one source",
        choices=("full", "lead", "link"),
    ),
    Setting("site", "search", Kind.FLAG, True, "whether the site has a [search](feeds.md#search)"),
    Setting(
        "site",
        "share_cards",
        Kind.WHOLE,
        200,
        "how many of the newest stories have a picture of their own for [shared links](feeds.md#share-cards); 0: none",
    ),
    Setting("site", "email", Kind.FLAG, True, "whether each edition is written [for e-mail](feeds.md#e-mail) too"),
    Setting(
        "stories",
        "granularity",
        Kind.GRANULARITY,
        "default",
        'how alike the reports of one story must be: `"broad"`, `"default"`, `"fine"`, or a number between 0 and 1',
    ),
    Setting(
        "ingest",
        "profiles",
        Kind.FLAG,
        True,
        "whether ingest uses [site profiles](#site-profiles); `digest ingest --no-profiles` switches them off for one run",
    ),
    Setting("limits", "file_mb", Kind.WHOLE, LIMITS.file_mb, "megabytes of any file of the inbox", least=1),
    Setting("limits", "text_mb", Kind.WHOLE, LIMITS.text_mb, "megabytes of a text page", least=1),
    Setting("limits", "lines", Kind.WHOLE, LIMITS.lines, "lines of a text page", least=1),
    Setting("limits", "tags", Kind.WHOLE, LIMITS.tags, "tags of an HTML page", least=1),
    Setting("limits", "paragraphs", Kind.WHOLE, LIMITS.paragraphs, "paragraphs in the body of an HTML page", least=1),
    Setting("topics", "title", Kind.TEXT, "", "name of the topic; empty: the slug, capitalised"),
    Setting("topics", "description", Kind.TEXT, "", "what the topic is about, shown on its page"),
    Setting("topics", "all", Kind.GROUPS, (), "every group must be salient", sample='[["a", "b"], ["c"]]'),
    Setting("topics", "any", Kind.GROUPS, (), "one group must be salient", sample='[["a", "b"], ["c"]]'),
    Setting(
        "topics",
        "none",
        Kind.TERMS,
        (),
        "a term that rules the topic out when it is salient",
        sample='["one", "two"]',
    ),
)
"""In the order of the manual."""

TABLES = tuple(dict.fromkeys(one.table for one in SETTINGS))


def settings_of(table: str) -> tuple[Setting, ...]:
    """The settings of one table, in their order."""
    return tuple(one for one in SETTINGS if one.table == table)


def rows(table: str) -> str:
    """The table of the manual for one table of the file, Markdown."""
    head = "| key | type | default | meaning |\n| --- | --- | --- | --- |\n"
    return head + "".join(
        f"| `{one.key}` | {_type(one)} | `{json.dumps(one.default, ensure_ascii=False)}` | {one.meaning} |\n"
        for one in settings_of(table)
    )


def _type(setting: Setting) -> str:
    if setting.choices:
        return "one of " + ", ".join(f'`"{choice}"`' for choice in setting.choices)
    return setting.kind.value


def config_schema() -> dict[str, object]:
    """JSON Schema of `digest.toml`, for editors."""
    tables: dict[str, object] = {table: _object(table) for table in TABLES if table != "topics"}
    tables["topics"] = {
        "type": "object",
        "description": "one table for each topic; its name becomes the address",
        "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "additionalProperties": _object("topics") | {"anyOf": [{"required": ["all"]}, {"required": ["any"]}]},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "digest.toml: the settings of a digest",
        "type": "object",
        "additionalProperties": False,
        "properties": tables,
    }


def _object(table: str) -> dict[str, object]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            one.key: {"description": one.meaning, "default": one.default, **_SHAPES[one.kind](one)}
            for one in settings_of(table)
        },
    }


_TERMS: dict[str, object] = {"type": "array", "items": {"type": "string", "pattern": "\\S"}}
_SHAPES: dict[Kind, Callable[[Setting], dict[str, object]]] = {
    Kind.TEXT: lambda _: {"type": "string"},
    Kind.FLAG: lambda _: {"type": "boolean"},
    Kind.CHOICE: lambda one: {"enum": list(one.choices)},
    Kind.WHOLE: lambda one: {"type": "integer", "minimum": one.least},
    Kind.LANGUAGE: lambda _: {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
    Kind.ADDRESS: lambda _: {"type": "string", "pattern": "^(https?://\\S+)?$"},
    Kind.WEB: lambda _: {"type": "string", "pattern": "^(https?://\\S+)?$"},
    Kind.COUNTRY: lambda _: {"type": "string", "pattern": "^([A-Z]{2})?$"},
    Kind.TERMS: lambda _: _TERMS,
    Kind.GROUPS: lambda _: {"anyOf": [_TERMS, {"type": "array", "items": {**_TERMS, "minItems": 1}}]},
    Kind.GRANULARITY: lambda _: {
        "anyOf": [
            {"enum": list(GRANULARITY)},
            {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        ]
    },
}
