"""The inbox: find its files, read each once, remember what was read.

Two passes over the files keep memory at the size of the articles: the first counts the
short lines that come back on other pages, the second reads each page and lets its text go.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.content.memory import Memory, recall, remember
from digest.diagnostics import Diagnostic, error, shown_name
from digest.ingest.limits import too_large
from digest.ingest.lines import key_of
from digest.ingest.pages import RawPage, read_page
from digest.ingest.profiles import Profile
from digest.ingest.sniff import FileKind, kind_of
from digest.model import LIMITS, Limits
from digest.text import clean, digest_of, word_count

INBOX = "content/inbox"
"""Where raw pages lie, below the project."""

REPEATED = 3
"""Pages on which a short line must stand to be called the site's own."""

SHORT = 6
"""Words of a line that may be called so."""


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file of the inbox."""

    path: Path
    name: str
    """As diagnostics and provenance name it: relative to the project, with `/`."""


def find_files(root: Path, paths: Sequence[Path]) -> tuple[list[InboxFile], list[Diagnostic]]:
    """Every regular file at or below the paths, by name; hidden files are passed over, links refused."""
    found: dict[Path, InboxFile] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        if not path.exists() and not path.is_symlink():
            fix = "check the name; paths are relative to the folder you are in"
            if path.name == "inbox":
                fix = f"make the folder {INBOX}/ and put pages into it, or name a file or a folder"
            problems.append(error("ingest.no-file", str(path), "there is no such file or folder", fix))
            continue
        # what a person names may be a link; what lies below it may not
        for file in _walk(path.resolve() if path.is_symlink() else path, problems, root):
            found.setdefault(file, InboxFile(file, _name(root, file)))
    return sorted(found.values(), key=lambda file: (file.name, str(file.path))), problems


def _walk(path: Path, problems: list[Diagnostic], root: Path) -> Iterator[Path]:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            for entry in sorted(os.listdir(path)):  # noqa: PTH208 - names are wanted, in byte order
                if not entry.startswith("."):
                    yield from _walk(path / entry, problems, root)
            return
    except OSError as problem:
        problems.append(_unreadable(_name(root, path), problem))
        return
    if stat.S_ISREG(mode) and path.name == shown_name(path.name):
        yield path
    elif stat.S_ISREG(mode):
        fix = "rename the file; names are UTF-8"
        problems.append(error("file.bad-name", _name(root, path), "the file's name is not UTF-8", fix))
    else:
        what = "a link" if stat.S_ISLNK(mode) else "no regular file"
        fix = "put the file itself into the inbox"
        problems.append(error("ingest.not-a-file", _name(root, path), f"this is {what}; it is not followed", fix))


def _name(root: Path, path: Path) -> str:
    """The path below the project; of a file elsewhere its last two parts, so that no machine's path is published."""
    full = Path(os.path.abspath(path))  # noqa: PTH100 - links must not be followed
    try:
        name = full.relative_to(os.path.abspath(root)).as_posix()  # noqa: PTH100
    except ValueError:
        name = "/".join(full.parts[-2:])
    return shown_name(name)


def _unreadable(name: str, problem: OSError) -> Diagnostic:
    if isinstance(problem, FileNotFoundError):
        return error(
            "ingest.no-file", name, "the file went away while it was read", "ingest again if it is still wanted"
        )
    reason = problem.strerror or type(problem).__name__
    return error("ingest.unreadable", name, f"the file cannot be read: {reason}", "check its permissions")


def read_inbox(
    root: Path,
    files: Sequence[InboxFile],
    profiles: Sequence[Profile],
    *,
    limits: Limits = LIMITS,
    step: Callable[[str], None] = lambda _: None,
    keep: bool = True,
) -> list[RawPage]:
    """Read every file, those that were read before from memory.

    Args:
        limits: beyond which a file is refused.
        step: called with a file's name before it is read, for showing progress.
        keep: whether to remember what was read.
    """
    memory = recall(root, profiles, limits)
    hashes = {file: _count_short_lines(file, memory, limits) for file in files}
    now = {file.name: hash_ for file, hash_ in hashes.items() if hash_}
    # pages of earlier runs that still lie there count for what comes back on other pages
    there = {name: hash_ for name, hash_ in memory.files.items() if name not in now and (root / name).exists()} | now
    common = _common(memory.short_lines.get(hash_, ()) for hash_ in there.values())
    pages, used = [], {}
    for file, hash_ in hashes.items():
        step(file.name)
        repeated = common & set(memory.short_lines.get(hash_, ()))
        key = digest_of(repr((file.name, hash_, sorted(repeated))))
        page = memory.pages.get(key) if hash_ else None
        used[key] = page or _read(file, repeated, profiles, limits)
        pages.append(used[key])
    if keep and (files or memory.files):
        kept = {key: page for key, page in memory.pages.items() if page.file in there and page.file not in now}
        lines = {hash_: memory.short_lines[hash_] for hash_ in there.values() if hash_ in memory.short_lines}
        remember(root, Memory(memory.stamp, there, {**kept, **used}, lines))
    return pages


def _read(file: InboxFile, repeated: frozenset[str], profiles: Sequence[Profile], limits: Limits) -> RawPage:
    try:
        large = too_large(file.path.stat().st_size, file.name, limits.file_mb, "file_mb")
        if large is not None:
            return RawPage(file=file.name, hash="", kind="", findings=(large,))
        return read_page(file.path.read_bytes(), file.name, repeated=repeated, profiles=profiles, limits=limits)
    except OSError as problem:
        return RawPage(file=file.name, hash="", kind="", findings=(_unreadable(file.name, problem),))


def _count_short_lines(file: InboxFile, memory: Memory, limits: Limits) -> str:
    """The digest of a file whose short lines are counted; empty for a file that is not read."""
    try:
        if too_large(file.path.stat().st_size, file.name, limits.file_mb, "file_mb") is not None:
            return ""
        data = file.path.read_bytes()
    except OSError:
        return ""
    hash_ = digest_of(data)
    if hash_ not in memory.short_lines:
        is_text = kind_of(data, file.name) is FileKind.TEXT
        memory.short_lines[hash_] = tuple(sorted(_short_lines(data))) if is_text else ()
    return hash_


def _short_lines(data: bytes) -> set[str]:
    lines = (clean(line) for line in data.decode("utf-8", "replace").splitlines() if len(line) < 80)
    return {key_of(line) for line in lines if line and word_count(line) <= SHORT}


def _common(pages: Iterable[Iterable[str]]) -> frozenset[str]:
    """The short lines that stand on so many pages that they are the site's own."""
    count: Counter[str] = Counter()
    for lines in pages:
        count.update(lines)
    return frozenset(line for line, times in count.items() if times >= REPEATED)
