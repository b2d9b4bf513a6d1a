"""Bring the ledger up to date: new articles join stories or found them, the editors' pins are obeyed.

Nothing else moves. Two stories of the ledger are never joined and none is parted, whatever the
similarities say; what speaks for it is proposed (`proposals.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.diagnostics import Diagnostic, warning
from digest.model import Article, by_day
from digest.stories.ledger import Entry, Ledger, new_entry, noted_gone

if TYPE_CHECKING:
    from digest.stories.index import Index
    from digest.stories.newsroom import Newsroom

    Indexer = Callable[[], Index]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An article that an editor's pin took out of the story that the ledger had it in."""

    article: str
    word: str
    """The pin."""

    source: str
    """Id of the story that it was in."""

    target: str
    """Id of the story that it is in now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A ledger brought up to date, and what was done to it."""

    ledger: Ledger
    joined: Mapping[str, str]
    """For each article that joined a known story, that story's id."""

    founded: tuple[str, ...]
    """Ids of new stories."""

    moved: tuple[Moved, ...]
    gone: tuple[str, ...]
    """Ids of articles that are no more."""

    back: tuple[str, ...]
    """Ids of articles that were gone and are there again."""

    newcomers: int
    """Articles that the ledger did not know."""

    room: Newsroom | None = field(default=None, compare=False)
    """Where the newcomers were compared; `None` when nothing was."""


def update(
    ledger: Ledger, articles: Sequence[Article], *, granularity: float, whole: bool = True, index: Indexer | None = None
) -> Update:
    """Let articles join the stories of a ledger or found new ones.

    The same articles in any order give the same ledger. An article that the ledger holds
    stays where it is unless an editor's `story` says otherwise: articles with one word are
    one story, the one that the word names by id or slug or, failing that, the one that
    holds most of them. Drafts join nothing, but keep the place that they had.

    Args:
        ledger: sound; may be empty.
        articles: all articles there are, with ids that differ.
        granularity: mean similarity at which an article joins, 0 to 1.
        whole: whether these are all articles there are; if not, none is noted as gone.
        index: gives what finds whom newcomers may be near, asked only if there are any; `None`:
            everybody is compared.

    Cost: that of clustering all articles if one of them is new, or with an index that of
        `Index.room`; else 1 us an article.
    """
    present = frozenset(article.teaser.id for article in articles)
    old = {one for entry in ledger.entries.values() for one in entry.members}
    noted = noted_gone(ledger, present) if whole else ledger
    here = noted.story_of()
    shown = [article for article in articles if not article.draft]
    clerk = _Clerk(noted, shown, here)
    clerk.obey_pins()
    newcomers = sorted((article for article in shown if article.teaser.id not in clerk.place), key=by_day)
    room = clerk.room(newcomers, granularity, index) if newcomers else None
    if room is not None:
        clerk.settle(newcomers, room)
    return Update(
        ledger=clerk.ledger(),
        joined=clerk.joined,
        founded=tuple(clerk.founded),
        moved=tuple(clerk.moved),
        gone=tuple(sorted(old - here.keys())),
        back=tuple(sorted(here.keys() - old)),
        newcomers=sum(1 for article in newcomers if article.teaser.id not in here),
        room=room,
    )


def contradictions(update: Update, articles: Sequence[Article]) -> list[Diagnostic]:
    """Warn of pins that the ledger does not know of yet."""
    paths = {article.teaser.id: article.path for article in articles}
    return [
        warning(
            "ledger.other-pin",
            paths[one.article],
            f"'story: {one.word}' puts the article into story {one.target}, the ledger has it in {one.source}",
            "the pin decides; `digest ingest` or `digest cluster` brings the ledger in line",
        )
        for one in update.moved
    ]


