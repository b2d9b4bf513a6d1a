"""Articles for measuring builds: seeded, 600 words each, in stories of 1 to 6 reports that share facts.

Reports of one story share people, a place, figures and quotations, as reports of one event do, and say
them in an order and among sentences of their own. All names and sentences are invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from digest.content.ledger import LedgerFile, write_ledger
from digest.content.schema import summary, write_article
from digest.model import Article, Basis, Dating, Origin, Teaser, by_day
from digest.stories.ledger import Entry, Ledger, new_entry
from digest.text import digest_of, slug

WORDS = 600
TOPICS = (
    "Harbours",
    "Railways",
    "Floods",
    "Elections",
    "Fisheries",
    "Budgets",
    "Bridges",
    "Hospitals",
    "Schools",
    "Forests",
)
BEGIN = date(2022, 1, 1)
DAYS = 1100

_GIVEN = "Anna Boris Carla Dmitri Elena Farid Greta Hiro Ines Jonas Katya Luis Mina Nadia Omar Petra Rana Sven Tania Viktor".split()
_STEMS = "Bel Cor Dan Fel Gar Hol Kar Lan Mor Nor Ost Pel Ros Sar Tor Ulm Var Wen Yar Zel".split()
_ENDS = "berg dale ford gard haven land mark mont port stad ton ville vik wick worth".split()
_TITLES = ("Mayor", "Minister", "Governor", "Engineer", "Captain", "Professor")
_OUTLETS = tuple(
    f"Example {name}" for name in "Gazette Courier Herald Tribune Observer Ledger Record Chronicle".split()
)
_AGENCIES = ("", "Sample Wire", "Testland Press")
_WHO = (
    "officials", "residents", "the council", "two engineers", "local traders", "the ministry", "a spokesperson",
    "volunteers", "the port authority", "a committee", "teachers", "the operator", "shop owners", "inspectors",
)  # fmt: skip
_DID = (
    "inspected", "questioned", "defended", "postponed", "welcomed", "described", "rejected", "measured", "repaired",
    "reviewed", "financed", "criticised", "approved", "visited", "photographed", "discussed", "closed", "reopened",
)  # fmt: skip
_WHAT = (
    "the northern quay", "the old timetable", "a second crossing", "the drainage works", "the yearly accounts",
    "a new warehouse", "the signal boxes", "the summer schedule", "the flood barrier", "a draft contract",
    "the mooring fees", "the emergency plan", "the reading rooms", "a row of oaks", "the night service",
)  # fmt: skip
_WHERE = (
    "near the market",
    "beside the river",
    "in the old town",
    "on the eastern shore",
    "at the junction",
    "behind the depot",
)
_WHEN = (
    "after a long debate",
    "before noon",
    "during the week",
    "in the early hours",
    "without much notice",
    "for a third time",
)
_WHY = (
    "because the water had risen again", "although the weather was calm", "while the talks went on elsewhere",
    "so that the work can begin in spring", "as the season drew to its end", "since nobody had objected",
)  # fmt: skip
_SAID = (
    "We will not leave {place} without an answer", "The {thing} was never meant to carry so much",
    "Nobody here expected the {thing} to fail", "There is time enough to do this properly",
    "What happened in {place} must not happen twice", "Our people have waited long enough for the {thing}",
)  # fmt: skip
_THINGS = ("bridge", "ferry", "barrier", "railway", "clinic", "school", "harbour", "archive", "tunnel", "reservoir")


@dataclass(frozen=True, slots=True)
class Told:
    """A story to be: the reports that tell it."""

    articles: tuple[Article, ...]


class _Event:
    """What all reports of one story know."""

    def __init__(self, write: random.Random, topic: str) -> None:
        self.write = write
        self.topic = topic
        self.place = _place(write)
        self.thing = write.choice(_THINGS)
        self.people = [f"{write.choice(_GIVEN)} {_place(write)}" for _ in range(3)]
        self.day = BEGIN + timedelta(days=write.randrange(DAYS))
        self.facts = [
            f"{write.choice(_TITLES)} {self.people[0]} said the {self.thing} in {self.place} would cost {write.randint(2, 90)} million euros.",
            f"At least {write.randint(3, 400)} people were moved to safety after the {self.thing} in {self.place} was shut.",
            f"About {write.randint(11, 99)} per cent of the work on the {self.thing} has been done since {write.choice(('March', 'June', 'October'))}.",
            f"The {topic.lower()} office in {self.place} counted {write.randint(1000, 90000):,} visitors in {write.randint(2010, 2021)}.",
            f"The decision was taken on {self.day.day} {self.day:%B} {self.day.year} by {write.randint(5, 30)} votes to {write.randint(0, 4)}.",
        ]
        spoken = write.sample(_SAID, 3)
        self.quotes = [
            f"“{said.format(place=self.place, thing=self.thing)},” {person} said."
            for said, person in zip(spoken, self.people, strict=True)
        ]

    def report(self) -> Article:
        write = self.write
        own = [*write.sample(self.facts, 4), *write.sample(self.quotes, 2)]
        paragraphs = _paragraphs(write, own, self.people, self.place)
        title = f"{self.place} {self.thing}: {write.choice(_WHO)} {write.choice(_DID)} {write.choice(_WHAT)}"
        day = self.day + timedelta(days=write.choice((0, 0, 0, 1, 1, 2)))
        body = "\n\n".join(paragraphs)
        id = digest_of(f"{title}{body}", 12)
        path = f"content/articles/{day:%Y}/{day.isoformat()}-{slug(title)}-{id[:4]}.md"
        outlet = write.choice(_OUTLETS)
        teaser = Teaser(
            id=id,
            title=title,
            url=f"https://example.org/{slug(outlet)}/{id}",
            source=outlet,
            agency=write.choice(_AGENCIES),
            dating=Dating(day=day, basis=Basis.STATED, evidence=f'the page says "{day.day} {day:%B} {day.year}"'),
            language="en",
            summary=summary(body),
        )
        origin = Origin(file=f"content/inbox/{id}.txt", first=3, last=40, hash=digest_of(body))
        return Article(teaser=teaser, origins=(origin,), body=body, path=path, topics=(slug(self.topic),))


def _place(write: random.Random) -> str:
    return write.choice(_STEMS) + write.choice(_ENDS)


def _paragraphs(write: random.Random, own: list[str], people: list[str], place: str) -> list[str]:
    """Paragraphs of two to four sentences, the story's own facts among them, about 600 words."""
    paragraphs: list[str] = []
    words = 0
    while words < WORDS:
        sentences = [_filler(write, people, place) for _ in range(write.randint(2, 4))]
        if own:
            sentences.insert(write.randint(0, 1) if paragraphs else 0, own.pop(0))
        paragraphs.append(" ".join(sentences))
        words += len(paragraphs[-1].split())
    return paragraphs


