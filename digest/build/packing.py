"""Frozen dataclasses as plain tuples and back, for files that hold data and never code.

A plain value comes back only where each part of it is of the kind that its field has.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, Union, get_args, get_origin, get_type_hints

Packer = Callable[[Any], Any]
"""Makes of a value a plain one, or of a plain one the value."""

_PLAIN: dict[Any, frozenset[type]] = {
    str: frozenset({str}),
    bytes: frozenset({bytes}),
    bool: frozenset({bool}),
    int: frozenset({int}),
    float: frozenset({float, int}),
}
"""Kinds that a file holds as they are."""


def _same(value: Any) -> Any:
    return value


@cache
def packer(kind: Any) -> Packer:
    """Makes a plain value of one of this type: texts, numbers, `None`, and tuples of such."""
    return _made(kind, packer, to_plain=True)


@cache
def unpacker(kind: Any) -> Packer:
    """The way back. Of a plain value of another form it raises `TypeError`, `ValueError` or `AttributeError`."""
    return _made(kind, unpacker, to_plain=False)


def _made(kind: Any, part: Callable[[Any], Packer], *, to_plain: bool) -> Packer:
    kinds = _kinds(kind)
    if kinds is not None:
        return _same if to_plain else _checked(kinds)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(part(next(one for one in inner if one is not type(None))))
    if origin is tuple:
        if inner[-1] is not ...:
            return _fixed([part(one) for one in inner])
        return _all_of(_kinds(inner[0])) if _kinds(inner[0]) else _each(part(inner[0]))
    if is_dataclass(kind):
        return _to_record(kind, part) if to_plain else _from_record(kind, part)
    if issubclass(kind, Enum):
        return attrgetter("value") if to_plain else kind
    if kind is datetime:
        return datetime.isoformat if to_plain else datetime.fromisoformat
    if kind is date:
        return date.toordinal if to_plain else date.fromordinal
    raise TypeError(f"no plain form of {kind}")


def _kinds(kind: Any) -> frozenset[type] | None:
    """What a plain value of this type may be; `None` where the type has another form in a file."""
    if get_origin(kind) in (Union, types.UnionType):
        (inner,) = [one for one in get_args(kind) if one is not type(None)]
        return _PLAIN[inner] | {type(None)} if inner in _PLAIN else None
    return _PLAIN.get(kind)


def _checked(kinds: frozenset[type]) -> Packer:
    def checked(value: Any) -> Any:
        if type(value) not in kinds:
            raise TypeError(f"of the kind {type(value)}")
        return value

    return checked


def _all_of(kinds: frozenset[type] | None) -> Packer:
    """Many plain values, looked at together."""

    def made(values: Any) -> tuple[Any, ...]:
        if kinds is None or type(values) is not tuple or not kinds.issuperset(map(type, values)):
            raise TypeError("not all are of the right kind")
        return values

    return made


def _optional(part: Packer) -> Packer:
    return lambda value: None if value is None else part(value)


def _each(part: Packer) -> Packer:
    return lambda values: tuple([part(value) for value in values])


def _fixed(parts: list[Packer]) -> Packer:
    return lambda values: tuple([part(value) for part, value in zip(parts, values, strict=True)])


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The types of a dataclass's fields; to read them off their texts costs more than to make the class."""
    return get_type_hints(kind)


def _to_record(kind: Any, part: Callable[[Any], Packer]) -> Packer:
    hints = _hints(kind)
    parts = [(attrgetter(field.name), part(hints[field.name])) for field in fields(kind)]
    return lambda value: tuple([pack(read(value)) for read, pack in parts])


def _from_record(kind: Any, part: Callable[[Any], Packer]) -> Packer:
    """Makes a dataclass. The kinds of its plain fields are looked at together, once for each combination that comes."""
    hints = _hints(kind)
    names = [field.name for field in fields(kind)]
    plain = [_kinds(hints[name]) for name in names]
    costly = [(at, part(hints[name])) for at, name in enumerate(names) if plain[at] is None]
    sound: set[tuple[type, ...]] = set()

    def made(values: Any) -> Any:
        seen = tuple(map(type, values))
        if seen not in sound:
            if type(values) is not tuple or any(
                kinds and one not in kinds for one, kinds in zip(seen, plain, strict=True)
            ):
                raise TypeError(f"no {kind.__name__}")
            sound.add(seen)
        whole = list(values)
        for at, unpack in costly:
            whole[at] = unpack(whole[at])
        return kind(**dict(zip(names, whole, strict=True)))

    return made
