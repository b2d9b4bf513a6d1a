"""One built page as a check sees it: its addresses, its links, and what it says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from digest.publish.elements import ADDRESSES, DATED, PIECE, SHOWING, elements_of

_SETS = {"img": "srcset", "source": "srcset", "link": "imagesrcset"}
"""Attributes with several addresses, by element."""

_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,])(?:\s+[^,]*)?(?:,|\s*\Z)")
"""One picture of a set: its address, and for which screens it is."""

_NAMING = ("og:url", "og:image", "twitter:image")
_DATES = ("datePublished", "dateModified", "dateCreated")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPage:
    """What a check asks of one HTML file."""

    path: str
    """Relative to the site."""

    size: int
    ids: frozenset[str]
    twice: tuple[str, ...]
    """Ids that stand on it more than once."""

    links: tuple[str, ...]
    """Addresses of pages, each once, in their order."""

    assets: tuple[str, ...]
    """Addresses of what the page loads: stylesheets, scripts, pictures."""

    named: tuple[str, ...] = ()
    """Addresses that it tells machines: of itself, of its picture, of what its JSON-LD is about."""

    canonical: str = ""
    base: str | None = None
    """What it sets as the base of its addresses; `None` where it sets none, as it should."""

    hidden: bool = False
    """True where it asks not to be indexed: nothing needs to link to it."""

    data: tuple[str, ...] = ()
    """Blocks of JSON-LD."""

    days: tuple[str, ...] = ()
    """Every `datetime`."""

    pieces: tuple[tuple[str, str], ...] = ()
    """Quoted pieces, each with the address of the paragraph that it was copied from."""

    paragraphs: Mapping[str, str] = field(default_factory=dict)
    """Text of each paragraph that has an address, by its id."""

    file: str = ""
    """The article's file that the page shows, relative to the project."""

    scripts: int = 0
    """Script elements that run."""


def read_page(path: str, raw: bytes) -> BuiltPage:
    """Read one HTML file. Cost: see `elements_of`."""
    ids, elements = elements_of(raw)
    reading = _Reading()
    notes = reading.notes()
    for name, attributes, text in elements:
        notes[name](name, attributes, text)
    return reading.page(path, len(raw), ids)


_Note = Callable[[str, Mapping[str, str], str], None]


