"""One run of ingest: from the files of the inbox to the articles' files, edits kept."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from errno import ENOTDIR
from itertools import zip_longest
from pathlib import Path

from digest.content.bookkeeping import Bookkeeping, keep_books
from digest.content.files import ARTICLES, file_digest, read_files, read_text
from digest.content.inbox import find_files, read_inbox
from digest.content.schema import article_fields, is_as_ingested, mark_of, parse_article, plain_body, write_article
from digest.copies import SAME, containment
from digest.diagnostics import Diagnostic, DigestError, Severity, collect, error, refuse
from digest.ingest.articles import article_of, draft_id, draft_of, enriched, file_name
from digest.ingest.merge import Copy, body_text, merge_pages, name_key, rank_of
from digest.ingest.pages import RawPage
from digest.ingest.profiles import Profile, built_in, parse_profile
from digest.model import LIMITS, Article, Draft, Limits
from digest.settings import GRANULARITY
from digest.text import shingles

TAIL = len("-3f9c0a.md")
"""Characters at the end of a file's name by which it keeps its id's head."""

STEM = 10
"""Hex digits of an id that the copies of one text share; two more tell them apart."""

PROFILES = "content/profiles"
"""Where a project's own site profiles lie."""


class Action(Enum):
    """What becomes of an article's file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """Edited by hand; the source says what it said when it was ingested."""

    DIFFERS = "differs"
    """Edited by hand, and the source says something else now: shown, not applied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One article of the run, and what became of its file."""

    action: Action
    article: Article
    differs: tuple[tuple[str, str, str], ...] = ()
    """Field, what the file says, what the source says; only for `DIFFERS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What a run of ingest found and did."""

    pages: tuple[RawPage, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    copies: tuple[Copy, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    books: Bookkeeping | None = None
    """What became of the ledger; `None` where there is no article at all."""

    dry_run: bool = False

    @property
    def failed(self) -> bool:
        """True when something was left out."""
        if self.books and self.books.failed:
            return True
        return any(found.severity is Severity.ERROR for found in self.diagnostics)

    def count(self) -> Counter[str]:
        """How many articles were created, updated and so on."""
        return Counter(outcome.action.value for outcome in self.outcomes)


@dataclass(slots=True)
class _Shelf:
    """The articles that are there, and which of them found their source in this run."""

    articles: dict[str, Article]
    taken: set[str] = field(default_factory=set)
    strangers: frozenset[str] = frozenset()
    """Names in the folder that could not be read as articles."""

    _shingles: dict[str, frozenset[int]] = field(default_factory=dict)
    _stems: dict[str, list[Article]] = field(default_factory=dict)

    def match(self, draft: Draft) -> Article | None:
        """The article that this draft is: by its id, else by its text, unless another publisher is named."""
        known = self._by_id(draft) or self._by_text(draft)
        if known is not None:
            self.taken.add(known.teaser.id)
        return known

    def _by_id(self, draft: Draft) -> Article | None:
        """Outlets that carry one text have ids of one stem: the article of the same publisher goes first."""
        kin = self._by_stem().get(draft_id(draft)[:STEM], [])
        fits = [one for one in kin if one.teaser.id not in self.taken and _may_be_same(draft, one)]
        return min(fits, key=lambda one: _distance(draft, one), default=None)

    def _by_stem(self) -> dict[str, list[Article]]:
        if not self._stems:
            for id_, article in self.articles.items():
                self._stems.setdefault(id_[:STEM], []).append(article)
        return self._stems

    def _by_text(self, draft: Draft) -> Article | None:
        if len(self.articles) <= len(self.taken):
            return None
        wanted = shingles(body_text(draft))
        best: tuple[float, str] = (0.0, "")
        for id_, article in self.articles.items():
            if id_ in self.taken or not _may_be_same(draft, article):
                continue
            share = containment(wanted, self._shingled(article))
            if share >= SAME and share > best[0]:
                best = share, id_
        return self.articles.get(best[1])

    def _shingled(self, article: Article) -> frozenset[int]:
        id_ = article.teaser.id
        if id_ not in self._shingles:
            self._shingles[id_] = shingles(plain_body(article.body))
        return self._shingles[id_]


def _may_be_same(draft: Draft, article: Article) -> bool:
    """From the same page, whatever an editor has made of its publisher; else unless two publishers are named."""
    a, b = name_key(draft.source), name_key(article.teaser.source)
    return not a or not b or a == b or _share_a_page(draft, article)


def _share_a_page(draft: Draft, article: Article) -> bool:
    return bool({origin.file for origin in draft.origins} & {origin.file for origin in article.origins})


def _distance(draft: Draft, article: Article) -> tuple[bool, bool, str]:
    """Of several articles that a draft may be, the one from its own page, then the one of its publisher."""
    other = name_key(article.teaser.source) != name_key(draft.source)
    return not _share_a_page(draft, article), other, article.teaser.id


def run_ingest(
    root: Path,
    paths: Sequence[Path],
    *,
    profiles: bool = True,
    dry_run: bool = False,
    granularity: float = GRANULARITY["default"],
    limits: Limits = LIMITS,
    step: Callable[[str], None] = lambda _: None,
) -> IngestReport:
    """Ingest files into `content/articles/`, and let the articles join or found stories in the ledger.

    Nothing that a person edited is overwritten; an article whose page is gone stays.

    Args:
        root: the project.
        paths: files and folders to read.
        profiles: whether site profiles are used.
        dry_run: find out everything, write nothing.
        granularity: mean similarity at which an article joins a story.
        limits: beyond which a file of the inbox is refused.
        step: called with each file's name, for showing progress.
    """
    files, problems = find_files(root, paths)
    known_profiles, bad_profiles = read_profiles(root) if profiles else ([], [])
    pages = read_inbox(root, files, known_profiles, limits=limits, step=step, keep=not dry_run)
    found, unreadable = read_files(root) if (root / ARTICLES).is_dir() else ([], [])
    existing = [one.article for one in found]
    seen = {draft_id(find.draft) for page in pages for find in page.finds}
    others = [article for article in existing if article.teaser.id not in seen]
    merged = merge_pages(pages, [draft_of(article, plain_body(article.body)) for article in others])
    names = {file.name for file in files}
    shelf = _Shelf({article.teaser.id: article for article in existing}, strangers=_strangers(root, existing))
    outcomes: list[Outcome] = []
    refused: list[Diagnostic] = []
    # by id first: a text that only resembles an article must not take its place
    for draft in sorted(merged.drafts, key=lambda draft: draft_id(draft) not in shelf.articles):
        try:
            outcomes.append(_settle(root, draft, shelf, names, dry_run))
        except DigestError as problem:
            refused += problem.diagnostics
    all_articles = {article.teaser.id: article for article in (*existing, *(one.article for one in outcomes))}
    books = None
    if all_articles:
        digests = {one.id: one.text.digest for one in found} | _written(outcomes)
        articles, whole = list(all_articles.values()), not unreadable
        books = keep_books(root, articles, granularity=granularity, digests=digests, whole=whole, dry_run=dry_run)
    findings = [*problems, *bad_profiles, *(found for page in pages for found in page.findings), *unreadable, *refused]
    return IngestReport(
        pages=tuple(pages),
        outcomes=tuple(sorted(outcomes, key=lambda outcome: outcome.article.path)),
        copies=merged.copies,
        diagnostics=tuple(findings),
        books=books,
        dry_run=dry_run,
    )


def _written(outcomes: Iterable[Outcome]) -> dict[str, str]:
    """Digests of the files that were written, by their articles."""
    written = [one.article for one in outcomes if one.action in (Action.CREATED, Action.UPDATED)]
    return {one.teaser.id: file_digest(write_article(one)) for one in written}


def read_profiles(root: Path) -> tuple[list[Profile], list[Diagnostic]]:
    """The built-in site profiles and those of the project, which come first."""
    folder = root / PROFILES
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []

    def read(path: Path) -> Profile:
        name = f"{PROFILES}/{path.name}"
        return parse_profile(read_text(root, name), name)

    own, refused = collect(read, files)
    return [*own, *built_in()], refused


def _settle(root: Path, draft: Draft, shelf: _Shelf, names: set[str], dry_run: bool) -> Outcome:
    """Create an article's file, bring it up to date, or leave it to the person who edited it."""
    known = shelf.match(draft)
    if known is None:
        id_ = _free_id(draft_id(draft), shelf)
        path = f"{ARTICLES}/{file_name(draft, id_)}"
        _refuse_to_replace(path, shelf)
        article = article_of(draft, id_, path)
        shelf.taken.add(id_)
        _write(root, article, dry_run, create=True)
        return Outcome(action=Action.CREATED, article=article)
    new = article_of(draft, known.teaser.id, known.path)
    if any(origin.file not in names for origin in known.origins):
        new = enriched(known, new, plain_body(known.body), body_text(draft))
    same_pages = _pages_as_before(known, new)
    if not is_as_ingested(known):
        same_source = same_pages or known.mark == mark_of(new)
        return Outcome(action=Action.KEPT, article=known) if same_source else _edited(known, new)
    if same_pages and rank_of(known.teaser.dating) <= rank_of(new.teaser.dating):
        # a date that another page lent stays when that page is not read again
        new = replace(new, teaser=replace(new.teaser, dating=known.teaser.dating))
    if known.mark == mark_of(new) and known.origins == new.origins:
        return Outcome(action=Action.UNCHANGED, article=known)
    _write(root, new, dry_run)
    return Outcome(action=Action.UPDATED, article=new)


def _pages_as_before(known: Article, new: Article) -> bool:
    """Every page of the new reading is one that the article was taken from, byte for byte."""
    seen = {(origin.file, origin.hash) for origin in known.origins}
    return all((origin.file, origin.hash) in seen for origin in new.origins)


def _refuse_to_replace(path: str, shelf: _Shelf) -> None:
    """A file that cannot be read as an article is still somebody's work: it is left as it is.

    Raises:
        DigestError: a file of that name, or of that id, is there.
    """
    name = path.rpartition("/")[2]
    there = next((one for one in shelf.strangers if one == name or one.endswith(name[-TAIL:])), "")
    if there:
        fix = "mend that file, or move it away; it is left as it is"
        problem = "the article's file is there and cannot be read as one"
        raise refuse("ingest.in-the-way", f"{ARTICLES}/{there}", problem, fix)


def _strangers(root: Path, known: Sequence[Article]) -> frozenset[str]:
    """Names in the folder of articles that no article was read from."""
    folder = root / ARTICLES
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return frozenset(names - {Path(article.path).name for article in known})


def _free_id(id_: str, shelf: _Shelf) -> str:
    """The id, or one beside it when another outlet's copy of the text has it already."""
    number = 1
    free = id_
    while free in shelf.articles or free in shelf.taken:
        number += 1
        free = f"{id_[:STEM]}{number:02d}"
    return free


def _edited(known: Article, new: Article) -> Outcome:
    """What an edited file says against its source, which has changed since."""
    old_fields, new_fields = article_fields(known), article_fields(new)
    names = [name for name in new_fields if name not in ("origin", "seen_on", "id")]
    differs = [
        (name, str(old_fields.get(name) or ""), str(new_fields[name] or ""))
        for name in names
        if str(old_fields.get(name) or "") != str(new_fields[name] or "")
    ]
    if plain_body(known.body) != plain_body(new.body):
        differs.append(("body", *_first_difference(plain_body(known.body), plain_body(new.body))))
    if not differs:
        return Outcome(action=Action.KEPT, article=known)
    return Outcome(action=Action.DIFFERS, article=known, differs=tuple(differs))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(ENOTDIR, "a file stands where the folder must be") from None


def _place_new(part: Path, path: Path) -> None:
    """Give a file its name; whatever may stand there is not replaced.

    Raises:
        FileExistsError: something stands there.
    """
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(path) from None
        part.replace(path)
    part.unlink(missing_ok=True)


def _first_difference(mine: str, theirs: str) -> tuple[str, str]:
    """The first paragraph in which two bodies differ."""
    for a, b in zip_longest(mine.split("\n"), theirs.split("\n"), fillvalue=""):
        if a != b:
            return a, b
    return "", ""


def _write(root: Path, article: Article, dry_run: bool, *, create: bool = False) -> None:
    """Write an article's file, whole or not at all.

    Raises:
        DigestError: what would be written cannot be read back, or the disk refuses.
    """
    text = write_article(article)
    parse_article(text, article.path)
    if dry_run:
        return
    path = root / article.path
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _make_folder(path.parent)
        part.write_text(text, encoding="utf-8", newline="\n")
        if create:
            _place_new(part, path)
        else:
            part.replace(path)
    except FileExistsError:
        part.unlink(missing_ok=True)
        fix = "move that file away, or rename it, and ingest again; it is left as it is"
        raise refuse("ingest.in-the-way", article.path, "another file has the article's name", fix) from None
    except OSError as problem:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        reason = problem.strerror or type(problem).__name__
        fix = "make room or mend the permissions, then ingest again"
        raise DigestError(error("ingest.unwritable", article.path, f"cannot be written: {reason}", fix)) from None
