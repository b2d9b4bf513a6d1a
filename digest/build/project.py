"""One build, from the sources on disk to the site on disk."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from digest.build.built import BuildReport, Clock, Costs
from digest.build.output import BESIDE, Stage, Written, only_build
from digest.build.seal import Options, Sealed, Stamps, seal, sealed, site_digest, site_stamps, stamps
from digest.build.state import FORMS
from digest.build.workers import FEW, no_collection, spread
from digest.diagnostics import Diagnostic, DigestError, collect, error, refuse

if TYPE_CHECKING:
    from digest.build.extras import Extra
    from digest.build.remembering import Past
    from digest.build.session import Session, Update
    from digest.site.document import Document

NO_BASE = "no feeds and no site map: they need absolute addresses, so set base_url in digest.toml"


def build_project(
    root: Path,
    *,
    base_url: str | None = None,
    out: str = "site",
    drafts: bool = False,
    until: date | None = None,
    jobs: int = 1,
) -> BuildReport:
    """Read the project, tell its stories, and write its site into `out`.

    A bad article costs that article. What concerns the whole site - no settings, a broken
    template, a full disk - leaves the old site as it was. Nothing in `content/` is written.

    Args:
        root: the project's folder, the one with `digest.toml`.
        base_url: used in place of the configured address; `None` keeps that.
        out: folder of the site, relative to `root`.
        drafts: whether drafts are shown.
        until: articles of later days are left out; a build has no clock, so `None` shows all.
        jobs: processes that share the work.
    """
    root = root.resolve()
    reports, refused = collect(
        lambda folder: _build(folder, (base_url, out, drafts, until.isoformat() if until else None), jobs), [root]
    )
    return reports[0] if reports else BuildReport(diagnostics=tuple(refused))


def _build(root: Path, options: Options, jobs: int) -> BuildReport:
    out = options[1]
    if not (root / ".digest").exists():  # so that a build in a wrong folder leaves nothing there
        from digest.content.files import check_project

        check_project(root)
    site = _site_folder(root, out)
    with _disk(out), only_build(root):
        site.parent.mkdir(parents=True, exist_ok=True)
        with no_collection():
            last, seen = sealed(root, options), stamps(root, site)
            if last is None or last.site != site_digest(seen.site):
                return _built(root, site, options, jobs, seen)
            if last.sources == seen.sources:
                return last.report
            return _short(root, site, options, last, seen) or _built(root, site, options, jobs, seen)


def _short(root: Path, site: Path, options: Options, last: Sealed, seen: Stamps) -> BuildReport | None:
    from digest.build.short_build import edited, short_build

    files = edited(root, last, seen)
    return short_build(root, site, options, last, seen, files) if files else None


def _built(root: Path, site: Path, options: Options, jobs: int, seen: Stamps) -> BuildReport:
    """Plan everything, with what is remembered; where that has another form than it should, without it."""
    from digest.build.remembering import none, remembered

    clock = Clock()
    with clock.stage("look at the sources"):
        past = remembered(root)
    try:
        return _planned(root, site, options, jobs, seen, past, clock)
    except FORMS:
        if past.nothing:
            raise
    return _planned(root, site, options, jobs, seen, none(root), clock)


def _planned(
    root: Path, site: Path, options: Options, jobs: int, seen: Stamps, past: Past, clock: Clock
) -> BuildReport:
    from digest.build.session import Session
    from digest.site.document import Document, as_they_are

    base_url, _, drafts, until = options
    session = Session(
        root,
        base_url=base_url,
        drafts=drafts,
        until=date.fromisoformat(until) if until else None,
        jobs=jobs,
        memory=past.memory,
    )
    past.seed(session.reader, seen.sources)
    with clock.stage("read, tell and plan"):
        update = session.update()
    if session.reader.empty:
        return BuildReport(diagnostics=update.diagnostics)
    with clock.stage("extras"):
        extra = session.extras()
    report = _report(session, update, extra)
    documents = {path: Document(path, as_they_are, (data,)) for path, data in extra.files.items()}
    with clock.stage("compare"):
        why = past.stale(session, documents, seen.site)
    with clock.stage("make and write"):
        made = _make(session, documents, Stage(site, root / BESIDE, past.keys), sorted(why), jobs)
    if made.broken:
        return replace(report, rendered=0, pages=0, diagnostics=(*report.diagnostics, *made.broken))
    with clock.stage("remember"):
        stands = site_stamps(site)
        mark = past.save(session, stands)
    report = replace(
        report,
        done=True,
        rendered=len(why),
        why=tuple(sorted(why.items())),
        written=len(made.written.written),
        unchanged=made.written.unchanged,
        removed=len(made.written.removed),
        bytes=past.bytes,
        templates=made.templates,
        stages=tuple(clock.stages),
    )
    seal(root, options, seen, stands, report, mark)
    return report


def _report(session: Session, update: Update, extra: Extra) -> BuildReport:
    site = session.site
    assert site is not None
    assert session.inputs is not None
    left_out = [path for path, one in session.inputs.files.items() if one.head.draft]
    later = session.reader.later
    lacking = () if site.config.site.base_url else (NO_BASE,)
    return BuildReport(
        diagnostics=(*update.diagnostics, *extra.diagnostics),
        pages=len(session.pages),
        stories=len(site.stories),
        articles=len(site.articles),
        drafts=tuple(path for path in left_out if path not in later),
        future=later,
        known=session.memory.known,
        read=session.memory.read,
        notes=(*lacking, *session.notes, *extra.notes),
        extras=extra.made,
    )


@dataclass(frozen=True, slots=True)
class _Made:
    written: Written
    broken: tuple[Diagnostic, ...]
    templates: tuple[Costs, ...]


def _make(session: Session, extra: Mapping[str, Document], stage: Stage, paths: list[str], jobs: int) -> _Made:
    """Make the files that are stale and put the site in place, unless a template is broken."""
    try:
        if jobs > 1 and len(paths) >= FEW:
            stage.prepare()  # once, before there are several processes
        results = spread(partial(_put, session, extra, stage), paths, jobs, partial(_template, session))
        broken = tuple(dict.fromkeys(problem for _, problem, _ in results if problem))
        if broken:
            return _Made(Written(), broken, ())
        written = stage.finish({path for path, (changed, _, _) in zip(paths, results, strict=True) if changed})
    except BaseException:
        stage.discard()
        raise
    seconds: dict[str, list[float]] = {}
    for path, (_, _, took) in zip(paths, results, strict=True):
        if path in session.pages:
            seconds.setdefault(session.pages[path].template, []).append(took)
    costs = [Costs(name=name, seconds=round(sum(one), 3), count=len(one)) for name, one in seconds.items()]
    return _Made(written, (), tuple(sorted(costs, key=lambda one: -one.seconds)))


def _template(session: Session, path: str) -> str:
    page = session.pages.get(path)
    return page.template if page else ""


def _put(
    session: Session, extra: Mapping[str, Document], stage: Stage, path: str
) -> tuple[bool, Diagnostic | None, float]:
    """Make one file: whether its bytes are new, what is wrong with its template, and the seconds that it took."""
    begun = time.perf_counter()
    try:
        data = extra[path].data() if path in extra else session.make(path)
    except DigestError as problem:
        return False, problem.diagnostic, 0.0
    took = time.perf_counter() - begun
    return stage.put(path, data), None, took


def _site_folder(root: Path, out: str) -> Path:
    """The folder of the site.

    Raises:
        DigestError: a site cannot be written there.
    """
    site = root / out
    inside = site.parent.resolve().is_relative_to(root) and site.name not in ("", "..")
    own = not any(site.resolve() == root / kept for kept in ("", "content", "themes", ".digest", ".git"))
    if not inside or not own:
        fix = "name a folder of its own inside the project, such as site"
        raise DigestError(error("site.bad-folder", out, "a site cannot be written there", fix))
    return site


@contextmanager
def _disk(out: str) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        reason = problem.strerror or str(problem)
        fix = "free some space or mend the permissions, then build again; the old site stands"
        raise refuse("site.not-written", out, f"the disk refused: {reason}", fix) from None
