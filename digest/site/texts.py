"""What a site knows of the text of an article before a page shows it.

Plans, checks and lists need little of a body: how it begins, and what is wrong with it. So a
site holds that and a way to the text, and the text is read when its page is rendered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from digest.site.markup import Body, read_body
from digest.text import digest_of, sentences

OPENING = 280
"""Characters of a report's opening on its story's page; the first sentence is always whole."""

LONGEST = 700
"""Characters of one sentence; a longer one is no sentence and ends in an ellipsis."""


@dataclass(frozen=True, slots=True)
class Text:
    """The body of an article. Two are equal when their digests are: no text is compared, or held for that."""

    digest: str
    read: Callable[[], str] = field(compare=False, repr=False)
    """Gives the Markdown; what it gives for one digest never differs."""

    def body(self) -> Body:
        """The text as its page shows it; read anew at each call."""
        return read_body(self.read())


def text_of(markdown: str) -> Text:
    """A text that is at hand."""
    return Text(digest_of(markdown), lambda: markdown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What lists and checks need of a body."""

    paragraph: int = 0
    """Of its beginning: the first paragraph with running text, counted from 1; 0 where it has none."""

    first: str = ""
    """Its first sentence, verbatim."""

    opening: str = ""
    """Its first sentences, up to `OPENING` characters, verbatim."""

    links: tuple[str, ...] = ()
    """Addresses relative to the page that lead away from it."""

    dead: tuple[str, ...] = ()
    """Addresses of places in the page that it does not have."""

    lost_at: int | None = None
    heavy: bool = False


def gist_of(body: Body) -> Gist:
    """What lists and checks need of a body that was read."""
    number, first = next(
        ((at, text) for at, one in enumerate(body.paragraphs, start=1) if (text := opening(one, 0))), (0, "")
    )
    inside = [href for href in body.links if not href.partition("#")[0].partition("?")[0]]
    return Gist(
        paragraph=number,
        first=first,
        opening=opening(body.paragraphs[number - 1]) if number else "",
        links=tuple(href for href in body.links if href not in inside),
        dead=tuple(href for href in inside if f'id="{href.partition("#")[2]}"' not in body.html),
        lost_at=body.lost_at,
        heavy=body.heavy,
    )


def opening(paragraph: str, limit: int = OPENING) -> str:
    """The first sentences of a paragraph, verbatim, as one piece of it."""
    end = 0
    for sentence in sentences(paragraph):
        begin = paragraph.find(sentence, end)
        if end and begin + len(sentence) > limit:
            break
        end = begin + len(sentence)
    taken = paragraph[:end].strip()
    return taken if len(taken) <= LONGEST else taken[:LONGEST].rpartition(" ")[0] + "…"
