"""Which feeds a site has, and their entries: one for each story, with what it quotes.

A feed needs absolute addresses, so a site without `base_url` has none; stories that nothing dates
are in no feed, as both formats ask for a date. A feed is made of its newest entries alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from digest.claims import Excerpt
from digest.model import Report, Story, Teaser, Thread
from digest.site.document import Document
from digest.site.entries import opening_of
from digest.site.feed_paths import feed_path, json_path, thread_feed_path, topic_feed_path
from digest.site.site import Site, face_of, newest_day, newest_first
from digest.site.syndication import Feed, FeedEntry, Quoted, atom, json_feed
from digest.site.texts import OPENING
from digest.site.urls import absolute
from digest.site.words import words_of

ENTRIES = 50
"""Stories of a feed."""


def feed_documents(site: Site) -> Iterator[Document]:
    """Every feed, as Atom and as JSON: of the site, of each topic and of each thread."""
    made: dict[str, FeedEntry] = {}
    for path, title, home, stories in _followed(site):
        newest = _newest(stories)
        made |= {story.id: entry(site, story) for story in newest if story.id not in made}
        shown = tuple(made[story.id] for story in newest)
        feed = _feed(site, path, title, home)
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


def entry(site: Site, story: Story) -> FeedEntry:
    """A dated story as feeds show it."""
    known = _instants(story)
    words = words_of(site.config.site.language)
    base = site.config.site.base_url
    return FeedEntry(
        id=entry_id(story),
        url=absolute(base, site.path("story", story.id)),
        title=story.title,
        published=_written(min(known)),
        updated=_written(max(known)),
        authors=tuple(dict.fromkeys(words.source(report.teaser) for report in story.reports)),
        topics=tuple((one.slug, one.title) for one in site.config.topics if one.slug in story.topics),
        quotes=tuple(quoted(site, story)),
        counts=words.reports(story),
        language=face_of(story).language,
    )


def quoted(site: Site, story: Story) -> Iterator[Quoted]:
    """The sentences that tell a story, each with its source; how it begins where none were chosen."""
    by_id = {report.teaser.id: report.teaser for report in story.reports}
    chosen = site.evidence[story.id].summary if story.id in site.evidence else ()
    for piece in chosen:
        yield _quoted(site, piece, by_id[piece.article])
    if not chosen:
        face = face_of(story)
        spoken = opening_of(site, face, OPENING)
        if spoken:
            yield _quoted(site, spoken, face)


def _quoted(site: Site, piece: Excerpt, teaser: Teaser) -> Quoted:
    path = f"{site.path('article', piece.article)}#p{piece.paragraph}"
    return Quoted(
        text=piece.text,
        source=words_of(site.config.site.language).source(teaser),
        url=absolute(site.config.site.base_url, path),
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
    return [story for story in stories if newest_day(story)][:ENTRIES]


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
