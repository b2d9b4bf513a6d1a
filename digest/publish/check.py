"""`digest check`: everything that can be wrong with a built site, found before readers find it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest.build.output import MANIFEST
from digest.build.remembering import heads
from digest.build.workers import no_collection
from digest.diagnostics import Diagnostic, Severity, error, refuse, warning
from digest.model import Article
from digest.publish.feeds import feed_findings
from digest.publish.links import (
    Ground,
    asset_findings,
    duplicate_findings,
    follow,
    named_findings,
    orphan_findings,
    piece_findings,
)
from digest.publish.pages import BuiltPage, json_ld, read_page
from digest.publish.secrets import folders_in, secrets_in

LARGE_PAGE = 500_000
"""Bytes of one page from which reading it on a phone is no pleasure."""

LARGEST_SITE = 1_000_000_000
"""Bytes that GitHub Pages publishes at most."""

NEARLY = 0.8
"""Share of that from which a check warns."""

SEARCH_PAGE = "search.html"
"""The only page that may run a script."""

_URL = re.compile(rb"url\(\s*[\"']?([^\"')\s]+)|@import\s+[\"']([^\"']+)", re.IGNORECASE)
_PACKED = frozenset(
    "png jpg jpeg gif webp avif ico woff woff2 ttf otf pdf gz br zip wasm mp3 mp4 webm"
    " pagefind pf_meta pf_index pf_filter pf_fragment".split()
)
"""Kinds of files that are no text, so that nothing can be read in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a check of a built site found."""

    files: int
    pages: int
    bytes: int
    pieces: int
    """Quoted pieces that were looked up in the paragraphs they link to."""

    base_url: str
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """True when something is wrong, not only worth a look."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "files": self.files,
            "pages": self.pages,
            "bytes": self.bytes,
            "pieces": self.pieces,
            "base_url": self.base_url,
            "failed": self.failed,
            "diagnostics": [found.as_json() for found in self.diagnostics],
        }


def check_site(
    root: Path, *, today: date, out: str = "site", step: Callable[[str], None] = lambda _: None
) -> CheckReport:
    """Check the built site of a project; writes nothing.

    Args:
        root: the project.
        today: what counts as the future lies after it; a check has a clock, a build has none.
        out: folder of the site, relative to `root`.
        step: called with each file's name, for showing progress.

    Raises:
        DigestError: there is no site.

    Cost: 0.6 ms of CPU a page.
    """
    site = root / out
    if not (site / MANIFEST).is_file():
        raise refuse("check.no-site", out, "there is no built site here", "run `digest build` first")
    with no_collection():  # a page's values hold no circles, and there are many pages
        return _Check(root, site, today, step).report()


