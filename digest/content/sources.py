"""`content/sources.toml`: whose the outlets and agencies are, as far as the editor knows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from digest.content.files import read_optional
from digest.diagnostics import Diagnostic, error
from digest.model import Source
from digest.settings import Kind, Setting
from digest.tables import TableReader, parse_toml
from digest.text import clean

FILE = "content/sources.toml"
SETTINGS = (
    Setting(
        "source",
        "aliases",
        Kind.TERMS,
        (),
        "other names that reports have for it, shown as the one name on all pages; a name belongs to one source",
    ),
    Setting("source", "owner", Kind.TEXT, "", "who owns it, in words"),
    Setting("source", "country", Kind.COUNTRY, "", "ISO 3166-1, two capitals", sample='"NO"'),
    Setting(
        "source", "state", Kind.FLAG, False, "whether it is state media: owned or directed by a government or its party"
    ),
    Setting("source", "homepage", Kind.WEB, "", "`http` or `https`", sample='"https://example.org/"'),
    Setting(
        "source",
        "text",
        Kind.CHOICE,
        "",
        "what a page shows of its articles: all of it, its first words, or the link alone; empty: as the site has it",
        choices=("", "full", "lead", "link"),
    ),
    Setting("source", "evidence", Kind.TEXT, "", "where these facts are from: an address, or words"),
)
"""What the file may say of one source."""


def read_sources(root: Path) -> tuple[tuple[Source, ...], list[Diagnostic]]:
    """The sources of a project, in the order of the file; none where there is no file."""
    return read_optional(root, FILE, parse_sources)


def parse_sources(text: str, path: str = FILE) -> tuple[tuple[Source, ...], list[Diagnostic]]:
    """Read one table for each source; a wrong value costs that value, not its source.

    Raises:
        DigestError: the file is no TOML at all.
    """
    raw = parse_toml(text, path, "source.bad-toml")
    reader = TableReader(text, path, unknown_key="source.unknown-key", bad_value="source.bad-value")
    found = [_source(reader, name, reader.table(raw, name)) for name in raw if _is_table(reader, name, raw[name])]
    return tuple(found), [*reader.findings, *_shared_names(reader, found)]


def _is_table(reader: TableReader, name: str, value: Any) -> bool:
    if isinstance(value, dict) and clean(name):
        return True
    reader.bad("source.bad-value", "", name, f"'{name}' is no source", 'begin it with a line ["Name of the outlet"]')
    return False


def _source(reader: TableReader, name: str, values: dict[str, Any]) -> Source:
    read = reader.settings(name, values, SETTINGS)
    said: dict[str, Any] = {key: clean(value) if isinstance(value, str) else value for key, value in read.items()}
    return Source(name=clean(name), **said)


def _shared_names(reader: TableReader, sources: Iterable[Source]) -> list[Diagnostic]:
    """Names that two sources claim; the first keeps them."""
    holders: dict[str, str] = {}
    findings = []
    for source in sources:
        for name in (source.name, *source.aliases):
            holder = holders.setdefault(name.casefold(), source.name)
            if holder != source.name:
                problem = f"'{name}' is already a name of [{holder}]"
                line = reader.line(source.name)
                findings.append(error("source.shared-name", reader.path, problem, "give it to one of them", line))
    return findings
