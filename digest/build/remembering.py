"""What the last build found out, for the next one: values go to `.digest/` as plain data and come back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from digest.build.inputs import Reader
from digest.build.memory import Memory
from digest.build.packing import packer, unpacker
from digest.build.seal import site_stamps
from digest.build.stale import Key, stale
from digest.build.stamps import Stamper
from digest.build.state import Stamp, State, load, save
from digest.content.files import Found, read_article
from digest.diagnostics import refuse
from digest.model import Article, Thread
from digest.site.document import Document
from digest.site.texts import Text

if TYPE_CHECKING:
    from digest.build.session import Session


class Past:
    """The last build of a project, as far as it is remembered."""

    def __init__(self, root: Path, state: State) -> None:
        """Begin with what was remembered."""
        self._root = root
        self._state = state
        self.memory = Memory(state.gists, state.evidence, state.stories, state.profiles, state.threads or None)
        self.keys: Mapping[str, Key] = {}
        """Of the site that is being built, with digests for ingredients."""

        self.bytes = 0

    def seed(self, reader: Reader, stamps: Mapping[str, Stamp]) -> None:
        """Let a reader know the articles whose files are as they were."""
        unpack = unpacker(Article)
        for path, (stamp, digest, line, head) in self._state.files.items():
            if stamps.get(f"{self._root}/{path}") == stamp:
                text = Text(digest, partial(_again, self._root, path, digest))
                reader.found[path] = Found(unpack(head), text, line)
                reader.stamps[path] = stamp

    def stale(self, session: Session, extra: Mapping[str, Document], site: Path) -> dict[str, str]:
        """Which files of the site must be made, and why."""
        stamper = Stamper()
        for one in session.reader.found.values():
            stamper.know(one.head, bytes.fromhex(one.text.digest))
        self.keys = {path: _stamped(stamper, key) for path, key in {**session.keys, **session.keys_of(extra)}.items()}
        before = {path: Key(*key) for path, key in self._state.pages.items()}
        standing = {path for path, stamp in site_stamps(site).items() if self._state.site.get(path) == stamp}
        return stale(before, self.keys, standing)

    def save(self, session: Session, site: Path) -> None:
        """Remember this build."""
        pack = packer(Article)
        reader = session.reader
        stamps = site_stamps(site)
        self.bytes = sum(stamps[path][1] for path in self.keys)
        state = (
            {
                path: (stamp, reader.found[path].text.digest, reader.found[path].id_line, pack(reader.found[path].head))
                for path, stamp in reader.stamps.items()
            },
            self.memory.gists.plain(),
            self.memory.evidence.plain(),
            self.memory.shapes,
            {path: (key.template, key.recipe, key.ingredients, key.names) for path, key in self.keys.items()},
            {path: stamps[path] for path in self.keys},
            {key: dict(names) for key, names in self.memory.profiles.items()},
            (self.memory.threads[0], packer(tuple[Thread, ...])(self.memory.threads[1])),
        )
        save(self._root, state)


def remembered(root: Path) -> Past:
    """The last build, or none."""
    plain = load(root)
    whole = isinstance(plain, tuple) and len(plain) == 8 and all(isinstance(one, dict) for one in plain[:-1])
    return Past(root, State(*plain) if whole else State())


def _stamped(stamper: Stamper, key: Key) -> Key:
    return Key(key.template, key.recipe, tuple([stamper.of(one) for one in key.ingredients]), key.names)


def _again(root: Path, path: str, digest: str) -> str:
    """The text of a file that was read by an earlier process.

    Raises:
        DigestError: it changed since the build began.
    """
    found = read_article(root, path)
    if found.text.digest != digest:
        fix = "build again"
        raise refuse("article.changed", path, "the file was changed while the site was built", fix)
    return found.text.read()
