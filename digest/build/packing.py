"""Frozen dataclasses as plain tuples and back, for files that hold data and never code."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

Packer = Callable[[Any], Any]
"""Makes of a value a plain one, or of a plain one the value."""


def _same(value: Any) -> Any:
    return value


@cache
def packer(kind: Any) -> Packer:
    """Makes a plain value of one of this type: texts, numbers, `None`, and tuples of such."""
    return _made(kind, to_plain=True)


@cache
def unpacker(kind: Any) -> Packer:
    """The way back. A plain value of another form raises an error of any kind, or gives nonsense: check it before."""
    return _made(kind, to_plain=False)


def _made(kind: Any, *, to_plain: bool) -> Packer:
    part = packer if to_plain else unpacker
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = [one for one in get_args(kind) if one is not type(None)]
        return _optional(part(inner))
    if origin is tuple:
        first, *rest = get_args(kind)
        if rest != [...]:
            return _fixed([part(one) for one in (first, *rest)])
        return tuple if part(first) is _same else _each(part(first))
    if is_dataclass(kind):
        return _record(kind, part, to_plain=to_plain)
    if issubclass(kind, Enum):
        return (lambda value: value.value) if to_plain else kind
    if kind is datetime:
        return datetime.isoformat if to_plain else datetime.fromisoformat
    if kind is date:
        return date.toordinal if to_plain else date.fromordinal
    return _same


def _optional(part: Packer) -> Packer:
    return _same if part is _same else lambda value: None if value is None else part(value)


def _each(part: Packer) -> Packer:
    return lambda values: tuple([part(value) for value in values])


def _fixed(parts: list[Packer]) -> Packer:
    return lambda values: tuple([part(value) for part, value in zip(parts, values, strict=True)])


def _record(kind: Any, part: Callable[[Any], Packer], *, to_plain: bool) -> Packer:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    parts = [part(hints[name]) for name in names]
    if to_plain:
        return lambda value: tuple([part(getattr(value, name)) for name, part in zip(names, parts, strict=True)])
    costly = [(at, part) for at, part in enumerate(parts) if part is not _same]

    def made(plain: Any) -> Any:
        values = list(plain)
        for at, part in costly:
            values[at] = part(values[at])
        return kind(**dict(zip(names, values, strict=True)))

    return made
