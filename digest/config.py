"""`digest.toml`: what a site is called, where it will stand, which topics it has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from digest.diagnostics import Diagnostic, did_you_mean, error, refuse
from digest.model import Topic, TopicRules
from digest.settings import GRANULARITY, TABLES, Kind, Setting, settings_of

FILE = "digest.toml"
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
    reader.known("", raw, TABLES)
    read = {table: reader.settings(table, reader.table(raw, table)) for table in TABLES if table != "topics"}
    topics = tuple(_topic(reader, slug, value) for slug, value in reader.table(raw, "topics").items())
    config = Config(
        site=SiteConfig(**read["site"]),
        granularity=read["stories"]["granularity"],
        profiles=read["ingest"]["profiles"],
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

    def settings(self, table: str, values: Mapping[str, Any], shape: str = "") -> dict[str, Any]:
        """Every setting of a table, by its key; what is missing or wrong has its default.

        Args:
            table: as the file names it: `topics.japan`.
            shape: the table of `SETTINGS` that it is one of: `topics`.
        """
        declared = settings_of(shape or table)
        self.known(table, values, tuple(one.key for one in declared))
        return {one.key: self.value(table, values, one) for one in declared}

    def value(self, table: str, values: Mapping[str, Any], setting: Setting) -> Any:
        given = values.get(setting.key, setting.default)
        try:
            return _READERS[setting.kind](given, setting)
        except ValueError as problem:
            fix = f"write {setting.key} = {setting.example}"
            self.bad("config.bad-value", table, setting.key, f"'{setting.key}' {problem}", fix)
            return _READERS[setting.kind](setting.default, setting)


def _text(value: object, _: Setting) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"is not text: {value!r}")


def _flag(value: object, _: Setting) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"is neither true nor false: {value!r}")


def _choice(value: object, setting: Setting) -> str:
    text = _text(value, setting)
    if text in setting.choices:
        return text
    raise ValueError(f"is '{text}': {did_you_mean(text, setting.choices)}")


def _whole(value: object, setting: Setting) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= setting.least:
        return value
    raise ValueError(f"is no whole number from {setting.least}: {value!r}")


def _language(value: object, setting: Setting) -> str:
    text = _text(value, setting)
    if re.match(r"[a-z]{2,3}(-[A-Za-z0-9]+)*\Z", text):
        return text
    raise ValueError(f"is no language: '{text}'")


def _address(value: object, setting: Setting) -> str:
    return checked_base_url(_text(value, setting))


def _terms(value: object, _: Setting) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and all(isinstance(term, str) and term.strip() for term in value):
        return tuple(term.strip() for term in value)
    raise ValueError("is not a list of terms")


def _groups(value: object, setting: Setting) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("is not a list of groups")
    if all(isinstance(term, str) for term in value):
        value = [[term] for term in value]  # a flat list: each term is a group of its own
    if not all(isinstance(group, list) and group for group in value):
        raise ValueError("is not a list of groups")
    return tuple(_terms(group, setting) for group in value)


def _granularity(value: object, _: Setting) -> float:
    if isinstance(value, str) and value in GRANULARITY:
        return GRANULARITY[value]
    if isinstance(value, int | float) and not isinstance(value, bool) and 0.0 < value < 1.0:
        return float(value)
    raise ValueError(f"is {value!r}")


_READERS: Mapping[Kind, Callable[[object, Setting], Any]] = {
    Kind.TEXT: _text,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.WHOLE: _whole,
    Kind.LANGUAGE: _language,
    Kind.ADDRESS: _address,
    Kind.TERMS: _terms,
    Kind.GROUPS: _groups,
    Kind.GRANULARITY: _granularity,
}
"""How a value of each kind is read; a `ValueError` says what is wrong with it, behind the key's name."""


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


def _topic(reader: _Reader, slug: str, values: object) -> Topic | None:
    table = f"topics.{slug}"
    if not _SLUG.match(slug):
        reader.bad("config.bad-value", table, "", f"topic '{slug}' is no address", "use a-z, 0-9 and single hyphens")
        return None
    if not isinstance(values, dict):
        reader.bad("config.bad-value", "topics", slug, f"topic '{slug}' is not a table", f"write [topics.{slug}]")
        return None
    read = reader.settings(table, values, "topics")
    rules = TopicRules(all=read["all"], any=read["any"], none=read["none"])
    if not rules.all and not rules.any:
        reader.bad("config.empty-topic", table, "", f"topic '{slug}' has no rules", "give it `all` or `any` terms")
    title = read["title"] or slug.replace("-", " ").capitalize()
    return Topic(slug=slug, title=title, description=read["description"], rules=rules)
