"""Whether anything changed since the last build, asked without reading a single source.

The last build sealed what it saw: a stamp of every source and of every file that it left in
the site. While all stamps are equal, its report is the answer.
"""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from digest.build.built import BuildReport, unworked
from digest.build.packing import packer, unpacker
from digest.build.state import FORMS, SEAL, Stamp, stamp_of, trusted
from digest.content.keeping import load, save

Options = tuple[str | None, str, bool, str | None]
"""Address, folder of the site, whether drafts are shown, and the last day that is shown."""


def theme_folders(root: Path) -> tuple[Path, ...]:
    """Where themes are looked for: the project's own, those of the package, those of the checkout."""
    package = Path(__file__).parents[1]
    return (root / "themes", package / "themes", package.parent / "themes")


def source_stamps(root: Path) -> dict[str, Stamp]:
    """A stamp of everything that a build may read.

    Cost: 3 us a file.
    """
    found: dict[str, Stamp] = {}
    content = root / "content"
    for file in (root / "digest.toml", content, *sorted(content.glob("*.toml"))):
        if file.exists():
            found[os.fspath(file)] = stamp_of(os.fspath(file))
    found.pop(os.fspath(content), None)
    for folder in (content / "articles", *theme_folders(root)):
        _add(os.fspath(folder), found)
    return found


def site_stamps(site: Path) -> dict[str, tuple[int, int, int]]:
    """A stamp of every file in the site by its path there. The time of the inode is left out: links change it."""
    found: dict[str, Stamp] = {}
    _add(os.fspath(site), found)
    cut = len(os.fspath(site)) + 1
    return {path[cut:]: stamp[:3] for path, stamp in found.items()}


def _add(folder: str, found: dict[str, Stamp]) -> None:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    _add(entry.path, found)
                else:
                    found[entry.path] = stamp_of(entry)
    except OSError:
        found[folder] = (0, 0, 0, 0)  # told by whoever reads it


@dataclass(frozen=True, slots=True)
class Stamps:
    """All files of a project at one time."""

    sources: dict[str, Stamp]
    site: dict[str, tuple[int, int, int]]
    now: int
    """Nanoseconds, before the first was looked at."""


def stamps(root: Path, site: Path) -> Stamps:
    """Look at all files, the sources first: what is saved meanwhile is seen by the next build."""
    now = time.time_ns()
    return Stamps(source_stamps(root), site_stamps(site), now)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the last build saw, and what it told."""

    sources: dict[str, Stamp]
    site: bytes
    """A digest of the stamps of the site."""

    mark: bytes
    """Of the state that belongs to it."""

    report: BuildReport
    """What there is to say when nothing changed."""


def site_digest(site: Mapping[str, tuple[int, int, int]]) -> bytes:
    """Equal for equal stamps of a site, in whatever order its folders name the files."""
    return blake2b(marshal.dumps(sorted(site.items()), 2), digest_size=16).digest()


def sealed(root: Path, options: Options) -> Sealed | None:
    """What the last build with these options saw; `None` where that is not known."""
    match load(root, SEAL):
        case (found, dict() as sources, bytes() as site, bytes() as mark, plain) if found == options:
            try:
                return Sealed(sources, site, mark, unpacker(BuildReport)(plain))
            except FORMS:
                return None
        case _:
            return None


def seal(
    root: Path,
    options: Options,
    seen: Stamps,
    site: Mapping[str, tuple[int, int, int]],
    report: BuildReport,
    mark: bytes,
) -> None:
    """Seal what a build saw.

    Args:
        seen: taken before the sources were read, so that a change during the build is seen by the next one.
        site: stamps of the site as it is now.
        report: what the build told.
        mark: of the state that it left.
    """
    if len(trusted(seen.sources, seen.now)) == len(seen.sources):
        plain = packer(BuildReport)(unworked(report))
        save(root, (options, seen.sources, site_digest(site), mark, plain), SEAL)
