"""What the head of a page tells machines: Open Graph, the address of the card, JSON-LD.

All of it follows from the page's context, so it says nothing that the page does not. The
vocabulary is that of schema.org; a date is given only where the report states it, for JSON-LD has
no way to say that one was inferred.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from digest.site.contexts import (
    AboutContext,
    ArchiveContext,
    ArticleContext,
    Context,
    EditionContext,
    HomeContext,
    ListContext,
    MissingContext,
    MovedContext,
    NamesContext,
    SearchContext,
    SourcesContext,
    StoryContext,
    TopicContext,
)
from digest.site.escaping import escaped
from digest.site.markup import calm
from digest.site.parts import Card, Frame, ReportItem, Section, StoryLine, When
from digest.site.share_card import HEIGHT, WIDTH
from digest.site.urls import absolute

_KINDS: dict[type, str] = {
    TopicContext: "CollectionPage",
    ListContext: "CollectionPage",
    EditionContext: "CollectionPage",
    ArchiveContext: "CollectionPage",
    NamesContext: "CollectionPage",
    SourcesContext: "CollectionPage",
    SearchContext: "SearchResultsPage",
    AboutContext: "AboutPage",
}
"""Types of schema.org for pages that are neither a story nor an article."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_ENDING = "<>&\u2028\u2029"
"""What could end a script element or a line of script, and is never needed as such in JSON."""

Value = dict[str, object]


def framed(context: Context) -> Frame:
    """The frame of a page with the page's metadata in it.

    The context was made for this one filling, so its frame is completed where it is: a copy costs as much as all the metadata.
    """
    object.__setattr__(context.frame, "head", metadata(context))
    return context.frame


def metadata(context: Context) -> Markup:
    """Elements for the head of a page; none without an address or on pages that are no place of their own."""
    frame = context.frame
    if not frame.base or isinstance(context, MissingContext | MovedContext):
        return Markup("")
    kind = "article" if isinstance(context, StoryContext | ArticleContext) else "website"
    # of this page, also where its text is canonical elsewhere
    url = escaped(absolute(frame.base, frame.path))
    return Markup(
        f'<meta property="og:type" content="{kind}">\n<meta property="og:url" content="{url}">\n'
        f'<meta property="og:locale" content="{escaped(frame.lang.replace("-", "_"))}">\n'
        f"{_card(frame)}{json_script(linked_data(context))}"
    )


def _card(frame: Frame) -> str:
    if not frame.image:
        return '<meta name="twitter:card" content="summary">\n'
    return (
        '<meta name="twitter:card" content="summary_large_image">\n'
        f'<meta property="og:image" content="{escaped(frame.base + frame.image)}">\n'
        '<meta property="og:image:type" content="image/png">\n'
        f'<meta property="og:image:width" content="{WIDTH}">\n<meta property="og:image:height" content="{HEIGHT}">\n'
        f'<meta property="og:image:alt" content="{escaped(frame.title)}">\n'
    )


def json_script(value: Value) -> Markup:
    """JSON as a data block that nothing in it can leave."""
    written = _ENCODER.encode(value)
    for sign in _ENDING:  # one after the other, for a pattern of all looks at each letter
        if sign in written:
            written = written.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(f'<script type="application/ld+json">{written}</script>')


def linked_data(context: Context) -> Value:
    """What schema.org calls the page."""
    said: Value = {"@context": "https://schema.org"}
    if isinstance(context, ArticleContext):
        return said | _article(context)
    if isinstance(context, StoryContext):
        return said | _story(context)
    if isinstance(context, HomeContext):
        return said | _home(context)
    page = _known({"@type": _KINDS[type(context)], **_page(context.frame)})
    stories = list(_listed(context))
    return said | page | ({"mainEntity": _stories(context.frame, stories)} if stories else {})


def _article(context: ArticleContext) -> Value:
    frame = context.frame
    return _known(
        {
            "@type": "NewsArticle",
            "headline": calm(context.title),
            "url": absolute(frame.base, frame.path),
            "mainEntityOfPage": frame.canonical,
            "isBasedOn": context.original,
            "datePublished": _stated(context.when),
            "inLanguage": context.tongue.lang or (frame.lang if not context.tongue.dir else ""),
            "author": _named("Person", context.byline),
            "publisher": _named("Organization", context.outlet),
            "sourceOrganization": _named("Organization", context.agency),
            "dateline": calm(context.dateline),
            "isPartOf": _known({"@type": "WebPage", "url": _url(frame, context.story.path)}) if context.story else "",
            "sdPublisher": _named("Organization", frame.site),
        }
    )


def _story(context: StoryContext) -> Value:
    frame = context.frame
    return _known(
        {
            "@type": "ItemList",
            "name": calm(context.title),
            "url": absolute(frame.base, frame.path),
            "description": calm(frame.description),
            "image": frame.base + frame.image if frame.image else "",
            "itemListOrder": "https://schema.org/ItemListOrderAscending",
            "numberOfItems": len(context.reports),
            "itemListElement": [
                {"@type": "ListItem", "position": at, "item": _report(frame, report)}
                for at, report in enumerate(context.reports, start=1)
            ],
        }
    )


def _report(frame: Frame, report: ReportItem) -> Value:
    return _known(
        {
            "@type": "NewsArticle",
            "headline": calm(report.title),
            "url": _url(frame, report.path),
            "isBasedOn": report.original,
            "datePublished": _stated(report.when),
            "publisher": _named("Organization", report.outlet),
        }
    )


def _home(context: HomeContext) -> Value:
    frame = context.frame
    stories = list(_listed(context))
    return _known(
        {
            "@type": "WebSite",
            **_page(frame),
            "mainEntity": _stories(frame, stories) if stories else "",
        }
    )


def _page(frame: Frame) -> Value:
    return {
        "name": calm(frame.title),
        "url": absolute(frame.base, frame.path),
        "description": calm(frame.description),
        "inLanguage": frame.lang,
    }


def _listed(context: Context) -> Iterator[Card | StoryLine]:
    """The stories of a page, in its order."""
    if isinstance(context, HomeContext):
        yield from (context.lead,) if context.lead else ()
        yield from _of_sections(context.beside)
        yield from context.below
        yield from _of_sections(context.sections)
    elif isinstance(context, TopicContext):
        yield from _of_sections(context.months)
    elif isinstance(context, ListContext):
        yield from _of_sections(context.sections)
    elif isinstance(context, EditionContext):
        yield from context.cards
        yield from context.lines


def _of_sections(sections: Iterable[Section]) -> Iterator[Card | StoryLine]:
    for section in sections:
        yield from section.cards
        yield from section.lines


def _stories(frame: Frame, stories: Iterable[Card | StoryLine]) -> Value:
    items = [
        {"@type": "ListItem", "position": at, "name": calm(story.title), "url": _url(frame, story.path)}
        for at, story in enumerate(stories, start=1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


def _url(frame: Frame, path: str) -> str:
    return absolute(frame.base, path)


def _stated(when: When) -> str:
    return when.iso if when.basis == "stated" else ""


def _named(kind: str, name: str) -> object:
    return {"@type": kind, "name": calm(name)} if name else ""


def _known(said: Value) -> Value:
    return {name: value for name, value in said.items() if value != ""}
