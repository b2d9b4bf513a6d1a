"""Lines of a page dump, and what each of them looks like taken alone.

A line is classed by its form and by the words that pages use about themselves
(`digest.ingest.lexicon`). What a line *means* on its page is decided by its neighbours,
in `digest.ingest.split`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from digest.ingest import lexicon
from digest.ingest.captions import caption_cues
from digest.ingest.stamps import LETTER, SENTENCE_END, ascii_digits, byline_of, stamp_of
from digest.ingest.wrapping import BULLET as _BULLET
from digest.ingest.wrapping import join_wrapped, paragraphs_of
from digest.text import clean, word_count, words

LONG_LINE = 160
"""Characters up to which a line may be furniture of the page, a heading or a date line."""


class Kind(Enum):
    """What a line looks like, taken alone."""

    PROSE = "prose"
    HEADING = "heading"
    CAPTION = "caption"
    STAMP = "date line"
    BYLINE = "byline"
    PROMO = "navigation"
    APPEAL = "advert"
    RELATED = "related"
    COMMENTS = "comments"
    ASIDE = "notice"
    SOURCE = "publisher"
    ECHO = "said twice"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page that is not blank, or several that a hard wrap had parted."""

    first: int
    last: int
    """Lines of the file, counted from 1."""

    text: str
    """NFC, white space folded; the words themselves are untouched."""

    blanks: int
    """Blank lines before it."""

    kind: Kind
    size: int
    """Words; two characters of an unspaced script count as one."""

    key: str
    """The text without case, for finding the same line again."""

    name: str = ""
    """What a date line or a byline names beside its date: a publisher or a person."""

    stamp: str = ""
    """What sort of date line: `date`, `relative`, `clock`."""

    bullet: bool = False


_SIGN = re.compile(r"^[•●▪■◦‣·*►▶»›–—-]\s+(?=\S)")
_ASKS = re.compile(r"[?？؟!！][\"'”’»)\]]*$")


def _alternatives(forms: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)


_PROMO = _alternatives(lexicon.PROMO_LINES)
_APPEAL = _alternatives(lexicon.PROMO_STARTS)
_RELATED = _alternatives(lexicon.RELATED)
_COMMENTS = _alternatives(lexicon.COMMENTS)
_ASIDE = _alternatives(lexicon.ASIDES)
_NOTICE_WORDS = frozenset(lexicon.PROMO_WORDS)
_SECOND_PERSON = frozenset(lexicon.SECOND_PERSON)


def lines_of(text: str) -> list[Line]:
    """The lines of a page, classed; hard-wrapped paragraphs are put together again."""
    written = text.split("\n")
    raw = [clean(line) for line in written]
    found: list[Line] = []
    end = -1
    for first, last in paragraphs_of(raw, written):
        joined = join_wrapped(raw[first : last + 1])
        found.append(_line(joined, first + 1, last + 1, first - end - 1))
        end = last
    return _with_captions_by_echo(found)


def _line(text: str, first: int, last: int, blanks: int) -> Line:
    bullet = bool(_BULLET.match(text))
    bare = _SIGN.sub("", text) if bullet else text
    kind, name, stamp = _classed(bare)
    size = word_count(bare)
    if bullet and kind in (Kind.PROSE, Kind.HEADING) and _SIGN.match(text) is None and size < 60:
        kind = kind if kind is Kind.HEADING else Kind.ITEM
    elif bullet and kind in (Kind.PROSE, Kind.HEADING) and not _is_cross_head(text):
        kind = Kind.ITEM
    return Line(first, last, text, blanks, kind, size, key_of(bare), name, stamp, bullet)


def key_of(text: str) -> str:
    """A line without case, quotes' shapes and end marks: equal for the same line said again."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = folded.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-"})
    return folded.strip(" .:*•-|")


def _is_cross_head(text: str) -> bool:
    """AFP's sub-headings: `- 'Frontline' -`."""
    return bool(re.fullmatch(r"[-–—]\s*\S.{0,70}?\s*[-–—]", text))


@lru_cache(maxsize=2048)
def _classed(text: str) -> tuple[Kind, str, str]:
    if len(text) > 45 and caption_cues(text) >= 3:
        return Kind.CAPTION, "", ""
    if len(text) <= LONG_LINE:
        short = _classed_short(text)
        if short is not None:
            return short
    if caption_cues(text) >= 3:
        return Kind.CAPTION, "", ""
    if is_appeal(text):
        return Kind.APPEAL, "", ""
    return (Kind.PROSE if looks_like_prose(text) else Kind.HEADING), "", ""


def _classed_short(text: str) -> tuple[Kind, str, str] | None:
    plain = text.strip(" :…>»→▶►▸‹›|[]").strip()
    if not LETTER.search(plain) and not re.search(r"\d", plain):
        return Kind.PROMO, "", ""
    stamp = stamp_of(ascii_digits(text))
    if stamp is not None:
        return Kind.STAMP, stamp[1], stamp[0]
    if _RELATED.fullmatch(plain):
        return Kind.RELATED, "", ""
    if _COMMENTS.fullmatch(plain):
        return Kind.COMMENTS, "", ""
    if _ASIDE.fullmatch(plain):
        return Kind.ASIDE, "", ""
    if _PROMO.fullmatch(plain):
        return Kind.PROMO, "", ""
    name = byline_of(text)
    if name:
        return Kind.BYLINE, name, ""
    if not LETTER.search(plain):
        return Kind.PROMO, "", ""
    return None


