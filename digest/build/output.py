"""Write a whole site or nothing.

The new tree is staged beside the old one: what is equal is linked, what changed is written
and flushed. Then the two trees change places in one step. Killed at any moment, a build leaves
the old site or the new one, whole; the next build sweeps up what was left lying about.

What is ours is listed in a file inside the tree, so the list and the tree change together and
deleting `.digest/` loses nothing.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from digest.diagnostics import refuse

MANIFEST = ".digest-files"
"""The list of our files, inside the site: one path a line, behind a first line that marks it."""

MARK = "# files written by digest; all others in this folder are left alone"
"""First line of the list: what carries it was made by a build."""

HARMLESS = {".gitignore", ".gitkeep", ".gitattributes"}
"""Files that a folder may hold before its first build."""

_FLUSH_ALL = 64
"""Changed files from which one flush of the whole disk is cheaper than one for each file."""

_EXCHANGE = 2
_AT_CWD = -100


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did to the site."""

    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    bytes: int = 0
    """Of all our files together."""

    changed: bool = False


@contextmanager
def only_build(root: Path) -> Iterator[None]:
    """Keep two builds of one project apart; the second is refused at once.

    Raises:
        DigestError: another build is running.
    """
    folder = root / ".digest"
    folder.mkdir(exist_ok=True)
    handle = os.open(folder / "build.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows has no flock
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        if problem.errno not in (errno.EWOULDBLOCK, errno.EACCES):
            return  # a disk without locks: better unguarded than never built
        fix = "wait for it, or stop it; the lock goes with its process"
        raise refuse("site.locked", ".digest/build.lock", "another build of this project is running", fix) from None


def write_site(site: Path, files: Mapping[str, bytes]) -> Written:
    """Make a folder hold exactly these files, beside those of others.

    Args:
        site: the folder; made when it is missing.
        files: contents by path, relative to `site`, with `/` on every system.

    Raises:
        DigestError: the folder is a link, or it holds files that are not ours in our way.
        OSError: the disk refused; the folder is as it was.
    """
    for path in files:
        _check_path(path)
    new = site.with_name(f".{site.name}.new")
    old = site.with_name(f".{site.name}.old")
    _sweep(site, new, old)
    ours = _owned(site)
    everything = _tree(site)
    foreign = {path for path in everything if path not in ours and path != MANIFEST}
    _check_foreign(site, foreign, files)
    manifest = "".join(f"{line}\n" for line in (MARK, *sorted(files))).encode()
    wanted = {**files, MANIFEST: manifest}
    changed = [path for path in sorted(wanted) if path not in everything or not _holds(site / path, wanted[path])]
    removed = sorted(ours & everything - files.keys())
    done = Written(
        written=tuple(path for path in changed if path != MANIFEST),
        unchanged=len(files) - sum(path != MANIFEST for path in changed),
        removed=tuple(removed),
        bytes=sum(map(len, files.values())),
        changed=bool(changed or removed),
    )
    if done.changed:
        try:
            _stage(site, new, wanted, set(changed), foreign)
            _swap(site, new, old)
        finally:
            shutil.rmtree(new, ignore_errors=True)
            if site.exists():
                shutil.rmtree(old, ignore_errors=True)
    return done


def _check_path(path: str) -> None:
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or "\0" in path or any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"not a path inside a site: {path!r}")


def _sweep(site: Path, new: Path, old: Path) -> None:
    """Remove what a killed build left; put the old site back if it died between two renames."""
    if not os.path.lexists(site) and old.is_dir() and not old.is_symlink():
        old.rename(site)
    for left in (new, old):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        elif os.path.lexists(left):
            left.unlink()


def _owned(site: Path) -> set[str]:
    """Our files in the folder.

    Raises:
        DigestError: it is a link or no folder, or somebody else's.
    """
    if not os.path.lexists(site):
        return set()
    if site.is_symlink() or not site.is_dir():
        fix = "remove the link or the file, or build into another folder"
        raise refuse("site.not-a-folder", site.name, "this is not a folder of its own", fix)
    manifest = site / MANIFEST
    if manifest.is_file() and not manifest.is_symlink():
        first, *paths = manifest.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
        if first == MARK:
            return set(paths)
    others = sorted(entry.name for entry in site.iterdir() if entry.name not in HARMLESS)
    if others:
        problem = f"the folder holds files that digest did not write: {', '.join(others[:3])}"
        raise refuse("site.not-ours", site.name, problem, "move them away, or build into another folder")
    return set()


def _tree(site: Path, below: str = "") -> set[str]:
    """Every file and link below the folder; links are not followed."""
    found: set[str] = set()
    if not (site / below).is_dir():
        return found
    for entry in os.scandir(site / below):
        path = below + entry.name
        if entry.is_dir(follow_symlinks=False):
            found |= _tree(site, f"{path}/")
        else:
            found.add(path)
    return found


def _check_foreign(site: Path, foreign: set[str], files: Mapping[str, bytes]) -> None:
    """Refuse to write over, or through, what is not ours."""
    parents = {path[:at] for path in files for at, letter in enumerate(path) if letter == "/"}
    folded = {path.casefold() for path in files}
    in_the_way = sorted(path for path in foreign if path.casefold() in folded or path in parents)
    in_the_way += sorted(path for path in files if (site / path).is_dir() and not (site / path).is_symlink())
    if in_the_way:
        problem = f"{site.name}/{in_the_way[0]} is not ours, and a page must stand there"
        raise refuse("site.in-the-way", f"{site.name}/{in_the_way[0]}", problem, "move it away, then build again")


def _holds(file: Path, data: bytes) -> bool:
    """True for a regular file with exactly these bytes."""
    try:
        found = file.lstat()
        return stat.S_ISREG(found.st_mode) and found.st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def _stage(site: Path, new: Path, wanted: Mapping[str, bytes], changed: set[str], foreign: set[str]) -> None:
    _make_folder(new)
    folders = {new}
    for path in sorted({*wanted, *foreign}):
        target = new / path
        for folder in reversed(target.parents):
            if folder.is_relative_to(new) and folder not in folders:
                _make_folder(folder)
                folders.add(folder)
        if path in changed:
            _write(target, wanted[path], flush=len(changed) < _FLUSH_ALL)
        else:
            _link(site / path, target)
    if len(changed) >= _FLUSH_ALL:
        os.sync()
    for folder in folders:
        _flush_folder(folder)


def _make_folder(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o755)  # whatever the umask: a server must be able to read a published site


def _write(file: Path, data: bytes, *, flush: bool) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    with os.fdopen(handle, "wb") as stream:
        file.chmod(0o644)
        stream.write(data)
        if flush:
            stream.flush()
            os.fsync(stream.fileno())


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # a disk without hard links
        shutil.copy2(source, target, follow_symlinks=False)


def _flush_folder(folder: Path) -> None:
    if sys.platform == "win32":  # pragma: no cover - folders cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(site: Path, new: Path, old: Path) -> None:
    """Put the new tree in the old one's place, in one step where the system has one."""
    if not site.exists():
        new.rename(site)
    elif not _exchange(site, new):
        site.rename(old)
        try:
            new.rename(site)
        except OSError:
            old.rename(site)
            raise
    _flush_folder(site.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names atomically; false where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0)
