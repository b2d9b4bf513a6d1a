"""Hostile input, and what must become of it.

A case is one file of the inbox or of `content/articles/`. Three things may become of it:

- `rejected`: nothing of it is on the site, and a message with this code names the file;
- `inert`: it is on the site as text, and the attempt in it does nothing;
- `accepted`: odd, but in order.

Every attempt, if it ran, would set `window.ran` and the title: a browser looks for that.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import Enum
from html import escape

RUN = "window.ran=1;document.title='RAN'"
PROSE = "<prose>"
"""Stands for running text, which every case gets of its own: equal texts would be one article."""

_WORDS = (
    "harbour master ferry fog quay line crossing passenger council hall ship buoy wind noon office crane barge dock crew captain "
    "rope anchor tide storm bridge light signal coast island village market school teacher doctor engine bus road train station "
    "farm field orchard river lake mill bakery winter summer morning evening week month plan fund vote meeting letter answer "
    "report paper budget tunnel tower garden museum library theatre choir festival match team referee stadium ticket price wage"
).split()
_DOES = "opened closed repaired measured counted painted moved sold bought praised blamed visited left reached warned thanked".split()


def prose(seed: str) -> str:
    """Three paragraphs of running text, always the same for a seed and unlike those of others."""
    dice = random.Random(seed)

    def sentence() -> str:
        one, two, three, four = dice.sample(_WORDS, 4)
        return f"The {one} of the {two} {dice.choice(_DOES)} {dice.randint(2, 900)} of the {three} near the {four} on Wednesday."

    return "\n\n".join(" ".join(sentence() for _ in range(4)) for _ in range(3)) + "\n"


class Outcome(Enum):
    """What must become of an input."""

    REJECTED = "rejected"
    INERT = "inert"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file."""

    name: str
    """Says what is tried; also the stem of the file."""

    folder: str
    """`content/inbox` or `content/articles`."""

    file: str
    data: bytes
    outcome: Outcome
    code: str = ""
    """Of the message, where it is rejected or told of."""

    @property
    def path(self) -> str:
        """Relative to the project."""
        return f"{self.folder}/{self.file}"


INERT, ACCEPTED, REJECTED = Outcome.INERT, Outcome.ACCEPTED, Outcome.REJECTED


def inbox(name: str, ending: str, data: str | bytes, outcome: Outcome = INERT, code: str = "") -> Case:
    """A file of the inbox."""
    raw = _filled(data, name, f"page {name}")
    return Case(name, "content/inbox", f"{name}.{ending}", raw, outcome, code)


def article(
    name: str, body: str = PROSE, head: str = "", outcome: Outcome = INERT, code: str = "", title: str = ""
) -> Case:
    """A file of `content/articles/` with front matter; `head` is further YAML."""
    lines = [f"title: {title or name.replace('-', ' ')}", "source: Sample Wire", "date: 2025-06-18"]
    named = {line.partition(":")[0] for line in head.split("\n")}
    kept = [line for line in lines if line.partition(":")[0] not in named]
    text = "---\n" + "\n".join([*kept, *([head] if head else [])]) + f"\n---\n\n{body}\n"
    return raw_article(name, text, outcome, code)


def raw_article(name: str, data: str | bytes, outcome: Outcome = INERT, code: str = "") -> Case:
    """A file of `content/articles/` as it stands."""
    raw = _filled(data, name, f"article {name}")
    return Case(name, "content/articles", f"{name}.md", raw, outcome, code)


def _filled(data: str | bytes, name: str, seed: str) -> bytes:
    """The bytes of a case with a text of its own, in whatever form its file has paragraphs."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    text = prose(seed)
    paragraphs = "".join(f"<p>{part}</p>" for part in text.strip().split("\n\n"))
    raw = raw.replace(b"<paragraphs>", paragraphs.encode()).replace(
        escape("<paragraphs>").encode(), escape(paragraphs).encode()
    )
    raw = raw.replace(escape(PROSE).encode(), escape(text).encode())
    raw = raw.replace(PROSE.encode("utf-16-le"), text.encode("utf-16-le"))
    return raw.replace(
        PROSE.encode(), text.replace("\n", "\\n").encode() if name.startswith("json-") else text.encode()
    )
