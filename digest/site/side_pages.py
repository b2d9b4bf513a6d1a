"""The pages beside the news: names, sources, search, how this is made, and addresses that lead on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from digest.model import Basis, Dating, Fate, Source
from digest.site.contexts import (
    AboutContext,
    MissingContext,
    MovedContext,
    NamesContext,
    SearchContext,
    SourcesContext,
)
from digest.site.entries import Pointer
from digest.site.parts import NameLine, SourceLine
from digest.site.shell import Shell, frame
from digest.site.topic_page import Month, year_links
from digest.site.views import line
from digest.site.words import Words, tongue

ABOUT_SOURCES = 10
"""Sources on the page that says how this is made; the page of sources has all."""

EXAMPLE = date(2025, 6, 17)
"""The day that the about page explains the badges with."""

_MOVED = {Fate.MERGED: "moved_merged", Fate.SPLIT: "moved_split", Fate.GONE: "moved_gone"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name that several reports have."""

    name: str
    path: str
    """Of its page; empty where it has none."""

    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet or an agency with its number of reports."""

    name: str
    count: int
    known: Source | None
    """What the editor entered; nothing is guessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An address whose story stands elsewhere now, or nowhere."""

    path: str
    title: str
    fate: Fate | None
    """None where the story only has a new address."""

    targets: tuple[Pointer, ...]


def names_context(shell: Shell, names: tuple[Named, ...], total: int) -> NamesContext:
    """The index of names."""
    words = shell.words
    title = words.texts["names"]
    more = words.count("more_names", total - len(names)) if total > len(names) else ""
    lines = tuple(
        NameLine(name=one.name, path=one.path, count=one.reports, words=words.count("reports", one.reports))
        for one in names
    )
    described = words.say("names_description", site=shell.title)
    return NamesContext(frame(shell, "names.html", title, described, section="names.html"), more, lines)


def sources_context(shell: Shell, outlets: tuple[Outlet, ...], agencies: tuple[Outlet, ...]) -> SourcesContext:
    """Whose reports the site shows."""
    words = shell.words
    described = words.say("sources_description", site=shell.title)
    around = frame(shell, "sources.html", words.texts["sources"], described, section="sources.html")
    summary = words.count("sources", len({one.name for one in (*outlets, *agencies)}))
    return SourcesContext(around, summary, _source_lines(outlets, words), _source_lines(agencies, words))


def _source_lines(outlets: Iterable[Outlet], words: Words) -> tuple[SourceLine, ...]:
    return tuple(_source_line(one, words) for one in outlets)


def _source_line(one: Outlet, words: Words) -> SourceLine:
    known = one.known
    return SourceLine(
        name=one.name,
        count=one.count,
        words=words.count("reports", one.count),
        state=bool(known and known.state),
        owner=known.owner if known else "",
        country=known.country if known else "",
        homepage=known.homepage if known else "",
        evidence=known.evidence if known else "",
    )


def search_context(shell: Shell, months: tuple[Month, ...], searched: bool) -> SearchContext:
    """The page that searches, and that leads on where it cannot."""
    words = shell.words
    described = words.say("search_description", site=shell.title)
    around = frame(shell, "search.html", words.texts["search"], described, section="search.html")
    return SearchContext(around, shell.look.search if searched else "", year_links(months, words, "editions"))


def about_context(shell: Shell, counts: tuple[tuple[str, int], ...], outlets: tuple[Outlet, ...]) -> AboutContext:
    """How the site is made, and from what."""
    words = shell.words
    title, described = words.texts["about"], words.say("about_description", site=shell.title)
    return AboutContext(
        frame=frame(shell, "about.html", title, described, section="about.html"),
        dates=_around_dates(words),
        stated=words.when(Dating(day=EXAMPLE, basis=Basis.STATED)),
        inferred=words.when(Dating(day=EXAMPLE, basis=Basis.INFERRED)),
        counts=tuple((words.texts[key], words.number(count)) for key, count in counts),
        sources=_source_lines(outlets[:ABOUT_SOURCES], words),
        more=words.texts["all_sources"],
    )


def _around_dates(words: Words) -> tuple[str, ...]:
    """The sentence about dates in its parts, so that the two dates can be shown as pages show them."""
    return tuple(part for part in re.split(r"\{(\w+)\}", words.texts["about_dates"]) if part)


def missing_context(shell: Shell) -> MissingContext:
    """What stands at an address that has no page."""
    words = shell.words
    described = words.texts["missing_description"]
    return MissingContext(frame(shell, "404.html", words.texts["no_such_page"], described, robots="noindex"))


def moved_context(shell: Shell, moved: Moved) -> MovedContext:
    """What stands at the former address of a story; it leads on, and is not to be indexed."""
    words = shell.words
    said = words.texts[_MOVED[moved.fate] if moved.fate else "moved_renamed"]
    only = moved.targets[0] if len(moved.targets) == 1 else None
    canonical = shell.base_url + only.path if only and shell.base_url else ""
    return MovedContext(
        frame=frame(shell, moved.path, moved.title, said, canonical=canonical, robots="noindex"),
        title=moved.title,
        tongue=tongue(only.language if only else "", shell.language),
        said=said,
        refresh=only.path if only else "",
        targets=tuple(line(shell, target) for target in moved.targets),
    )
