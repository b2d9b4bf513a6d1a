"""A build in a new process after a few saved bodies: what one story says is read, and the rest of the site stands.

The seal tells which files differ from those that the last build saw. Where they are a few articles
and the site is as it was left, `body_edit` proves from what is remembered that no other page takes
anything from the new texts. The page of each article is planned again as the last build did; that
its key is the one of the last build, but for the text, proves that nothing else in it changed.
In any doubt the answer is `None`, and everything is planned. Both ways give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from digest.build.body_edit import MOST, Telling, reads_alike, told_alike, with_text
from digest.build.built import BuildReport, Clock
from digest.build.inputs import with_base_url
from digest.build.memory import Memory, names_key, reports_key
from digest.build.output import BESIDE, SPARE, Stage, owned, replace_page
from digest.build.packing import packer
from digest.build.remembering import memory_of, plain, recalled, stamped
from digest.build.seal import Options, Sealed, Stamps, seal
from digest.build.stale import Key, key_of, stale
from digest.build.stamps import Stamper
from digest.build.state import FORMS, Stamp, State, open_state, save_changes, stamp_of, trusted
from digest.build.themes import read_theme
from digest.content.files import ARTICLES, Found, read_article, read_project_config
from digest.content.ledger import read_ledger
from digest.content.names import read_names
from digest.content.sources import read_sources
from digest.diagnostics import DigestError
from digest.model import Article, Story, by_name
from digest.site.contexts import Page
from digest.site.entries import entries_of
from digest.site.feed_paths import FEED
from digest.site.pages import article_pages, look_of, shell_of
from digest.site.render import Renderer, template_digests
from digest.site.shell import Shell
from digest.site.site import Site, editions_of, teasers, under_names
from digest.site.theme import Theme

_TWICE = "article.duplicate-id"


def edited(root: Path, last: Sealed, seen: Stamps) -> tuple[str, ...]:
    """Paths of the articles' files in which the sources differ from those of the last build.

    None where anything else differs, or where they are too many for a short way.
    """
    if last.sources.keys() != seen.sources.keys():
        return ()
    differing = [path for path, stamp in seen.sources.items() if last.sources[path] != stamp]
    paths = tuple(path.removeprefix(f"{root}/") for path in differing)
    return paths if len(paths) <= MOST and all(one.startswith(f"{ARTICLES}/") for one in paths) else ()


def short_build(
    root: Path, site: Path, options: Options, last: Sealed, seen: Stamps, paths: Sequence[str]
) -> BuildReport | None:
    """Build a site of which the bodies of some articles were saved; `None` where that is not all, or may not be.

    Args:
        root: the project's folder.
        site: the folder of the site, in which everything is as the last build left it.
        options: what the command line says.
        last: what the last build saw.
        seen: what there is now.
        paths: of the articles that differ.

    Raises:
        OSError: the disk refused; the site is as it was.
    """
    clock = Clock()
    try:
        with clock.stage("look at the sources"):
            state = open_state(root)
            if state is None or not _plain(options, last) or not _fits(state, last, paths, root):
                return None
        with clock.stage("read, tell and plan"):
            edit = _edit(root, options, state, paths)
            if edit is None or any(state.site[path] != seen.site[path] for path in edit.why):
                return None
            # before anything is written, for here it shows whether what is remembered is whole
            edit.memory.fill(state)
            state.pages.update({path: plain(key) for path, key in edit.keys.items()})
            state.files.update(_files(edit, trusted(seen.sources, seen.now), root))
        with clock.stage("make and write"):
            renderer = Renderer(edit.theme)
            data = {path: renderer.render(edit.pages[path]) for path in edit.why}
            written = _written(root, site, data)
    except (DigestError, *FORMS):  # the long way says what is wrong
        return None
    with clock.stage("remember"):
        stands = {**seen.site, **{path: stamp_of(f"{site}/{path}")[:3] for path in data}}
        state.site.update({path: stands[path] for path in data})
        mark = save_changes(root, state)
    report = replace(
        last.report,
        rendered=len(data),
        why=tuple(sorted(edit.why.items())),
        written=len(written),
        unchanged=last.report.unchanged - len(written),
        known=last.report.stories - edit.stories,
        read=edit.stories,
        bytes=last.report.bytes + sum(stands[path][1] - seen.site[path][1] for path in data),
        stages=tuple(clock.stages),
    )
    seal(root, options, seen, stands, report, mark)
    return report


def _written(root: Path, site: Path, data: Mapping[str, bytes]) -> list[str]:
    """Put the pages in their places; those that have other bytes now."""
    ours = owned(site)
    if len(data) == 1 and ours.issuperset(data):
        return [path for path, one in data.items() if replace_page(site, root / SPARE, path, one)]
    stage = Stage(site, root / BESIDE, ours)
    changed = [path for path, one in data.items() if stage.put(path, one)]
    stage.finish(changed)
    return changed


def _fits(state: State, last: Sealed, paths: Sequence[str], root: Path) -> bool:
    """Whether what is remembered is of the build that left the seal, and no story hangs on the texts of others."""
    known = all(state.files[path][0] == last.sources[f"{root}/{path}"] for path in paths)
    return known and state.settled and state.mark == last.mark


def _plain(options: Options, last: Sealed) -> bool:
    """Whether articles are shown whatever their days, and each has an id of its own."""
    _, _, drafts, until = options
    return not drafts and until is None and not any(one.code == _TWICE for one in last.report.diagnostics)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """Bodies that were saved, and their pages."""

    theme: Theme
    memory: Memory
    found: Mapping[str, Found]
    """The articles, by the paths of their files."""

    pages: Mapping[str, Page]
    keys: Mapping[str, Key]
    why: Mapping[str, str]
    stories: int


def _edit(root: Path, options: Options, state: State, paths: Sequence[str]) -> _Edit | None:
    """What was saved, if nothing but the pages of these articles follows from it."""
    config, _ = read_project_config(root)
    config = with_base_url(config, options[0])
    ledger = read_ledger(root).ledger
    telling = Telling(ledger, config.topics, read_names(root)[0])
    story_of = ledger.story_of()
    found = {path: read_article(root, path) for path in paths}
    ids = {story_of[one.id] for one in found.values()}
    old = recalled(root, state, {member for id in ids for member in ledger.entries[id].members})
    if any(one.id not in old or old[one.id].head != one.head or one.head.draft for one in found.values()):
        return None
    memory = memory_of(root, state)
    gists = {id: memory.gists[one.text.digest] for id, one in old.items() if not one.head.draft}
    if not all(reads_alike(memory, old[one.id], one) for one in found.values()):
        return None
    new = {**old, **{one.id: one for one in found.values()}}
    told = [told_alike(memory, telling, id, old, new) for id in sorted(ids)]
    stories = [_threaded(one, memory) for one in told if one is not None]
    if len(stories) < len(told):
        return None
    theme = read_theme(root, config.site.theme)
    names = names_key(telling.names)
    known = by_name(read_sources(root)[0])
    heads, shown = under_names({id: old[id].head for id in gists}, tuple(stories), known)
    site = Site(
        config=config,
        sources=known,
        stories=shown,
        articles=heads,
        texts={id: old[id].text for id in gists},
        gists=gists,
        evidence={one.id: memory.evidence[f"{names} {reports_key(one, new)}"] for one in stories},
        threads=(),
        retired=(),
        editions=editions_of(shown),
        topics={topic.slug: () for topic in config.topics},
        story_of={teaser.id: story for story in shown for teaser in teasers(story)},
        by_id={story.id: story for story in shown},
        paths=state.paths,
        names=(),
    )
    return _planned(site, theme, state, [(old[one.id], one) for one in found.values()], memory)


def _threaded(story: Story, memory: Memory) -> Story:
    thread = next((one.id for one in memory.threads[1] if story.id in one.stories), None)
    return replace(story, thread=thread) if thread else story


def _planned(
    site: Site, theme: Theme, state: State, edited: Sequence[tuple[Found, Found]], memory: Memory
) -> _Edit | None:
    """The pages of articles with their new texts, if they are those of the last build with the old ones."""
    planned = {one.path: one for one in article_pages(site, _shell(site, theme, state), entries_of(site)).values()}
    templates = template_digests(theme)
    stamper = Stamper()
    pages, before, after = {}, {}, {}
    for old, new in edited:
        path = site.path("article", new.id)
        for one in (old, new):
            stamper.know(one.head, bytes.fromhex(one.text.digest))
        before[path] = stamped(stamper, key_of(planned[path], templates))
        if before[path] != Key(*state.pages[path]):
            return None
        pages[path] = with_text(planned[path], old, new)
        after[path] = stamped(stamper, key_of(pages[path], templates))
    return _Edit(
        theme=theme,
        memory=memory,
        found={new.head.path: new for _, new in edited},
        pages=pages,
        keys=after,
        why=stale(before, after),
        stories=len(site.stories),
    )


def _shell(site: Site, theme: Theme, state: State) -> Shell:
    """What all pages share; whether there is a feed is decided by stories that are not looked at here."""
    shell = shell_of(site, look_of(theme))
    topics = [replace(one, feed=_standing(state.paths[f"feed:{one.slug}"], state)) for one in shell.topics]
    return replace(shell, feed=_standing(FEED, state), topics=tuple(topics))


def _standing(path: str, state: State) -> str:
    return path if path in state.pages else ""


def _files(edit: _Edit, stamps: Mapping[str, Stamp], root: Path) -> dict[str, tuple[Any, ...]]:
    """The files that were read, as the state holds them; one that is too young to be known again is left as it was."""
    pack = packer(Article)
    return {
        path: (stamps[f"{root}/{path}"], one.text.digest, one.id_line, pack(one.head))
        for path, one in edit.found.items()
        if f"{root}/{path}" in stamps
    }
