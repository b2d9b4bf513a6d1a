"""From a merged draft to the article that is written to a file."""

from __future__ import annotations

from dataclasses import replace

from digest.ingest.markdown import to_markdown
from digest.ingest.merge import NEARLY, body_text, rank_of
from digest.model import Article, Block, BlockKind, Draft, Origin, Teaser
from digest.text import digest_of, slug, words

OPENING = 60
"""Words of a text from which its id is made: its head stays when its tail is edited."""


def draft_id(draft: Draft) -> str:
    """12 hex digits of the text's first words: the same text has the same id on every page."""
    return digest_of(" ".join(words(body_text(draft))[:OPENING]), 12)


def file_name(draft: Draft, id_: str) -> str:
    """`2025-06-18-kim-meets-shoigu-3f9c0a.md`: day, words of the title, the head of the id.

    The copy of a text at a second outlet has an id of the same head: its name has the whole.
    """
    head = id_[:6] if id_ == draft_id(draft) else id_
    day = draft.dating.day.isoformat() if draft.dating.day else "undated"
    return "-".join(filter(None, (day, slug(draft.title), head))) + ".md"


def article_of(draft: Draft, id_: str, path: str) -> Article:
    """The article that a draft becomes."""
    teaser = Teaser(
        id=id_,
        title=draft.title,
        title_derived=draft.title_derived,
        url=draft.url,
        source=draft.source,
        agency=draft.agency,
        dating=draft.dating,
        language=draft.language,
    )
    return Article(
        teaser=teaser,
        byline=draft.byline,
        dateline=draft.dateline,
        captions=draft.captions,
        origins=tuple(map(_as_written, draft.origins)),
        body=to_markdown(draft.blocks),
        path=path,
    )


def _as_written(origin: Origin) -> Origin:
    """An origin as the article's file has it: cuts by their lines and their reason."""
    return replace(origin, cut=tuple(replace(cut, text="") for cut in origin.cut))


def draft_of(article: Article, text: str) -> Draft:
    """An article of an earlier run as a draft, for comparing it with new ones.

    Args:
        text: its body as plain text.
    """
    teaser = article.teaser
    return Draft(
        title=teaser.title,
        title_derived=teaser.title_derived,
        url=teaser.url,
        source=teaser.source,
        agency=teaser.agency,
        dating=teaser.dating,
        language=teaser.language,
        blocks=tuple(Block(BlockKind.PARAGRAPH, part) for part in text.split("\n") if part),
        origins=article.origins,
    )


def enriched(known: Article, new: Article, known_text: str, new_text: str) -> Article:
    """A known article with what another page adds: the longer body, fields that were empty, the page itself."""
    a, b = known.teaser, new.teaser
    read = {origin.file: origin for origin in new.origins}
    files = {origin.file for origin in known.origins}
    kept = tuple(read.get(origin.file, origin) for origin in known.origins)
    more = tuple(origin for origin in new.origins if origin.file not in files)
    longer = len(new_text) * NEARLY > len(known_text)
    teaser = replace(
        a,
        title=b.title if a.title_derived and not b.title_derived else a.title,
        title_derived=a.title_derived and b.title_derived,
        url=a.url or b.url,
        source=a.source or b.source,
        agency=a.agency or b.agency,
        language=a.language or b.language,
        dating=min((a.dating, b.dating), key=rank_of),
    )
    return replace(
        known,
        teaser=teaser,
        byline=known.byline or new.byline,
        dateline=known.dateline or new.dateline,
        captions=tuple(dict.fromkeys([*known.captions, *new.captions])),
        origins=(*new.origins, *(one for one in kept if one.file not in read)) if longer else (*kept, *more),
        body=new.body if longer else known.body,
    )
