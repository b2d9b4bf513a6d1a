"""A project whose values stay alive: look again at what changed, and say which files differ.

A preview keeps one for hours; `digest build` makes one, updates it once and writes its files.
What is broken on disk keeps its last good value, so a session always has a site to show once
it had one; what is wrong is told with each update until it is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from pathlib import Path

from digest.build.body_edit import BodyEdit, body_edit
from digest.build.extras import Extra, Extras
from digest.build.inputs import Inputs, Reader
from digest.build.look_edit import LookEdit, assets_of, look_edit
from digest.build.memory import Memory
from digest.build.stale import Key, key_of, stale
from digest.build.workers import no_collection
from digest.config import Config
from digest.derived import Derived, as_it_is, differing
from digest.diagnostics import Diagnostic, collect
from digest.model import Telling
from digest.site.checks import body_findings
from digest.site.contexts import Page
from digest.site.document import Document
from digest.site.documents import documents_of
from digest.site.pages import look_of, plan, planned
from digest.site.render import Renderer, template_digests
from digest.site.search import BUNDLE
from digest.site.site import Readings, Site, assemble
from digest.site.theme import Theme
from digest.stories.topics import idle_topics, unknown_topics


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What one look at the sources changed."""

    changed: tuple[str, ...] = ()
    """Paths of the site that are new or may have other bytes, in their order."""

    removed: tuple[str, ...] = ()
    """Paths that the site has no longer."""

    diagnostics: tuple[Diagnostic, ...] = ()
    """Everything that is wrong now, not only what this update broke."""

    whole: bool = True
    """False where something broken is shown in its last good form."""

    why: Mapping[str, str] = field(default_factory=dict)
    """For each path of `changed` the reason."""


