"""What ingest has read before: kept as JSON, so that a foreign file in its place can do nothing but be ignored."""

from __future__ import annotations

import json
import os
import types
import typing
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from digest import __version__
from digest.ingest.pages import RawPage
from digest.ingest.profiles import Profile
from digest.model import LIMITS, Limits
from digest.text import digest_of

FILE = ".digest/ingest.json"
"""Where it lies, below the project; always safe to delete."""

T = TypeVar("T")


@dataclass(slots=True)
class Memory:
    """Pages read before, by all that their reading depends on."""

    stamp: str
    """Digest of the rules: another version reads everything again."""

    files: dict[str, str] = field(default_factory=dict)
    """Digest of each file's bytes, by the file's name."""

    pages: dict[str, RawPage] = field(default_factory=dict)
    short_lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys of a text page's short lines, by the digest of its bytes."""


def recall(root: Path, profiles: Sequence[Profile], limits: Limits = LIMITS) -> Memory:
    """What was read before by the same rules; nothing when it is lost, torn or of another version."""
    stamp = digest_of(f"{_rules()} {profiles!r} {limits!r}")
    try:
        raw = json.loads((root / FILE).read_text(encoding="utf-8"))
        if raw["stamp"] != stamp:
            return Memory(stamp)
        memory: Memory = decoded(Memory, raw)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Memory(stamp)
    return memory


def remember(root: Path, memory: Memory) -> None:
    """Keep what was read; where that cannot be done the next run takes longer, nothing else."""
    path = root / FILE
    part = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(encoded(memory), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        part.replace(path)
    except OSError:
        return


@cache
def _rules() -> str:
    """A digest of the rules by which pages are read: the sources of the room."""
    folder = Path(__file__).parents[1] / "ingest"
    sources = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".toml"))
    return digest_of(__version__.encode() + b"".join(path.read_bytes() for path in sources))


def encoded(value: Any) -> Any:
    """A value made of dataclasses, tuples, dates and enums, as JSON has it; defaults are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        said = {one.name: getattr(value, one.name) for one in fields(value)}
        return {name: encoded(inner) for name, inner in said.items() if inner not in ("", None, (), False, 0)}
    if isinstance(value, dict):
        return {key: encoded(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [encoded(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def decoded(kind: Any, value: Any) -> Any:
    """The value of a type that `encoded` gave this JSON.

    Raises:
        ValueError, TypeError, KeyError: it is of another shape.
    """
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return (
            None
            if value is None
            else decoded(next(one for one in typing.get_args(kind) if one is not type(None)), value)
        )
    if origin is tuple:
        return _tuple(typing.get_args(kind), value)
    if origin is dict:
        inner = typing.get_args(kind)[1]
        return {str(key): decoded(inner, one) for key, one in value.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: decoded(hints[name], value.get(name, _empty(hints[name]))) for name in hints})
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind}")
    return value


def _tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(decoded(kinds[0], one) for one in value)
    return tuple(decoded(kind, one) for kind, one in zip(kinds, value, strict=True))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _empty(kind: Any) -> Any:
    """What a field that was left out held."""
    if typing.get_origin(kind) is tuple:
        return ()
    if typing.get_origin(kind) is dict or is_dataclass(kind):
        return {}
    return {str: "", bool: False, int: 0}.get(kind)
