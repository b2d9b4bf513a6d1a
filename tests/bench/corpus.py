"""Pages for measuring: seeded, of the size and the forms of real page dumps, with invented words."""

from __future__ import annotations

import random
from pathlib import Path

SYLLABLES = "ba be bo da de do fa fi ga go ka ko la li lo ma mi mo na ne no pa pe po ra re ri ro sa se so ta te to va vi vo".split()
LINKING = "the of to and a in that for on with as by at from has was is it his will said after more than their".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday".split()


class Writer:
    """Writes prose of invented words: names that recur within an article, sentences that end."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def word(self) -> str:
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4)))

    def name(self) -> str:
        return f"{self.word().capitalize()} {self.word().capitalize()}"

    def sentence(self, names: list[str]) -> str:
        length = self.random.randint(12, 26)
        words = [self.random.choice(LINKING) if self.random.random() < 0.45 else self.word() for _ in range(length)]
        words[self.random.randrange(2, length)] = self.random.choice(names)
        words[0] = self.random.choice(names).split()[-1]
        return " ".join(words) + "."

    def article(self, words: int) -> tuple[str, list[str]]:
        names = [self.name() for _ in range(6)]
        title = f"{names[0].split()[-1]} {self.word()} {self.word()} over {self.word()} in {names[1].split()[0]}"
        body: list[str] = []
        while sum(len(part.split()) for part in body) < words:
            body.append(" ".join(self.sentence(names) for _ in range(self.random.randint(1, 3))))
        body[0] += f" It was on {self.random.choice(WEEKDAYS)}."
        return title, body


def page(seed: int) -> str:
    """A dump with one main and three related articles, about 1,900 words and 13 kB, as the seeds are."""
    write = Writer(seed)
    day = f"{write.random.randint(1, 28)} March 2025"
    title, body = write.article(420)
    parts = ["logo", title, "", title, "", "Sample Wire6 hours ago", day, "", *_spaced(body)]
    parts += [
        "Join Sample Wire's Telegram channel for the latest news.",
        "",
        "Comments",
        "No comments yet...",
        "",
        "Related Articles",
        "",
    ]
    for _ in range(3):
        title, body = write.article(460)
        parts += [title, title, "", "Example Gazette", "", "2 hours ago", "", "  • Example Gazette", "", title, ""]
        parts += [
            f"SAMPLETON - {' '.join(body)} SAMPLE PRESS Join Example Gazette's Telegram channel for the latest news.",
            "",
        ]
    return "\n".join([*parts, "DOWNLOAD THE APP", ""])


def _spaced(body: list[str]) -> list[str]:
    return [line for part in body for line in (part, "")]


def write_inbox(folder: Path, pages: int) -> None:
    """Fill a folder with so many pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(pages):
        (folder / f"{number:06d}.txt").write_text(page(number), encoding="utf-8")
