"""The short way from a saved body to its one stale page.

Most saves change a text and nothing that other pages take from it. That is proven here for each
such save: the front matter is equal, and what the text comes to - its gist, its story's headline,
topics and names, the story's evidence - is found anew for that one story and is equal too. Then
the site and its plan are the last ones, but for the page of the article. Where anything differs,
or cannot be told from one story, the long way is taken; both ways give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from digest.build.inputs import Inputs
from digest.content.files import Found
from digest.evidence.story import story_evidence
from digest.model import Story, by_day
from digest.site.contexts import Page
from digest.site.site import Site, accounts_of
from digest.site.texts import Gist, Text, gist_of
from digest.stories.story import tell_story
from digest.stories.threads import profile

MOST = 20
"""Texts saved at once for which the short way is tried; a checkout of more takes the long one."""


@dataclass(frozen=True, slots=True)
class BodyEdit:
    """A site in which only texts differ from the last one."""

    site: Site
    pages: Mapping[str, Page]
    """The pages of the articles whose texts differ."""


def body_edit(site: Site, pages: Mapping[str, Page], before: Inputs, now: Inputs) -> BodyEdit | None:
    """The site after an edit of bodies alone; `None` when more changed than that, or may have.

    Args:
        site: told without newcomers: their stories would be clustered by the texts.
        pages: the last plan.
        before: the inputs of both.
    """
    edited = _edited(before, now)
    if not edited or any(not _reads_alike(site, new) for _, new in edited):
        return None
    files = {one.id: one for one in now.files.values()}
    stories = {story.id: story for _, new in edited if (story := site.story_of.get(new.id))}
    if not all(_tells_alike(site, story, before, now, files) for story in stories.values()):
        return None
    texts = dict(site.texts)
    stale = {}
    for old, new in edited:
        texts[new.id] = new.text
        path = site.path("article", new.id)
        stale[path] = _with(pages[path], old, new)
    return BodyEdit(replace(site, texts=texts), stale)


def _edited(before: Inputs, now: Inputs) -> list[tuple[Found, Found]]:
    """The articles whose files differ, where all other inputs are the same; none where more differs."""
    same = (
        before.config is now.config
        and before.theme is now.theme
        and before.ledger is now.ledger
        and before.sources is now.sources
        and before.names is now.names
        and before.files.keys() == now.files.keys()
    )
    if not same:
        return []
    pairs = [(old, new) for path, old in before.files.items() if (new := now.files[path]) is not old]
    alike = all(old.head == new.head and not new.head.draft for old, new in pairs)
    return pairs if alike and len(pairs) <= MOST else []


def _reads_alike(site: Site, new: Found) -> bool:
    """Whether lists and checks take the same from the new text, and have nothing to say about it."""
    plain = Gist(paragraph=0)
    gist = gist_of(new.text.body())
    silent = (gist.links, gist.dead, gist.lost_at, gist.heavy) == (plain.links, plain.dead, plain.lost_at, plain.heavy)
    return silent and gist == site.gists.get(new.id)


def _tells_alike(site: Site, story: Story, before: Inputs, now: Inputs, files: Mapping[str, Found]) -> bool:
    """Whether a story is told as before, with the same names and the same evidence."""
    ledger = now.ledger.ledger
    entry = ledger.entries.get(story.id)
    if entry is None:
        return False
    shown = [files[one] for one in entry.members if one in files and not files[one].head.draft]
    own = tuple(sorted((one.article for one in shown), key=by_day))
    parts = tuple(part for one in entry.split_into for part in ledger.final(one))
    told = tell_story(entry, own, now.config.topics, parts)
    if replace(told, thread=story.thread) != story:
        return False
    old = {one.id: one for one in before.files.values() if one.id in {report.teaser.id for report in story.reports}}
    reports = [report.teaser.id for report in story.reports]
    if profile([old[id].article for id in reports]) != profile([files[id].article for id in reports]):
        return False
    bodies = {id: files[id].text.body() for id in reports}
    return story_evidence(accounts_of(story, bodies), known=now.names) == site.evidence.get(story.id)


def _with(page: Page, old: Found, new: Found) -> Page:
    """An article's page made of its new file."""

    def renewed() -> Iterator[object]:
        for one in page.ingredients:
            if isinstance(one, Text) and one == old.text:
                yield new.text
            else:
                yield new.head if one is old.head else one

    return replace(page, ingredients=tuple(renewed()))
