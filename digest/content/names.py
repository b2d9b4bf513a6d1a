"""`content/names.toml`: what an editor knows of names that reports write in several ways."""

from __future__ import annotations

from pathlib import Path

from digest.content.files import read_optional
from digest.diagnostics import Diagnostic, error
from digest.settings import Kind, Setting
from digest.stories.names import Known
from digest.tables import TableReader, parse_toml
from digest.text import clean

FILE = "content/names.toml"
SETTINGS = (
    Setting(
        "name",
        "kind",
        Kind.CHOICE,
        "",
        "what the name is; empty: as the text shows it",
        choices=("", "person", "place", "organisation"),
    ),
    Setting("name", "aliases", Kind.TERMS, (), "other forms of the name; a form belongs to one name"),
)
"""What the file may say of one name."""


def read_names(root: Path) -> tuple[tuple[Known, ...], list[Diagnostic]]:
    """The names that the editor of a project knows, in the order of the file; none where there is no file."""
    return read_optional(root, FILE, parse_names)


def parse_names(text: str, path: str = FILE) -> tuple[tuple[Known, ...], list[Diagnostic]]:
    """Read one table for each name; a wrong value costs that value, not its name.

    Raises:
        DigestError: the file is no TOML at all.
    """
    raw = parse_toml(text, path, "name.bad-toml")
    reader = TableReader(text, path, unknown_key="name.unknown-key", bad_value="name.bad-value")
    found: list[Known] = []
    holders: dict[str, str] = {}
    shared: list[Diagnostic] = []
    for name, values in raw.items():
        if not isinstance(values, dict) or not clean(name):
            reader.bad("name.bad-value", "", name, f"'{name}' is no name", 'begin it with a line ["Ada Sample"]')
            continue
        read = reader.settings(name, values, SETTINGS)
        one = Known(name=clean(name), kind=read["kind"], aliases=tuple(map(clean, read["aliases"])))
        found.append(one)
        for form in (one.name, *one.aliases):
            holder = holders.setdefault(form.casefold(), one.name)
            if holder != one.name:
                problem = f"'{form}' is already a form of [{holder}]"
                shared.append(error("name.shared-form", path, problem, "give it to one of them", reader.line(name)))
    return tuple(found), [*reader.findings, *shared]