class _Check:
    """One pass over the files of a site."""

    def __init__(self, root: Path, site: Path, today: date, step: Callable[[str], None]) -> None:
        self.root, self.site, self.today, self.step = root, site, today, step
        self.top = os.fspath(site)
        self.own = tuple(os.fsencode(f"{folder}/") for folder in _folders(root))
        self.pages: dict[str, BuiltPage] = {}
        self.others: list[tuple[str, bytes]] = []
        self.found: list[Diagnostic] = []
        self.bytes = 0

    def report(self) -> CheckReport:
        files = sorted(self.files())
        for path in files:
            self.step(path)
            self.read(path)
        home = self.pages.get("index.html")
        base_url = home.canonical if home else ""
        ground = Ground(frozenset(files), self.pages, base_url)
        articles = heads(self.root)
        name = _names(self.pages, articles)
        ways = follow(ground, name)
        self.found += ways.found
        for path, page in self.pages.items():
            self.found += piece_findings(ground, path, name[path], page.pieces)
            self.found += self.page(page, name[path], ground)
        self.found += orphan_findings(ground, ways, name)
        self.found += duplicate_findings(files)
        for path, raw in self.others:
            self.found += stylesheet(path, raw, ground) if path.endswith(".css") else feed_findings(path, raw, ground)
        self.found += (finding for article in articles if not article.draft for finding in self.article(article))
        self.found += self.whole(files)
        return CheckReport(
            files=len(files),
            pages=len(self.pages),
            bytes=self.bytes,
            pieces=sum(len(page.pieces) for page in self.pages.values()),
            base_url=base_url,
            diagnostics=tuple(dict.fromkeys(self.found)),
        )

    def files(self) -> Iterator[str]:
        """Every regular file; what is none has no business in a site."""
        yield from self._below("")

    def _below(self, folder: str) -> Iterator[str]:
        with os.scandir(f"{self.top}/{folder}") as entries:
            for entry in entries:
                shown = f"{folder}{entry.name}"
                if entry.is_file(follow_symlinks=False):
                    yield shown
                elif entry.is_dir(follow_symlinks=False):
                    yield from self._below(f"{shown}/")
                else:
                    fix = "remove it; a published site holds files alone"
                    self.found.append(error("check.not-a-file", f"site/{shown}", "this is a link or a device", fix))

    def read(self, path: str) -> None:
        with open(f"{self.top}/{path}", "rb") as file:  # noqa: PTH123 - a text, as this is joined for every file
            raw = file.read()
        self.bytes += len(raw)
        kind = path.rpartition(".")[2].lower()
        if kind in _PACKED:
            return
        self.found += self.leaks(path, raw)
        if kind in ("html", "htm"):
            self.pages[path] = read_page(path, raw)
        elif kind in ("css", "xml", "json", "webmanifest") or path == "robots.txt":
            self.others.append((path, raw))

    def leaks(self, path: str, raw: bytes) -> Iterator[Diagnostic]:
        for what, line in secrets_in(raw):
            fix = "take it out of the sources, build again, and let whoever issued it replace it"
            yield error("check.secret", f"site/{path}", f"this looks like {what}", fix, line)
        for folder, line, own in folders_in(raw, self.own):
            fix = "take it out of the sources and build again"
            problem = f"a folder of a machine is named: {folder}"
            if own:
                yield error("check.folder", f"site/{path}", problem, fix, line)
            else:
                yield warning("check.folder", f"site/{path}", problem, fix, line)

    def page(self, page: BuiltPage, where: str, ground: Ground) -> Iterator[Diagnostic]:
        for id in page.twice:
            yield error("check.duplicate-id", where, f"{page.path}: id '{id}' stands twice", "mend the template")
        for text in page.data:
            problem, addresses = json_ld(text)
            for address in addresses:
                yield from named_findings(ground, page.path, where, address)
            if problem:
                yield error("check.bad-data", where, f"{page.path}: JSON-LD: {problem}", "mend the template")
        if page.scripts and page.path != SEARCH_PAGE:
            fix = "take it out of the template: pages for reading run no script"
            yield error("check.script", where, f"{page.path}: runs a script", fix)
        if page.size > LARGE_PAGE:
            fix = "split the article, or let the page show less"
            yield warning("check.large-page", where, f"{page.path}: {page.size / 1e6:.1f} MB", fix)
        for day in page.days:
            if day[:10] > self.today.isoformat():
                fix = "mend the date, or publish the article when its day has come"
                yield warning("check.future-date", where, f"{page.path}: {day} lies in the future", fix)

    def article(self, article: Article) -> Iterator[Diagnostic]:
        if not article.teaser.source and not article.teaser.agency:
            yield warning(
                "check.no-source", article.path, "nobody is named as its source", "add `source:` if you know it", 1
            )
        if not article.teaser.dating.day:
            yield warning("check.no-date", article.path, "it has no date", "add `date:` if you know it", 1)

    def whole(self, files: list[str]) -> Iterator[Diagnostic]:
        listed = (self.site / MANIFEST).read_text(encoding="utf-8", errors="replace").splitlines()[1:]
        for path in sorted(set(listed) - set(files)):
            yield error("check.missing-file", f"site/{path}", "the build wrote it, and it is gone", "build again")
        size = f"the site has {self.bytes / 1e6:,.0f} MB; GitHub Pages publishes at most {LARGEST_SITE / 1e6:,.0f}"
        fix = "leave out share cards or old articles"
        if self.bytes > LARGEST_SITE:
            yield error("check.large-site", "site", size, fix)
        elif self.bytes > NEARLY * LARGEST_SITE:
            yield warning("check.large-site", "site", size, fix)


def stylesheet(path: str, raw: bytes, ground: Ground) -> Iterator[Diagnostic]:
    """What a stylesheet loads, and whether it is there."""
    for found in _URL.finditer(raw):
        address = (found.group(1) or found.group(2)).decode("utf-8", "replace")
        yield from asset_findings(ground, path, f"site/{path}", address, raw.count(b"\n", 0, found.start()) + 1)


def _folders(root: Path) -> list[Path]:
    home = Path.home()
    return [folder for folder in (root.resolve(), home) if folder != folder.parent]


def _names(pages: Mapping[str, BuiltPage], articles: list[Article]) -> dict[str, str]:
    """The file that makes a page what it is: an article's own, else the page itself."""
    files = {article.path for article in articles}
    return {path: page.file if page.file in files else f"site/{path}" for path, page in pages.items()}
