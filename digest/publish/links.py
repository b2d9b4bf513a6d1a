"""Whether every address on a built site leads somewhere: pages, anchors, assets, below the base path."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from digest.diagnostics import Diagnostic, error, warning
from digest.publish.pages import BuiltPage
from digest.text import shorten

_ELSEWHERE = ("http:", "https:", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Ground:
    """What addresses are measured against."""

    files: frozenset[str]
    """Every file of the site by its path."""

    pages: Mapping[str, BuiltPage]
    base_url: str
    """Where the site will stand; empty while it has no address."""

    def target(self, page: str, address: str) -> str | None:
        """The path that an address on a page names; `None` outside the site.

        Raises:
            ValueError: it begins at the host's root, outside the base path: the commonest way to an unstyled site.
        """
        return _resolved(self.base_url, page.rpartition("/")[0], address) if address else _file(page)


@lru_cache(maxsize=100_000)  # most links of a page are those of its neighbours
def _resolved(base_url: str, folder: str, address: str) -> str | None:
    """See `Ground.target`; pages of one folder resolve an address alike."""
    if base_url and address.startswith(base_url):
        return _file(address[len(base_url) :])
    head = address[:9].lower()
    if head.startswith(_ELSEWHERE) or address.startswith("//"):
        return None
    if address.startswith("/"):
        base = urlsplit(base_url).path or "/"
        if not base_url or not address.startswith(base):
            raise ValueError(base)
        return _file(address[len(base) :])
    joined = posixpath.normpath(posixpath.join(folder, address))
    return _file("" if joined == "." else joined + ("/" if address.endswith("/") else ""))


def _file(path: str) -> str:
    path = unquote(path.partition("?")[0])
    return f"{path}index.html" if not path or path.endswith("/") else path


def link_findings(ground: Ground, name: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Links, anchors and assets that lead nowhere.

    Args:
        name: for a page the file to be mended: the article that it shows, else the page itself.
    """
    for path, page in ground.pages.items():
        where = name[path]
        for address in page.links:
            yield from _link(ground, path, where, address)
        for address in page.assets:
            yield from _asset(ground, path, where, address)


def _link(ground: Ground, path: str, where: str, address: str) -> Iterator[Diagnostic]:
    bare, _, anchor = address.partition("#")
    try:
        target = ground.target(path, bare) if bare else path
    except ValueError as base:
        yield _outside(path, where, address, str(base))
        return
    if target is None:
        return
    if target not in ground.files:
        fix = "mend the address, or build again: the page may have another name now"
        yield error("check.broken-link", where, f"{path}: '{address}' leads to no page of the site", fix)
    elif anchor and target in ground.pages and unquote(anchor) not in ground.pages[target].ids:
        fix = "name a place that is on the page, or leave the part behind # out"
        yield error("check.broken-anchor", where, f"{path}: there is no '#{anchor}' on {target}", fix)


def _asset(ground: Ground, path: str, where: str, address: str) -> Iterator[Diagnostic]:
    if address.startswith("data:"):
        return
    try:
        target = ground.target(path, address.partition("#")[0])
    except ValueError as base:
        yield _outside(path, where, address, str(base))
        return
    if target is None:
        fix = "put the file into the theme's assets/ and name it there"
        yield error("check.foreign-asset", where, f"{path}: loads '{address}' from another host", fix)
    elif target not in ground.files:
        fix = "add the file to the theme's assets/, or take its name out of the template"
        yield error("check.missing-asset", where, f"{path}: loads '{address}', which is not there", fix)


def _outside(path: str, where: str, address: str, base: str) -> Diagnostic:
    problem = f"{path}: '{address}' begins at the host's root, and the site stands below {base}"
    return error("check.outside-base", where, problem, "write a relative address, as all other pages do")


def piece_findings(ground: Ground, name: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Quoted pieces that do not stand, letter for letter, in the paragraph that they link to: the promise."""
    for path, page in ground.pages.items():
        for text, address in page.pieces:
            bare, _, anchor = address.partition("#")
            try:
                target = ground.target(path, bare) if address else None
            except ValueError:
                continue  # told as a link already
            paragraphs = ground.pages[target].paragraphs if target and target in ground.pages else {}
            if text not in paragraphs.get(anchor, ""):
                where = f"'{address}'" if address else "any paragraph"
                problem = f"{path}: the piece '{shorten(text, 60)}' does not stand in {where}"
                yield error("check.not-verbatim", name[path], problem, "build again; if it stays, please report it")


def orphan_findings(ground: Ground, name: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Pages that no way leads to from the home page; pages that ask not to be indexed need none."""
    reached = {"index.html"}
    waiting = ["index.html"] if "index.html" in ground.pages else []
    while waiting:
        path = waiting.pop()
        for target in _targets(ground, path):
            if target not in reached and target in ground.pages:
                reached.add(target)
                waiting.append(target)
    for path, page in ground.pages.items():
        if path not in reached and not page.hidden and path != "404.html":
            fix = "link to it from another page, or remove it"
            yield warning("check.orphan", name[path], f"{path}: no link leads here from the home page", fix)


def _targets(ground: Ground, path: str) -> Iterator[str]:
    for address in ground.pages[path].links:
        try:
            target = ground.target(path, address.partition("#")[0])
        except ValueError:
            continue
        if target is not None:
            yield target


def duplicate_findings(files: Iterable[str]) -> Iterator[Diagnostic]:
    """Files whose names are one on a disk that knows no case, or that composes letters otherwise."""
    seen: dict[str, str] = {}
    for path in sorted(files):
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
        if folded in seen:
            problem = f"{path} and {seen[folded]} are one address on many servers and disks"
            yield error("check.duplicate-address", f"site/{path}", problem, "rename one of them")
        seen.setdefault(folded, path)
