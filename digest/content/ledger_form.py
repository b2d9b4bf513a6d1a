"""The ledger as text: read quickly in the form that `digest` writes, read at all in any TOML, comments kept.

The form is one table a story, ordered by id, and one item a line in every list. So a change of
one story is a change of a few lines, and two people who add stories rarely meet in one place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from digest.stories.ledger import Entry, Ledger

HEAD = (
    "# Which articles are one story, and where each story stands for good. `digest ingest` and",
    "# `digest cluster` add to it, `digest story` and you may change it; see docs/stories.md.",
)
"""Comment at the top of a new ledger."""

KEYS = ("slug", "former", "title", "founder", "members", "gone", "merged_into", "split_into", "apart", "together")
"""Every key of a story, in the order in which they are written."""

LISTS = frozenset({"former", "members", "gone", "split_into", "apart", "together"})

_HEADER = re.compile(r"\[stories\.([A-Za-z0-9_-]+)\][ \t]*(?:#.*)?\Z")
_TEXT = re.compile(r'([a-z_]+) = "([^"\\]*)"[ \t]*(?:#.*)?\Z')
_ESCAPED = re.compile(r'([a-z_]+) = "(?:[^"\\]|\\.)*"\Z')
_ITEM = re.compile(r'[ \t]*"([^"\\]*)",[ \t]*(?:#.*)?\Z')
_LIST = re.compile(r"([a-z_]+) = \[\Z")
_NO_TOML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def read_form(text: str) -> dict[str, Any]:
    """What a ledger says, as TOML reads it.

    Raises:
        tomllib.TOMLDecodeError: it is no TOML.

    Cost: 4 us a story and 0.4 us an article in the form that `write_form` gives it; any other
        form takes ten times as long.
    """
    text = text.replace("\r\n", "\n")
    stories = read_canonical(text)
    if stories is None:
        return tomllib.loads(text)
    return {"stories": stories} if stories else {}


def read_canonical(text: str) -> dict[str, dict[str, Any]] | None:
    """The tables of a ledger in its own form, read line by line; `None` for any other form."""
    if _NO_TOML.search(text):
        return None
    stories: dict[str, dict[str, Any]] = {}
    table: dict[str, Any] | None = None
    items: list[str] | None = None
    for line in text.split("\n"):
        if items is not None:
            if line[:3] == '  "' and line[-2:] == '",' and line.count('"') == 2 and "\\" not in line:
                items.append(line[3:-2])
            elif line == "]":
                items = None
            elif (item := _ITEM.match(line)) is not None:
                items.append(item[1])
            elif not _is_void(line):
                return None
        elif line[:1] == "[":
            header = _HEADER.match(line)
            if header is None or header[1] in stories:
                return None
            table = stories[header[1]] = {}
        elif not _is_void(line):
            entry = None if table is None else _key(line)
            if table is None or entry is None or entry[0] in table:
                return None
            table[entry[0]] = entry[1]
            items = entry[1] if isinstance(entry[1], list) else None
    return stories if items is None else None


def _is_void(line: str) -> bool:
    """Whether a line is blank or a comment."""
    bare = line.lstrip(" \t")
    return not bare or bare[0] == "#"


def _key(line: str) -> tuple[str, Any] | None:
    """A key with its text or with the list that begins, else nothing."""
    if (found := _TEXT.match(line)) is not None:
        return found[1], found[2]
    if (found := _LIST.match(line)) is not None:
        return found[1], []
    if _ESCAPED.match(line):
        try:
            return next(iter(tomllib.loads(line).items()))
        except tomllib.TOMLDecodeError:
            return None
    return None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the ledger that a comment may belong to."""

    kind: str
    """`story`, `key`, `item`, or `end` of a list."""

    story: str = ""
    key: str = ""
    value: str = ""


def _item(story: str, key: str, value: str) -> Anchor:
    """An article is in one story, so its comments go with it wherever it goes."""
    return Anchor("item", value=value) if key in ("members", "gone") else Anchor("item", story, key, value)


@dataclass(slots=True)
class Remarks:
    """The comments of a ledger, by what they stand before or behind."""

    head: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    before: dict[Anchor, list[str]] = field(default_factory=dict)
    behind: dict[Anchor, list[str]] = field(default_factory=dict)
    lines: dict[Anchor, list[int]] = field(default_factory=dict)
    """Lines on which each place stands, counted from 1."""


_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|\n|[\[\]{}=]|[A-Za-z0-9_.-]+',
    re.DOTALL,
)


def remarks(text: str) -> Remarks:
    """The comments and the places of a ledger, in whatever form of TOML it is."""
    return _Walk(text.replace("\r\n", "\n")).found


