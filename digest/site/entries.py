"""What pages know of each other: small values, made once and shared by the pages that show them.

An entry holds what a list shows of a story. Its reports are teasers and its quote is one
sentence, so a change further down in a body reaches no list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from digest.claims import Contrast, Evidence, Excerpt
from digest.derived import Derived, as_it_is
from digest.model import Dating, Source, Story, Teaser
from digest.site.site import Site, face_of, newest_day, speaking, teasers
from digest.site.texts import Gist


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
    return beginning(teaser.id, site.gists.get(teaser.id), limit)


def beginning(id: str, gist: Gist | None, limit: int = 0) -> Excerpt | None:
    """The same by what is known of the article's text."""
    if gist is None or not gist.paragraph:
        return None
    return Excerpt(gist.opening if limit else gist.first, id, gist.paragraph)


def entry(
    sources: Mapping[str, Source],
    story: Story,
    evidence: Evidence | None,
    path: str,
    places: tuple[str, ...],
    face: tuple[Gist, ...],
    since: date | None,
) -> Entry:
    """What lists show of one story.

    Args:
        sources: what is known of outlets.
        story: told.
        evidence: found in it.
        path: of its page.
        places: of the pages of its reports and their copies.
        face: how the report begins whose headline it bears, if its text is known.
        since: see `Entry`.
    """
    speaks = face_of(story)
    contrasts = [one.contrast for one in evidence.differences] if evidence else []
    told = Told(
        story=story,
        pointer=Pointer(
            title=story.title,
            path=path,
            language=speaks.language,
            dating=speaking(story).dating,
            reports=len(story.reports),
            copies=len(places) - len(story.reports),
        ),
        places=places,
        state=state_names(sources, teasers(story)) if sources else (),
    )
    return Entry(
        told=told,
        quote=beginning(speaks.id, face[0] if face else None),
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


def entries_of(site: Site, derived: Derived | None = None) -> Mapping[str, Entry]:
    """The entry of each story by its id; those of the latest edition know since when they are new.

    Args:
        site: the site.
        derived: where entries were made before.
    """
    derived = derived or Derived()
    stories = site.by_id
    dated = [edition for edition in site.editions if edition.day][:2]
    since = dict.fromkeys((story.id for story in dated[0].stories), dated[1].day) if len(dated) > 1 else {}
    return derived.each(
        "entries",
        entry,
        stories,
        derived.each("evidence of entries", as_it_is, site.evidence),
        paths_of(site, "story", stories, derived),
        places_of(site, derived),
        faces_of(site, derived),
        since,
        shared=(site.sources,),
    )


def places_of(site: Site, derived: Derived) -> Mapping[str, tuple[str, ...]]:
    """Where the reports and copies of each story stand, in the order of `teasers`."""
    ids = derived.each("ids of reports and copies", _ids, site.by_id)
    return derived.gathered("places of reports", ids, paths_of(site, "article", site.story_of, derived))


def faces_of(site: Site, derived: Derived) -> Mapping[str, tuple[Gist, ...]]:
    """How the report of each story begins whose headline it bears; nothing where its text is not known."""
    return derived.gathered("beginnings of faces", derived.each("faces", _face_ids, site.by_id), site.gists)


def paths_of(site: Site, kind: str, keys: Mapping[str, object], derived: Derived) -> Mapping[str, str]:
    """Where the pages of one kind stand, by their keys."""
    return derived.one(f"paths of {kind}", _paths_of, site.paths, kind, tuple(keys))


def _paths_of(paths: Mapping[str, str], kind: str, keys: tuple[str, ...]) -> dict[str, str]:
    return {key: paths[f"{kind}:{key}"] for key in keys}


def _face_ids(story: Story) -> tuple[str]:
    return (face_of(story).id,)


def _ids(story: Story) -> tuple[str, ...]:
    return tuple([teaser.id for teaser in teasers(story)])


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