def looks_like_prose(text: str) -> bool:
    """True for a paragraph of a text: it is long, or it ends as a sentence ends."""
    size = word_count(text)
    if size >= 25:
        return True
    if size <= 12 and text.isupper() and not re.search(r"[\"“”«»]", text):
        return False  # a cross-head in capitals may end in an abbreviation
    ended = bool(SENTENCE_END.search(_EDITED.sub("", text)))
    if size <= 20 and re.search(r"(?:…|\.\.\.)$", text) and not re.match(r"[\"“‘'«„「]", text):
        return False  # a title that was cut short
    if _ASKS.search(text) and size < 14:
        return bool(re.match(r"[\"“‘'«„「]", text)) or len(re.findall(r"[.!?。！？](?=\s|$)", text)) > 1
    if size >= 3 and ended and not re.search(r"\s(?:Inc|Ltd|Co|Jr|Sr|vs|U\.S|U\.N|U\.K)\.$", text):
        return True
    if size >= 4 and re.search(r"[,:;]\s*$|[”\"’»」』]$", text) and re.match(r"[\"“‘'«„「『]", text) and "," in text:
        return True
    # a sentence before the last words: "He agreed. Later the court"
    return size >= 12 and bool(re.search(r"[^\W\d_]{3,}[.!?] [^\W\d_a-z]", text))


_EDITED = re.compile(
    r"(?<=[.!?”\"»])\s+(?:REUTERS|AFP|AP|EFE|BLOOMBERG|DPA|ANSA|KYODO|LUSA|XINHUA|BERNAMA|PTI)$|\s*(?:-0-|-30-|###|[■□◆▪●]+|\((?:END|End|MORE)\))$|[（(](?:編輯|编辑|責任編輯|责任编辑|記者|记者|譯者|译者|核稿)[：:／/][^（）()]{1,40}[）)]\s*\d{0,8}$"
)


def ends_sentence(text: str) -> bool:
    """True when a text ends with a sentence mark, closing quotes and brackets aside."""
    return bool(SENTENCE_END.search(text))


def is_appeal(text: str) -> bool:
    """True for a sentence or two that speak to the reader: newsletters, cookies, donations, tips."""
    size = word_count(text)
    if size > 130:
        return False
    found = words(text.replace("’", "'"))
    notices = sum(map(_NOTICE_WORDS.__contains__, found))
    persons = sum(word.partition("'")[0] in _SECOND_PERSON for word in found)
    if _APPEAL.match(text.lstrip("*_•>→▶►[(–— ")):
        return size <= 12 or notices + persons >= 1 + size // 40 or (size <= 30 and not _reports(text))
    if is_sign_up(text):
        return True
    if notices >= 2 and persons >= 1 and notices + persons >= 0.11 * len(found):
        return True
    if persons >= 3 and persons >= 0.06 * len(found) and _PLEAS.search(text) and not _reports(text):
        return True
    return (notices >= 4 and notices >= 0.12 * len(found)) or (size <= 20 and bool(_THANKS.search(text)))


def is_sign_up(text: str) -> bool:
    """True for a line or two that end in a call to subscribe: `The Morning Edition is our guide to ... Sign up here.`"""
    return len(text) < 320 and bool(_SIGN_UP.search(text[-80:])) and not _reports(text)


_PLEAS = re.compile(
    r"\b(?:support (?:us|our)|our (?:journalism|reporting|work|goal|newsroom)|readers like you|gift|contribut\w+|donat\w+|subscri\w+|free (?:for|to))\b",
    re.IGNORECASE,
)
_SIGN_UP = re.compile(
    r"\b(?:sign up|subscribe|register|join) (?:here|now|today|to our|for (?:our|the|free))\b[^.]{0,40}[.!]?$",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\bappeared first on\b|\bthank(?:s| you) for (?:reading|following|subscribing|joining|watching)\b", re.IGNORECASE
)


def _reports(text: str) -> bool:
    """Quotation marks or a verb of saying: a report speaks of others."""
    return bool(re.search(r"[“”\"«»„「」]|\b(?:said|says|told|according to|sagte|dijo|a déclaré|disse)\b", text))


def _with_captions_by_echo(lines: list[Line]) -> list[Line]:
    """A long line said twice in a row is a photo's caption, credit or not."""
    count = Counter(line.key for line in lines)
    out = list(lines)
    for at, line in enumerate(lines):
        if line.kind not in (Kind.PROSE, Kind.HEADING) or count[line.key] < 2 or line.size < 9:
            continue
        if line.kind is Kind.HEADING and not re.search(r"[.)\]]$", line.text):
            continue  # a title said twice
        beside = any(0 <= near < len(lines) and lines[near].key == line.key for near in (at - 1, at + 1))
        if beside:
            out[at] = replace(line, kind=Kind.CAPTION)
    return out
