"""The published schemas say what the program accepts."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from digest.config import parse_config
from digest.content.schema import FIELDS
from digest.publish.schemas import article_schema
from digest.settings import config_schema

ROOT = Path(__file__).parents[2]


def complaints(text: str) -> list[str]:
    return [error.message for error in jsonschema.Draft7Validator(config_schema()).iter_errors(tomllib.loads(text))]


def test_the_schema_of_articles_has_every_field_in_its_order() -> None:
    properties = article_schema()["properties"]
    assert isinstance(properties, dict)
    assert tuple(properties) == FIELDS


def test_the_schemas_are_schemas() -> None:
    for schema in (config_schema(), article_schema()):
        jsonschema.Draft7Validator.check_schema(schema)


def test_the_settings_of_the_sample_fit_their_schema() -> None:
    assert complaints((ROOT / "digest.toml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        '[site]\ntitel = "x"',
        "[site]\ntitle = 5",
        '[site]\nlanguage = "english"',
        '[site]\nbase_url = "ftp://example.org/"',
        "[stories]\ngranularity = 2",
        '[ingest]\nprofiles = "yes"',
        '[topics.Big]\nany = ["a"]',
        "[topics.none]\ntitle = 'no rules'",
        "[sight]",
    ],
)
def test_what_the_program_refuses_the_schema_refuses_too(text: str) -> None:
    assert parse_config(text)[1] != []
    assert complaints(text) != []


def test_the_articles_of_the_sample_fit_their_schema() -> None:
    check = jsonschema.Draft7Validator(article_schema())
    for path in sorted((ROOT / "content/articles").glob("*.md")):
        head = path.read_text(encoding="utf-8").split("---\n")[1]
        fields = {key: str(value) if isinstance(value, date) else value for key, value in yaml.safe_load(head).items()}
        assert [error.message for error in check.iter_errors(fields)] == [], path.name