def _filler(write: random.Random, people: list[str], place: str) -> str:
    who = write.choice((*_WHO, *people, f"people in {place}"))
    said = f"{who} {write.choice(_DID)} {write.choice(_WHAT)} {write.choice(_WHERE)} {write.choice(_WHEN)}"
    if write.random() < 0.6:
        said += f" {write.choice(_WHY)}"
    if write.random() < 0.3:
        said += f", and {write.choice(_WHO)} {write.choice(_DID)} {write.choice(_WHAT)}"
    return f"{said[0].upper()}{said[1:]}."


def stories(count: int, seed: int = 5) -> Iterator[Told]:
    """Stories until their reports are so many articles."""
    write = random.Random(seed)
    left = count
    while left:
        event = _Event(write, write.choice(TOPICS))
        size = min(left, write.choices((1, 2, 3, 4, 5, 6), weights=(30, 18, 12, 8, 6, 4))[0])
        yield Told(tuple(event.report() for _ in range(size)))
        left -= size


def write_project(root: Path, count: int, seed: int = 5) -> None:
    """Fill a folder with a project of so many articles, with its settings and its ledger."""
    topics = "".join(f'[topics.{slug(name)}]\ntitle = "{name}"\nany = ["{name.lower()}"]\n' for name in TOPICS)
    settings = (
        '[site]\ntitle = "Bench"\ndescription = "Made to be measured."\nbase_url = "https://example.org/digest/"\n'
    )
    root.mkdir(parents=True, exist_ok=True)
    (root / "digest.toml").write_text(settings + topics, encoding="utf-8")
    made: set[str] = set()
    entries: dict[str, Entry] = {}
    slugs: set[str] = set()
    for told in stories(count, seed):
        head = min(told.articles, key=by_day).teaser
        members = [article.teaser.id for article in told.articles]
        entry = new_entry(members, founder=head.id, title=head.title, ids=entries, slugs=slugs)
        entries[entry.id] = entry
        slugs.add(entry.slug)
        for article in told.articles:
            file = root / article.path
            if str(file.parent) not in made:
                file.parent.mkdir(parents=True, exist_ok=True)
                made.add(str(file.parent))
            file.write_text(write_article(article), encoding="utf-8")
    write_ledger(root, LedgerFile(ledger=Ledger()), Ledger().with_entries(*entries.values()))
