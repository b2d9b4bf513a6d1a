"""The short way from a saved body to its one stale page.

Most saves change a text and nothing that other pages take from it. That is proven here for each
such save: the front matter is equal, and what the text comes to - its gist, its story's headline,
topics and names, the story's evidence - is found anew for that one story and is equal to what is
remembered. Then the site and its plan are the last ones, but for the page of the article. Where
anything differs, or cannot be told from one story, the long way is taken; both ways give the same bytes.
A session has the last site at hand; a new process knows it by its digests (`short_build`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from digest.build.inputs import Inputs
from digest.build.memory import Memory, names_key, reports_key, shape_key, shape_of
from digest.content.files import Found
from digest.evidence.story import story_evidence
from digest.model import Story, Topic, by_day
from digest.site.contexts import Page
from digest.site.site import Site, accounts_of
from digest.site.texts import Gist, Text, gist_of
from digest.stories.ledger import Entry, Ledger
from digest.stories.names import Known
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


def body_edit(site: Site, pages: Mapping[str, Page], before: Inputs, now: Inputs, memory: Memory) -> BodyEdit | None:
    """The site after an edit of bodies alone; `None` when more changed than that, or may have.

    Args:
        site: told without newcomers: their stories would be clustered by the texts.
        pages: the last plan.
        before: the inputs of both.
        now: those of the new site.
        memory: what the texts of the last site came to.
    """
    edited = _edited(before, now)
    if not edited or any(not reads_alike(memory, old, new) for old, new in edited):
        return None
    stories = {story.id for _, new in edited if (story := site.story_of.get(new.id))}
    telling = Telling(now.ledger.ledger, now.config.topics, now.names)
    old, new = ({one.id: one for one in inputs.files.values()} for inputs in (before, now))
    if not all(told_alike(memory, telling, id, old, new) for id in stories):
        return None
    texts = dict(site.texts)
    stale = {}
    for was, one in edited:
        texts[one.id] = one.text
        path = site.path("article", one.id)
        stale[path] = with_text(pages[path], was, one)
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


def reads_alike(memory: Memory, old: Found, new: Found) -> bool:
    """Whether lists and checks take the same from the new text, and have nothing to say about it."""
    if old.text.digest not in memory.gists:
        return False
    plain = Gist(paragraph=0)
    gist = gist_of(new.text.body())
    silent = (gist.links, gist.dead, gist.lost_at, gist.heavy) == (plain.links, plain.dead, plain.lost_at, plain.heavy)
    if not silent or gist != memory.gists[old.text.digest]:
        return False
    memory.gists.drop(old.text.digest)
    memory.gists.put(new.text.digest, gist)
    return True


@dataclass(frozen=True, slots=True)
class Telling:
    """All but the articles of what a story is told from."""

    ledger: Ledger
    topics: tuple[Topic, ...]
    names: tuple[Known, ...]


def told_alike(
    memory: Memory, telling: Telling, id: str, old: Mapping[str, Found], new: Mapping[str, Found]
) -> Story | None:
    """A story, without its thread, if it is told as before, with the same names and the same evidence.

    What was found is remembered for the new texts.

    Args:
        memory: holds what the old texts came to.
        telling: the same for both.
        id: the story's.
        old: articles by their ids, at least those of the story's members that are shown.
        new: the same articles; their texts may differ, their heads do not.
    """
    entry = telling.ledger.entries.get(id)
    if entry is None:
        return None
    before = _members(entry, old)
    after = [new[one.id] for one in before]
    parts = tuple(part for one in entry.split_into for part in telling.ledger.final(one))
    shaped_by = shape_key(entry, before, telling.topics, parts)
    shape = memory.shapes.get(shaped_by)
    articles = tuple(one.article for one in after)
    if shape is None or not articles:
        return None
    story = tell_story(entry, articles, telling.topics, parts)
    key = reports_key(story, old)
    names = names_key(telling.names)
    bodies = {report.teaser.id: new[report.teaser.id].text.body() for report in story.reports}
    same = (
        shape_of(story, articles) == shape
        and memory.profiles.get(key) == profile([new[report.teaser.id].article for report in story.reports])
        and f"{names} {key}" in memory.evidence
        and memory.evidence[f"{names} {key}"] == story_evidence(accounts_of(story, bodies), known=telling.names)
    )
    if not same:
        return None
    renewed = reports_key(story, new)
    evidence = memory.evidence[f"{names} {key}"]
    memory.evidence.drop(f"{names} {key}")
    memory.evidence.put(f"{names} {renewed}", evidence)
    memory.profiles[renewed] = memory.profiles.pop(key)
    memory.shapes[shape_key(entry, after, telling.topics, parts)] = memory.shapes.pop(shaped_by)
    return story


def _members(entry: Entry, files: Mapping[str, Found]) -> list[Found]:
    """The articles of a story that are shown, in the order of time."""
    shown = (files[one] for one in entry.members if one in files)
    return sorted((one for one in shown if not one.head.draft), key=lambda one: by_day(one.head))


def with_text(page: Page, old: Found, new: Found) -> Page:
    """An article's page made of its new file."""

    def renewed() -> Iterator[object]:
        for one in page.ingredients:
            if isinstance(one, Text) and one == old.text:
                yield new.text
            else:
                yield new.head if one is old.head else one

    return replace(page, ingredients=tuple(renewed()))
