"""The ledger: which article belongs to which story, and where each story stands for good.

Plain values and what may be done with them. An id is given once and never changes, and no
entry is ever taken out: a story that was merged, split up or emptied keeps its entry, because
its addresses must lead somewhere. The file is read and written by `content/ledger.py`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from digest.diagnostics import did_you_mean, refuse
from digest.text import digest_of, slug

LEDGER = "content/stories.toml"
"""The ledger's file, relative to the project."""

SLUG_ID = 6
"""Digits of the id that end a story's slug, so that two equal titles have two addresses."""


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_LONGEST_SLUG = 80  # as long as the site lets the name of a page be


def is_slug(text: str) -> bool:
    """Whether a text can be a story's part of an address: words of a-z and 0-9 with `-` between."""
    return len(text) <= _LONGEST_SLUG and _SLUG.match(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the ledger knows of one story, told now or not."""

    id: str
    """Id of the article that founded it; another only where that id was taken."""

    slug: str
    """Frozen when the story is entered; only an editor changes it."""

    former: tuple[str, ...] = ()
    """Slugs that it had before."""

    title: str = ""
    """An editor's headline; empty while the reports' titles decide. Of a story that is told
    no more, the last headline it had."""

    founder: str = ""
    """Id of its first report, also when that is deleted or told elsewhere."""

    members: tuple[str, ...] = ()
    """Ids of its articles, copies too, ascending."""

    gone: tuple[str, ...] = ()
    """Ids of articles of it that were deleted; they come back into it when their files do."""

    merged_into: str = ""
    """Id of the story that tells it now."""

    split_into: tuple[str, ...] = ()
    """Ids of stories that were split off."""

    apart: tuple[str, ...] = ()
    """Ids of stories that an editor said are others: no merge with them is proposed again."""

    together: tuple[str, ...] = ()
    """Ids of its articles that an editor said belong here: they are not proposed to be split off."""

    @property
    def retired(self) -> bool:
        """Whether other stories tell what it told: it was merged, or split up with nothing left."""
        return bool(self.merged_into) or (bool(self.split_into) and not self.members and not self.gone)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every slug that it ever had, the present one first."""
        return (self.slug, *self.former)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All stories that a site ever had."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    """By their ids, in the order of these."""

    def story_of(self) -> dict[str, str]:
        """For each article that a story holds, the story's id."""
        return {member: entry.id for entry in self.entries.values() for member in entry.members}

    def slugs(self) -> dict[str, str]:
        """For each slug in use, now or formerly, the id of its story."""
        return {name: entry.id for entry in self.entries.values() for name in entry.slugs}

    def final(self, id: str) -> tuple[str, ...]:
        """Ids of the stories that tell a story now, followed to the end; itself while it is told.

        A circle, which a sound ledger does not have, ends in nothing.
        """
        return tuple(dict.fromkeys(self._followed(id, frozenset())))

    def _followed(self, id: str, seen: frozenset[str]) -> Iterator[str]:
        entry = self.entries.get(id)
        if entry is None or id in seen:
            return
        if not entry.retired:
            yield id
        for other in (entry.merged_into,) if entry.merged_into else entry.split_into if entry.retired else ():
            yield from self._followed(other, seen | {id})

    def find(self, name: str) -> Entry:
        """The story of an id, a slug, a former slug or an article's id, merges followed.

        Raises:
            DigestError: no story is called so, or the beginning of an id fits several.
        """
        story = name if name in self.entries else self.slugs().get(name) or self.story_of().get(name)
        if story is None:
            fits = sorted(id for id in self.entries if name and id.startswith(name))
            if len(fits) > 1:
                raise refuse(
                    "story.ambiguous", LEDGER, f"'{name}' fits {len(fits)} stories", f"one of {', '.join(fits[:4])}"
                )
            story = fits[0] if fits else None
        if story is None:
            raise refuse("story.unknown", LEDGER, f"the ledger has no story '{name}'", _hint(name, self))
        final = self.final(story)
        return self.entries[final[0] if final else story]

    def with_entries(self, *changed: Entry) -> Ledger:
        """A ledger with these entries new or in place of the old ones."""
        merged = {**self.entries, **{entry.id: entry for entry in changed}}
        return Ledger({id: merged[id] for id in sorted(merged)})


def found(ledger: Ledger, members: Iterable[str], *, founder: str, title: str) -> tuple[Ledger, Entry]:
    """Enter a new story of articles that are in no story yet; see `new_entry`."""
    entry = new_entry(members, founder=founder, title=title, ids=ledger.entries, slugs=ledger.slugs())
    return ledger.with_entries(entry), entry


def new_entry(members: Iterable[str], *, founder: str, title: str, ids: Container[str], slugs: Container[str]) -> Entry:
    """A new story, named after its founder.

    The id is the founder's unless another story has it, told or not; then digits follow.

    Args:
        members: ids of its articles.
        founder: id of the earliest of them.
        title: the founder's title, of which the slug is made.
        ids: those of all stories.
        slugs: those that are or were in use.
    """
    id = next(name for name in _numbered(founder) if name not in ids)
    name = next(name for name in _slugs(title, id) if name not in slugs)
    return Entry(id=id, slug=name, founder=founder, members=tuple(sorted(members)))


def join(ledger: Ledger, story: str, articles: Iterable[str]) -> Ledger:
    """Let articles that are in no story join one."""
    entry = ledger.entries[story]
    added = set(articles)
    members = tuple(sorted({*entry.members, *added}))
    return ledger.with_entries(
        replace(entry, members=members, gone=tuple(one for one in entry.gone if one not in added))
    )


def merge(ledger: Ledger, kept: str, other: str, *, title: str = "") -> Ledger:
    """Let one story tell another: the articles go over, the address of the other leads on.

    Args:
        kept: id of the story that stays; the caller chooses the older.
        other: id of the one that is told no more.
        title: headline of the other, to name it on the page that leads on.

    Raises:
        DigestError: the two are one story, or one of them is told no more already.
    """
    winner, loser = _told(ledger, kept), _told(ledger, other)
    if winner.id == loser.id:
        raise refuse("story.same", LEDGER, f"both names mean story {winner.id}", "name two stories")
    return ledger.with_entries(
        replace(
            winner,
            members=tuple(sorted({*winner.members, *loser.members})),
            gone=tuple(sorted({*winner.gone, *loser.gone})),
            split_into=tuple(one for one in winner.split_into if one != loser.id),
            apart=tuple(sorted({*winner.apart, *loser.apart} - {winner.id, loser.id})),
            together=tuple(sorted({*winner.together, *loser.together})),
        ),
        replace(
            loser,
            members=(),
            gone=(),
            merged_into=winner.id,
            split_into=(),
            apart=(),
            together=(),
            title=loser.title or title,
        ),
    )


def split(ledger: Ledger, story: str, articles: Iterable[str], *, titles: Mapping[str, str]) -> tuple[Ledger, Entry]:
    """Part a story in two; returns the ledger and the new story.

    The id stays with the part that keeps more of the reports; of two equal parts, with the one
    that holds the founder, then with the one that was not named.

    Args:
        story: id.
        articles: the reports of one of the two parts.
        titles: title of each article of the story, oldest first: the new story is founded by its oldest.

    Raises:
        DigestError: an article is not in the story, or nothing would be left of it.
    """
    entry = _told(ledger, story)
    named = _in_it(entry, articles)
    rest = set(entry.members) - named
    if not named or not rest:
        raise refuse(
            "story.nothing-left", LEDGER, "a split leaves at least one report on each side", "name some, not all"
        )
    leaving = named
    if (len(named), entry.founder in named) > (len(rest), entry.founder in rest):
        leaving, rest = rest, named
    founder = next((one for one in titles if one in leaving), min(leaving))
    shorter = ledger.with_entries(replace(entry, members=tuple(sorted(rest))))
    grown, new = found(shorter, leaving, founder=founder, title=titles.get(founder, ""))
    old = grown.entries[story]
    return grown.with_entries(replace(old, split_into=(*old.split_into, new.id))), new


def move(ledger: Ledger, article: str, story: str, *, title: str = "") -> Ledger:
    """Take an article out of its story and put it into another.

    A story that loses its last article is merged into the one that took it.

    Args:
        article: id of an article that some story holds.
        story: id of the story that takes it.
        title: headline of the story that it leaves, kept where that is told no more.

    Raises:
        DigestError: no story holds the article, it is there already, or the other is told no more.
    """
    target = _told(ledger, story)
    source = ledger.story_of().get(article)
    if source is None:
        raise refuse("story.unknown-article", LEDGER, f"no story holds article '{article}'", "run `digest ingest`")
    if source == target.id:
        raise refuse("story.same", LEDGER, f"article '{article}' is in story {story} already", "name another story")
    left = ledger.entries[source]
    if left.members == (article,):
        return merge(ledger, target.id, source, title=title)
    shorter = replace(left, members=tuple(one for one in left.members if one != article))
    return join(ledger.with_entries(shorter), target.id, [article])


def tell_apart(ledger: Ledger, story: str, other: str) -> Ledger:
    """Note that two stories are two, so that nobody is asked again; the first holds the note.

    Raises:
        DigestError: the two are one story, or one of them is told no more.
    """
    one, two = _told(ledger, story), _told(ledger, other)
    if one.id == two.id:
        raise refuse("story.same", LEDGER, f"both names mean story {one.id}", "name two stories")
    if two.id in one.apart or one.id in two.apart:
        return ledger
    return ledger.with_entries(replace(one, apart=tuple(sorted({*one.apart, two.id}))))


def keep_together(ledger: Ledger, story: str, articles: Iterable[str]) -> Ledger:
    """Note that these articles belong to their story, so that nobody is asked again.

    Raises:
        DigestError: an article is not in the story, or the story is told no more.
    """
    entry = _told(ledger, story)
    named = _in_it(entry, articles)
    return ledger.with_entries(replace(entry, together=tuple(sorted({*entry.together, *named}))))


def _in_it(entry: Entry, articles: Iterable[str]) -> set[str]:
    named = set(articles)
    for one in sorted(named - set(entry.members)):
        raise refuse(
            "story.not-in-it", LEDGER, f"article '{one}' is not in story {entry.id}", did_you_mean(one, entry.members)
        )
    return named


def rename(ledger: Ledger, story: str, *, title: str | None = None, slug: str | None = None) -> Ledger:
    """Give a story another headline, another slug, or both; the former slug stays an address of it.

    Args:
        title: the editor's headline; empty leaves it to the reports again, `None` as it is.
        slug: in the form of a slug, and no other story's.

    Raises:
        DigestError: the slug is that of another story, or the story is told no more.
    """
    entry = _told(ledger, story)
    if title is not None:
        entry = replace(entry, title=title)
    if slug is not None and slug != entry.slug:
        holder = ledger.slugs().get(slug, story)
        if holder != story:
            raise refuse(
                "story.slug-taken", LEDGER, f"story {holder} has or had the slug '{slug}'", "choose another slug"
            )
        former = tuple(one for one in entry.slugs if one != slug)
        entry = replace(entry, slug=slug, former=former)
    return ledger.with_entries(entry)


def noted_gone(ledger: Ledger, known: frozenset[str]) -> Ledger:
    """The ledger with the articles that are no more, or are back again, set right.

    Args:
        known: ids of all articles there are, drafts too.
    """
    changed = []
    for entry in ledger.entries.values():
        if not entry.gone and known.issuperset(entry.members):
            continue
        here = {*entry.members, *entry.gone} & known
        if here != set(entry.members):
            gone = {*entry.members, *entry.gone} - known
            changed.append(replace(entry, members=tuple(sorted(here)), gone=tuple(sorted(gone))))
    return ledger.with_entries(*changed) if changed else ledger


def _told(ledger: Ledger, story: str) -> Entry:
    entry = ledger.entries.get(story)
    if entry is None:
        raise refuse("story.unknown", LEDGER, f"the ledger has no story '{story}'", _hint(story, ledger))
    if entry.retired:
        now = ", ".join(ledger.final(story)) or "no story"
        raise refuse("story.retired", LEDGER, f"story {story} is told no more", f"it is told by {now} now")
    return entry


def _hint(name: str, ledger: Ledger) -> str:
    near = did_you_mean(name, [*ledger.entries, *ledger.slugs()]) if ledger.entries else ""
    return near if near.startswith("did") else "`digest story list` shows all stories"


def _numbered(id: str) -> Iterator[str]:
    yield id
    number = 2
    while True:
        yield f"{id}-{number}"
        number += 1


def _slugs(title: str, id: str) -> Iterator[str]:
    """Slugs for a story, the wanted one first; the last ones are surely free."""
    head = slug(title)
    yield "-".join(part for part in (head, id[:SLUG_ID].strip("-")) if part)
    yield "-".join(part for part in (head, id) if part)
    yield from _numbered(digest_of(id))
