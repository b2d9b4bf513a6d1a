"""Read the project's settings and articles from disk; a bad file costs that file only.

Everything below `content/` came from strangers' text, so nothing is followed and nothing is
read before its kind and its size are known: a link may point at a secret, a pipe never ends.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from digest.config import FILE, Config, parse_config
from digest.content.schema import parse_article
from digest.diagnostics import Diagnostic, DigestError, collect, error, refuse, shown_name
from digest.model import Article
from digest.site.texts import Text
from digest.text import digest_of

T = TypeVar("T")

ARTICLES = "content/articles"
"""Where the articles lie, below the project."""

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

LIMIT = 5_000_000
"""Bytes of one file; a larger one is refused unread."""


def read_project_config(root: Path) -> tuple[Config, list[Diagnostic]]:
    """Read `digest.toml`.

    Raises:
        DigestError: there is none, it cannot be read, or it is no TOML. A build must not go
            on with default settings: it would make a site in whatever folder it was run.
    """
    check_project(root)
    return parse_config(read_text(root, FILE), FILE)


def check_project(root: Path) -> None:
    """See whether a folder is a project.

    Raises:
        DigestError: it has no `digest.toml`.
    """
    if not (root / FILE).exists():
        problem = f"there is no {FILE} in {root.name or 'this folder'}"
        fix = f'run in the project\'s folder or name it with -C; the smallest {FILE} is: site.title = "My digest"'
        raise refuse("project.no-config", FILE, problem, fix)


@dataclass(frozen=True, slots=True)
class Found:
    """An article in its file: all but its text, the text, and the line on which its id stands."""

    head: Article
    """Without a body."""

    text: Text
    """Its digest is that of the whole file."""

    id_line: int

    @property
    def id(self) -> str:
        """The article's."""
        return self.head.teaser.id

    @property
    def article(self) -> Article:
        """The whole article; put together at each call."""
        return replace(self.head, body=self.text.read())


def read_articles(root: Path) -> tuple[list[Article], list[Diagnostic]]:
    """Read every `content/articles/**/*.md`, in the order of their paths.

    Of two files with one id the first is kept: an id stands for one page of the site.
    """
    kept, found = read_files(root)
    return [one.article for one in kept], found


def read_files(root: Path) -> tuple[list[Found], list[Diagnostic]]:
    """The same with the digests of the files."""
    paths, unlisted = list_articles(root)
    read, refused = collect(partial(read_article, root), paths)
    kept, twice = first_of_each_id(read)
    found = [*unlisted, *refused, *twice]
    return kept, sorted(found, key=lambda one: (_place(one.location.path), one.location.line))


def list_articles(root: Path) -> tuple[list[str], list[Diagnostic]]:
    """Paths of the articles' files relative to the project, in their order, and what cannot be listed."""
    folder = root / ARTICLES
    if folder.is_symlink() or not folder.is_dir():
        fix = "run `digest ingest`, or make the folder and put Markdown files into it"
        return [], [error("project.no-articles", ARTICLES, f"there is no folder {ARTICLES}", fix)]
    refused: list[Diagnostic] = []
    return sorted(_walk(root, ARTICLES, refused), key=_place), refused


def read_article(root: Path, path: str) -> Found:
    """Read one article's file.

    Raises:
        DigestError: the first thing that is wrong with it.
    """
    text = read_text(root, path)
    article = parse_article(text, path)
    at = re.search(r"(?m)^id\s*:", text)
    body = article.body
    line = text.count("\n", 0, at.start()) + 1 if at else 1
    return Found(replace(article, body=""), Text(file_digest(text), lambda: body), line)


def file_digest(text: str) -> str:
    """The digest of an article's file."""
    return digest_of(text, 32)


def first_of_each_id(read: Iterable[Found]) -> tuple[list[Found], list[Diagnostic]]:
    """Articles with ids of their own, and a finding for each file that has another's."""
    holders: dict[str, Found] = {}
    twice = []
    for one in read:
        first = holders.setdefault(one.id, one)
        if first is not one:
            problem = f"id '{one.id}' is already that of {first.head.path}"
            fix = "give one of them another `id:`, or delete the copy"
            twice.append(error("article.duplicate-id", one.head.path, problem, fix, one.id_line))
    return list(holders.values()), twice


def read_text(root: Path, path: str, *, limit: int | None = None) -> str:
    """The text of one regular file of the project, strictly UTF-8 and of at most `limit` bytes (`LIMIT`).

    Raises:
        DigestError: no regular file, too large, not UTF-8, or the disk refuses.
    """
    try:
        raw = _read_bytes(root / path, path, limit or LIMIT)
    except OSError as problem:
        fix = "check the file and its permissions"
        raise refuse("file.unreadable", path, f"cannot be read: {problem.strerror}", fix) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise refuse("file.not-utf8", path, f"byte {problem.start} is not UTF-8", "save it as UTF-8", line) from None


def read_optional(
    root: Path, path: str, parse: Callable[[str, str], tuple[tuple[T, ...], list[Diagnostic]]]
) -> tuple[tuple[T, ...], list[Diagnostic]]:
    """What a file says that a project need not have; nothing where it is missing or cannot be read."""
    if not (root / path).exists():
        return (), []
    try:
        return parse(read_text(root, path), path)
    except DigestError as refused:
        return (), [refused.diagnostic]


def _read_bytes(file: Path, path: str, limit: int) -> bytes:
    # opened without following or waiting, then looked at: a name may come to mean another file in between
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC | _NO_LINK)
    except OSError:
        _check_regular(file.lstat().st_mode, path)
        raise
    try:
        found = os.fstat(handle)
        _check_regular(found.st_mode, path)
        raw = os.read(handle, min(found.st_size, limit) + 1)
        while len(raw) <= limit and (more := os.read(handle, limit + 1 - len(raw))):
            raw += more
    finally:
        os.close(handle)
    if len(raw) > limit:
        problem = f"the file is larger than {limit // 1_000_000} MB, which is the most that is read"
        is_article = path.startswith(f"{ARTICLES}/")
        fix = "an article is a few thousand words: split or shorten it" if is_article else "take out what is not needed"
        raise refuse("file.too-large", path, problem, fix)
    return raw


def _check_regular(mode: int, path: str) -> None:
    if not stat.S_ISREG(mode):
        kind = "a symbolic link" if stat.S_ISLNK(mode) else "not a regular file"
        raise refuse("file.not-regular", path, f"this is {kind}", "put the file itself here")


def _walk(root: Path, folder: str, refused: list[Diagnostic]) -> Iterator[str]:
    """Paths of all Markdown files below a folder; hidden ones belong to editors and tools."""
    try:
        entries = list(os.scandir(root / folder))
    except OSError as problem:
        fix = "check the folder and its permissions"
        refused.append(error("file.unreadable", shown_name(folder), f"cannot be listed: {problem.strerror}", fix))
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path, refused)
        elif path != shown_name(path):
            fix = "rename the file; names are UTF-8"
            refused.append(error("file.bad-name", shown_name(path), "the file's name is not UTF-8", fix))
        elif entry.is_symlink() and (root / path).is_dir():
            fix = "put the folder itself here: links are not followed"
            refused.append(error("file.not-regular", path, "this is a symbolic link to a folder", fix))
        elif entry.name.endswith(".md"):
            yield path


def _place(path: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", path), path
