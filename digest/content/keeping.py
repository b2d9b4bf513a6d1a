"""Plain values that one run leaves in `.digest/` for the next: always safe to delete, and never more than data.

A file is `marshal` of plain values behind a digest of them and of the program that wrote
them. A torn or foreign file, or one of another version, is as good as none. Reading it runs
nothing: what could be put in its place is data of a wrong form, and that is dropped.
"""

from __future__ import annotations

import marshal
import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

_MAGIC = b"digest state 1\n"


def load(root: Path, name: str) -> Any:
    """The plain value that was saved, or `None` when there is none that can be trusted."""
    try:
        raw = (root / name).read_bytes()
    except OSError:
        return None
    head = _MAGIC + program()
    digest, data = raw[len(head) : len(head) + 32], raw[len(head) + 32 :]
    if not raw.startswith(head) or blake2b(data, digest_size=32).digest() != digest:
        return None
    try:
        return marshal.loads(data)
    except (ValueError, EOFError, TypeError):
        return None


def save(root: Path, value: Any, name: str) -> None:
    """Leave a plain value for the next run; the file is whole or as it was. A full disk is no error."""
    data = marshal.dumps(value)
    path = root / name
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(exist_ok=True)
        part.write_bytes(_MAGIC + program() + blake2b(data, digest_size=32).digest() + data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)


@cache
def program() -> bytes:
    """A digest of what may change results besides the sources: our own code, and the version of Python.

    Taken from names, sizes and times of the files, for reading all of them costs ten times as much.
    """
    package = Path(__file__).parents[1]
    told = [sys.version, os.fspath(package)]
    for folder, names, files in os.walk(package):
        names.sort()
        for name in sorted(files):
            if name.endswith((".py", ".toml", ".txt")):
                found = Path(folder, name).stat()
                told.append(f"{folder}/{name} {found.st_size} {found.st_mtime_ns}")
    for library in ("jinja2", "markdown_it", "pygments", "yaml"):
        told += [os.fspath(path) for base in sys.path for path in Path(base).glob(f"{library}-*.dist-info")]
    return blake2b("\n".join(told).encode(), digest_size=16).digest()
