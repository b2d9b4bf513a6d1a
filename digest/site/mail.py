"""An edition for e-mail: one HTML file that loads nothing, and one of plain text.

Mail programs drop stylesheets and know little of CSS, so the styles stand on the elements, and the
layout is one column. Links are absolute, so a site without `base_url` has no such files.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.config import SiteConfig
from digest.derived import Derived
from digest.model import Story, Topic
from digest.site.document import Document
from digest.site.entries import paths_of
from digest.site.escaping import escaped
from digest.site.feeds import quotes_of
from digest.site.markup import calm
from digest.site.site import Edition, Site, face_of, teasers
from digest.site.syndication import Quoted
from digest.site.urls import absolute
from digest.site.views import outlets
from digest.site.words import direction, tongue, words_of

STORIES = 40
"""Stories of a mail: about 80 kB. Gmail cuts a mail off at 102 kB."""

QUOTES = 2
"""Sentences of each story."""

_WIDTH = 72
"""Letters of a line of plain text, as RFC 3676 has it."""

_SERIF = "font-family:Georgia,'Times New Roman',serif"
_SANS = "font-family:Arial,Helvetica,sans-serif"

_SHEET = (
    '<!doctype html>\n<html lang="{lang}" dir="{dir}">\n<head>\n<meta charset="utf-8">\n'
    # a mail program ignores it; on the site the file is a page like others
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
    '<meta name="color-scheme" content="light">\n<title>{title} · {site}</title>\n</head>\n'
    '<body style="margin:0;padding:0;background:#fbfaf6;color:#1b1a17">\n'
    '<main style="max-width:600px;margin:0 auto;padding:24px 16px;overflow-wrap:anywhere;' + _SERIF + '">\n'
    '<p style="margin:0;font-size:20px"><a href="{home}" style="color:#1b1a17;text-decoration:none">{site}</a></p>\n'
    '<h1 style="margin:4px 0 0;font-size:26px;line-height:1.2">{title}</h1>\n'
    '<p style="margin:4px 0 20px;padding-bottom:12px;border-bottom:3px solid #1b1a17;font-size:14px;color:#57534b;'
    + _SANS
    + '">{summary}</p>\n{stories}{more}'
    '<p style="margin:24px 0 0;font-size:14px;color:#57534b;' + _SANS + '">{end}<br>{promise}</p>\n'
    "</main>\n</body>\n</html>\n"
)
_STORY = (
    '<div style="margin:0 0 20px;padding:0 0 16px;border-bottom:1px solid #d8d3c7">\n{kicker}'
    '<h2 style="margin:0 0 6px;font-size:20px;line-height:1.25"><a href="{url}" style="color:#1b1a17"{speaks}>{title}</a>'
    "</h2>\n{quotes}"
    '<p style="margin:6px 0 0;font-size:14px;color:#57534b;' + _SANS + '">{meta}</p>\n</div>\n'
)
_KICKER = '<p style="margin:0 0 2px;font-size:14px;color:#8a3b12;' + _SANS + '">{}</p>\n'
_QUOTE = (
    '<p style="margin:0 0 6px;font-size:16px;line-height:1.5"><span{}>{}</span> '
    '<a href="{}" style="font-size:14px;color:#1d4f7c;' + _SANS + '">{}</a></p>\n'
)
_MORE = '<p style="margin:0 0 20px;font-size:16px"><a href="{}" style="color:#1d4f7c">{}</a></p>\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class MailStory:
    """A story in a mail."""

    title: str
    url: str
    topic: str
    quotes: tuple[Quoted, ...]
    meta: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An edition as a mail says it; addresses are absolute."""

    site: str
    home: str
    url: str
    """Of the edition's page."""

    language: str
    title: str
    summary: str
    stories: tuple[MailStory, ...]
    more: str
    """Where the edition has more stories than a mail holds."""

    end: str
    promise: str


def mail_documents(site: Site, derived: Derived) -> Iterator[Document]:
    """Both files of each dated edition, beside its page."""
    settings = site.config.site
    if not settings.email or not settings.base_url:
        return
    stories = derived.each(
        "stories of mails",
        _mail_story,
        site.by_id,
        paths_of(site, "story", site.by_id, derived),
        quotes_of(site, derived),
        shared=(settings, site.config.topics),
    )
    dated = {edition.path: edition for edition in site.editions if edition.day}
    told = derived.gathered("told by mails", derived.each("ids of mails", _story_ids, dated), stories)
    for path, said in derived.each("mails", mail, dated, told, shared=(settings,)).items():
        stem = path.removesuffix(".html")
        yield Document(f"{stem}.email.html", mail_html, (said,))
        yield Document(f"{stem}.email.txt", mail_text, (said,))


