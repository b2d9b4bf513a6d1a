"""What the search knows: one record for each story, as a small page that an indexer reads.

The records are not pages of the site. Letters of scripts that are written without spaces stand
apart in them, as the search page sets them apart in what is asked, so that any part of a word is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from digest.derived import Derived
from digest.model import Story
from digest.site.escaping import filled
from digest.site.feeds import quotes_of
from digest.site.markup import calm
from digest.site.site import Site, face_of, newest_day, teasers
from digest.site.syndication import Quoted
from digest.site.words import words_of

BUNDLE = "search/"
"""Folder of the index that the search page loads."""

_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])"
)
"""Thai, Lao, Burmese, Khmer, kana, Han, and Hangul, whose words carry their endings."""

_RECORD = Markup(
    '<!doctype html><html lang="{language}"><title>{title}</title><body><main data-pagefind-body>'
    '<h1 data-pagefind-weight="8">{headline}</h1>{body}</main>{facts}</body></html>\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """A story as the search finds it."""

    path: str
    title: str
    lead: str
    titles: tuple[str, ...]
    """Of its reports, where they differ from the headline."""

    names: tuple[str, ...]
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    """Outlets and agencies."""

    year: str
    when: str
    counts: str
    language: str


def search_records(site: Site) -> tuple[SearchRecord, ...]:
    """A record for each story, in the order of the site; none where the site has no search."""
    if not site.config.site.search:
        return ()
    quotes = quotes_of(site, Derived())
    return tuple(search_record(site, story, quotes[story.id]) for story in site.stories)


def search_record(site: Site, story: Story, quotes: Sequence[Quoted]) -> SearchRecord:
    """What the search knows of a story."""
    day, shown = newest_day(story), teasers(story)
    words = words_of(site.config.site.language)
    found = site.evidence.get(story.id)
    return SearchRecord(
        path=site.path("story", story.id),
        title=calm(story.title),
        lead=" ".join(calm(one.text) for one in quotes),
        titles=tuple(dict.fromkeys(calm(one.title) for one in shown if one.title != story.title)),
        names=tuple(calm(mention.name) for mention in found.mentions) if found else (),
        topics=tuple(topic.title for topic in site.config.topics if topic.slug in story.topics),
        sources=tuple(dict.fromkeys(calm(name) for one in shown for name in (one.source, one.agency) if name)),
        year=str(day.year) if day else "",
        when=words.day(day) if day else "",
        counts=words.reports(story),
        language=face_of(story).language,
    )


def record_page(record: SearchRecord, language: str) -> bytes:
    """A record as a page that the indexer reads.

    Args:
        language: of the whole index; a search reads one index, whatever the language of a story.
    """
    parts = [("h2", record.titles), ("p", (record.lead,)), ("p", record.names)]
    body = Markup("").join(_element(tag, spaced(text)) for tag, texts in parts for text in texts if text)
    return filled(
        _RECORD,
        language=language,
        title=record.title,
        headline=spaced(record.title),
        body=body,
        facts=Markup("").join(_facts(record)),
    ).encode()


def spaced(text: str) -> str:
    """A text in which the letters of scripts without spaces stand apart."""
    return _UNSPACED.sub(r" \1 ", text)


def _element(tag: str, text: str) -> Markup:
    return filled("<{0}>{1}</{0}>", Markup(tag), text)


def _facts(record: SearchRecord) -> Iterator[Markup]:
    """What the page of results shows, and by what it can be narrowed down."""
    for name, text in (("title", record.title), ("when", record.when), ("counts", record.counts)):
        yield _fact("meta", name, text)
    if record.language:
        yield _fact("meta", "language", record.language)
    yield _fact("meta", "sources", ", ".join(record.sources[:3]))
    filters = (("topic", record.topics), ("source", record.sources), ("year", (record.year,)))
    for name, values in filters:
        yield from (_fact("filter", name, value) for value in values if value)


def _fact(kind: str, name: str, text: str) -> Markup:
    return filled('<i data-pagefind-{}="{}">{}</i>', Markup(kind), Markup(name), escape(text))
