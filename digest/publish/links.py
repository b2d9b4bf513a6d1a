"""Whether every address on a built site leads somewhere: pages, anchors, assets, below the base path."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from digest.diagnostics import Diagnostic, error, warning
from digest.publish.pages import BuiltPage
from digest.text import shorten

_ELSEWHERE = ("http:", "https:", "mailto:", "tel:")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Ground:
    """What addresses are measured against."""

    files: frozenset[str]
    """Every file of the site by its path."""

    pages: Mapping[str, BuiltPage]
    base_url: str
    """Where the site will stand; empty while it has no address."""

    def target(self, page: str, address: str) -> str | None:
        """The path that an address without an anchor names on a page or in a stylesheet; `None` outside the site.

        Raises:
            ValueError: it begins at the host's root, outside the base path: the commonest way to an unstyled site.
        """
        return _resolved(self.base_url, page.rpartition("/")[0], address) if address else page


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
    joined = posixpath.normpath(posixpath.join(folder, address.partition("?")[0]))
    return _file("" if joined == "." else joined + ("/" if address.endswith("/") else ""))


def _file(path: str) -> str:
    path = unquote(path.partition("?")[0])
    return f"{path}index.html" if not path or path.endswith("/") else path


@dataclass(frozen=True, slots=True)
class _Way:
    """Where an address leads, seen from a folder."""

    target: str | None
    """A path of the site; empty for the page itself, `None` outside the site."""

    anchor: str = ""
    outside: str = ""
    """The base path that it misses."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Every link of every page, followed once."""

    found: list[Diagnostic]
    onward: Mapping[str, set[str]]
    """The files that each page leads to."""


def follow(ground: Ground, name: Mapping[str, str]) -> Ways:
    """Follow all links, anchors and assets.

    Args:
        name: for a page the file to be mended: the article that it shows, else the page itself.
    """
    found: list[Diagnostic] = []
    onward: dict[str, set[str]] = {}
    folders: dict[str, dict[str, _Way]] = {}
    for path, page in ground.pages.items():
        known = folders.setdefault(path.rpartition("/")[0], {})  # most links of a page are those of its neighbours
        where = name[path]
        onward[path] = targets = set()
        for address in page.links:
            way = known.get(address)
            if way is None:
                way = known[address] = _way(ground, path, address)
            if way.target:
                targets.add(way.target)
            if way.outside or way.anchor or way.target not in ground.files:
                found += _link(ground, path, where, address, way)
        for address in page.assets:
            found += asset_findings(ground, path, where, address)
        for address in page.named:
            found += named_findings(ground, path, where, address)
        if page.base is not None:
            fix = "take <base> out of the template: all addresses are relative to their page"
            found.append(error("check.outside-base", where, f"{path}: <base> sets another base for its links", fix))
    return Ways(found, onward)


def _way(ground: Ground, path: str, address: str) -> _Way:
    bare, _, anchor = address.partition("#")
    anchor = unquote(anchor.partition(":~:")[0])
    try:
        own = not bare or bare.startswith("?")
        return _Way("" if own else ground.target(path, bare), "" if anchor.lower() == "top" else anchor)
    except ValueError as base:
        return _Way(None, outside=str(base))


def _link(ground: Ground, path: str, where: str, address: str, way: _Way) -> Iterator[Diagnostic]:
    target = path if way.target == "" else way.target
    if way.outside:
        yield _outside(path, where, address, way.outside)
    elif target is not None and target not in ground.files:
        if _SCHEME.match(address):
            fix = "name a page of the site, or an address with http, https, mailto or tel"
            yield error("check.broken-link", where, f"{path}: '{shorten(address, 80)}' leads to no page", fix)
        else:
            fix = "mend the address, or build again: the page may have another name now"
            yield error("check.broken-link", where, f"{path}: '{address}' leads to no page of the site", fix)
    elif way.anchor and target is not None and target in ground.pages and way.anchor not in ground.pages[target].ids:
        fix = "name a place that is on the page, or leave the part behind # out"
        yield error("check.broken-anchor", where, f"{path}: there is no '#{way.anchor}' on {target}", fix)


