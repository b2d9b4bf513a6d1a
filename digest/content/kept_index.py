"""The words of articles and the index over them, kept in `.digest/` from one run to the next.

Both are by content, and always safe to delete: without them a run takes longer and comes to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from digest.content.keeping import load, save
from digest.model import Article
from digest.stories.days import NamedDay
from digest.stories.index import Index, Tongue
from digest.stories.links import Item
from digest.stories.terms import Terms
from digest.stories.vectors import Census
from digest.stories.words import Words

WORDS = ".digest/words.state"
"""Words of articles as numbers: 2.5 kB for 600 words."""

INDEX = ".digest/index.state"
"""Who uses which telling terms: 4 kB an article."""

_MANY = 255
"""Uses from which a term's count is kept apart: nearly all counts fit into a byte."""

_Row = tuple[str, str, int, tuple[tuple[int, int, int], ...], int, int, int, int]
"""Id, language, day, named days, what is known, and where title and body begin and where the body ends."""


def kept_index(
    root: Path,
    *,
    digest: Callable[[Article], str] | None = None,
    whole: Callable[[Article], Article] | None = None,
) -> Index:
    """The index of the last run, ready to follow the articles of this one.

    Args:
        root: the project.
        digest, whole: as for `Words`.

    Cost: 6 us an article.
    """
    index = Index(Words(_Items(load(root, WORDS)).get, digest=digest, whole=whole))
    plain = load(root, INDEX)
    try:
        held, changed, tongues = plain
        index.tongues = {language: _tongue(language, one) for language, one in tongues.items()}
        index.held, index.changed = dict(held), int(changed)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        index.tongues, index.held = {}, {}
    index.as_kept = bool(index.tongues)
    return index


def keep_index(root: Path, index: Index, digests: Iterable[str]) -> None:
    """Keep the words of what has these digests, and the index; what is on disk already is not written again."""
    if index.words.read:
        save(root, _plain_words(index.words, digests), WORDS)
    if index.tongues and not index.as_kept:
        tongues = {language: _plain_tongue(one) for language, one in index.tongues.items()}
        save(root, (index.held, index.changed, tongues), INDEX)


class _Items:
    """The items of a file, each made when it is asked for."""

    def __init__(self, plain: Any) -> None:
        self.rows: Mapping[str, _Row] = {}
        self.flat = np.zeros(0, dtype=np.uint32)
        if isinstance(plain, tuple) and [type(one) for one in plain] == [dict, bytes]:
            self.rows, self.flat = plain[0], np.frombuffer(plain[1], dtype="<u4")

    def get(self, digest: str) -> Item | None:
        row = self.rows.get(digest)
        if row is None:
            return None
        id, language, day, named, known, title, body, end = row
        return Item(
            id=id,
            terms=Terms(self.flat[title:body], self.flat[body:end]),
            language=language,
            day=date.fromordinal(day) if day else None,
            named=frozenset(NamedDay(*one) for one in named),
            pin="",
            known=known,
        )


def _plain_words(words: Words, digests: Iterable[str]) -> tuple[dict[str, _Row], bytes]:
    rows: dict[str, _Row] = {}
    parts: list[bytes] = []
    at = 0
    for digest in dict.fromkeys(digests):
        one = words.known(digest)
        if one is None:
            continue
        body = at + len(one.terms.title)
        end = body + len(one.terms.body)
        named = tuple(sorted((day.month, day.day, day.year) for day in one.named))
        rows[digest] = (one.id, one.language, one.day.toordinal() if one.day else 0, named, one.known, at, body, end)
        parts += [np.asarray(part, dtype="<u4").tobytes() for part in (one.terms.title, one.terms.body)]
        at = end
    return rows, b"".join(parts)


def _plain_tongue(one: Tongue) -> tuple[Any, ...]:
    census = one.census
    many = np.flatnonzero(census.use >= _MANY)
    late = [(bucket, user, weight) for bucket, users in one.late.items() for user, weight in users]
    return (
        (census.bits, census.articles, census.total),
        np.minimum(census.use, _MANY).astype(np.uint8).tobytes(),
        (many.astype("<i8").tobytes(), census.use[many].astype("<u4").tobytes()),
        tuple(one.ids),
        one.days.astype("<f8").tobytes(),
        one.buckets.astype("<u4").tobytes(),
        one.starts.astype("<i8").tobytes(),
        one.users.astype("<i4").tobytes(),
        one.weights.astype("<f4").tobytes(),
        tuple(late),
        tuple(sorted(one.copies)),
    )


def _tongue(language: str, plain: tuple[Any, ...]) -> Tongue:
    counts, few, (many, uses), ids, days, buckets, starts, users, weights, late, copies = plain
    census = Census(language)
    census.bits, census.articles, census.total = counts
    census.use = np.frombuffer(few, dtype=np.uint8).astype(np.uint32)
    census.use[np.frombuffer(many, dtype="<i8")] = np.frombuffer(uses, dtype="<u4")
    tongue = Tongue(
        census=census,
        ids=list(ids),
        days=np.frombuffer(days, dtype="<f8"),
        buckets=np.frombuffer(buckets, dtype="<u4"),
        starts=np.frombuffer(starts, dtype="<i8"),
        users=np.frombuffer(users, dtype="<i4"),
        weights=np.frombuffer(weights, dtype="<f4"),
        copies=set(copies),
    )
    for bucket, user, weight in late:
        tongue.late.setdefault(bucket, []).append((user, weight))
    return tongue
