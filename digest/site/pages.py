"""Decide which pages a site has, and what each one is made of.

A plan makes no context and no markup: it names recipes and hands them values that are shared
between pages. So planning is cheap, and so is comparing two plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from digest.claims import Evidence, Excerpt, Mention
from digest.derived import Derived, as_it_is
from digest.model import Article, Fate, Source, Story, Topic
from digest.site.archive_plan import archive_pages, bare_edition
from digest.site.article_page import FULL, LEAD, article_context
from digest.site.contexts import Page, by_path
from digest.site.entries import Entry, beginning, day_of, entries_of, excerpts_of, state_voices
from digest.site.feed_paths import feed_path, thread_feed_path, topic_feed_path
from digest.site.front_page import front_of, home_context
from digest.site.parts import Link
from digest.site.share_card import card_path, has_card
from digest.site.shell import Heading, Shell
from digest.site.shell import Look as Look
from digest.site.side_pages import Moved, missing_context, moved_context
from digest.site.side_plan import side_pages
from digest.site.site import Edition, Site, teasers
from digest.site.story_page import Chain, Neighbours, story_context
from digest.site.texts import OPENING, Gist, Text
from digest.site.theme import Theme
from digest.site.topic_plan import topic_pages
from digest.site.words import words_of

_NO_EVIDENCE = Evidence()

TINTS = 3
"""Colours of topics; the fourth topic has that of the first."""


def plan(site: Site, look: Look, derived: Derived | None = None) -> list[Page]:
    """Every page of the site, by path; see `planned`."""
    return sorted(planned(site, look, derived or Derived()).values(), key=lambda page: page.path)


def planned(site: Site, look: Look, derived: Derived) -> Mapping[str, Page]:
    """Every page of the site by its path, in no order.

    Args:
        site: the site.
        look: what pages name of its theme.
        derived: where an earlier plan was made; a page that is equal in both is the same object.
    """
    shell = derived.one("shell", as_it_is, shell_of(site, look))
    entries = entries_of(site, derived)
    single = [
        Page("index.html", "home.html", home_context, (shell, front_of(site, entries))),
        Page("404.html", "404.html", missing_context, (shell,)),
        *side_pages(site, shell, derived),
        *_moved_pages(site, shell, entries),
    ]
    kinds: dict[str, Mapping[str, Page]] = {
        "single": derived.each("single pages", as_it_is, by_path(single)),
        "stories": by_path(_story_pages(site, shell, entries, derived).values()),
        "articles": by_path(article_pages(site, shell, entries, derived).values()),
        "topics": topic_pages(site, shell, entries, derived),
        "archive": archive_pages(site, shell, entries, derived),
    }
    return derived.merged("pages", kinds)


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


def _story_pages(site: Site, shell: Shell, entries: Mapping[str, Entry], derived: Derived) -> Mapping[str, Page]:
    """The pages of stories, by the stories' ids."""
    pictured = has_card(site)
    cards = {id: card_path(site, story) for id, story in site.by_id.items() if id in pictured}
    return derived.each(
        "story pages",
        _story_page,
        entries,
        derived.each("evidence of pages", as_it_is, site.evidence),
        openings_of(site, derived),
        edition_links(site, shell, derived),
        _chains(site, entries, derived),
        _neighbours(site, shell, entries, derived),
        _names(site, derived),
        derived.each("voices", _voices, site.evidence, shared=(site.sources,)),
        derived.each("cards", as_it_is, cards),
        shared=(shell,),
    )


def _story_page(
    shell: Shell,
    entry: Entry,
    evidence: Evidence | None,
    openings: tuple[Excerpt, ...],
    edition: Link,
    chain: Chain | None,
    around: tuple[Neighbours, ...] | None,
    names: tuple[tuple[str, str], ...] | None,
    voices: tuple[str, ...] | None,
    card: str | None,
) -> Page:
    ingredients = (
        shell, entry, evidence or _NO_EVIDENCE, openings, edition, chain, around or (), names or (), voices or (), card or "",
    )  # fmt: skip
    return Page(entry.pointer.path, "story.html", story_context, ingredients)


def _names(site: Site, derived: Derived) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The names in each story that have a page, with its path."""
    paged = {name.name: site.path("name", name.name) for name in site.names if name.paged}
    mentions = derived.each("mentions of pages", attrgetter("mentions"), site.evidence)
    return derived.each("names of stories", _named, mentions, shared=(paged,))


def _named(paged: Mapping[str, str], mentions: Sequence[Mention]) -> tuple[tuple[str, str], ...]:
    return tuple([(one.name, paged[one.name]) for one in mentions if one.name in paged])


def _voices(sources: Mapping[str, Source], evidence: Evidence) -> tuple[str, ...]:
    return state_voices(sources, evidence) if sources else ()


def openings_of(site: Site, derived: Derived) -> Mapping[str, tuple[Excerpt, ...]]:
    """How the reports of each story begin, where nothing was chosen to tell it."""
    gists = derived.gathered("beginnings", derived.each("who begins", _report_ids, site.by_id), site.gists)
    return derived.each("openings", _openings, site.by_id, site.evidence, gists)


def _report_ids(story: Story) -> tuple[str, ...]:
    return tuple([report.teaser.id for report in story.reports])


def _openings(story: Story, evidence: Evidence | None, gists: tuple[Gist, ...]) -> tuple[Excerpt, ...]:
    if evidence and evidence.summary:
        return ()
    found = (beginning(id, gist, OPENING) for id, gist in zip(_report_ids(story), gists, strict=True))
    return tuple(opening for opening in found if opening)


def edition_links(site: Site, shell: Shell, derived: Derived) -> Mapping[str, Link]:
    """The edition of each story, by the story's id."""
    bare = derived.each("bare editions", bare_edition, {edition.path: edition for edition in site.editions})
    links = derived.each("links of editions", edition_link, bare, shared=(shell,))
    found = {story.id: links[edition.path] for edition in site.editions for story in edition.stories}
    return derived.each("edition links", as_it_is, found)


