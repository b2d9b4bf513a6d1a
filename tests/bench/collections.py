"""How good stories are on collections of other kinds: `python -m tests.bench.collections [NAME ...]`.

Made of the labelled samples in ../shared, for none of which the program has a setting: headlines alone, first
words alone, no dates, copies with small edits, an unknown language, events that come back, mixtures.
Each line says B-cubed F1, precision, recall and ARI.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from zlib import crc32

from digest.config import GRANULARITY
from digest.model import Article, Dating, Teaser
from digest.stories.cluster import assign
from digest.stories.links import item
from digest.stories.scores import scores

SAMPLES = Path(__file__).parents[3] / "shared/samples/stories"
COMMON = 0.04
"""Share of reports from which on a word is not of one event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One labelled report."""

    id: str
    title: str
    text: str
    day: date | None
    language: str
    story: str


Collection = list[Report]


def sample(name: str) -> Collection:
    """A labelled sample."""
    rows = map(json.loads, (SAMPLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Report(
            id=row["id"],
            title=row["title"] or "",
            text=row["text"],
            day=date.fromisoformat(row["date"][:10]) if row["date"] else None,
            language=row["lang"],
            story=row["gold_story"],
        )
        for row in rows
    ]


def headlines(reports: Collection, share: float = 1.0) -> Collection:
    """Headlines without a body, or such a share of them beside whole texts."""
    chance = random.Random(8)
    return [replace(one, text="" if chance.random() < share else one.text) for one in reports if len(one.title) > 20]


def beginnings(reports: Collection) -> Collection:
    """The first 45 words."""
    return [replace(one, text=" ".join(one.text.split()[:45])) for one in reports]


def undated(reports: Collection) -> Collection:
    """Without dates."""
    return [replace(one, day=None) for one in reports]


def dated(reports: Collection) -> Collection:
    """Each story within some days, all within two months."""
    chance = random.Random(4)
    first = {one.story: date(2025, 1, 1) + timedelta(days=chance.randrange(60)) for one in reports}
    return [
        replace(one, day=first[one.story] + timedelta(days=min(9, int(chance.expovariate(0.6))))) for one in reports
    ]


def spelled(text: str, changed: Callable[[str], bool], salt: str = "") -> str:
    """A text with some of its words spelled otherwise, each always in one way."""

    def word(found: re.Match[str]) -> str:
        if not changed(old := found.group()):
            return old
        chance = random.Random(crc32((salt + old.lower()).encode()))
        new = "".join(chance.choice("aeiou" if at % 2 else "bcdfghjklmnprstvwz") for at in range(len(old)))
        return new.capitalize() if old[0].isupper() else new

    return re.sub(r"[A-Za-z]+", word, text)


def foreign(reports: Collection) -> Collection:
    """In a language that no table knows."""
    all_words = partial(spelled, changed=bool)
    return [replace(one, title=all_words(one.title), text=all_words(one.text), language="xx") for one in reports]


def copied(reports: Collection) -> Collection:
    """Two of five are carried by one to four others, cut and edited a little."""
    chance = random.Random(2)
    made = list(reports)
    for one in reports:
        for copy in range(chance.randint(1, 4) if chance.random() < 0.4 else 0):
            words = one.text.split()
            kept = words[: max(30, int(len(words) * chance.choice((1, 1, 0.9, 0.7, 0.5))))]
            edited = " ".join(word for word in kept if chance.random() > 0.02)
            made.append(replace(one, id=f"{one.id}-{copy}", text=edited))
    return made


def recurring(reports: Collection) -> Collection:
    """Half of each story is one that comes back after 35 to 150 days: most names are the same, half of the other words not."""
    chance = random.Random(11)
    uses = Counter(word for one in reports for word in set(re.findall("[A-Za-z]+", one.text)))
    shift = {story: timedelta(days=chance.randint(35, 150)) for story in sorted({one.story for one in reports})}

    def detail(word: str, story: str) -> bool:
        share = 20 if word[0].isupper() else 50
        return uses[word] < COMMON * len(reports) and crc32((word + story).encode()) % 100 < share

    made = []
    for one in reports:
        if chance.random() < 0.5 and one.day:
            other = partial(spelled, changed=partial(detail, story=one.story), salt=one.story)
            day, story = one.day + shift[one.story], f"{one.story} again"
            made.append(replace(one, title=other(one.title), text=other(one.text), day=day, story=story))
        else:
            made.append(one)
    return made


def collections() -> dict[str, Callable[[], Collection]]:
    """The collections by name, each made when it is asked for."""
    ecb, local = sample("ecbplus-train"), sample("incidents")
    both = [*(replace(one, id=f"e{one.id}") for one in dated(ecb)), *local]
    made: dict[str, Callable[[], Collection]] = {"ecb": lambda: ecb, "incidents": lambda: local, "both": lambda: both}
    made |= {"ecb, dated": lambda: dated(ecb), "incidents, undated": lambda: undated(local)}
    made |= {"both, undated": lambda: undated(both)}
    for name, reports in (("ecb", ecb), ("ecb, dated", dated(ecb)), ("incidents", local)):
        for form in (headlines, partial(headlines, share=0.5), beginnings, foreign, copied, recurring):
            title = form.__name__ if not isinstance(form, partial) else "half headlines"
            made[f"{name}, {title}"] = partial(form, reports)
    del made["ecb, recurring"]  # without dates nothing comes back
    return made


def main(names: list[str]) -> None:
    """Print a line for each collection, or for those named."""
    for name, make in collections().items():
        if names and name not in names:
            continue
        reports = make()
        items = [
            item(
                Article(
                    teaser=Teaser(id=one.id, title=one.title, language=one.language, dating=Dating(day=one.day)),
                    body=one.text,
                )
            )
            for one in reports
        ]
        found = scores([one.story for one in reports], assign(items, granularity=GRANULARITY["default"]))
        exact = found.b_cubed
        print(
            f"| {name} | {len(reports):,} | {exact.f1:.3f} | {exact.precision:.3f} | {exact.recall:.3f} | {found.ari:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
