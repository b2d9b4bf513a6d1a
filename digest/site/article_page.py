"""The page of an article: the whole text, and how we came by it."""

from __future__ import annotations

from urllib.parse import urlsplit

from digest.addresses import is_web_address
from digest.model import Origin, Report, Teaser
from digest.site.contexts import ArticleContext, Frame, Place, ReportItem
from digest.site.site import Site
from digest.site.views import line, report_item
from digest.site.words import source_of, tongue, when
from digest.text import word_count

_WORDS_A_MINUTE = 220


def article_context(site: Site, id: str, frame: Frame) -> ArticleContext:
    """What an article's page shows."""
    article = site.articles[id]
    teaser = article.teaser
    body = site.bodies[id]
    story = site.story_of.get(id)
    same, others = _company(site, teaser)
    original = teaser.url if is_web_address(teaser.url) else ""
    return ArticleContext(
        frame=frame,
        title=teaser.title,
        derived=teaser.title_derived,
        tongue=tongue(teaser.language, frame.lang),
        source=source_of(teaser),
        byline=article.byline,
        dateline=article.dateline,
        when=when(teaser.dating),
        minutes=max(1, round(word_count(article.body) / _WORDS_A_MINUTE)),
        original=original,
        host=(urlsplit(original).hostname or "").removeprefix("www.") if original else "",
        body=body.html,
        captions=article.captions,
        places=tuple(_place(origin) for origin in article.origins),
        file=article.path,
        story=line(site, story) if story else None,
        same=same,
        others=others,
    )


def _company(site: Site, teaser: Teaser) -> tuple[tuple[ReportItem, ...], tuple[ReportItem, ...]]:
    """The same text elsewhere, and the story's other reports."""
    story = site.story_of.get(teaser.id)
    reports = story.reports if story else ()
    own = next((report for report in reports if teaser in _members(report)), None)
    same = [other for other in _members(own) if other.id != teaser.id] if own else []
    others = [report.teaser for report in reports if report is not own]
    return tuple(report_item(site, one) for one in same), tuple(report_item(site, one) for one in others)


def _members(report: Report) -> tuple[Teaser, ...]:
    return (report.teaser, *report.copies)


def _place(origin: Origin) -> Place:
    file = origin.file.replace("\\", "/")
    if file.startswith("/") or ":" in file[:3]:
        file = file.rpartition("/")[2]  # the rest of the way would tell of the author's machine
    cut = tuple(f"{_lines(one.first, one.last)}: {one.why or 'left out'}" for one in origin.cut)
    return Place(file=file, lines=_lines(origin.first, origin.last), cut=cut)


def _lines(first: int, last: int) -> str:
    if not first:
        return ""
    return f"lines {first}–{last}" if last > first else f"line {first}"