def edition_link(shell: Shell, edition: Edition) -> Link:
    """An edition by its name."""
    words = shell.words
    title = words.say("edition_of", day=words.day(edition.day)) if edition.day else words.texts["untitled_edition"]
    return Link(title, edition.path)


def _chains(site: Site, entries: Mapping[str, Entry], derived: Derived) -> Mapping[str, Chain]:
    """The thread of each story that has one, by the story's id."""
    told = {thread.id: thread.stories for thread in site.threads}
    found = derived.each(
        "chains",
        _chain,
        derived.gathered("stories of chains", told, entries),
        derived.each("pages of threads", as_it_is, {id: site.path("thread", id) for id in told}),
        derived.each("feeds of threads", as_it_is, {one.id: thread_feed_path(site, one) for one in site.threads}),
    )
    return derived.merged("chains of stories", found)


def _chain(told: tuple[Entry, ...], path: str, feed: str) -> dict[str, Chain]:
    pointers = tuple([entry.pointer for entry in told])
    if len(told) < 2:
        return {}
    page = Link(pointers[0].title, path)
    return {entry.story.id: Chain(page=page, feed=feed, stories=pointers, here=at) for at, entry in enumerate(told)}


def _neighbours(
    site: Site, shell: Shell, entries: Mapping[str, Entry], derived: Derived
) -> Mapping[str, tuple[Neighbours, ...]]:
    """The nearest stories of another day in each topic; what has no date is neither before nor after."""
    ids = derived.each("ids of topics", _story_ids, site.topics)
    inside = derived.gathered("entries of topics", ids, entries)
    by_topic = derived.each("around in topics", _around, inside, {topic.slug: topic for topic in shell.topics})
    found: dict[str, tuple[Neighbours, ...]] = {}
    for topic in shell.topics:
        for id, both in by_topic[topic.slug].items():
            found[id] = (*found[id], both) if id in found else (both,)
    return derived.each("around", as_it_is, found)


def _story_ids(stories: tuple[Story, ...]) -> tuple[str, ...]:
    return tuple([story.id for story in stories])


def _around(inside: tuple[Entry, ...], topic: Heading) -> dict[str, Neighbours]:
    days = [list(found) for day, found in groupby(inside, key=day_of) if day]
    around: dict[str, Neighbours] = {}
    for at, found in enumerate(days):
        later = days[at - 1][-1].pointer if at else None
        earlier = days[at + 1][0].pointer if at + 1 < len(days) else None
        if earlier or later:
            both = Neighbours(topic=topic, earlier=earlier, later=later)
            around |= dict.fromkeys([entry.story.id for entry in found], both)
    return around


def article_pages(
    site: Site, shell: Shell, entries: Mapping[str, Entry], derived: Derived | None = None
) -> Mapping[str, Page]:
    """The pages of articles, by the articles' ids; each depends on its own story alone."""
    derived = derived or Derived()
    told = derived.each(
        "stories told to articles",
        _telling,
        entries,
        site.evidence,
        openings_of(site, derived),
        edition_links(site, shell, derived),
    )
    return derived.each(
        "article pages",
        _article_page,
        site.articles,
        derived.one("paths of articles", article_paths, site.paths, tuple(site.articles)),
        site.texts,
        site.gists,
        derived.merged("told to articles", told),
        shared=(shell, site.sources, site.config.site.text),
    )


def article_paths(paths: Mapping[str, str], ids: Sequence[str]) -> dict[str, str]:
    """Where the pages of articles stand, by their ids."""
    return {id: paths[f"article:{id}"] for id in ids}


_Telling = tuple[Entry, Evidence, tuple[Excerpt, ...], Link]
"""What an article's page takes of its story."""


def _telling(
    entry: Entry, evidence: Evidence | None, openings: tuple[Excerpt, ...], edition: Link
) -> dict[str, _Telling]:
    return dict.fromkeys(
        [teaser.id for teaser in teasers(entry.story)], (entry, evidence or _NO_EVIDENCE, openings, edition)
    )


def _article_page(
    shell: Shell,
    sources: Mapping[str, Source],
    setting: str,
    article: Article,
    path: str,
    text: Text,
    gist: Gist,
    telling: _Telling | None,
) -> Page:
    teaser = article.teaser
    source = sources.get((teaser.agency or teaser.source).casefold()) if sources else None
    printed = sources.get(teaser.source.casefold()) if sources else None
    shown = (printed.text if printed else "") or (source.text if source else "") or setting
    told, edition = (telling[0].told, telling[3]) if telling else (None, None)
    pieces = () if shown == FULL else _pieces(teaser.id, gist, telling, shown)
    ingredients = (shell, path, article, text if shown == FULL else None, told, edition, source, shown, pieces)
    return Page(path, "article.html", article_context, ingredients)


def _pieces(id: str, gist: Gist, telling: _Telling | None, shown: str) -> tuple[Excerpt, ...]:
    """What pages quote of an article, and its first words where those are shown."""
    found = [beginning(id, gist, OPENING)] if shown == LEAD else []
    if telling:
        entry, evidence, openings, _ = telling
        found += [entry.quote, *excerpts_of(evidence), beginning(id, gist), *openings]
    return tuple(dict.fromkeys(excerpt for excerpt in found if excerpt and excerpt.article == id))


def _moved_pages(site: Site, shell: Shell, entries: Mapping[str, Entry]) -> Iterator[Page]:
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
