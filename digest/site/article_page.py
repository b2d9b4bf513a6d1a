"""The page of an article: its text, and how we came by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import urlsplit

from digest.addresses import is_web_address
from digest.claims import Excerpt
from digest.model import Article, Origin, Report, Source, Teaser
from digest.site.contexts import ArticleContext
from digest.site.entries import Told
from digest.site.graphics import NOTHING
from digest.site.markup import Body
from digest.site.parts import Extract, Frame, Link, Place, ReportItem
from digest.site.shell import Shell, frame
from digest.site.texts import Text
from digest.site.views import line, places_of, report_item
from digest.site.words import Words, tongue

FULL, LEAD, LINK = "full", "lead", "link"
"""How much of a text its page shows: all of it, its first words, or what stories quote."""

_WORDS_A_MINUTE = 220
_LETTERS_A_WORD = 15
"""A text with fewer gaps than that is in a script without spaces, where two letters make a word."""


def article_context(
    shell: Shell,
    path: str,
    article: Article,
    text: Text | None,
    told: Told | None,
    edition: Link | None,
    source: Source | None,
    shown: str,
    pieces: tuple[Excerpt, ...],
) -> ArticleContext:
    """What an article's page shows.

    Args:
        text: the whole of it; none where `shown` is not `full`.
        told: the story that it reports.
        source: what the editor knows of who wrote it.
        shown: `full`, `lead` or `link`.
        pieces: what stands in place of the body, in any order.
    """
    teaser, words = article.teaser, shell.words
    body = text.body() if text else None
    original = teaser.url if is_web_address(teaser.url) else ""
    same, earlier, later = _company(shell, told, teaser)
    return ArticleContext(
        frame=_frame(shell, path, teaser, body, pieces, edition, original),
        title=teaser.title,
        derived=teaser.title_derived,
        tongue=tongue(teaser.language, shell.language),
        source=words.source(teaser),
        outlet=teaser.source,
        agency=teaser.agency,
        state=bool(source and source.state),
        owner=source.owner if source else "",
        byline=article.byline,
        dateline=article.dateline,
        when=words.when(teaser.dating),
        minutes=words.count("minutes", reading_minutes(body)) if body else "",
        original=original,
        host=(urlsplit(original).hostname or "").removeprefix("www.") if original else "",
        shown=shown,
        body=body.html if body else NOTHING,
        pieces=tuple(_extracts(pieces)),
        captions=article.captions if body else (),
        places=tuple(_place(origin, words) for origin in article.origins),
        file=article.path,
        story=line(shell, told.pointer) if told else None,
        same=same,
        earlier=earlier,
        later=later,
    )


def reading_minutes(body: Body) -> int:
    """How long reading takes. Gaps are counted, not words: near enough for a whole number of minutes."""
    letters = sum(map(len, body.paragraphs))
    gaps = sum(paragraph.count(" ") + 1 for paragraph in body.paragraphs)
    spaced = letters < _LETTERS_A_WORD * gaps
    return max(1, round((gaps if spaced else letters / 2) / _WORDS_A_MINUTE))


def _frame(
    shell: Shell,
    path: str,
    teaser: Teaser,
    body: Body | None,
    pieces: Sequence[Excerpt],
    edition: Link | None,
    original: str,
) -> Frame:
    """A full copy of a text names the original as its canonical address."""
    begins = body.paragraphs[0] if body and body.paragraphs else pieces[0].text if pieces else teaser.title
    return frame(shell, path, teaser.title, begins, edition=edition, canonical=original if body else "")


def _extracts(pieces: Iterable[Excerpt]) -> Iterator[Extract]:
    """Pieces by their paragraphs, in the order of the text; a piece inside another one adds nothing."""
    for number, found in groupby(sorted(pieces, key=lambda one: one.paragraph), key=lambda one: one.paragraph):
        texts: list[str] = []
        for text in sorted((one.text for one in found), key=len, reverse=True):
            if not any(text in longer for longer in texts):
                texts.append(text)
        yield Extract(paragraph=number, texts=tuple(texts))


def _company(
    shell: Shell, told: Told | None, teaser: Teaser
) -> tuple[tuple[ReportItem, ...], ReportItem | None, ReportItem | None]:
    """The same text elsewhere, and the reports before and after it in its story."""
    if told is None or len(told.places) == 1:
        return (), None, None
    reports, places = told.story.reports, places_of(told)
    at = next(place for place, report in enumerate(reports) if teaser in _members(report))
    same = [other for other in _members(reports[at]) if other.id != teaser.id]

    def item(other: Teaser) -> ReportItem:
        return report_item(shell, other, places, told.state)

    earlier = item(reports[at - 1].teaser) if at else None
    later = item(reports[at + 1].teaser) if at + 1 < len(reports) else None
    return tuple(map(item, same)), earlier, later


def _members(report: Report) -> tuple[Teaser, ...]:
    return (report.teaser, *report.copies)


def _place(origin: Origin, words: Words) -> Place:
    file = origin.file.replace("\\", "/")
    if file.startswith("/") or ":" in file[:3]:
        file = file.rpartition("/")[2]  # the rest of the way would tell of the author's machine
    cut = tuple(
        words.say("cut", lines=_lines(one.first, one.last, words), why=one.why or "left out") for one in origin.cut
    )
    kinds = Counter(one.why or "left out" for one in origin.cut)
    summary = words.texts["comma"].join(f"{words.number(count)} × {why}" for why, count in kinds.most_common())
    return Place(file=file, lines=_lines(origin.first, origin.last, words), summary=summary, cut=cut)


def _lines(first: int, last: int, words: Words) -> str:
    if not first:
        return ""
    return words.say("lines", first=first, last=last) if last > first else words.say("line", first=first)
