"""The words of an article as numbers: all that clustering needs of its text, in 4 bytes a word.

A word's number is a hash of its spelling and does not depend on any other text, so the terms of an
article can be kept from one run to the next. Two words of a large collection in 100,000 share a
number by chance; that changes a similarity in the third digit at most.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from digest.model import Article
from digest.text import UNSPACED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    """Numbers of words, in the order of the text."""

LEAD_WORDS = 70
"""Words of a body that count as its lead."""

KIND = 7
"""The lowest three bits of a number: what kind of word it is."""

UNSPACED_SIGN, LONG, FIGURE = 0, 6, 7
"""Kinds: a character of a script without spaces; a word of six letters or more; a figure. A word of
one to five letters has its length as its kind."""

_TOKEN = re.compile(
    rf"\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?!\d)|[{UNSPACED}]|[^\W_]+(?:['\u2019\u02bc][^\W\d_{UNSPACED}]+)*"
)
_LINK = re.compile(r"\]\([^()\s]{0,2000}(?:\s{1,9}\"[^\"]{0,500}\")?\)|<?https?://\S+")
_GROUPED = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))")
_GROUPING = str.maketrans("", "", ",\u00a0\u202f")
_UNSPACED = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The words of one article. Depends on that article alone."""

    title: Codes
    body: Codes


def plain(body: str) -> str:
    """A Markdown body without the addresses of its links; other marks are no words anyway."""
    return _LINK.sub(" ", body) if "http" in body or "](" in body else body


def tokens(text: str) -> tuple[str, ...]:
    """Words in lower case without possessive endings; `1,200` is one figure."""
    return tuple(map(_spelling, _TOKEN.findall(text.lower())))


def codes(text: str) -> Codes:
    """The numbers of the `tokens` of a text. Cost: 70 us for 600 words.

    No word spans white space, so a text is cut there, which is quick, and what stands between
    is looked up: the regular expression sees each such chunk once.
    """
    import numpy as np  # dear to load, and a build without newcomers compares no texts

    if "\u00a0" in text or "\u202f" in text:
        text = _GROUPED.sub("", text)
    return np.frombuffer(b"".join(map(_CHUNKS.__getitem__, text.lower().split())), dtype=np.uint32)


def terms(article: Article) -> Terms:
    """The words of an article. Cost: 0.1 ms for 600 words."""
    return Terms(codes(article.teaser.title), codes(plain(article.body)))


def code(word: str) -> int:
    """The number of a word as `tokens` spells it."""
    if word[0].isdigit():
        kind = FIGURE
    elif _UNSPACED.match(word):
        kind = UNSPACED_SIGN
    else:
        kind = min(len(word), LONG)
    return crc32(word.encode("utf-8", "surrogatepass")) & ~KIND | kind


def _spelling(found: str) -> str:
    """A match without its possessive ending or the signs that group its digits."""
    if found[0].isdigit():
        return found.translate(_GROUPING)
    return found[:-2] if found[-2:] in ("'s", "\u2019s") else found


class _Chunks(dict[str, bytes]):
    """For chunks of text met before the numbers of their words, 4 bytes each; forgets all when there are too many."""

    LIMIT = 200_000
    """Chunks, some 30 MB."""

    LONGEST = 40
    """Characters of a chunk that is likely to be met again; scripts without spaces have longer ones."""

    def __missing__(self, chunk: str) -> bytes:
        numbers = struct.pack(f"={len(found)}I", *map(code, found)) if (found := tokens(chunk)) else b""
        if len(chunk) <= self.LONGEST:
            if len(self) >= self.LIMIT:
                self.clear()
            self[chunk] = numbers
        return numbers


_CHUNKS = _Chunks()
