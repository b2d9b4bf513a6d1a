"""Which feeds a site has, and their entries: one for each story, with what it quotes.

A feed needs absolute addresses, so a site without `base_url` has none; stories that nothing dates
are in no feed, as both formats ask for a date. A feed is made of its newest entries alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

from digest.claims import Evidence, Excerpt
from digest.config import SiteConfig
from digest.derived import Derived, as_it_is
from digest.model import Report, Story, Teaser, Thread, Topic
from digest.site.document import Document
from digest.site.entries import beginning, faces_of, paths_of, places_of
from digest.site.feed_paths import feed_path, json_path, thread_feed_path, topic_feed_path
from digest.site.site import Site, face_of, newest_day, newest_first, teasers
from digest.site.syndication import Feed, FeedEntry, Quoted, atom, json_feed
from digest.site.texts import OPENING, Gist
from digest.site.urls import absolute
from digest.site.words import words_of

ENTRIES = 50
"""Stories of a feed."""


def feed_documents(site: Site, derived: Derived) -> Iterator[Document]:
    """Every feed, as Atom and as JSON: of the site, of each topic and of each thread."""
    followed = [
        (path, _feed(site, path, title, home), _newest(stories)) for path, title, home, stories in _followed(site)
    ]
    made = derived.each(
        "entries of feeds",
        entry,
        {story.id: story for _, _, stories in followed for story in stories},
        paths_of(site, "story", site.by_id, derived),
        quotes_of(site, derived) if followed else {},
        shared=(site.config.site, site.config.topics),
    )
    for path, feed, stories in followed:
        shown = tuple([made[story.id] for story in stories])
        yield Document(path, atom, (feed, shown))
        yield Document(json_path(path), json_feed, (feed, shown))


def entry_id(story: Story) -> str:
    """The id of a story in every feed."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'digest:story:' + story.id)}"


def updated(story: Story) -> datetime | None:
    """As new as the newest independent report.

    A report is as old as the oldest of its copies: which of them stands for the text may change
    when one more arrives, and that is no news.
    """
    return max(_instants(story), default=None)


def entry(
    settings: SiteConfig, topics: Sequence[Topic], story: Story, path: str, quotes: tuple[Quoted, ...]
) -> FeedEntry:
    """A dated story as feeds show it."""
    known = _instants(story)
    words = words_of(settings.language)
    return FeedEntry(
        id=entry_id(story),
        url=absolute(settings.base_url, path),
        title=story.title,
        published=_written(min(known)),
        updated=_written(max(known)),
        authors=tuple(dict.fromkeys(words.source(report.teaser) for report in story.reports)),
        topics=tuple((one.slug, one.title) for one in topics if one.slug in story.topics),
        quotes=quotes,
        counts=words.reports(story),
        language=face_of(story).language,
    )


def quotes_of(site: Site, derived: Derived) -> Mapping[str, tuple[Quoted, ...]]:
    """The sentences that tell each story, each with its source; how it begins where none were chosen."""
    return derived.each(
        "quotes",
        _quotes,
        site.by_id,
        derived.each("evidence to quote", as_it_is, site.evidence),
        places_of(site, derived),
        faces_of(site, derived),
        shared=(site.config.site,),
    )


def _quotes(
    settings: SiteConfig, story: Story, evidence: Evidence | None, places: tuple[str, ...], face: tuple[Gist, ...]
) -> tuple[Quoted, ...]:
    by_id = {teaser.id: (teaser, path) for teaser, path in zip(teasers(story), places, strict=True)}
    chosen = evidence.summary if evidence else ()
    if not chosen and face:
        spoken = beginning(face_of(story).id, face[0], OPENING)
        chosen = (spoken,) if spoken else ()
    return tuple([_quoted(settings, piece, *by_id[piece.article]) for piece in chosen])


def _quoted(settings: SiteConfig, piece: Excerpt, teaser: Teaser, path: str) -> Quoted:
    return Quoted(
        text=piece.text,
        source=words_of(settings.language).source(teaser),
        url=absolute(settings.base_url, f"{path}#p{piece.paragraph}"),
    )


def _followed(site: Site) -> Iterator[tuple[str, str, str, Sequence[Story]]]:
    """Path, title, page and stories of each feed."""
    settings = site.config.site
    if feed_path(site):
        yield feed_path(site), settings.title, "index.html", site.stories
    for topic in site.config.topics:
        if path := topic_feed_path(site, topic):
            title = f"{topic.title} · {settings.title}"
            yield path, title, site.path("topic", topic.slug), site.topics[topic.slug]
    for thread in site.threads:
        if path := thread_feed_path(site, thread):
            stories = _told_in(site, thread)
            yield path, f"{stories[0].title} · {settings.title}", site.path("thread", thread.id), stories


def _told_in(site: Site, thread: Thread) -> list[Story]:
    """The stories of a thread, newest first."""
    return newest_first(site.by_id[id] for id in thread.stories if id in site.by_id)


def _newest(stories: Iterable[Story]) -> list[Story]:
    return list(islice((story for story in stories if newest_day(story)), ENTRIES))


def _feed(site: Site, path: str, title: str, home: str) -> Feed:
    settings = site.config.site
    return Feed(
        atom=absolute(settings.base_url, path),
        json=absolute(settings.base_url, json_path(path)),
        home=absolute(settings.base_url, home),
        title=title,
        author=settings.title,
        description=settings.description,
        language=settings.language,
    )


def _instants(story: Story) -> list[datetime]:
    return [instant for report in story.reports if (instant := _instant(report))]


def _instant(report: Report) -> datetime | None:
    known = [_moment(teaser) for teaser in (report.teaser, *report.copies) if teaser.dating.day]
    return min(known, default=None)


def _moment(teaser: Teaser) -> datetime:
    day = teaser.dating.day
    assert day is not None
    return teaser.dating.published or datetime(day.year, day.month, day.day, tzinfo=UTC)


def _written(instant: datetime) -> str:
    # not strftime, which writes years before 1000 without their zeros
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
