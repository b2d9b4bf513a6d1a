"""Run Pagefind over the records of a site, and make its output the same each time.

Pagefind (https://pagefind.app, MIT) is a program of its own, from the extra `search`. The order of
its filters changes from run to run; they are sorted here and named anew by their content.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from digest.diagnostics import DigestError, refuse
from digest.site.search import SearchRecord, record_page
from digest.text import digest_of

LIMIT = 900
"""Seconds after which a run is given up; 3,000 records take less than one."""

_MARK = b"pagefind_dcd"
_NAME = 7
"""Hex digits of a filter's name."""

_SKIPPED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
"""Parts of the bundle that the search page does not use."""


def pagefind_program() -> str | None:
    """Where Pagefind is, or nothing."""
    try:
        from pagefind_bin import get_executable
    except ImportError:
        return shutil.which("pagefind")
    found = Path(str(get_executable()))
    return str(found) if found.is_file() else shutil.which("pagefind")


def search_bundle(program: str, records: Sequence[SearchRecord], language: str) -> dict[str, bytes]:
    """The files of the index, by their names in its folder.

    Raises:
        DigestError: Pagefind failed.
    """
    with TemporaryDirectory(prefix="digest-search-") as name:
        folder = Path(name)
        for record in records:
            file = folder / "records" / record.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(record_page(record, language))
        _run(program, folder, language)
        files = {file.relative_to(folder / "bundle").as_posix(): file for file in (folder / "bundle").rglob("*")}
        found = {name: file.read_bytes() for name, file in sorted(files.items()) if file.is_file()}
    return ordered_bundle({name: data for name, data in found.items() if not name.startswith(_SKIPPED)})


def _run(program: str, folder: Path, language: str) -> None:
    command = [program, "--silent", "--site", "records", "--output-path", "bundle", "--keep-index-url"]
    command += ["--force-language", language.partition("-")[0]]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LIMIT, check=False)
        said = done.stderr.strip() or done.stdout.strip()
    except (OSError, subprocess.TimeoutExpired) as problem:
        done, said = None, str(problem)
    if done is None or done.returncode:
        fix = "run `pagefind --version`, or set search = false in digest.toml"
        last = said.splitlines()[-1] if said else "it gave no reason"
        raise refuse("search.failed", "site/search", f"Pagefind failed: {last}", fix)


def ordered_bundle(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A bundle whose filters are in order, under names that follow from their content."""
    found, names = {}, {}
    for name, data in files.items():
        if name.startswith("filter/"):
            value = _read(data)
            packed = _written([value[0], sorted(value[1])])
            old = name.removeprefix("filter/").partition(".")[0]
            names[old] = f"{old.partition('_')[0]}_{digest_of(packed, _NAME)}"
            found[f"filter/{names[old]}.pf_filter"] = packed
        elif name.endswith(".pf_meta") or name == "pagefind-entry.json":
            continue
        else:
            found[name] = data
    entry = json.loads(files["pagefind-entry.json"])
    for language in entry["languages"].values():
        meta = _read(files[f"pagefind.{language['hash']}.pf_meta"])
        meta[3] = sorted([name, names[old]] for name, old in meta[3])
        packed = _written(meta)
        language["hash"] = f"{language['hash'].partition('_')[0]}_{digest_of(packed, 10)}"
        found[f"pagefind.{language['hash']}.pf_meta"] = packed
    entry["languages"] = dict(sorted(entry["languages"].items()))
    found["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return dict(sorted(found.items()))


def _read(data: bytes) -> Any:
    """The value of a file of Pagefind's: a mark, then CBOR (RFC 8949), packed by gzip."""
    raw = gzip.decompress(data)
    value, end = _decoded(raw, len(_MARK))
    if not raw.startswith(_MARK) or end != len(raw):
        raise _unknown_form()
    return value


def _unknown_form() -> DigestError:
    fix = "install the version of Pagefind that digest names in its requirements"
    return refuse("search.unknown-form", "site/search", "this version of Pagefind writes another form", fix)


def _decoded(raw: bytes, at: int) -> tuple[Any, int]:
    """A value and where the next one begins: numbers, texts and lists are all that occurs."""
    kind, low = raw[at] >> 5, raw[at] & 31
    at += 1
    if low >= 24:
        if low > 27:
            raise _unknown_form()
        size = 1 << (low - 24)
        low, at = int.from_bytes(raw[at : at + size], "big"), at + size
    if kind == 0:
        return low, at
    if kind == 3:
        return raw[at : at + low].decode(), at + low
    if kind != 4:
        raise _unknown_form()
    items = []
    for _ in range(low):
        item, at = _decoded(raw, at)
        items.append(item)
    return items, at


def _written(value: Any) -> bytes:
    return gzip.compress(_MARK + _encoded(value), mtime=0)


def _encoded(value: Any) -> bytes:
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(3, len(text)) + text
    return _head(4, len(value)) + b"".join(map(_encoded, value))


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(size for size in (1, 2, 4, 8) if number < 1 << 8 * size)
    return bytes([kind << 5 | 23 + size.bit_length()]) + number.to_bytes(size, "big")
