"""What the last build found out, for the next one: values go to `.digest/` as plain data and come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.build.inputs import Reader
from digest.build.memory import Memory, Shape
from digest.build.packing import packer, unpacker
from digest.build.stale import Key, stale
from digest.build.stamps import Stamper
from digest.build.state import FORMS, Stamp, State, load_state, open_state, save_state, stamp_of
from digest.content.files import Found, first_of_each_id, list_articles, read_article
from digest.diagnostics import collect, refuse
from digest.model import Article
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
        self.memory = memory_of(root, state)
        self.keys: Mapping[str, Key] = {}
        """Of the site that is being built, with digests for ingredients."""

        self.bytes = 0
        self.nothing = not (state.files or state.pages)
        """Whether there was no build before, or none that is known."""

    def seed(self, reader: Reader, stamps: Mapping[str, Stamp]) -> None:
        """Let a reader know the articles whose files are as they were."""
        for path, (stamp, *known) in self._state.files.items():
            if stamps.get(f"{self._root}/{path}") == stamp:
                reader.found[path] = _found(self._root, path, *known)
                reader.stamps[path] = stamp

    def stale(
        self, session: Session, extra: Mapping[str, Document], site: Mapping[str, tuple[int, int, int]]
    ) -> dict[str, str]:
        """Which files of the site must be made, and why."""
        stamper = Stamper()
        for one in session.reader.found.values():
            stamper.know(one.head, bytes.fromhex(one.text.digest))
        self.keys = {path: stamped(stamper, key) for path, key in {**session.keys, **session.keys_of(extra)}.items()}
        before = {path: Key(*key) for path, key in self._state.pages.items()}
        standing = {path for path, stamp in site.items() if self._state.site.get(path) == stamp}
        return stale(before, self.keys, standing)

    def save(self, session: Session, stamps: Mapping[str, tuple[int, int, int]]) -> bytes:
        """Remember this build, with the stamps of the site as it is now; the mark of what is remembered."""
        assert session.site is not None
        pack = packer(Article)
        found = session.reader.found
        self.bytes = sum(stamps[path][1] for path in self.keys)
        state = State(
            files={
                path: (stamp, found[path].text.digest, found[path].id_line, pack(found[path].head))
                for path, stamp in session.reader.stamps.items()
            },
            ids={found[path].id: path for path in session.reader.stamps},
            pages={path: plain(key) for path, key in self.keys.items()},
            site={path: stamps[path] for path in self.keys},
            paths=dict(session.site.paths),
            settled=not session.notes,
        )
        self.memory.fill(state)
        mark = save_state(self._root, state)
        if session.inputs is not None:
            self.memory.keep_index(session.inputs)
        return mark


def heads(root: Path) -> list[Article]:
    """Every article that can be read, without its text; drafts among them.

    A file that is as the last build saw it is not read again. Cost: 50 us an article; to read one takes three times as long.
    """
    before = open_state(root)
    known = before.files if before else {}
    found: list[Found] = []
    for path in list_articles(root)[0]:
        try:
            stamp, *rest = known[path]
            if stamp == stamp_of(f"{root}/{path}"):
                found.append(_found(root, path, *rest))
                continue
        except (*FORMS, OSError):  # not known, torn, or gone
            pass
        found += collect(partial(read_article, root), [path])[0]
    return [one.head for one in first_of_each_id(found)[0]]


def remembered(root: Path) -> Past:
    """The last build, or none."""
    state = load_state(root)
    try:
        return none(root) if state is None else Past(root, _checked(state))
    except FORMS:
        return none(root)


def none(root: Path) -> Past:
    """No build before."""
    return Past(root, State())


def _checked(state: State) -> State:
    """A state in which all that a memory uses as it is has the right form; it looks at the rest by itself.

    Raises:
        TypeError, ValueError or the like: something has not.
    """
    shape, names, weights = unpacker(Shape), unpacker(tuple[str, ...]), unpacker(tuple[float, ...])
    state.stories = {key: shape(one) for key, one in state.stories.items()}
    for one in state.profiles.values():
        names(tuple(one.keys()))
        weights(tuple(one.values()))
    return state


def memory_of(root: Path, state: State) -> Memory:
    """What was found out about texts."""
    return Memory(state.gists, state.evidence, state.stories, state.profiles, state.threads or None, root=root)


def recalled(root: Path, state: State, ids: Iterable[str]) -> dict[str, Found]:
    """Some articles by their ids, as the last build found them."""
    paths = {id: state.ids[id] for id in ids if id in state.ids}
    return {id: _found(root, path, *state.files[path][1:]) for id, path in paths.items()}


_KNOWN = tuple[str, int, Article]
"""Digest of the file, line of the id, and all but the text."""


def _found(root: Path, path: str, *known: Any) -> Found:
    digest, line, head = unpacker(_KNOWN)(known)
    return Found(head, Text(digest, partial(_text_again, root, path, digest)), line)


def plain(key: Key) -> tuple[Any, ...]:
    """A key as a file holds it."""
    return key.template, key.recipe, key.ingredients, key.names


def stamped(stamper: Stamper, key: Key) -> Key:
    """A key with digests for ingredients."""
    return Key(key.template, key.recipe, tuple([stamper.of(one) for one in key.ingredients]), key.names)


def _text_again(root: Path, path: str, digest: str) -> str:
    """The text of a file that was read by an earlier process.

    Raises:
        DigestError: it changed since the build began.
    """
    found = read_article(root, path)
    if found.text.digest != digest:
        fix = "build again"
        raise refuse("article.changed", path, "the file was changed while the site was built", fix)
    return found.text.read()