class _Reading:
    """What was seen of a page, element by element: one pass, as there are many pages."""

    def __init__(self) -> None:
        self.days: dict[str, None] = {}
        self.links: dict[str, None] = {}
        self.assets: dict[str, None] = {}
        self.named: dict[str, None] = {}
        self.canonical = ""
        self.base: str | None = None
        self.hidden = False
        self.file = ""
        self.data: list[str] = []
        self.scripts = 0
        self.paragraphs: dict[str, str] = {}
        self.pieces: list[tuple[str, str]] = []
        self._waiting: list[str] = []

    def notes(self) -> dict[str, _Note]:
        """What takes note of an element, by its name."""
        return {
            **dict.fromkeys(ADDRESSES, self._addresses),
            **dict.fromkeys(DATED, self._day),
            **dict.fromkeys(SHOWING, self._file),
            "a": self._anchor,
            "q": self._quotation,
            PIECE: self._piece,
            "p": self._paragraph,
            "meta": self._meta,
            "base": self._base,
            "script": self._script,
            "link": self._link,
        }

    def page(self, path: str, size: int, ids: list[str]) -> BuiltPage:
        """The page, when all of it was seen."""
        once = frozenset(ids)
        twice = {one for one in ids if ids.count(one) > 1} if len(once) < len(ids) else set()
        return BuiltPage(
            path=path,
            size=size,
            ids=once,
            twice=tuple(sorted(twice)),
            links=tuple(self.links),
            assets=tuple(self.assets),
            named=tuple(self.named),
            canonical=self.canonical,
            base=self.base,
            hidden=self.hidden,
            data=tuple(self.data),
            days=tuple(self.days),
            pieces=(*self.pieces, *((text, "") for text in self._waiting)),
            paragraphs=self.paragraphs,
            file=self.file,
            scripts=self.scripts,
        )

    def _addresses(self, name: str, attributes: Mapping[str, str], _: str) -> None:
        kept = self.assets if _is_loaded(name, attributes) else self.links
        for key in ADDRESSES[name]:
            address = attributes.get(key)
            if address is not None:
                kept.setdefault(address.strip())
        for found in _CANDIDATE.finditer(attributes.get(_SETS[name]) or "") if name in _SETS else ():
            self.assets.setdefault(found.group(1))

    def _anchor(self, _name: str, attributes: Mapping[str, str], _: str) -> None:
        """A link; as a reference it names the paragraph of the quotations before it."""
        address = attributes.get("href")
        if address is not None:
            self.links.setdefault(address.strip())
        if self._waiting and attributes.get("class") in ("cite", "mark"):
            self.pieces += ((text, address or "") for text in self._waiting)
            self._waiting.clear()

    def _quotation(self, _name: str, _attributes: Mapping[str, str], text: str) -> None:
        self._waiting.append(text)

    def _piece(self, _: str, attributes: Mapping[str, str], text: str) -> None:
        """A paragraph of a block quotation, which names its report itself or leaves it to the link behind it."""
        address = attributes.get("cite")
        if address is None:
            self._waiting.append(text)
        else:
            self.links.setdefault(address.strip())
            self.pieces.append((text, address.strip()))

    def _paragraph(self, _: str, attributes: Mapping[str, str], text: str) -> None:
        id = attributes.get("id")
        if id is not None and id[:1] == "p":
            self.paragraphs.setdefault(id, text)

    def _meta(self, _name: str, attributes: Mapping[str, str], _: str) -> None:
        name = attributes.get("name") or attributes.get("http-equiv") or attributes.get("property") or ""
        content = attributes.get("content") or ""
        if name in _NAMING:
            self.named.setdefault(content.strip())
        elif name.lower() == "robots":
            self.hidden = "noindex" in content
        elif name.lower() == "refresh":
            self.links.setdefault(content.partition("=")[2].strip(" '\""))

    def _base(self, _name: str, attributes: Mapping[str, str], _: str) -> None:
        self.base = attributes.get("href") or ""

    def _script(self, name: str, attributes: Mapping[str, str], text: str) -> None:
        self._addresses(name, attributes, text)
        kind = attributes.get("type")
        if kind == "application/ld+json":
            self.data.append(text)
        self.scripts += kind in (None, "", "module", "text/javascript")

    def _link(self, name: str, attributes: Mapping[str, str], text: str) -> None:
        kind = attributes.get("rel")
        if kind == "canonical":
            self.canonical = self.canonical or (attributes.get("href") or "").strip()
            self.named.setdefault(self.canonical)
        elif kind not in ("preconnect", "dns-prefetch"):
            self._addresses(name, attributes, text)

    def _day(self, _name: str, attributes: Mapping[str, str], _: str) -> None:
        day = attributes.get("datetime")
        if day is not None:
            self.days.setdefault(day)

    def _file(self, _name: str, attributes: Mapping[str, str], _: str) -> None:
        self.file = self.file or attributes.get("data-file") or ""


def _is_loaded(name: str, attributes: Mapping[str, str]) -> bool:
    if name == "link":
        return bool(
            {"stylesheet", "icon", "preload", "modulepreload", "manifest"} & set((attributes.get("rel") or "").split())
        )
    return name not in ("a", "area", "form")


def json_ld(text: str) -> tuple[str, list[str]]:
    """What is wrong with a block of JSON-LD, in words, empty when it is sound; and every address in it."""
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError) as problem:
        return f"it is no JSON: {problem}", []
    for block in value if isinstance(value, list) else [value]:
        if not isinstance(block, dict) or "schema.org" not in str(block.get("@context", "")):
            return "it has no @context of schema.org", []
        if not block.get("@type"):
            return "it has no @type", []
    texts = list(texts_of(value))
    for key, one in texts:
        if key in _DATES and not is_date(one):
            return f"{key} is '{one}', which is no date", []
    return "", [one for key, one in texts if key != "@context" and one.startswith(("http://", "https://"))]


def is_date(text: str) -> bool:
    """Whether a text is a day or a moment of ISO 8601, as JSON-LD and site maps have them."""
    return _DATE.fullmatch(text) is not None


def texts_of(value: Any) -> Iterator[tuple[str, str]]:
    """Every text in a JSON value, with the key it stands under."""
    waiting = [("", value)]
    while waiting:
        key, one = waiting.pop()
        if isinstance(one, str):
            yield key, one
        elif isinstance(one, dict):
            waiting += one.items()
        elif isinstance(one, list):
            waiting += ((key, inner) for inner in one)
