"""What a person should know about bodies before their pages go out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from digest.derived import Derived
from digest.diagnostics import Diagnostic, error, warning
from digest.model import Article
from digest.site.site import Site
from digest.site.site_paths import FIXED
from digest.site.texts import Gist, Text


def body_findings(site: Site, derived: Derived) -> list[Diagnostic]:
    """Text that was lost, bodies shown plain, and links that lead nowhere in the site.

    Args:
        site: the site.
        derived: where an earlier site was looked through.
    """
    asked = derived.each("whether bodies are to be checked", _is_to_check, site.gists)
    suspects = [id for id in site.articles if asked[id]]
    if not suspects:
        return []
    pages = {*FIXED, *site.paths.values(), *(edition.path for edition in site.editions)}
    return [
        finding
        for id in suspects
        for finding in _findings(site.articles[id], site.gists[id], site.texts[id], site.path("article", id), pages)
    ]


def _is_to_check(gist: Gist) -> bool:
    return bool(gist.links or gist.dead or gist.heavy or gist.lost_at is not None)


def _findings(article: Article, gist: Gist, text: Text, path: str, pages: set[str]) -> Iterator[Diagnostic]:
    if gist.lost_at is not None:
        fix = "flatten the list or the quote"
        line = article.body_line + gist.lost_at
        yield error("article.too-deep", article.path, "text nested over 100 levels deep is left out", fix, line)
    if gist.heavy:
        problem = "the text has so many marks that it is shown as plain text"
        fix = "split it, or take marks such as [ * _ ` out"
        yield warning("article.too-heavy", article.path, problem, fix, article.body_line)
    for href in gist.dead:
        yield _dead(article, href, text)
    for href in gist.links:
        if not _leads_somewhere(href, path, pages):
            yield _dead(article, href, text)


def _leads_somewhere(href: str, path: str, pages: set[str]) -> bool:
    target = href.partition("#")[0].partition("?")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) in pages


def _dead(article: Article, href: str, text: Text) -> Diagnostic:
    markdown = text.read()
    at = markdown.find(href)
    line = article.body_line + (markdown.count("\n", 0, at) if at >= 0 else 0)
    fix = "write the whole address, or the way from this page: ../stories/some-story.html"
    return warning("article.dead-link", article.path, f"the link '{href}' leads to no page of the site", fix, line)
