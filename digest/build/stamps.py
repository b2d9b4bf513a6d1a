"""Digests of values that are the same in every process: equal values have equal digests.

Pickle is no such digest, for its bytes tell which parts of a value are one object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

SIZE = 12
"""Bytes of a digest: two different values among a million meet with a chance of 1 in 10^17."""


class Stamper:
    """Makes digests, and keeps those of dataclasses, which many pages share."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[object, bytes]] = {}

    def know(self, value: object, digest: bytes) -> None:
        """Use a digest that is known already, such as that of the file a value was read from."""
        self._kept[id(value)] = (value, digest)

    def of(self, value: Any) -> bytes:
        """The digest of a value made of frozen dataclasses, tuples, mappings, texts, numbers and dates.

        Raises:
            TypeError: it is of another kind.
        """
        kind = type(value)
        if kind in _PLAIN:
            return _hashed(f"{kind.__name__} {value!r}".encode("utf-8", "surrogatepass"))
        kept = self._kept.get(id(value))
        if kept is not None:
            return kept[1]
        digest = _hashed(self._told(value))
        if kind is not tuple:
            self._kept[id(value)] = (value, digest)
        return digest

    def _told(self, value: Any) -> bytes:
        kind = type(value)
        if is_dataclass(kind):
            return b"%b(" % kind.__qualname__.encode() + self._listed(_getter(kind)(value))
        if isinstance(value, tuple):
            return b"tuple(" + self._listed(value)
        if isinstance(value, str):
            return f"{kind.__name__} {value!s}".encode("utf-8", "surrogatepass")
        if isinstance(value, bytes | date | int | float):
            return f"{kind.__name__} {value!r}".encode()
        if isinstance(value, Enum):
            return f"{kind.__qualname__}.{value.name}".encode()
        if isinstance(value, Mapping):
            return b"mapping(" + self._listed(tuple(sorted((str(key), one) for key, one in value.items())))
        raise TypeError(f"no digest of {kind.__name__}")

    def _listed(self, values: tuple[Any, ...]) -> bytes:
        parts = []
        for value in values:
            if type(value) in _PLAIN:
                parts.append(f"{value!r}".encode("utf-8", "surrogatepass"))
            else:
                parts.append(self.of(value))
        return b"".join([b"%d:%b" % (len(part), part) for part in parts])


_PLAIN = frozenset({str, int, bool, type(None), float})


@cache
def _getter(kind: type) -> Any:
    """Reads the fields of a dataclass that count when two are compared, always as a tuple."""
    names = [field.name for field in fields(kind) if field.compare]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names) if names else lambda _: ()


def _hashed(data: bytes) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()
