"""What a build did, for people and for scripts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace

from digest.build.extra_costs import Made
from digest.diagnostics import Diagnostic, Severity
from digest.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """CPU seconds of one stage, or of the pages of one template."""

    name: str
    seconds: float
    count: int = 0
    """Pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    diagnostics: tuple[Diagnostic, ...] = ()
    done: bool = False
    """False when nothing was written and the old site stands."""

    pages: int = 0
    """Pages of the site."""

    rendered: int = 0
    """Files that were made anew; the others were known to be the same."""

    why: tuple[tuple[str, str], ...] = ()
    """Path and reason of each of them."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    """Files: pages, feeds and assets."""

    stories: int = 0
    articles: int = 0
    drafts: tuple[str, ...] = ()
    """Files that were left out as drafts."""

    future: tuple[str, ...] = ()
    """Files that were left out because their day lies behind the last one that is shown."""

    bytes: int = 0
    """Of the whole site."""

    known: int = 0
    read: int = 0
    """Stories whose texts and grouping were known from before, and those that were read."""

    notes: tuple[str, ...] = ()
    """What the site lacks by its settings, in words."""

    extras: tuple[Made, ...] = ()
    """Share cards and the search index: what is dear, told apart."""

    stages: tuple[Costs, ...] = ()
    templates: tuple[Costs, ...] = ()
    """Dearest first; wall seconds."""

    @property
    def left_out(self) -> int:
        """How many articles are not shown."""
        return len(self.drafts) + len(self.future)

    @property
    def refused(self) -> bool:
        """True when something was left out."""
        return not self.done or any(one.severity is Severity.ERROR for one in self.diagnostics)

    def summary(self) -> str:
        """One line for a person."""
        if not self.done:
            return "nothing was written; the site is as it was"
        return (
            f"{counted(self.pages, 'page')} of {counted(self.stories, 'story', 'stories')}"
            f" from {counted(self.articles, 'article')}, {self.rendered:,} made: "
            f"{counted(self.written, 'file')} written, {self.unchanged:,} unchanged, {self.removed:,} removed"
        )

    def as_json(self) -> dict[str, object]:
        """The same for scripts."""
        return {
            "done": self.done,
            "pages": self.pages,
            "rendered": self.rendered,
            "why": dict(self.why),
            "written": self.written,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "stories": self.stories,
            "articles": self.articles,
            "left_out": self.left_out,
            "drafts": list(self.drafts),
            "future": list(self.future),
            "bytes": self.bytes,
            "known": self.known,
            "read": self.read,
            "notes": list(self.notes),
            "extras": [asdict(one) for one in self.extras],
            "stages": [asdict(one) for one in self.stages],
            "templates": [asdict(one) for one in self.templates],
            "diagnostics": [one.as_json() for one in self.diagnostics],
        }


@dataclass(slots=True)
class Clock:
    """Adds up what the stages of a build cost."""

    stages: list[Costs] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure the CPU seconds of this process and of the children that ended meanwhile."""
        begun = _cpu()
        yield
        self.stages.append(Costs(name=name, seconds=round(_cpu() - begun, 3)))


def _cpu() -> float:
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def unworked(last: BuildReport) -> BuildReport:
    """The report of a build that has nothing to do: what the last one left, and no work."""
    extras = tuple(replace(one, new=0, seconds=0.0) for one in last.extras)
    unchanged = last.unchanged + last.written
    return replace(
        last, rendered=0, why=(), written=0, unchanged=unchanged, removed=0, stages=(), templates=(), extras=extras
    )
