"""What parsers may do: how large a file may be, JSON and XML read defused, with their lines."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import escape

from digest.diagnostics import Diagnostic, error, refuse
from digest.text import clean

MEGABYTE = 1_000_000

MAX_DEPTH = 150
"""How deep XML may nest; pages and feeds stay below 60."""

TEASER_WORDS = 40
"""A text of fewer words announces an article and is none."""

_SPACE = re.compile(r"[ \t\r\n]*")
_DIGITS = 18  # longer whole numbers are names, not amounts; Python refuses those of 4300 digits
_LOOK_INTO = 3  # objects nested deeper than this hold no list of articles


_PREFIXES = {
    "http://www.w3.org/2005/atom": "atom", "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/": "", "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "", "http://purl.org/net/rss1.1#": "",
    "http://backend.userland.com/rss2": "",
    "http://purl.org/rss/1.0/modules/content/": "content", "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms", "http://search.yahoo.com/mrss/": "media", "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes", "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf", "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
}  # fmt: skip
"""The prefix that names here carry for a namespace, whatever prefix the file uses."""
_ITEMS = ("item", "atom:entry")


def too_large(size: int, name: str, megabytes: int, setting: str) -> Diagnostic | None:
    """Object to a file of more than a limit; ask before it is read from disk.

    Args:
        setting: key in `[limits]`, for the message.
    """
    if size <= megabytes * MEGABYTE:
        return None
    problem = f"the file has {size / MEGABYTE:,.1f} MB; at most {megabytes:,} MB are read"
    fix = f"split it into smaller files, or raise `{setting}` in [limits] of digest.toml"
    return error("ingest.too-large", name, problem, fix)


def refuse_too_many(count: int, what: str, name: str, limit: int) -> None:
    """Object to a file of too many parts; ask before they are worked on.

    Raises:
        DigestError: there are more than the limit.
    """
    if count > limit:
        fix = f"split it, keep the article alone, or raise `{what}` in [limits] of digest.toml"
        raise refuse("ingest.too-many", name, f"the file has {count:,} {what}; at most {limit:,} are read", fix)


def line_of(text: str, offset: int) -> int:
    """The line that an offset lies on, counted from 1."""
    return text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True)
class Located:
    """A JSON value and the line it begins on."""

    value: Any
    """Objects that may wrap records hold `Located` values, so do arrays inside them; see `scan_json`."""

    line: int


@dataclass(slots=True)
class JsonScan:
    """What could be read of a JSON text."""

    values: list[Located] = field(default_factory=list)
    """The values at the top, in order: one in a JSON file, more in concatenated JSON."""

    broken_line: int = 0
    """Where reading stopped; 0 when all was read."""

    broken: str = ""
    """Why it stopped, in words."""

    odd_line: int = 0
    """The first record that holds NaN, Infinity or a number too long to be one; 0 when none does."""


def scan_json(text: str) -> JsonScan:
    """Read JSON with the lines of its records, up to the first place where it is broken.

    An array becomes a list of `Located` elements; an object a dict whose values are `Located`, so
    deep as `_LOOK_INTO`. Elements of arrays are plain values: a record is whole or not there.
    Never raises, whatever the text: nesting beyond Python's recursion limit counts as broken.
    """
    scanner = _Scanner(text)
    while not scanner.scan.broken and scanner.skip() < len(text):
        start = scanner.at
        line = scanner.line()
        value = scanner.located(0)
        if value is not None:
            scanner.scan.values.append(Located(value, line))
        if scanner.at == start:
            break
    return scanner.scan


class _BreakError(Exception):
    """Reading cannot go on at an offset."""

    def __init__(self, offset: int, problem: str) -> None:
        super().__init__(problem)
        self.offset = offset
        self.problem = problem


class _Scanner:
    """Walks over a JSON text once, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.scan = JsonScan()
        self._odd = False
        self._counted = (0, 1)
        self._decoder = json.JSONDecoder(parse_constant=self._constant, parse_int=self._integer, strict=False)

    def _constant(self, _name: str) -> None:
        self._odd = True

    def _integer(self, digits: str) -> int | str:
        if len(digits) <= _DIGITS:
            return int(digits)
        self._odd = True
        return digits

    def skip(self) -> int:
        """Go on to the next character that is no white space."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def line(self) -> int:
        """The line here; each line break is counted once in the whole run."""
        offset, line = self._counted
        line += self.text.count("\n", offset, self.at)
        self._counted = (self.at, line)
        return line

    def located(self, depth: int) -> Any:
        """The value here, as far as it could be read; `None` for a broken scalar."""
        head = self.text[self.at : self.at + 1]
        try:
            if head == "[":
                return self._array()
            if head == "{" and depth < _LOOK_INTO:
                return self._object(depth)
            return self._plain()
        except _BreakError as problem:
            self._stop(problem)
            return None

    def _stop(self, problem: _BreakError) -> None:
        if not self.scan.broken:
            self.scan.broken = problem.problem
            self.scan.broken_line = line_of(self.text, min(problem.offset, len(self.text.rstrip())))

    def _plain(self) -> Any:
        """One whole value, through the decoder written in C."""
        line = self.line()
        try:
            value, self.at = self._decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError as problem:
            raise _BreakError(problem.pos, _in_words(problem, self.text)) from None
        except RecursionError:
            raise _BreakError(self.at, "it nests too deep to be read") from None
        if self._odd and not self.scan.odd_line:
            self.scan.odd_line = line
        self._odd = False
        return value

    def _array(self) -> list[Located]:
        found: list[Located] = []
        self.at += 1
        try:
            if self._closes("]"):
                return found
            while True:
                self.skip()
                line = self.line()
                found.append(Located(self._plain(), line))
                if self._closes("]"):
                    return found
                self._expect(",")
        except _BreakError as problem:
            self._stop(problem)
            return found

    def _object(self, depth: int) -> dict[str, Located]:
        found: dict[str, Located] = {}
        self.at += 1
        try:
            if self._closes("}"):
                return found
            while True:
                key = self._key()
                line = self.line()
                value = self.located(depth + 1)
                found[key] = Located(value, line)
                if self.scan.broken or self._closes("}"):
                    return found
                self._expect(",")
        except _BreakError as problem:
            self._stop(problem)
            return found

    def _key(self) -> str:
        self.skip()
        if self.text[self.at : self.at + 1] != '"':
            raise _BreakError(self.at, "a name in double quotes is missing here")
        key = str(self._plain())
        self._expect(":")
        self.skip()
        return key

    def _closes(self, bracket: str) -> bool:
        self.skip()
        if self.text[self.at : self.at + 1] != bracket:
            return False
        self.at += 1
        return True

    def _expect(self, mark: str) -> None:
        self.skip()
        if self.text[self.at : self.at + 1] != mark:
            end = self.at >= len(self.text)
            raise _BreakError(self.at, "the file breaks off" if end else f"'{mark}' is missing here")
        self.at += 1


def _in_words(problem: json.JSONDecodeError, text: str) -> str:
    if problem.pos >= len(text.rstrip()) or problem.msg.startswith("Unterminated string"):
        return "the file breaks off"
    return problem.msg[:1].lower() + problem.msg[1:]


def plain(value: Any) -> Any:
    """The JSON value without its lines; scans are never deeper than a few levels of `Located`."""
    if isinstance(value, Located):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {key: plain(item) if isinstance(item, Located) else item for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) if isinstance(item, Located) else item for item in value]
    return value


# --- XML -------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Node:
    """An element with its place."""

    name: str
    given: Mapping[str, str]
    line: int
    base: str
    language: str
    parts: list[Any] = field(default_factory=list)
    """Texts and elements, in order."""

    children: list[Node] = field(default_factory=list)
    """The elements alone."""

    def all(self, *names: str) -> Iterator[Node]:
        """The elements inside with these names; those with the first name come first."""
        for name in names:
            yield from (child for child in self.children if child.name == name)

    def text(self) -> str:
        """Everything inside as text, without tags."""
        return "".join(part if isinstance(part, str) else part.text() for part in self.parts).strip()

    def first(self, *names: str) -> str:
        """The text of the first element of these names that has one."""
        return next((text for node in self.all(*names) if (text := clean(node.text()))), "")

    def markup(self) -> str:
        """What is inside, as HTML; the depth is bounded by `MAX_DEPTH`."""
        return "".join(escape(part) if isinstance(part, str) else part.outer() for part in self.parts)

    def outer(self) -> str:
        """The element as HTML."""
        tag = self.name.rpartition(":")[2]
        given = "".join(
            f' {key}="{escape(value, {chr(34): "&quot;"})}"' for key, value in self.given.items() if ":" not in key
        )
        return f"<{tag}{given}>{self.markup()}</{tag}>"


class Tree(ContentHandler):
    """Builds nodes; items are set aside as soon as they are complete."""

    def __init__(self, names: Mapping[str, str] | None = None, base: str = "", language: str = "") -> None:
        super().__init__()
        self.items: list[Node] = []
        self.spaces: list[Mapping[str, str]] = [names or {}]
        self.open = [Node("", {}, 0, base, language)]
        self._lines: Any = None

    @property
    def top(self) -> Node:
        """What stands around the root."""
        return self.open[0]

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802 (the name that SAX calls)
        self._lines = locator

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        given = {str(key): str(attrs.getValue(key)) for key in attrs.getNames()}
        if len(self.open) > MAX_DEPTH:
            raise SAXParseException("elements nest too deep", None, self._lines)
        spaces = [key for key in given if key.split(":")[0] == "xmlns"][:MAX_DEPTH]
        declared = {key.partition(":")[2]: _prefix(given[key], key) for key in spaces}
        if name == "feed" and len(self.open) == 1:
            declared = {"": "atom"} | declared  # Atom whose author forgot the namespace
        self.spaces.append({**self.spaces[-1], **declared} if declared else self.spaces[-1])
        around = self.open[-1]
        base = joined(around.base, given["xml:base"]) if "xml:base" in given else around.base
        language = given.get("xml:lang", around.language)
        self.open.append(Node(self._named(name), given, int(self._lines.getLineNumber()), base, language))

    def _named(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        known = self.spaces[-1].get(prefix, prefix)
        return f"{known}:{local}" if known else local

    def characters(self, content: str) -> None:
        self.open[-1].parts.append(content)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802
        self.spaces.pop()
        node = self.open.pop()
        if node.name in _ITEMS:
            self.items.append(node)
            return
        self.open[-1].parts.append(node)
        self.open[-1].children.append(node)


def _prefix(uri: str, declaration: str) -> str:
    return _PREFIXES.get(uri.strip().lower(), declaration.partition(":")[2])


def joined(base: str, address: str) -> str:
    """An address resolved against another; the other where it cannot be."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return base


def parse_xml(text: str, tree: Tree) -> SAXParseException | None:
    """Let a defused parser build the tree; returns where and why it stopped, if it did.

    Raises:
        defusedxml.DefusedXmlException: the text declares a document type or entities.
    """
    from defusedxml.expatreader import create_parser

    parser = create_parser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(tree)
    try:
        parser.parse(io.BytesIO(text.encode("utf-8")))
    except SAXParseException as problem:
        return problem
    return None
