"""Decide which pages a site has, and what each one is made of.

A plan makes no context and no markup: it names recipes and hands them values that are shared
between pages. So planning is cheap, and so is comparing two plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from digest.claims import Evidence, Excerpt
from digest.model import Fate, Story, Topic
from digest.site.archive_plan import archive_pages
from digest.site.article_page import FULL, LEAD, article_context
from digest.site.contexts import Page
from digest.site.entries import Entry, entries_of, excerpts_of, opening_of, state_voices
from digest.site.feed_paths import feed_path, thread_feed_path, topic_feed_path
from digest.site.front_page import front_of, home_context
from digest.site.parts import Link
from digest.site.share_card import card_path, has_card
from digest.site.shell import Heading, Shell
from digest.site.shell import Look as Look
from digest.site.side_pages import Moved, missing_context, moved_context
from digest.site.side_plan import side_pages
from digest.site.site import Edition, Site, newest_day
from digest.site.story_page import Chain, Neighbours, story_context
from digest.site.texts import OPENING
from digest.site.theme import Theme
from digest.site.topic_plan import topic_pages
from digest.site.words import words_of

_NO_EVIDENCE = Evidence()

TINTS = 3
"""Colours of topics; the fourth topic has that of the first."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the pages of a plan share."""

    shell: Shell
    entries: Mapping[str, Entry]
    """By the stories' ids."""


def shared_of(site: Site, look: Look, last: Shared | None = None) -> Shared:
    """What the pages of a site share.

    Args:
        site: the site.
        look: what pages name of its theme.
        last: of an earlier plan; what is equal is the same object again, so two plans are compared without looking inside.
    """
    shell, entries = shell_of(site, look), entries_of(site)
    if last is None:
        return Shared(shell, entries)
    known = last.entries
    same = {id: known[id] if known.get(id) == entry else entry for id, entry in entries.items()}
    return Shared(last.shell if last.shell == shell else shell, same)


def plan(site: Site, look: Look, shared: Shared | None = None) -> list[Page]:
    """Every page of the site, by path.

    Args:
        site: the site.
        look: what pages name of its theme.
        shared: what its pages share, where that was made already.
    """
    shared = shared or shared_of(site, look)
    shell, entries = shared.shell, dict(shared.entries)
    pages = [
        Page("index.html", "home.html", home_context, (shell, front_of(site, entries))),
        Page("404.html", "404.html", missing_context, (shell,)),
        *_story_pages(site, shell, entries),
        *article_pages(site, shell, entries),
        *topic_pages(site, shell, entries),
        *archive_pages(site, shell, entries),
        *side_pages(site, shell),
        *_moved_pages(site, shell, entries),
    ]
    return sorted(pages, key=lambda page: page.path)


def look_of(theme: Theme) -> Look:
    """What pages name of a theme's assets."""
    return Look(theme.stylesheets(), theme.path("icon.svg"), theme.path("search.js"))


def shell_of(site: Site, look: Look) -> Shell:
    """What all pages of a site share."""
    settings = site.config.site
    return Shell(
        title=settings.title,
        description=settings.description,
        base_url=settings.base_url,
        words=words_of(settings.language),
        look=look,
        topics=tuple(_heading(site, topic, at) for at, topic in enumerate(site.config.topics)),
        feed=feed_path(site),
    )


def _heading(site: Site, topic: Topic, at: int) -> Heading:
    link = Link(topic.title, site.path("topic", topic.slug))
    return Heading(slug=topic.slug, link=link, tint=at % TINTS + 1, feed=topic_feed_path(site, topic))


def _story_pages(site: Site, shell: Shell, entries: dict[str, Entry]) -> Iterator[Page]:
    editions = _edition_links(site, shell)
    chains = _chains(site, entries)
    around = _neighbours(site, shell, entries)
    named = {name.name: site.path("name", name.name) for name in site.names if name.paged}
    pictured = has_card(site)
    for story in site.stories:
        evidence = site.evidence.get(story.id, _NO_EVIDENCE)
        openings = () if evidence.summary else _openings(site, story)
        names = tuple((one.name, named[one.name]) for one in evidence.mentions if one.name in named)
        entry, edition = entries[story.id], editions[story.id]
        ingredients = (
            shell, entry, evidence, openings, edition, chains.get(story.id), around.get(story.id, ()), names,
            state_voices(site.sources, evidence), card_path(site, story) if story.id in pictured else "",
        )  # fmt: skip
        yield Page(entry.pointer.path, "story.html", story_context, ingredients)


