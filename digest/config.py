"""`digest.toml`: what a site is called, where it will stand, which topics it has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from digest.diagnostics import Diagnostic, did_you_mean, error, refuse
from digest.model import Topic, TopicRules

FILE = "digest.toml"
GRANULARITY = {"broad": 0.15, "default": 0.20, "fine": 0.25}
"""Mean similarity at which stories stop growing together, by the word a user writes."""

_SITE_KEYS = ("title", "description", "base_url", "language", "theme")
_STORY_KEYS = ("granularity",)
_TOPIC_KEYS = ("title", "description", "all", "any", "none")
_INGEST_KEYS = ("profiles",)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """The `[site]` table."""

    title: str = "The Digest"
    description: str = ""
    base_url: str = ""
    """Absolute, http or https, ends in `/`; empty while the site has no address."""

    language: str = "en"
    theme: str = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The whole of `digest.toml`, checked."""

    site: SiteConfig = SiteConfig()
    granularity: float = GRANULARITY["default"]
    profiles: bool = True
    """Whether ingest uses site profiles."""

    topics: tuple[Topic, ...] = ()
    """In the order of the file."""


def parse_config(text: str, path: str = FILE) -> tuple[Config, list[Diagnostic]]:
    """Read the settings; every finding is told at once, and what is sound is kept.

    Raises:
        DigestError: the file is no TOML at all.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"at line (\d+)", str(problem))
        line = int(found.group(1)) if found else 0
        raise refuse("config.bad-toml", path, f"not TOML: {problem}", "mend the line; see toml.io", line) from None
    reader = _Reader(text, path)
    reader.known("", raw, ("site", "stories", "ingest", "topics"))
    site = _site(reader, reader.table(raw, "site"))
    stories = reader.table(raw, "stories")
    reader.known("stories", stories, _STORY_KEYS)
    ingest = reader.table(raw, "ingest")
    reader.known("ingest", ingest, _INGEST_KEYS)
    topics = tuple(_topic(reader, slug, value) for slug, value in reader.table(raw, "topics").items())
    config = Config(
        site=site,
        granularity=_granularity(reader, stories),
        profiles=reader.flag("ingest", ingest, "profiles", True),
        topics=tuple(topic for topic in topics if topic is not None),
    )
    return config, reader.findings


class _Reader:
    """Reads typed values out of TOML and gathers what is wrong, with the line."""

    def __init__(self, text: str, path: str) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.findings: list[Diagnostic] = []

    def line(self, table: str, key: str = "") -> int:
        """Line of a key inside a table; of the table when the key is not found."""
        at = 0
        inside = not table
        for number, line in enumerate(self.lines, start=1):
            head = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
            if head:
                inside = head.group(1).replace('"', "").replace("'", "") == table
                if inside and not at:
                    at = number
            elif inside and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return number
        return at

    def bad(self, code: str, table: str, key: str, problem: str, fix: str) -> None:
        self.findings.append(error(code, self.path, problem, fix, self.line(table, key)))

    def known(self, table: str, values: Mapping[str, Any], names: tuple[str, ...]) -> None:
        for name in values:
            if name not in names:
                where = f" in [{table}]" if table else ""
                at = self.line(table, name) or self.line(name)
                problem = f"unknown key '{name}'{where}"
                self.findings.append(error("config.unknown-key", self.path, problem, did_you_mean(name, names), at))

    def table(self, values: Mapping[str, Any], name: str) -> dict[str, Any]:
        value = values.get(name, {})
        if isinstance(value, dict):
            return value
        self.bad("config.bad-value", "", name, f"'{name}' is not a table", f"write [{name}] on a line of its own")
        return {}

    def text(self, table: str, values: Mapping[str, Any], key: str, default: str) -> str:
        value = values.get(key, default)
        if isinstance(value, str):
            return value
        self.bad("config.bad-value", table, key, f"'{key}' is not text: {value!r}", "put it in quotes")
        return default

    def flag(self, table: str, values: Mapping[str, Any], key: str, default: bool) -> bool:
        value = values.get(key, default)
        if isinstance(value, bool):
            return value
        self.bad("config.bad-value", table, key, f"'{key}' is neither true nor false: {value!r}", "write true or false")
        return default

    def terms(self, table: str, values: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = values.get(key, [])
        if isinstance(value, list) and all(isinstance(term, str) and term.strip() for term in value):
            return tuple(term.strip() for term in value)
        self.bad("config.bad-value", table, key, f"'{key}' is not a list of terms", f'write {key} = ["one", "two"]')
        return ()

    def groups(self, table: str, values: Mapping[str, Any], key: str) -> tuple[tuple[str, ...], ...]:
        value = values.get(key, [])
        if isinstance(value, list) and all(isinstance(term, str) for term in value):
            value = [[term] for term in value]  # a flat list: each term is a group of its own
        if isinstance(value, list) and all(isinstance(group, list) and group for group in value):
            return tuple(self.terms(table, {key: group}, key) for group in value)
        self.bad(
            "config.bad-value", table, key, f"'{key}' is not a list of groups", f'write {key} = [["a", "b"], ["c"]]'
        )
        return ()


def _site(reader: _Reader, values: Mapping[str, Any]) -> SiteConfig:
    reader.known("site", values, _SITE_KEYS)
    plain = SiteConfig()
    language = reader.text("site", values, "language", plain.language)
    if not re.match(r"[a-z]{2,3}(-[A-Za-z0-9]+)*\Z", language):
        reader.bad("config.bad-value", "site", "language", f"'{language}' is no language", 'write a code such as "en"')
        language = plain.language
    base_url = reader.text("site", values, "base_url", plain.base_url)
    try:
        base_url = checked_base_url(base_url)
    except ValueError as problem:
        reader.bad("config.bad-value", "site", "base_url", str(problem), 'write "https://example.org/digest/"')
        base_url = ""
    return SiteConfig(
        title=reader.text("site", values, "title", plain.title),
        description=reader.text("site", values, "description", plain.description),
        base_url=base_url,
        language=language,
        theme=reader.text("site", values, "theme", plain.theme),
    )


def checked_base_url(text: str) -> str:
    """An absolute http(s) address that ends in `/`; empty stays empty.

    Raises:
        ValueError: anything else, in words.
    """
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValueError(f"'{text}' is no http or https address")
    if parts.query or parts.fragment or not re.fullmatch(r"[\x21-\x7e]+", text) or re.search(r"[<>\"'\\^`{}|]", text):
        raise ValueError(f"'{text}' has a query, a fragment or a character that an address cannot have")
    return text if text.endswith("/") else text + "/"


def _granularity(reader: _Reader, values: Mapping[str, Any]) -> float:
    value = values.get("granularity", "default")
    if isinstance(value, str) and value in GRANULARITY:
        return GRANULARITY[value]
    if isinstance(value, int | float) and not isinstance(value, bool) and 0.0 < value < 1.0:
        return float(value)
    problem = f"'granularity' is {value!r}"
    reader.bad("config.bad-value", "stories", "granularity", problem, 'write "broad", "default" or "fine"')
    return GRANULARITY["default"]


def _topic(reader: _Reader, slug: str, values: object) -> Topic | None:
    table = f"topics.{slug}"
    if not _SLUG.match(slug):
        reader.bad("config.bad-value", table, "", f"topic '{slug}' is no address", "use a-z, 0-9 and single hyphens")
        return None
    if not isinstance(values, dict):
        reader.bad("config.bad-value", "topics", slug, f"topic '{slug}' is not a table", f"write [topics.{slug}]")
        return None
    reader.known(table, values, _TOPIC_KEYS)
    rules = TopicRules(
        all=reader.groups(table, values, "all"),
        any=reader.groups(table, values, "any"),
        none=reader.terms(table, values, "none"),
    )
    if not rules.all and not rules.any:
        reader.bad("config.empty-topic", table, "", f"topic '{slug}' has no rules", "give it `all` or `any` terms")
    title = reader.text(table, values, "title", slug.replace("-", " ").capitalize())
    description = reader.text(table, values, "description", "")
    return Topic(slug=slug, title=title, description=description, rules=rules)
