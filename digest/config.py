"""`digest.toml`: what a site is called, where it will stand, which topics it has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.diagnostics import Diagnostic
from digest.model import LIMITS, Limits, Topic, TopicRules
from digest.settings import GRANULARITY, TABLES, settings_of
from digest.tables import TableReader, parse_toml

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
    text: str = "full"
    """What the page of an article shows: `full`, `lead` or `link`."""

    search: bool = True
    share_cards: int = 200
    """Stories with a picture for shared links, newest first."""

    email: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The whole of `digest.toml`, checked."""

    site: SiteConfig = SiteConfig()
    granularity: float = GRANULARITY["default"]
    profiles: bool = True
    """Whether ingest uses site profiles."""

    limits: Limits = LIMITS
    topics: tuple[Topic, ...] = ()
    """In the order of the file."""


def parse_config(text: str, path: str = FILE) -> tuple[Config, list[Diagnostic]]:
    """Read the settings; every finding is told at once, and what is sound is kept.

    Raises:
        DigestError: the file is no TOML at all.
    """
    raw = parse_toml(text, path, "config.bad-toml")
    reader = TableReader(text, path, unknown_key="config.unknown-key", bad_value="config.bad-value")
    reader.known("", raw, TABLES)
    read = {
        table: reader.settings(table, reader.table(raw, table), settings_of(table))
        for table in TABLES
        if table != "topics"
    }
    topics = tuple(_topic(reader, slug, value) for slug, value in reader.table(raw, "topics").items())
    config = Config(
        site=SiteConfig(**read["site"]),
        granularity=read["stories"]["granularity"],
        profiles=read["ingest"]["profiles"],
        limits=Limits(**read["limits"]),
        topics=tuple(topic for topic in topics if topic is not None),
    )
    return config, reader.findings


def _topic(reader: TableReader, slug: str, values: object) -> Topic | None:
    table = f"topics.{slug}"
    if not _SLUG.match(slug):
        reader.bad("config.bad-value", table, "", f"topic '{slug}' is no address", "use a-z, 0-9 and single hyphens")
        return None
    if not isinstance(values, dict):
        reader.bad("config.bad-value", "topics", slug, f"topic '{slug}' is not a table", f"write [topics.{slug}]")
        return None
    read = reader.settings(table, values, settings_of("topics"))
    rules = TopicRules(all=read["all"], any=read["any"], none=read["none"])
    if not rules.all and not rules.any:
        reader.bad("config.empty-topic", table, "", f"topic '{slug}' has no rules", "give it `all` or `any` terms")
    title = read["title"] or slug.replace("-", " ").capitalize()
    return Topic(slug=slug, title=title, description=read["description"], rules=rules)