def _openings(site: Site, story: Story) -> tuple[Excerpt, ...]:
    found = (opening_of(site, report.teaser, OPENING) for report in story.reports)
    return tuple(opening for opening in found if opening)


def _edition_links(site: Site, shell: Shell) -> dict[str, Link]:
    """The edition of each story, by the story's id."""
    found = {}
    for edition in site.editions:
        link = edition_link(shell, edition)
        for story in edition.stories:
            found[story.id] = link
    return found


def edition_link(shell: Shell, edition: Edition) -> Link:
    """An edition by its name."""
    words = shell.words
    title = words.say("edition_of", day=words.day(edition.day)) if edition.day else words.texts["untitled_edition"]
    return Link(title, edition.path)


def _chains(site: Site, entries: dict[str, Entry]) -> dict[str, Chain]:
    """The thread of each story that has one, by the story's id."""
    found = {}
    for thread in site.threads:
        told = [id for id in thread.stories if id in entries]
        pointers = tuple(entries[id].pointer for id in told)
        if len(told) < 2:
            continue
        page, feed = Link(pointers[0].title, site.path("thread", thread.id)), thread_feed_path(site, thread)
        for at, id in enumerate(told):
            found[id] = Chain(page=page, feed=feed, stories=pointers, here=at)
    return found


def _neighbours(site: Site, shell: Shell, entries: dict[str, Entry]) -> dict[str, tuple[Neighbours, ...]]:
    """The nearest stories of another day in each topic; what has no date is neither before nor after."""
    found: dict[str, tuple[Neighbours, ...]] = {}
    for topic in shell.topics:
        dated = [story for story in site.topics[topic.slug] if newest_day(story)]
        days = [list(stories) for _, stories in groupby(dated, key=newest_day)]
        for at, stories in enumerate(days):
            later = entries[days[at - 1][-1].id].pointer if at else None
            earlier = entries[days[at + 1][0].id].pointer if at + 1 < len(days) else None
            if earlier or later:
                both = Neighbours(topic=topic, earlier=earlier, later=later)
                for story in stories:
                    found[story.id] = (*found.get(story.id, ()), both)
    return found


def article_pages(site: Site, shell: Shell, entries: dict[str, Entry]) -> Iterator[Page]:
    """The pages of articles; each depends on its own story alone."""
    editions = _edition_links(site, shell)
    setting = site.config.site.text
    for id, article in site.articles.items():
        path = site.path("article", id)
        story = site.story_of.get(id)
        teaser = article.teaser
        source = site.sources.get((teaser.agency or teaser.source).casefold()) if site.sources else None
        printed = site.sources.get(teaser.source.casefold()) if site.sources else None
        shown = (printed.text if printed else "") or (source.text if source else "") or setting
        told = entries[story.id].told if story else None
        edition = editions[story.id] if story else None
        text = site.texts[id] if shown == FULL else None
        pieces = () if shown == FULL else _pieces(site, entries, id, story, shown)
        ingredients = (shell, path, article, text, told, edition, source, shown, pieces)
        yield Page(path, "article.html", article_context, ingredients)


def _pieces(site: Site, entries: dict[str, Entry], id: str, story: Story | None, shown: str) -> tuple[Excerpt, ...]:
    """What pages quote of an article, and its first words where those are shown."""
    teaser = site.articles[id].teaser
    found = [opening_of(site, teaser, OPENING)] if shown == LEAD else []
    if story:
        evidence = site.evidence.get(story.id, _NO_EVIDENCE)
        found += [entries[story.id].quote, *excerpts_of(evidence)]
        found += [opening_of(site, teaser), *(() if evidence.summary else _openings(site, story))]
    return tuple(dict.fromkeys(excerpt for excerpt in found if excerpt and excerpt.article == id))


def _moved_pages(site: Site, shell: Shell, entries: dict[str, Entry]) -> Iterator[Page]:
    """Former addresses of stories lead on."""
    for story in site.stories:
        for slug in story.former:
            path = site.paths.get(f"former:{story.id}:{slug}")
            if path:
                moved = Moved(path=path, title=story.title, fate=None, targets=(entries[story.id].pointer,))
                yield Page(path, "moved.html", moved_context, (shell, moved))
    for retired in site.retired:
        targets = tuple(entries[id].pointer for id in retired.into if id in entries)
        fate = retired.fate if targets else Fate.GONE
        for slug in retired.slugs:
            path = site.paths.get(f"former:{retired.id}:{slug}")
            if path:
                moved = Moved(path=path, title=retired.title, fate=fate, targets=targets)
                yield Page(path, "moved.html", moved_context, (shell, moved))