class _Clerk:
    """Keeps a ledger while it is brought up to date."""

    def __init__(self, ledger: Ledger, shown: Sequence[Article], here: Mapping[str, str]) -> None:
        self.before = ledger
        self.shown = shown
        self.place = dict(here)
        """For each article that is in a story, the story's id."""

        self.words: dict[str, str] = {}
        """For pinned articles without a story, their words."""

        self.joined: dict[str, str] = {}
        self.founded: list[str] = []
        self.moved: list[Moved] = []
        self.new: dict[str, Entry] = {}

    def obey_pins(self) -> None:
        """Put pinned articles where their words say; those whose word no story has wait for one."""
        pinned = sorted((article for article in self.shown if article.story), key=by_day)
        if not pinned:
            return
        targets = self._targets(pinned)
        for article in pinned:
            id, target = article.teaser.id, targets.get(article.story, "")
            known = self.place.get(id)
            if target:
                self.place[id] = target
                if known is None:
                    self.joined[id] = target
                elif known != target:
                    self.moved.append(Moved(article=id, word=article.story, source=known, target=target))
            else:
                self.words[id] = article.story
                self.place.pop(id, None)

    def _targets(self, pinned: Sequence[Article]) -> dict[str, str]:
        """For each word the story that it stands for; a story answers to one word alone, or to its names."""
        names = self.before.slugs() | {id: id for id in self.before.entries}
        targets: dict[str, str] = {}
        for word in dict.fromkeys(article.story for article in pinned):
            final = self.before.final(names[word]) if word in names else ()
            if final:
                targets[word] = final[0]
        named = set(targets.values())
        holds = Counter(
            (article.story, self.place[article.teaser.id])
            for article in pinned
            if article.story not in targets and article.teaser.id in self.place
        )
        for (word, story), _ in sorted(holds.items(), key=lambda one: (-one[1], one[0][1], one[0][0])):
            if word not in targets and story not in named:
                targets[word] = story
                named.add(story)
        return targets

    def room(self, newcomers: Sequence[Article], granularity: float, index: Indexer | None) -> Newsroom:
        """Where newcomers are compared, with the ledger's stories held fast."""
        from digest.stories.newsroom import Newsroom  # brings NumPy, which a build without newcomers does not need

        bonds = {id: f"story {story}" for id, story in self.place.items()}
        bonds |= {id: f"word {word}" for id, word in self.words.items()}
        if index is None:
            return Newsroom(self.shown, granularity=granularity, bonds=bonds)
        return index().room(self.shown, [one.teaser.id for one in newcomers], bonds, granularity)

    def settle(self, newcomers: Sequence[Article], room: Newsroom) -> None:
        """Put newcomers where they came to lie among the others."""
        known = self.before.story_of()
        slugs, ids = self.before.slugs(), dict.fromkeys(self.before.entries)
        waiting = {article.teaser.id for article in newcomers}
        for group in room.groups:
            members = [room.articles[number] for number in sorted(group.members)]
            fresh = [one.teaser.id for one in members if one.teaser.id in waiting]
            story = next((self.place[one.teaser.id] for one in members if one.teaser.id in self.place), None)
            if story is None:
                head = members[0].teaser
                entry = new_entry(fresh, founder=head.id, title=head.title, ids=ids, slugs=slugs)
                story = entry.id
                self.new[story] = entry
                self.founded.append(story)
                ids[story] = None
                slugs[entry.slug] = story
            else:
                self.joined |= dict.fromkeys(fresh, story)
            for id in fresh:
                self.place[id] = story
                if id in known:
                    self.moved.append(Moved(article=id, word=self.words[id], source=known[id], target=story))

    def ledger(self) -> Ledger:
        """The ledger with everybody in their place; a story that all have left is merged into where they went."""
        touched = {*self.joined.values(), *(story for one in self.moved for story in (one.source, one.target))}
        members: dict[str, list[str]] = {}
        for id, story in self.place.items():
            if story in touched:
                members.setdefault(story, []).append(id)
        changed = dict(self.new)
        for story in sorted(touched & self.before.entries.keys()):
            entry = self.before.entries[story]
            now = tuple(sorted(members.get(entry.id, ())))
            if now == entry.members:
                continue
            left = [one for one in self.moved if one.source == entry.id]
            if not now and not entry.gone and left:
                changed[entry.id] = replace(entry, members=(), merged_into=left[0].target)
            else:
                gone = tuple(one for one in entry.gone if one not in now)
                changed[entry.id] = replace(entry, members=now, gone=gone)
        return self.before.with_entries(*changed.values()) if changed else self.before
