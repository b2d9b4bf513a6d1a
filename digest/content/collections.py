"""Articles and labels as JSON Lines, for clustering and scoring outside of a project."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from digest.diagnostics import Diagnostic, DigestError, refuse, warning
from digest.model import YEARS, Article, Dating, Teaser

LINE_LIMIT = 5_000_000
"""Bytes of one line; no article is so long."""

DEPTH = 900
"""JSON nested deeper than this is refused by its brackets, before the parser meets its own limit."""

_FIX = 'write one JSON object a line: {"id": "a1", "title": "...", "text": "...", "date": "2025-06-18", "lang": "en"}'

T = TypeVar("T")

Id = str | int
"""How a file names an article; written out as it was read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One article of a collection."""

    id: Id
    article: Article


class Rows:
    """The articles of a JSON Lines file, read one at a time; what was wrong is in `findings` afterwards."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.findings: list[Diagnostic] = []

    def __iter__(self) -> Iterator[Row]:
        """Rows in the order of the file; a line that cannot be used costs that line only."""
        for row, findings in _each(self.path, self.findings, partial(_row, str(self.path))):
            self.findings += findings
            yield row


def read_labels(path: Path, names: tuple[str, ...]) -> tuple[dict[str, str], list[Diagnostic]]:
    """The story of each article by its id: the first of `names` that a line has."""
    findings: list[Diagnostic] = []
    return dict(_each(path, findings, partial(_label, str(path), names))), findings


def write_stories(ids: Sequence[Id], stories: Sequence[int], path: Path | None) -> None:
    """Write a line for each article with its story, named after the story's first article.

    A file appears whole or not at all.

    Args:
        stories: for each article the number of the article that its story is named after.
        path: where to; `None` is standard output.
    """
    lines = (
        json.dumps({"id": id, "story": str(ids[at])}, ensure_ascii=False) for id, at in zip(ids, stories, strict=True)
    )
    if path is None:
        for line in lines:
            print(line)
        return
    new = path.with_name(f".{path.name}.new")
    new.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    new.replace(path)


def _each(path: Path, findings: list[Diagnostic], read: Callable[[dict[str, Any], int], T]) -> Iterator[T]:
    """What `read` makes of each line that holds an object with an id of its own."""
    seen: dict[str, int] = {}
    with path.open("rb") as lines:
        for number, raw in enumerate(iter(lambda: lines.readline(LINE_LIMIT + 1), b""), start=1):
            try:
                if len(raw) > LINE_LIMIT:
                    raise refuse("collection.bad-line", str(path), "the line is larger than 5 MB", _FIX, number)
                if not raw.strip():
                    continue
                fields = _fields(str(path), raw, number)
                _new(str(path), fields, number, seen)
                yield read(fields, number)
            except DigestError as problem:
                findings.append(problem.diagnostic)
                _skip_rest(raw, lines)


def _skip_rest(raw: bytes, lines: Any) -> None:
    while len(raw) > LINE_LIMIT and not raw.endswith(b"\n"):
        raw = lines.readline(LINE_LIMIT + 1)


def _fields(path: str, raw: bytes, number: int) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        if text.count("[") + text.count("{") > DEPTH and _deep(text):
            raise ValueError("it is nested too deeply")
        value = json.loads(text)
    except (ValueError, RecursionError) as problem:
        what = "it is not UTF-8" if isinstance(problem, UnicodeDecodeError) else str(problem)
        raise refuse("collection.bad-line", path, f"the line is no JSON: {what}", _FIX, number) from None
    if not isinstance(value, dict):
        raise refuse("collection.bad-line", path, "the line is no JSON object", _FIX, number)
    return value


def _deep(text: str) -> bool:
    depth = deepest = 0
    for sign in text:
        depth += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, depth)
    return deepest > DEPTH


def _new(path: str, fields: dict[str, Any], number: int, seen: dict[str, int]) -> None:
    """Refuse a line without an id, or with one that an earlier line has."""
    id = fields.get("id")
    if isinstance(id, bool) or not isinstance(id, str | int) or not str(id).strip():
        raise refuse("collection.bad-line", path, "the line has no id", _FIX, number)
    if str(id) in seen:
        problem = f"the id '{id}' was on line {seen[str(id)]} already"
        raise refuse("collection.bad-line", path, problem, "give each article an id of its own", number)
    seen[str(id)] = number


def _row(path: str, fields: dict[str, Any], number: int) -> tuple[Row, list[Diagnostic]]:
    """An article; what it does not say stays empty."""
    texts = {}
    for name in ("title", "text", "source", "lang"):
        value = fields.get(name)
        if not (value is None or isinstance(value, str)):
            raise refuse("collection.bad-line", path, f"'{name}' is not text", _FIX, number)
        texts[name] = _sound(value or "")
    day, findings = _day(fields.get("date")), []
    if day is None and fields.get("date") not in (None, ""):
        problem, fix = "the date cannot be read; the article counts as undated", "write it as 2025-06-18"
        findings = [warning("collection.bad-date", path, problem, fix, number)]
    teaser = Teaser(
        id=_sound(str(fields["id"])),
        title=texts["title"],
        source=texts["source"],
        language=texts["lang"],
        dating=Dating(day=day),
    )
    return Row(fields["id"], Article(teaser=teaser, body=texts["text"])), findings


def _sound(text: str) -> str:
    """Without halves of surrogate pairs, which JSON can name and UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _label(path: str, names: tuple[str, ...], fields: dict[str, Any], number: int) -> tuple[str, str]:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(fields["id"]), str(value)
    problem = f"the line has no '{names[0]}'"
    raise refuse(
        "collection.bad-line", path, problem, 'write one JSON object a line: {"id": "a1", "story": "s1"}', number
    )


def _day(value: object) -> date | None:
    """The day that a date names: ISO, RFC 2822, or seconds or milliseconds since 1970."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            moment = datetime.fromtimestamp(value / 1000 if abs(value) > 1e11 else value, UTC)
            return _likely(moment.date())
        if not isinstance(value, str):
            return None
        text = value.strip()
        try:
            return _likely(datetime.fromisoformat(text).date())
        except ValueError:
            day = date.fromisoformat(text[:10]) if text[4:5] == "-" else parsedate_to_datetime(text).date()
            return _likely(day)
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _likely(day: date) -> date | None:
    return day if day.year in YEARS else None