def asset_findings(ground: Ground, path: str, where: str, address: str, line: int = 0) -> Iterator[Diagnostic]:
    """What is wrong with the address of something that a page or a stylesheet loads."""
    if address.startswith(("data:", "#")):
        return
    try:
        target = ground.target(path, address.partition("#")[0])
    except ValueError as base:
        yield _outside(path, where, address, str(base))
        return
    if target is None:
        fix = "put the file into the theme's assets/ and name it there"
        yield error("check.foreign-asset", where, f"{path}: loads '{address}' from another host", fix, line)
    elif target not in ground.files:
        fix = "add the file to the theme's assets/, or take its name out of the template"
        yield error("check.missing-asset", where, f"{path}: loads '{address}', which is not there", fix, line)


def named_findings(ground: Ground, path: str, where: str, address: str) -> Iterator[Diagnostic]:
    """Addresses for machines are whole ones; those below the site's must be there."""
    if not _SCHEME.match(address):
        problem = f"{path}: tells machines '{address}', which is no absolute address"
        yield error("check.bad-data", where, problem, "build with the address of the site: base_url")
    elif (
        ground.base_url and address.startswith(ground.base_url) and address[len(ground.base_url) :] not in ground.files
    ):
        yield from _link(ground, path, where, address, _way(ground, path, address))


def _outside(path: str, where: str, address: str, base: str) -> Diagnostic:
    problem = f"{path}: '{address}' begins at the host's root, and the site stands below {base}"
    return error("check.outside-base", where, problem, "write a relative address, as all other pages do")


def piece_findings(ground: Ground, path: str, where: str, pieces: Iterable[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Quoted pieces that do not stand, letter for letter, in the paragraph that they link to: the promise.

    Args:
        path: of the page or the feed.
        where: the file to be mended.
        pieces: text and address of each.
    """
    for text, address in pieces:
        bare, _, anchor = address.partition("#")
        try:
            target = ground.target(path, bare) if address else None
        except ValueError:
            continue  # told as a link already
        paragraphs = ground.pages[target].paragraphs if target and target in ground.pages else {}
        if not _stands_in(text, paragraphs.get(unquote(anchor), "")):
            shown = f"'{address}'" if address else "any paragraph"
            problem = f"{path}: the piece '{shorten(text, 60)}' does not stand in {shown}"
            yield error("check.not-verbatim", where, problem, "build again; if it stays, please report it")


_IN_NUMBER = re.compile(r"\d[.,]?\|[.,]?\d")
_IN_WORD = re.compile(r"([^\W\d_])\|([^\W\d_])")


def _stands_in(text: str, paragraph: str) -> bool:
    """Whether a piece is in a paragraph, cut at neither end within a word or a number: `1 dead` is not in `21 dead`."""
    at = paragraph.find(text) if text else -1
    while at >= 0:
        end = at + len(text)
        before, after = f"{paragraph[max(at - 2, 0) : at]}|{text[:2]}", f"{text[-2:]}|{paragraph[end : end + 2]}"
        if not _is_cut(before) and not _is_cut(after):
            return True
        at = paragraph.find(text, at + 1)
    return False


def _is_cut(place: str) -> bool:
    """Whether `|` is within a number, or within a word of a script that has capitals: others put no space between words."""
    letters = _IN_WORD.search(place)
    return bool(_IN_NUMBER.search(place) or (letters and all(one.lower() != one.upper() for one in letters.groups())))


def orphan_findings(ground: Ground, ways: Ways, name: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Pages that no way leads to from the home page; pages that ask not to be indexed need none."""
    reached = {"index.html"}
    waiting = ["index.html"] if "index.html" in ground.pages else []
    while waiting:
        for target in ways.onward[waiting.pop()]:
            if target not in reached and target in ground.pages:
                reached.add(target)
                waiting.append(target)
    for path, page in ground.pages.items():
        if path not in reached and not page.hidden and path != "404.html":
            fix = "link to it from another page, or remove it"
            yield warning("check.orphan", name[path], f"{path}: no link leads here from the home page", fix)


def duplicate_findings(files: Iterable[str]) -> Iterator[Diagnostic]:
    """Files whose names are one on a disk that knows no case, or that composes letters otherwise."""
    seen: dict[str, str] = {}
    for path in sorted(files):
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
        if folded in seen:
            problem = f"{path} and {seen[folded]} are one address on many servers and disks"
            yield error("check.duplicate-address", f"site/{path}", problem, "rename one of them")
        seen.setdefault(folded, path)
