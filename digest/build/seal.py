"""Whether anything changed since the last build, asked without reading a single source.

The last build sealed what it saw: a stamp of every source and of every file that it left in
the site. While all stamps are equal, its report is the answer.
"""

from __future__ import annotations

import os
from pathlib import Path

from digest.build.built import BuildReport
from digest.build.packing import packer, unpacker
from digest.build.state import SEAL, Stamp, load, save, stamp_of, trusted

Options = tuple[object, ...]
"""All that the command line says about a build."""


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


def sealed(root: Path, site: Path, options: Options) -> BuildReport | None:
    """The report of the last build if nothing changed since: nothing made, nothing written."""
    seal = load(root, SEAL)
    if not isinstance(seal, tuple) or len(seal) != 4 or seal[0] != options:
        return None
    if seal[1] != source_stamps(root) or seal[2] != site_stamps(site):
        return None
    try:
        report: BuildReport = unpacker(BuildReport)(seal[3])
    except (TypeError, ValueError, KeyError):
        return None
    return report


def seal(
    root: Path,
    site: Path,
    options: Options,
    sources: dict[str, Stamp],
    report: BuildReport,
    now: int,
) -> None:
    """Seal what a build saw.

    Args:
        sources: taken before they were read, so that a change during the build is seen by the next one.
        now: nanoseconds at which they were taken.
    """
    if len(trusted(sources, now)) == len(sources):
        save(root, (options, sources, site_stamps(site), packer(BuildReport)(report)), SEAL)
