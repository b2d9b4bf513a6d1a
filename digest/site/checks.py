"""What a person should know about bodies before their pages go out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from digest.diagnostics import Diagnostic, error, warning
from digest.model import Article
from digest.site.markup import Body
from digest.site.site import FIXED, Site


def body_findings(site: Site) -> list[Diagnostic]:
    """Text that was lost, bodies shown plain, and links that lead nowhere in the site."""
    pages = {*FIXED, *site.paths.values(), *(edition.path for edition in site.editions)}
    return [
        finding
        for id, article in site.articles.items()
        for finding in _findings(article, site.bodies[id], site.path("article", id), pages)
    ]


def _findings(article: Article, body: Body, path: str, pages: set[str]) -> Iterator[Diagnostic]:
    if body.lost_at is not None:
        fix = "flatten the list or the quote"
        line = article.body_line + body.lost_at
        yield error("article.too-deep", article.path, "text nested over 100 levels deep is left out", fix, line)
    if body.heavy:
        problem = "the text has so many marks that it is shown as plain text"
        fix = "split it, or take marks such as [ * _ ` out"
        yield warning("article.too-heavy", article.path, problem, fix, article.body_line)
    for href in body.links:
        if not _leads_somewhere(href, body, path, pages):
            yield _dead(article, href)


def _leads_somewhere(href: str, body: Body, path: str, pages: set[str]) -> bool:
    target, _, anchor = href.partition("#")
    target = target.partition("?")[0]
    if not target:
        return f'id="{anchor}"' in body.html
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) in pages


def _dead(article: Article, href: str) -> Diagnostic:
    at = article.body.find(href)
    line = article.body_line + (article.body.count("\n", 0, at) if at >= 0 else 0)
    fix = "write the whole address, or the way from this page: ../stories/some-story.html"
    return warning("article.dead-link", article.path, f"the link '{href}' leads to no page of the site", fix, line)
