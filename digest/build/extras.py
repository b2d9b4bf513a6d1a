"""Files of a site that are dear to make: share cards and the search index.

They are kept by content in `.digest/extras/`, which is always safe to delete, so a build makes
only those whose content is new. What is kept is checked before it is used.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from digest.build.extra_costs import Made
from digest.build.pagefind import pagefind_program, search_bundle
from digest.diagnostics import Diagnostic, DigestError
from digest.site.search import BUNDLE, SearchRecord, search_records
from digest.site.share_card import card_documents
from digest.site.site import Site
from digest.text import digest_of

FOLDER = ".digest/extras"
_CHECK = 32
"""Hex digits of the digest that a kept file begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """The files that were made or kept, and what to say of them."""

    files: Mapping[str, bytes]
    made: tuple[Made, ...] = ()
    notes: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class Extras:
    """Makes the extras of one project's site; a long-lived one keeps them in memory too."""

    def __init__(self, root: Path, *, kept: bool = True) -> None:
        """Nothing is made yet.

        Args:
            root: the project's folder.
            kept: whether files are kept on disk.
        """
        self._folder = root / FOLDER if kept else None
        self._memory: dict[str, bytes] = {}

    def of(self, site: Site) -> Extra:
        """All extras of a site."""
        used: set[str] = set()
        cards = self._cards(site, used)
        found = self._search(site, used)
        self._forget(used)
        return Extra(
            files={**cards.files, **found.files},
            made=cards.made + found.made,
            notes=found.notes,
            diagnostics=found.diagnostics,
        )

    def _cards(self, site: Site, used: set[str]) -> Extra:
        begun, files, new = _cpu(), {}, 0
        for document in card_documents(site):
            key = digest_of(f"card {_card_maker()} {document.ingredients!r}", 40)
            files[document.path], fresh = self._kept(key, document.data, used)
            new += fresh
        if not files:
            return Extra(files={})
        return Extra(files=files, made=(_made("share cards", len(files), new, begun, files),))

    def _search(self, site: Site, used: set[str]) -> Extra:
        records = search_records(site)
        if not records:
            return Extra(files={})
        program = pagefind_program()
        if program is None:
            note = "no search: Pagefind is not installed (pip install 'news-digest[search]')"
            return Extra(files={}, notes=(note,))
        begun = _cpu()
        language = site.config.site.language
        key = digest_of(f"search {_version('pagefind_bin')} {program} {language} {records!r}", 40)
        try:
            packed, fresh = self._kept(key, partial(_packed, program, records, language), used)
        except DigestError as problem:
            return Extra(files={}, diagnostics=(problem.diagnostic,))
        files = {BUNDLE + name: data for name, data in _unpacked(packed).items()}
        made = _made("search records", len(records), len(records) if fresh else 0, begun, files)
        return Extra(files=files, made=(made,))

    def _kept(self, key: str, make: Callable[[], bytes], used: set[str]) -> tuple[bytes, bool]:
        """What is kept under a key, else made and kept; and whether it was made."""
        used.add(key)
        data = self._memory.get(key) or self._read(key)
        fresh = data is None
        if data is None:
            data = make()
            self._write(key, data)
        self._memory[key] = data
        return data, fresh

    def _read(self, key: str) -> bytes | None:
        if self._folder is None:
            return None
        try:
            raw = (self._folder / key).read_bytes()
        except OSError:
            return None
        data = raw[_CHECK:]
        return data if raw[:_CHECK] == digest_of(data, _CHECK).encode() else None

    def _write(self, key: str, data: bytes) -> None:
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / key).write_bytes(digest_of(data, _CHECK).encode() + data)
        except OSError:
            return  # a full disk costs the time of making it again, no more

    def _forget(self, used: set[str]) -> None:
        self._memory = {key: data for key, data in self._memory.items() if key in used}
        if self._folder is None or not self._folder.is_dir():
            return
        for file in self._folder.iterdir():
            if file.name not in used:
                file.unlink(missing_ok=True)


def _made(what: str, total: int, new: int, begun: float, files: Mapping[str, bytes]) -> Made:
    size = sum(map(len, files.values()))
    return Made(what=what, total=total, new=new, seconds=_cpu() - begun, bytes=size)


def _cpu() -> float:
    return sum(os.times()[:4])


def _packed(program: str, records: tuple[SearchRecord, ...], language: str) -> bytes:
    """A bundle as one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        for name, data in search_bundle(program, records, language).items():
            bundle.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


@cache
def _card_maker() -> str:
    """Changes when cards would come out otherwise."""
    import digest.site.share_card as drawing

    source = Path(drawing.__file__).read_bytes()
    return f"{digest_of(source)} {_version('pillow')}"


@cache
def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # brings the parser of mails

    try:
        return version(package)
    except PackageNotFoundError:
        return ""
