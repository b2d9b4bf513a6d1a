"""One build, from the sources on disk to the site on disk."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from digest.build.extras import Extras, Made
from digest.build.output import Written, only_build, write_site
from digest.build.session import assembled, other_files, with_base_url
from digest.build.telling import tell
from digest.build.themes import read_theme
from digest.config import Config
from digest.content.files import read_articles, read_project_config
from digest.content.ledger import read_ledger
from digest.content.names import read_names
from digest.content.sources import read_sources
from digest.diagnostics import Diagnostic, DigestError, Severity, collect, error, refuse
from digest.site.checks import body_findings
from digest.site.contexts import Page
from digest.site.pages import Look, plan
from digest.site.render import Renderer
from digest.site.site import Site
from digest.site.theme import Theme
from digest.stories.topics import idle_topics, unknown_topics
from digest.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    diagnostics: tuple[Diagnostic, ...] = ()
    done: bool = False
    """False when nothing was written and the old site stands."""

    pages: int = 0
    """Pages rendered."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    """Files: pages, feeds and assets."""

    stories: int = 0
    articles: int = 0
    left_out: int = 0
    """Drafts."""

    bytes: int = 0
    """Of the whole site."""

    notes: tuple[str, ...] = ()
    """What the site lacks by its settings, in words."""

    extras: tuple[Made, ...] = ()
    """Share cards and the search index: what is dear, told apart."""

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
            f" from {counted(self.articles, 'article')}: "
            f"{counted(self.written, 'file')} written, {self.unchanged:,} unchanged, {self.removed:,} removed"
        )

    def as_json(self) -> dict[str, object]:
        """The same for scripts."""
        return {
            "done": self.done,
            "pages": self.pages,
            "written": self.written,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "stories": self.stories,
            "articles": self.articles,
            "left_out": self.left_out,
            "bytes": self.bytes,
            "notes": list(self.notes),
            "extras": [asdict(one) for one in self.extras],
            "diagnostics": [one.as_json() for one in self.diagnostics],
        }


def build_project(root: Path, *, base_url: str | None = None, out: str = "site") -> BuildReport:
    """Read the project, tell its stories, and write its site into `out`.

    A bad article costs that article. What concerns the whole site - no settings, a broken
    template, a full disk - leaves the old site as it was. Nothing in `content/` is written.

    Args:
        root: the project's folder, the one with `digest.toml`.
        base_url: used in place of the configured address; `None` keeps that.
        out: folder of the site, relative to `root`.
    """
    root = root.resolve()
    reports, refused = collect(lambda folder: _build(folder, base_url, out), [root])
    return reports[0] if reports else BuildReport(diagnostics=tuple(refused))


def _build(root: Path, base_url: str | None, out: str) -> BuildReport:
    config, findings = read_project_config(root)
    config = with_base_url(config, base_url)
    theme = read_theme(root, config.site.theme)
    articles, problems = read_articles(root)
    findings += problems
    if any(one.code == "project.no-articles" for one in problems):
        return BuildReport(diagnostics=tuple(findings))
    sources, problems = read_sources(root)
    known, unsound = read_names(root)
    findings += [*problems, *unsound]
    ledger = read_ledger(root)
    if not ledger.sound:
        return BuildReport(diagnostics=(*findings, *ledger.findings))
    told = tell(config, articles, ledger)
    findings += told.findings
    site = assembled(config, articles, told.telling, sources, known)
    findings += body_findings(site)
    findings += unknown_topics(list(site.articles.values()), config.topics) if config.topics else []
    findings += idle_topics(site.stories, config.topics)
    pages = plan(site, Look(theme.stylesheets(), theme.path("icon.svg"), theme.path("search.js")))
    files, broken = render_files(site, theme, pages)
    extra = Extras(root).of(site)
    files |= extra.files
    findings += extra.diagnostics
    report = BuildReport(
        pages=len(pages),
        stories=len(site.stories),
        articles=len(site.articles),
        left_out=sum(article.draft for article in articles),
        notes=(*_notes(config), *told.notes, *extra.notes),
        extras=extra.made,
    )
    if broken:
        return replace(report, pages=0, diagnostics=(*findings, *broken))
    written = _write(root, out, files)
    return replace(
        report,
        done=True,
        written=len(written.written),
        unchanged=written.unchanged,
        removed=len(written.removed),
        bytes=sum(map(len, files.values())),
        diagnostics=tuple(findings),
    )


def render_files(site: Site, theme: Theme, pages: list[Page]) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Every file of the site by its path; each thing that is wrong with the theme is said once."""
    renderer = Renderer(theme)
    rendered, broken = collect(lambda page: (page.path, renderer.render(page)), pages)
    files = dict(rendered) | other_files(site, theme, pages)
    return files, list(dict.fromkeys(broken))


def _notes(config: Config) -> tuple[str, ...]:
    if config.site.base_url:
        return ()
    return ("no feeds and no site map: they need absolute addresses, so set base_url in digest.toml",)


def _write(root: Path, out: str, files: dict[str, bytes]) -> Written:
    site = root / out
    inside = site.parent.resolve().is_relative_to(root) and site.name not in ("", "..")
    own = not any(site.resolve() == root / kept for kept in ("", "content", "themes", ".digest", ".git"))
    if not inside or not own:
        fix = "name a folder of its own inside the project, such as site"
        raise DigestError(error("site.bad-folder", out, "a site cannot be written there", fix))
    try:
        with only_build(root):
            site.parent.mkdir(parents=True, exist_ok=True)
            return write_site(site, files)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        fix = "free some space or mend the permissions, then build again; the old site stands"
        raise refuse("site.not-written", out, f"the disk refused: {reason}", fix) from None
