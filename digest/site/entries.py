"""What pages know of each other: small values, made once and shared by the pages that show them.

An entry holds what a list shows of a story. Its reports are teasers and its quote is one
sentence, so a change further down in a body reaches no list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from digest.claims import Contrast, Evidence, Excerpt
from digest.model import Dating, Source, Story, Teaser
from digest.site.site import Site, face_of, newest_day, speaking, teasers


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A story by its headline: what a line of a list shows."""

    title: str
    path: str
    language: str
    dating: Dating
    reports: int
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story with the addresses of its reports: what the pages of its articles name of it."""

    story: Story
    pointer: Pointer
    places: tuple[str, ...]
    """Path of each report and copy, in the order of `teasers`."""

    state: tuple[str, ...]
    """Names of its sources that are state media."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A story as lists show it."""

    told: Told
    quote: Excerpt | None
    """The first sentence of the report whose headline the story bears."""

    points: int
    """Points on which its accounts differ."""

    updates: int
    """Points of which a later report has a newer state."""

    since: date | None = None
    """Day of the edition before, while the story is new or renewed in the latest one."""

    @property
    def story(self) -> Story:
        """The story itself."""
        return self.told.story

    @property
    def pointer(self) -> Pointer:
        """The story by its headline."""
        return self.told.pointer


def opening_of(site: Site, teaser: Teaser, limit: int = 0) -> Excerpt | None:
    """How an article begins, as one piece of a paragraph; nothing where it has no running text.

    Args:
        limit: 0 for the first sentence alone, or `OPENING`.
    """
    gist = site.gists.get(teaser.id)
    if gist is None or not gist.paragraph:
        return None
    return Excerpt(gist.opening if limit else gist.first, teaser.id, gist.paragraph)


def entry_of(site: Site, story: Story, since: date | None = None) -> Entry:
    """What lists show of one story."""
    face = face_of(story)
    found = site.evidence.get(story.id)
    contrasts = [one.contrast for one in found.differences] if found else []
    shown = teasers(story)
    told = Told(
        story=story,
        pointer=Pointer(
            title=story.title,
            path=site.path("story", story.id),
            language=face.language,
            dating=speaking(story).dating,
            reports=len(story.reports),
            copies=len(shown) - len(story.reports),
        ),
        places=tuple(site.path("article", teaser.id) for teaser in shown),
        state=state_names(site.sources, shown),
    )
    return Entry(
        told=told,
        quote=opening_of(site, face),
        points=contrasts.count(Contrast.DIFFERS),
        updates=contrasts.count(Contrast.UPDATE),
        since=since,
    )


def state_names(sources: Mapping[str, Source], shown: tuple[Teaser, ...]) -> tuple[str, ...]:
    """Those of the names that the teasers' sources and agencies have which are state media."""
    if not sources:
        return ()
    names = dict.fromkeys(name for teaser in shown for name in (teaser.agency, teaser.source) if name)
    return tuple(name for name in names if (known := sources.get(name.casefold())) and known.state)


def state_voices(sources: Mapping[str, Source], evidence: Evidence) -> tuple[str, ...]:
    """The speakers of a story that are state media, by any of their names."""
    speakers = dict.fromkeys(one.speaker for one in evidence.quotations if one.speaker)
    return tuple(name for name in speakers if (known := sources.get(name.casefold())) and known.state)


def entries_of(site: Site) -> dict[str, Entry]:
    """The entry of each story by its id; those of the latest edition know since when they are new."""
    dated = [edition for edition in site.editions if edition.day]
    latest = {story.id for story in dated[0].stories} if len(dated) > 1 else set()
    before = dated[1].day if len(dated) > 1 else None
    return {story.id: entry_of(site, story, before if story.id in latest else None) for story in site.stories}


def day_of(entry: Entry) -> date | None:
    """The day of the newest independent report."""
    return newest_day(entry.story)


def excerpts_of(evidence: Evidence) -> Iterator[Excerpt]:
    """Every piece that a story's page quotes."""
    yield from evidence.summary
    yield from (cell for one in evidence.differences for cell in one.cells)
    yield from (piece for one in evidence.quotations for piece in one.pieces)
    yield from evidence.alone
    yield from (event.said for event in evidence.events)