class _Walk:
    """One way through the tokens of a ledger."""

    def __init__(self, text: str) -> None:
        self.found = Remarks()
        self.line = 1
        self.story = self.key = self.last = ""
        self.depth = 0
        self.braces = 0
        self.within_stories = False
        self.in_value = False
        self.header: list[str] | None = None
        self.here: Anchor | None = None
        self.waiting: list[str] = []
        self.blank = True
        for token in _TOKEN.findall(text):
            self.step(token)
        self.found.foot = self.waiting

    def step(self, token: str) -> None:
        if token == "\n":
            self.end_line()
        elif token[0] == "#":
            self.blank = False
            if self.here is None:
                self.waiting.append(token)
            else:
                self.found.behind.setdefault(self.here, []).append(token)
        else:
            self.blank = False
            self.sign(token)
            self.line += token.count("\n")

    def end_line(self) -> None:
        untouched = not self.found.head and not self.found.lines
        if self.blank and untouched and self.waiting:  # the first comment, up to an empty line, is the file's
            self.found.head, self.waiting = self.waiting, []
        self.line += 1
        self.here, self.blank = None, True
        self.in_value = self.in_value and self.depth > 0

    def sign(self, token: str) -> None:
        if token == "[":
            if self.depth or self.in_value:
                self.depth += 1
            else:
                self.header = []
        elif token == "]":
            self.close()
        elif token == "=":
            self.assign()
        elif token in "{}":
            self.braces += 1 if token == "{" else -1
        elif self.header is not None:
            self.header.append(_bare(token))
        elif self.depth:
            self.at(_item(self.story, self.key, _bare(token)))
        else:
            self.last = _bare(token)

    def close(self) -> None:
        if self.header is not None:
            name, self.header = "".join(self.header), None
            self.story = name.removeprefix("stories.") if name.startswith("stories.") else ""
            self.key = ""
            self.within_stories = name == "stories"
            self.at(Anchor("story", self.story) if self.story else Anchor("key", "", name))
        elif self.depth:
            self.depth -= 1
            if not self.depth:
                self.in_value = False
                self.at(Anchor("end", self.story, self.key))

    def assign(self) -> None:
        self.in_value = True
        if (self.within_stories and not self.braces) or self.last.startswith("stories."):
            self.story, _, self.key = self.last.removeprefix("stories.").partition(".")
            self.at(Anchor("story", self.story))
        else:
            self.key = self.last
        if self.key:
            self.at(Anchor("key", self.story, self.key))

    def at(self, anchor: Anchor) -> None:
        self.here = anchor
        self.found.lines.setdefault(anchor, []).append(self.line)
        if self.waiting:
            self.found.before.setdefault(anchor, []).extend(self.waiting)
            self.waiting = []


def _bare(token: str) -> str:
    return token.strip("\"'")


def write_form(ledger: Ledger, said: Remarks | None = None) -> str:
    """The text of a ledger, with the comments of its former text where they belong.

    A comment whose place is gone moves to the head of its story, or to the end of the file.
    """
    placed = list(_placed(ledger))
    known = said or Remarks(head=list(HEAD))
    rest = _Rest(known, {anchor for anchor, _ in placed})
    lines = [*known.head, ""] if known.head else []
    for anchor, line in placed:
        if anchor.kind == "story" and lines and lines[-1]:
            lines.append("")
        indent = "  " if anchor.kind in ("item", "end") else ""
        lines += [indent + comment for comment in rest.before.get(anchor, ())]
        behind = rest.behind.get(anchor)
        lines.append(f"{line} {' '.join(behind)}" if behind else line)
    if rest.foot:
        lines += ["", *rest.foot]
    return "\n".join(lines).rstrip("\n") + "\n"


class _Rest:
    """Comments with a place for each, also those whose place is gone."""

    def __init__(self, said: Remarks, there: set[Anchor]) -> None:
        self.before: dict[Anchor, list[str]] = {}
        self.behind: dict[Anchor, list[str]] = {}
        self.foot: list[str] = []
        for anchor, comments in said.before.items():
            self._put(self.before, anchor, comments, there)
        for anchor, comments in said.behind.items():
            self._put(self.behind, anchor, comments, there)
        self.foot += said.foot

    def _put(self, where: dict[Anchor, list[str]], anchor: Anchor, comments: list[str], there: set[Anchor]) -> None:
        head = Anchor("story", anchor.story)
        if anchor in there:
            where[anchor] = [*where.get(anchor, ()), *comments]
        elif head in there:
            self.before.setdefault(head, []).extend(comments)
        else:
            self.foot.extend(comments)


def _placed(ledger: Ledger) -> Iterator[tuple[Anchor, str]]:
    for entry in ledger.entries.values():
        yield Anchor("story", entry.id), f"[stories.{entry.id}]"
        for key, value in said_of(entry).items():
            if isinstance(value, str):
                yield Anchor("key", entry.id, key), f"{key} = {_quoted(value)}"
            else:
                yield Anchor("key", entry.id, key), f"{key} = ["
                for one in value:
                    yield _item(entry.id, key, one), f"  {_quoted(one)},"
                yield Anchor("end", entry.id, key), "]"


def said_of(entry: Entry) -> Mapping[str, str | tuple[str, ...]]:
    """The keys that the ledger writes for a story; what is empty or as usual is left out."""
    said = {key: getattr(entry, key) for key in KEYS}
    if entry.founder == entry.id:
        del said["founder"]
    return {key: value for key, value in said.items() if value}


_STEERING = re.compile(r'["\\\x00-\x1f\x7f]')


def _quoted(text: str) -> str:
    return f'"{_STEERING.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return f"\\{sign}" if sign in '"\\' else f"\\u{ord(sign):04x}"
