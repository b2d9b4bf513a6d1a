"""Digests of values that are the same in every process: equal values have equal digests.

Pickle is no such digest, for its bytes tell which parts of a value are one object.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
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
        plain = self._plain(value)
        return plain if type(plain) is bytes else _hashed((plain,))

    def _plain(self, value: Any) -> Any:
        """A text, a number or nothing as it is, a tuple of such; the digest of everything else, which is kept."""
        kind: type = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            return tuple([one if type(one) in _PLAIN else self._plain(one) for one in value])
        kept = self._kept.get(id(value))
        if kept is not None:
            return kept[1]
        read = _getter(kind)
        if read is None:
            told = self._told(value)
        else:
            held = read(value)
            if _PLAIN.issuperset(map(type, held)):  # told again is cheaper than hashed and kept
                return _tag(kind), *held
            told = kind.__qualname__, self._plain(held)
        digest = _hashed(told)
        self._kept[id(value)] = value, digest
        return digest

    def _told(self, value: Any) -> tuple[Any, ...]:
        """The name of the kind of a value that is no dataclass, and what it holds, as plain values."""
        kind: type = type(value)
        if isinstance(value, Enum):
            return kind.__qualname__, value.name
        if isinstance(value, tuple):
            return kind.__name__, self._plain(tuple(value))
        if isinstance(value, str | bytes):
            return kind.__name__, str(value) if isinstance(value, str) else value
        if isinstance(value, date | int | float):
            return kind.__name__, repr(value)
        if isinstance(value, Mapping):
            rows = sorted(((str(key), one) for key, one in value.items()), key=_name)
            return "mapping", self._plain(tuple(rows))
        raise TypeError(f"no digest of {kind.__name__}")


@cache
def _tag(kind: type) -> bytes:
    """What no tuple begins with that is not told of such a dataclass: bytes are digests everywhere else, and shorter."""
    return f"dataclass {kind.__qualname__}".encode().ljust(SIZE + 1)


def _name(row: tuple[str, Any]) -> str:
    return row[0]


_PLAIN = frozenset({str, int, bool, type(None), float})


@cache
def _getter(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """Reads the fields of a dataclass that count when two are compared, always as a tuple; `None` for other kinds."""
    if not is_dataclass(kind):
        return None
    names = [field.name for field in fields(kind) if field.compare]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names) if names else lambda _: ()


def _hashed(plain: Any) -> bytes:
    """The digest of texts, numbers, bytes and tuples of such. The second form of `marshal` knows no references."""
    return blake2b(marshal.dumps(plain, 2), digest_size=SIZE).digest()
