"""Tables by key in one file, in parts: a build that needs a few entries reads and writes the parts that hold them.

An index, kept elsewhere, says where each part begins, how long it is, and its digest. A part that
changed is written behind the others, so what an older index names stays as it was. What is named
no longer goes when it is as much as the rest, or when all is written anew.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zlib import crc32

Span = tuple[int, int, bytes]
"""Where a part begins, its length, and the digest of its bytes."""

Index = dict[str, tuple[Span, ...]]
"""The parts of each table."""

EACH = 64
"""Entries of a part, roughly: a story has six keys in each table, and to read six parts costs less than a look at one page."""

_MOST = 512
"""Parts of a table; then they grow."""


class TornError(ValueError):
    """A part is not what the index says: it is as good as none."""


class Table(MutableMapping[str, Any]):
    """One table, of which a part is read when a key of it is asked for.

    Every access raises `TornError` where a part is not what it was.
    """

    def __init__(self, spans: tuple[Span, ...], read: Callable[[int, int], bytes]) -> None:
        """Nothing is read yet; `read` gives so many bytes from a place on."""
        self.spans = spans
        self._read = read
        self._parts: dict[int, dict[str, Any]] = {}
        self.changed: set[int] = set()
        """The parts that differ from the file."""

    def part(self, number: int) -> dict[str, Any]:
        """All entries of one part."""
        if number not in self._parts:
            self._parts[number] = _part(self.spans[number], self._read)
        return self._parts[number]

    def _of(self, key: str) -> int:
        return place_of(key, len(self.spans))

    def __getitem__(self, key: str) -> Any:
        return self.part(self._of(key))[key]

    def __setitem__(self, key: str, value: Any) -> None:
        number = self._of(key)
        self.part(number)[key] = value
        self.changed.add(number)

    def __delitem__(self, key: str) -> None:
        number = self._of(key)
        del self.part(number)[key]
        self.changed.add(number)

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self.spans)):
            yield from self.part(number)

    def __len__(self) -> int:
        return sum(len(self.part(number)) for number in range(len(self.spans)))

    def told(self, number: int) -> bytes:
        """A part as the file holds it."""
        return marshal.dumps(self.part(number))


def place_of(key: str, count: int) -> int:
    """The part of a key, the same in every process."""
    return crc32(key.encode()) % count


def _part(span: Span, read: Callable[[int, int], bytes]) -> dict[str, Any]:
    start, length, digest = span
    data = read(start, length)
    if _digest(data) != digest:
        raise TornError("a part is torn")
    found = marshal.loads(data)
    if not isinstance(found, dict):
        raise TornError("a part is foreign")
    return found


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


def opened(file: Path, index: Index) -> dict[str, Table]:
    """The tables of a file, nothing of them read."""

    def read(start: int, length: int) -> bytes:
        try:
            with file.open("rb", buffering=0) as stream:
                stream.seek(start)
                return stream.read(length)
        except OSError as problem:
            raise TornError(str(problem)) from None

    return {name: Table(spans, read) for name, spans in index.items()}


def whole(file: Path, index: Index) -> dict[str, dict[str, Any]]:
    """The tables of a file as plain ones.

    Raises:
        TornError: a part is not what the index says.
        OSError: there is no file.
    """
    raw = file.read_bytes()
    tables: dict[str, dict[str, Any]] = {}
    for name, spans in index.items():
        table = tables[name] = {}
        for span in spans:
            table |= _part(span, lambda start, length: raw[start : start + length])
    return tables


def write_all(file: Path, tables: Mapping[str, Mapping[str, Any]]) -> Index:
    """Write all tables anew; the file is the new one or the old one.

    Raises:
        OSError: the disk refused.
    """
    chunks: list[bytes] = []
    index: Index = {}
    end = 0
    for name, table in tables.items():
        spans = []
        for part in _parted(table):
            chunks.append(marshal.dumps(part))
            spans.append((end, len(chunks[-1]), _digest(chunks[-1])))
            end += len(chunks[-1])
        index[name] = tuple(spans)
    _replace(file, b"".join(chunks))
    return index


def write_changed(file: Path, tables: Mapping[str, Table]) -> Index:
    """Write the parts that changed behind the others; the index of all.

    Raises:
        OSError: the disk refused; the parts of the old index are as they were.
    """
    end = file.stat().st_size
    live = sum(length for table in tables.values() for _, length, _ in table.spans)
    renewed: Index = {}
    chunks: list[bytes] = []
    for name, table in tables.items():
        spans = list(table.spans)
        for number in sorted(table.changed):
            chunks.append(table.told(number))
            spans[number] = (end, len(chunks[-1]), _digest(chunks[-1]))
            end += len(chunks[-1])
        renewed[name] = tuple(spans)
    with file.open("ab") as stream:
        stream.write(b"".join(chunks))
    return _packed(file, renewed) if end > 2 * live else renewed


def _packed(file: Path, index: Index) -> Index:
    """The same file without what is named no longer."""
    raw = file.read_bytes()
    chunks: list[bytes] = []
    packed: Index = {}
    end = 0
    for name, spans in index.items():
        moved = []
        for start, length, digest in spans:
            chunks.append(raw[start : start + length])
            moved.append((end, length, digest))
            end += length
        packed[name] = tuple(moved)
    _replace(file, b"".join(chunks))
    return packed


def _parted(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    count = min(_MOST, max(1, len(table) // EACH))
    parts: list[dict[str, Any]] = [{} for _ in range(count)]
    for key, value in table.items():
        parts[place_of(key, count)][key] = value
    return parts


def _replace(file: Path, data: bytes) -> None:
    part = file.with_suffix(".parts.new")
    try:
        part.write_bytes(data)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