class Session:
    """One project, looked at again and again."""

    def __init__(
        self,
        root: Path,
        *,
        base_url: str | None = None,
        drafts: bool = False,
        until: date | None = None,
        jobs: int = 1,
        memory: Memory | None = None,
    ) -> None:
        """Nothing is read yet.

        Args:
            root: the project's folder, the one with `digest.toml`.
            base_url: used in place of the configured address; `None` keeps that.
            drafts: whether drafts are shown.
            until: articles of later days are left out, as drafts are; `None` shows all.
            jobs: processes that read texts.
            memory: what an earlier session found out.
        """
        self.root = root.resolve()
        self.reader = Reader(self.root, base_url=base_url, drafts=drafts, until=until)
        self.memory = memory or Memory(root=self.root)
        self.jobs = jobs
        self.inputs: Inputs | None = None
        self.site: Site | None = None
        self.pages: Mapping[str, Page] = {}
        self.documents: Mapping[str, Document] = {}
        """What no template fills: feeds, the site map, the theme's assets."""

        self.templates: Mapping[str, str] = {}
        """Digest of each template with all that it reaches."""

        self.notes: tuple[str, ...] = ()
        self._theme: Theme | None = None
        self._told_wrong: tuple[Diagnostic, ...] = ()
        """What is wrong with stories, bodies and topics, from the last time that all were looked at."""

        self._renderer: Renderer | None = None
        self.keys: dict[str, Key] = {}
        self._made: dict[str, bytes] = {}
        self._extras = Extras(self.root)
        self._extra: Extra | None = None

    @property
    def config(self) -> Config | None:
        """The settings, in their last good form."""
        return self.inputs.config if self.inputs else None

    def update(self, changed: Iterable[str] | None = None) -> Update:
        """Look at the sources again and plan the site anew.

        Args:
            changed: paths relative to the project that may differ, of files or folders; `None`
                looks everywhere.

        Raises:
            DigestError: the settings, the ledger or the theme are broken, and there has been no good one yet.
        """
        with no_collection():
            return self._updated(changed)

    def _updated(self, changed: Iterable[str] | None) -> Update:
        inputs, wrong, whole = self.reader.read(changed)
        if self.site is not None and inputs is self.inputs and self._theme is inputs.theme:
            return Update(diagnostics=(*wrong, *self._told_wrong), whole=whole)
        edit = self._body_edit(inputs)
        if edit is not None:
            return self._edited(inputs, edit, wrong, whole=whole)
        look = self._look_edit(inputs)
        if look is not None:
            return self._restyled(inputs, look, wrong, whole=whole)
        told = self.memory.told(inputs)
        readings = self.memory.readings(inputs, told.telling.stories, self.jobs)
        site = assembled(inputs, told.telling, readings, self.derived)
        self.notes = told.notes
        self._told_wrong = (*told.findings, *body_findings(site, self.derived), *_topic_findings(site, self.derived))
        wrong += self._told_wrong
        theme = self._sound(inputs.theme, site, wrong)
        why, removed = self._plan(site, theme)
        self.inputs, self._extra = inputs, None
        self.derived.forget()
        return Update(
            changed=tuple(sorted(why)),
            removed=tuple(sorted(removed)),
            diagnostics=tuple(wrong),
            whole=whole and theme is inputs.theme,
            why=why,
        )

    @property
    def derived(self) -> Derived:
        """What the last site was made of."""
        return self.memory.derived

    def _body_edit(self, inputs: Inputs) -> BodyEdit | None:
        """What changed, where it is the text of articles alone; newcomers' stories hang on all texts."""
        if self.site is None or self.inputs is None or self.notes or self._theme is not inputs.theme:
            return None
        return body_edit(self.site, self.pages, self.inputs, inputs, self.memory)

    def _edited(self, inputs: Inputs, edit: BodyEdit, wrong: list[Diagnostic], *, whole: bool) -> Update:
        """Take the short way: the plan is the last one, but for the pages of some articles."""
        keys = self.keys_of(edit.pages)
        why = stale({path: self.keys[path] for path in keys}, keys)
        self.site, self.inputs, self._extra = edit.site, inputs, None
        self.pages = {**self.pages, **edit.pages}
        self.keys = {**self.keys, **keys}
        for path in why:
            self._made.pop(path, None)
        return Update(
            changed=tuple(sorted(why)),
            diagnostics=(*wrong, *self._told_wrong),
            whole=whole,
            why=why,
        )

    def _look_edit(self, inputs: Inputs) -> LookEdit | None:
        """What changed, where it is assets alone."""
        if self.site is None or self.inputs is None or self._theme is not self.inputs.theme:
            return None
        return look_edit(self.pages, self.inputs, inputs)

    def _restyled(self, inputs: Inputs, edit: LookEdit, wrong: list[Diagnostic], *, whole: bool) -> Update:
        """Take the short way: all pages name another stylesheet, and nothing else differs."""
        self.inputs, self._theme = inputs, inputs.theme
        self.pages = {**self.pages, **edit.pages}
        kept = {path: one for path, one in self.documents.items() if path not in edit.removed}
        self.documents = {**kept, **edit.assets}
        keys = self.keys_of(edit.pages) | self.keys_of(edit.assets)
        why = dict.fromkeys(edit.pages, "changed: shell") | stale(self.keys, self.keys_of(edit.assets))
        self.keys = {**{path: key for path, key in self.keys.items() if path not in edit.removed}, **keys}
        self._made = {path: data for path, data in self._made.items() if path in self.keys and path not in why}
        return Update(
            changed=tuple(sorted(why)),
            removed=tuple(sorted(edit.removed)),
            diagnostics=(*wrong, *self._told_wrong),
            whole=whole,
            why=why,
        )

    def page(self, path: str) -> bytes | None:
        """The bytes of a file of the site, made when first asked for; `None` when there is none.

        Raises:
            DigestError: its template is broken.
        """
        if path not in self._made:
            if path in self.pages or path in self.documents:
                self._made[path] = self.make(path)
            elif path.startswith(BUNDLE) or path.endswith(".png"):
                return self.extras().files.get(path)  # dear, so no save waits for them
            else:
                return None
        return self._made[path]

    def make(self, path: str) -> bytes:
        """The bytes of a page or a document; made anew at each call.

        Raises:
            DigestError: its template is broken.
        """
        if path in self.documents:
            return self.documents[path].data()
        if self._renderer is None:
            self._renderer = Renderer(self._theme or Theme(()))
        return self._renderer.render(self.pages[path])

    def extras(self) -> Extra:
        """Share cards and the search index, made when first asked for after an update."""
        if self._extra is None:
            self._extra = self._extras.of(self.site) if self.site else Extra(files={})
        return self._extra

    def paths(self) -> list[str]:
        """Every path of the site, in order; share cards and the search index aside."""
        return sorted({*self.pages, *self.documents})

    def _sound(self, theme: Theme, site: Site, wrong: list[Diagnostic]) -> Theme:
        """The theme when each of its templates can be filled, else the last good one."""
        if self._theme is None or theme.same_templates(self._theme):
            return theme
        renderer = Renderer(theme)
        one_each = {page.template: page for page in plan(site, look_of(theme))}
        _, broken = collect(renderer.render, one_each.values())
        wrong += broken
        return self._theme if broken else theme

    def _plan(self, site: Site, theme: Theme) -> tuple[dict[str, str], set[str]]:
        """Plan the site; the files that must be made, each with its reason, and those that are no more."""
        pages = planned(site, look_of(theme), self.derived)
        documents = {
            **documents_of(site, pages, self.derived),
            **self.derived.each("assets", as_it_is, assets_of(theme)),
        }
        fresh = differing(self.pages, pages) | differing(self.documents, documents)
        if self._theme is None or not theme.same_templates(self._theme):
            self.templates = template_digests(theme)
            self._renderer = None
            fresh |= {*pages, *documents}
        self.site, self._theme, self.pages, self.documents = site, theme, pages, documents
        return self._compare(fresh)

    def _compare(self, fresh: set[str]) -> tuple[dict[str, str], set[str]]:
        """Look at what was planned anew; what is the same object as before is no other file."""
        keys = {
            **self.keys_of({path: self.pages[path] for path in fresh if path in self.pages}),
            **self.keys_of({path: self.documents[path] for path in fresh if path in self.documents}),
        }
        why = stale({path: self.keys[path] for path in keys if path in self.keys}, keys)
        removed = {path for path in fresh if path not in keys}
        self.keys = {**self.keys, **keys}
        for path in removed:
            del self.keys[path]
        for path in (*why, *removed):
            self._made.pop(path, None)
        return why, removed

    def keys_of(self, files: Mapping[str, Page] | Mapping[str, Document]) -> dict[str, Key]:
        """All that each of these files depends on."""
        return {path: key_of(one, self.templates) for path, one in files.items()}


def _topic_findings(site: Site, derived: Derived) -> list[Diagnostic]:
    topics = site.config.topics if site.articles else ()
    chosen = derived.each("topics chosen", attrgetter("topics"), site.articles) if topics else {}
    unknown = unknown_topics([site.articles[id] for id, own in chosen.items() if own], topics) if topics else []
    idle = [topic for topic in topics if not site.topics[topic.slug]]
    return [*unknown, *idle_topics((), idle)]


def assembled(inputs: Inputs, told: Telling, readings: Readings, derived: Derived | None = None) -> Site:
    """The site of these articles and the stories that they tell, drafts left out.

    Args:
        inputs: with the articles.
        told: their stories.
        readings: what their texts come to.
        derived: where an earlier site was made.
    """
    shown = [one.head for one in inputs.files.values() if not one.head.draft]
    return assemble(
        inputs.config,
        shown,
        told.stories,
        threads=told.threads,
        retired=told.retired,
        sources=inputs.sources,
        readings=readings,
        derived=derived,
    )