def _story_ids(edition: Edition) -> tuple[str, ...]:
    return tuple([story.id for story in edition.stories[:STORIES]])


def mail(settings: SiteConfig, edition: Edition, told: tuple[MailStory, ...]) -> Mail:
    """What the mail of an edition says."""
    words = words_of(settings.language)
    day = words.day(edition.day) if edition.day else words.texts["date_unknown"]
    reports = sum(len(teasers(story)) for story in edition.stories)
    stories = words.count("stories", len(edition.stories))
    return Mail(
        site=settings.title,
        home=settings.base_url,
        url=absolute(settings.base_url, edition.path),
        language=words.language,
        title=words.say("edition_of", day=day),
        summary=words.say("from_reports", stories=stories, reports=words.count("reports", reports)),
        stories=told,
        more=words.count("all_stories", len(edition.stories)) if len(edition.stories) > STORIES else "",
        end=words.say("end_of", day=day),
        promise=words.texts["promise"],
    )


def _mail_story(
    settings: SiteConfig, topics: Sequence[Topic], story: Story, path: str, quotes: tuple[Quoted, ...]
) -> MailStory:
    words = words_of(settings.language)
    return MailStory(
        title=story.title,
        url=absolute(settings.base_url, path),
        topic=next((topic.title for topic in topics if topic.slug in story.topics), ""),
        quotes=quotes[:QUOTES],
        meta=f"{words.reports(story)} · {outlets(story, words)}",
        language=face_of(story).language,
    )


def mail_html(mail: Mail) -> bytes:
    """The mail as one HTML file."""
    return _SHEET.format(
        lang=escaped(mail.language),
        dir=direction(mail.language),
        title=escaped(calm(mail.title)),
        site=escaped(calm(mail.site)),
        home=escaped(mail.home),
        summary=escaped(mail.summary),
        stories="".join([_story_html(story, mail.language) for story in mail.stories]),
        more=_MORE.format(escaped(mail.url), escaped(mail.more)) if mail.more else "",
        end=escaped(mail.end),
        promise=escaped(mail.promise),
    ).encode()


def _story_html(story: MailStory, page: str) -> str:
    speaks = _speaks(story.language, page)
    quotes = [
        _QUOTE.format(speaks, escaped(calm(one.text)), escaped(one.url), escaped(calm(one.source)))
        for one in story.quotes
    ]
    return _STORY.format(
        kicker=_KICKER.format(escaped(calm(story.topic))) if story.topic else "",
        url=escaped(story.url),
        speaks=speaks,
        title=escaped(calm(story.title)),
        quotes="".join(quotes),
        meta=escaped(calm(story.meta)),
    )


def _speaks(language: str, page: str) -> str:
    """Attributes of a text in another language than the mail's."""
    spoken = tongue(language, page)
    found = [(name, value) for name, value in (("lang", spoken.lang), ("dir", spoken.dir)) if value]
    return "".join([f' {name}="{escaped(value)}"' for name, value in found])


def mail_text(mail: Mail) -> bytes:
    """The mail as plain text."""
    head = [calm(mail.site), calm(mail.title), mail.summary, "=" * _WIDTH]
    parts = ["\n".join(head), *(_story_text(story) for story in mail.stories)]
    if mail.more:
        parts.append(f"{mail.more}:\n{mail.url}")
    parts.append("\n".join(["=" * _WIDTH, mail.end, _filled(mail.promise)]))
    return ("\n\n".join(parts) + "\n").encode()


def _story_text(story: MailStory) -> str:
    lines = [_filled(calm(story.title)), story.url]
    for one in story.quotes:
        lines += ["", _filled(calm(one.text), "  "), f"  -- {calm(one.source)}: {one.url}"]
    topic = f"{calm(story.topic)} · " if story.topic else ""
    return "\n".join([*lines, "", _filled(topic + calm(story.meta))])


def _filled(text: str, indent: str = "") -> str:
    """A paragraph in lines of 72 letters; no word is broken."""
    if _BLANKS.search(text) is None:  # one blank between two words, as nearly always: a tenth of the cost
        return _in_lines(text.split(" "), indent)
    return textwrap.fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


_BLANKS = re.compile(r"[^\S ]|  |^ | \Z|^\Z")


def _in_lines(words: Sequence[str], indent: str) -> str:
    """As many words on each line as have room."""
    lines: list[str] = []
    line = indent + words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > _WIDTH:
            lines.append(line)
            line = indent + word
        else:
            line += f" {word}"
    return "\n".join([*lines, line])
