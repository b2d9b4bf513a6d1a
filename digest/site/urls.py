"""Where pages stand, and how they name each other.

Pages link to each other by relative paths that end in a file, so one tree of files works on a
server's root, below `/digest/`, and from the file system, where no server adds `index.html`.
"""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

from digest.text import digest_of, slug

_RESERVED = {"con", "prn", "aux", "nul"} | {f"{name}{digit}" for name in ("com", "lpt") for digit in range(1, 10)}
"""Names that Windows keeps for devices, whatever follows the dot."""

_LONGEST = 80


def root_of(path: str) -> str:
    """The way from a page up to the site's root: empty, `../`, `../../`."""
    return "../" * path.count("/")


def base_path(base_url: str) -> str:
    """The path below which a site stands: `/` or `/digest/`; empty while it has no address."""
    return urlsplit(base_url).path or "/" if base_url else ""


def absolute(base_url: str, path: str) -> str:
    """The address of a page; of the home page it is the folder's. Empty without a base."""
    return base_url + ("" if path == "index.html" else path) if base_url else ""


class Addresses:
    """The paths that are taken, so that no two pages share one.

    Compared after case folding and NFC, for on many disks `A.html` and `a.html` are one file.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, folder: str, name: str, key: str, ending: str = ".html") -> str:
        """A free path for a page.

        Args:
            folder: where it shall lie, with a final `/`; empty for the root.
            name: the wanted name; made into `[a-z0-9-]`.
            key: something stable that tells the page from others of the same name.
            ending: with its dot.
        """
        return self.claim_wanted(folder, wanted_name(name, key), key, ending)

    def claim_wanted(self, folder: str, wanted: str, key: str, ending: str = ".html") -> str:
        """A free path for a page whose name was found by `wanted_name` before."""
        first = f"{folder}{wanted}{ending}"
        if self.take(first):
            return first
        for choice in (f"{wanted}-{slug(key, 20)}", f"{wanted}-{digest_of(key, 16)}"):
            if self.take(f"{folder}{choice}{ending}"):
                return f"{folder}{choice}{ending}"
        raise ValueError(f"two pages want the same name and have the same key: {wanted!r}, {key!r}")

    def take(self, path: str) -> bool:
        """Reserve a fixed path; false when it is taken."""
        folded = path.lower() if path.isascii() else _folded(path)
        if folded in self._taken:
            return False
        self._taken.add(folded)
        return True


def wanted_name(name: str, key: str) -> str:
    """A name made into `[a-z0-9-]`, with something of the key where nothing is left or a system keeps the name."""
    wanted = slug(name, _LONGEST)
    if not wanted or wanted in _RESERVED:
        wanted = f"{wanted}-{slug(key, 20) or digest_of(key, 8)}".strip("-")
    return wanted


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
