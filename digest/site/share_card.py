"""Share cards: the picture that a link to a story brings along, 1200 by 630 pixels.

A card shows the headline, the counts, the outlets and the day in the look of the theme `record`.
The fonts come with the package (`fonts/OFL.txt`), so the bytes depend on the card and on the
version of Pillow alone. They hold Latin, Greek and Cyrillic letters: a text with others, such as
Japanese, is left out, for boxes in place of letters would say nothing. The site's name then stands
where the headline would.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from digest.model import Story
from digest.site.document import Document
from digest.site.markup import calm
from digest.site.site import Site, newest_day
from digest.site.views import outlets
from digest.site.words import words_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
"""What Open Graph readers ask for: 1.91 to 1."""

_FONTS = Path(__file__).parent / "fonts"
_INK, _PAPER = (0x1B, 0x1A, 0x17), (0xFB, 0xFA, 0xF6)
_LEVELS = 16
"""Shades from ink to paper: 4 bits a pixel, half the size of 8 and smooth enough."""

_TEXT, _QUIET, _FAINT = 0, 85, 170
_EDGE = 72
_TOP, _LINE = 62, 118
_HEAD = 156
_FOOT_LINE, _FOOT = 538, 560
_SIZES = ((72, 4), (60, 5), (50, 6))
"""Sizes of a headline and how many lines of each fit; a longer one ends in an ellipsis."""

_LEADING = 1.14
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCard:
    """What a card says."""

    site: str
    topic: str
    title: str
    meta: str
    """Counts, outlets and day, parted by dots."""


def card_path(site: Site, story: Story) -> str:
    """Where the card of a story stands, beside its page."""
    return site.path("story", story.id).removesuffix(".html") + ".png"


def has_card(site: Site) -> set[str]:
    """Ids of the stories with a card: the newest ones, and none without an address to show it at."""
    settings = site.config.site
    return {story.id for story in site.stories[: settings.share_cards]} if settings.base_url else set()


def card_documents(site: Site) -> Iterator[Document]:
    """The cards of the newest stories. *Measured*: 5 ms each, so they are kept by a build."""
    drawn = has_card(site)
    for story in site.stories:
        if story.id in drawn:
            yield Document(card_path(site, story), draw_card, (share_card(site, story),))


def share_card(site: Site, story: Story) -> ShareCard:
    """What the card of a story says."""
    day, words = newest_day(story), words_of(site.config.site.language)
    parts = (words.reports(story), outlets(story, words), words.day(day) if day else "")
    topics = (topic.title for topic in site.config.topics if topic.slug in story.topics)
    return ShareCard(
        site=calm(site.config.site.title),
        topic=calm(next(topics, "")),
        title=calm(story.title),
        meta=" · ".join(calm(part) for part in parts if part and is_drawable(calm(part))),
    )


def is_drawable(text: str) -> bool:
    """Whether the fonts have every letter of a text."""
    return all(_has_letter(char) for char in text)


def draw_card(card: ShareCard) -> bytes:
    """The card as PNG with a palette of 16 shades."""
    from PIL import Image

    canvas = Image.new("L", (WIDTH, HEIGHT), 255)
    right = WIDTH - _EDGE
    topic = _fitted(card.topic, "regular", 30, (right - _EDGE) // 2)
    topic_at = right - _width(topic, "regular", 30)
    _write(canvas, _fitted(card.site, "regular", 36, topic_at - _EDGE - 48), "regular", 36, _EDGE, _TOP, _TEXT)
    _write(canvas, topic, "regular", 30, topic_at, _TOP + 6, _QUIET)
    canvas.paste(_TEXT, (_EDGE, _LINE, right, _LINE + 4))
    size, lines = _headline(card.title if is_drawable(card.title) else card.site)
    for at, line in enumerate(lines):
        _write(canvas, line, "semibold", size, _EDGE, _HEAD + round(at * size * _LEADING), _TEXT)
    canvas.paste(_FAINT, (_EDGE, _FOOT_LINE, right, _FOOT_LINE + 2))
    _write(canvas, _fitted(card.meta, "regular", 30, right - _EDGE), "regular", 30, _EDGE, _FOOT, _QUIET)
    return _png(canvas)


def _headline(title: str) -> tuple[int, list[str]]:
    """The largest size at which a headline fits, and its lines."""
    if not is_drawable(title):
        return _SIZES[0][0], []
    for size, most in _SIZES:
        lines = _wrapped(title, size)
        if len(lines) <= most:
            return size, lines
    size, most = _SIZES[-1]
    lines = _wrapped(title, size)[:most]
    lines[-1] = _fitted(f"{lines[-1]} {_ELLIPSIS}", "semibold", size, WIDTH - 2 * _EDGE)
    return size, lines


def _wrapped(title: str, size: int) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if _fits(longer, size):
            lines[-1] = longer
        else:
            lines += _pieces(word, size)
    return [line for line in lines if line]


def _fits(line: str, size: int) -> bool:
    return _width(line, "semibold", size) <= WIDTH - 2 * _EDGE


def _pieces(word: str, size: int) -> list[str]:
    """A word that is longer than a line, in parts."""
    found = [""]
    for char in word:
        if _fits(found[-1] + char, size):
            found[-1] += char
        else:
            found.append(char)
    return found


def _fitted(text: str, font: str, size: int, width: float) -> str:
    """A text cut to a width; empty where the font lacks a letter of it."""
    if not is_drawable(text):
        return ""
    if _width(text, font, size) <= width:
        return text
    while text and _width(text + _ELLIPSIS, font, size) > width:
        text = text[:-1].rstrip()
    return text + _ELLIPSIS


def _width(text: str, font: str, size: int) -> float:
    return sum(_glyph(font, size, char)[2] for char in text)


def _write(canvas: Image, text: str, font: str, size: int, left: float, top: int, shade: int) -> None:
    """Set a text glyph by glyph; glyphs are kept, as rendering them is what costs."""
    at = left
    for char in text:
        mask, (dx, dy), advance = _glyph(font, size, char)
        if mask is not None:
            canvas.paste(shade, (round(at) + dx, top + dy), mask)
        at += advance


@cache
def _glyph(font: str, size: int, char: str) -> tuple[Image | None, tuple[int, int], float]:
    """The mask of a letter, its offset and its advance in pixels."""
    from PIL import Image

    face = _font(font, size)
    core, offset = face.getmask2(char)
    mask = Image.frombytes("L", core.size, bytes(core)) if all(core.size) else None
    return mask, (int(offset[0]), int(offset[1])), face.getlength(char)


@cache
def _font(name: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # the basic layout is the same everywhere; the other one depends on libraries of the system
    return ImageFont.truetype(_FONTS / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has_letter(char: str) -> bool:
    if char == " ":
        return True
    face = _font("regular", 30)
    mask, lacking = face.getmask(char), face.getmask("\uffff")
    return (mask.size, bytes(mask)) != (lacking.size, bytes(lacking))


def _png(canvas: Image) -> bytes:
    step = 256 // _LEVELS
    shaded = canvas.point([shade // step for shade in range(256)])
    ramp = [
        round(ink + (paper - ink) * level / (_LEVELS - 1))
        for level in range(_LEVELS)
        for ink, paper in zip(_INK, _PAPER, strict=True)
    ]
    shaded.putpalette(ramp)
    out = BytesIO()
    shaded.save(out, "PNG", bits=4, compress_level=6)
    return out.getvalue()
