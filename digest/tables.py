"""Tables of TOML that people write: typed values, and what is wrong with them by its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from digest.addresses import checked_base_url, is_web_address
from digest.diagnostics import Diagnostic, DigestError, did_you_mean, error
from digest.settings import GRANULARITY, Kind, Setting


def parse_toml(text: str, path: str, code: str) -> dict[str, Any]:
    """The tables of a file.

    Raises:
        DigestError: it is no TOML; `code` is the code of that finding.
    """
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise DigestError(no_toml(text, path, code, problem)) from None


def no_toml(text: str, path: str, code: str, problem: ValueError | RecursionError) -> Diagnostic:
    """What the reader of TOML stumbled over, at its line; at the last one where the text ends too early."""
    if isinstance(problem, RecursionError):
        return error(code, path, "not TOML that can be read: lists within lists, too deep", "write it flat")
    said = re.sub(r"\s*\(at [^)]*\)$", "", str(problem))
    at = re.search(r"at line (\d+)", str(problem))
    line = int(at[1]) if at else len(text.rstrip().split("\n"))
    return error(code, path, f"not TOML: {said}", "mend the line; see toml.io", line)


class TableReader:
    """Reads typed values out of TOML and gathers what is wrong, with the line."""

    def __init__(self, text: str, path: str, *, unknown_key: str, bad_value: str) -> None:
        """Read a file whose two commonest findings have these codes."""
        self.lines = text.split("\n")
        self.path = path
        self.unknown_key = unknown_key
        self.bad_value = bad_value
        self.findings: list[Diagnostic] = []

    def line(self, table: str, key: str = "") -> int:
        """Line of a key inside a table; of the table when the key is not found; 0 where neither is."""
        at = 0
        inside = not table
        for number, line in enumerate(self.lines, start=1):
            head = _head(line)
            if head:
                inside = head == table
                if inside and not at:
                    at = number
            elif inside and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return number
        return at

    def head(self, table: str) -> int:
        """Line of the first head of a table, or of a table within it; 0 where there is none."""
        for number, line in enumerate(self.lines, start=1):
            name = _head(line)
            if name == table or name.startswith(f"{table}."):
                return number
        return 0

    def bad(self, code: str, table: str, key: str, problem: str, fix: str) -> None:
        """Note a finding at a key."""
        self.findings.append(error(code, self.path, problem, fix, self.line(table, key)))

    def known(self, table: str, values: Mapping[str, Any], names: tuple[str, ...]) -> None:
        """Note every key that has no name here."""
        for name in values:
            if name not in names:
                where = f" in [{table}]" if table else ""
                at = self.head(f"{table}.{name}" if table else name) or self.line(table, name)
                problem = f"unknown key '{name}'{where}"
                self.findings.append(error(self.unknown_key, self.path, problem, did_you_mean(name, names), at))

    def table(self, values: Mapping[str, Any], name: str) -> dict[str, Any]:
        """A table within a table; empty where it is missing."""
        value = values.get(name, {})
        if isinstance(value, dict):
            return value
        self.bad(self.bad_value, "", name, f"'{name}' is not a table", f"write [{name}] on a line of its own")
        return {}

    def settings(self, table: str, values: Mapping[str, Any], declared: Sequence[Setting]) -> dict[str, Any]:
        """Every setting of a table, by its key; what is missing or wrong has its default.

        Args:
            table: as the file names it: `topics.japan`.
            values: what stands there.
            declared: the keys that it may have.
        """
        self.known(table, values, tuple(one.key for one in declared))
        return {one.key: self.value(table, values, one) for one in declared}

    def value(self, table: str, values: Mapping[str, Any], setting: Setting) -> Any:
        """One value, or its default where it is wrong."""
        given = values.get(setting.key, setting.default)
        try:
            return _READERS[setting.kind](given, setting)
        except ValueError as problem:
            fix = f"write {setting.key} = {setting.example}"
            self.bad(self.bad_value, table, setting.key, f"'{setting.key}' {problem}", fix)
            return _READERS[setting.kind](setting.default, setting)


def _head(line: str) -> str:
    """The name of the table that begins in a line, without quotation marks; empty where none does."""
    found = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
    return found[1].replace('"', "").replace("'", "") if found else ""


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


def _web(value: object, setting: Setting) -> str:
    text = _text(value, setting)
    if not text or is_web_address(text):
        return text
    raise ValueError(f"is no http or https address: '{text}'")


def _country(value: object, setting: Setting) -> str:
    text = _text(value, setting)
    if re.match(r"(?:[A-Z]{2})?\Z", text):
        return text
    raise ValueError(f"is no country: '{text}'")


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
    Kind.WEB: _web,
    Kind.COUNTRY: _country,
    Kind.TERMS: _terms,
    Kind.GROUPS: _groups,
    Kind.GRANULARITY: _granularity,
}
"""How a value of each kind is read; a `ValueError` says what is wrong with it, behind the key's name."""
