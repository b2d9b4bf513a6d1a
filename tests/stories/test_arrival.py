"""Articles arrive in any order, in any number at once: no address dies, and the stories are as good as all at once."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest
from stories.story_makers import article

from digest.config import GRANULARITY
from digest.model import Article
from digest.stories.assign import update
from digest.stories.ledger import Ledger
from digest.stories.story import tell

ORDERS = 10
LOSS = 0.01
"""B-cubed F1 that may be lost against clustering everything at once."""

SHARED = Path(__file__).parents[3] / "shared/samples/stories/incidents.jsonl"

PLACES = ("Harrow Point", "Elmstead", "Kelmar", "Norland", "Testburg", "Sampleton", "Ostria", "Vale Cross")
PEOPLE = (
    "Orla Finch",
    "Idris Vale",
    "Mira Soltan",
    "Jonas Brandt",
    "Ada Sample",
    "Tomas Reed",
    "Lena Ortiz",
    "Bo Lind",
)
EVENTS = (
    "a ferry ran aground on a sandbank and lifeboats brought the passengers ashore before the tide fell",
    "the council voted for a budget that keeps the library open and raises the fare of the night bus",
    "engineers opened the new tunnel below the river after a delay of two winters and a flooded shaft",
    "a warehouse full of timber burned through the night and smoke closed the motorway until dawn",
    "the orchestra elected its first conductor from abroad in a secret ballot of all the players",
    "fishermen blocked the harbour with nets because quotas for herring were cut by a third again",
    "teachers ended a strike of nine days when the ministry promised smaller classes by autumn",
    "a court freed the banker who had been accused of forging letters of credit for grain mills",
)
FILLER = (
    "Officials said that more would be known in the coming days.",
    "Neighbours spoke of a long night and of little sleep.",
    "Nobody could say at first what it would cost.",
    "A spokesman asked for patience and thanked everybody who had helped.",
    "Rain had been forecast for the evening, with wind from the west.",
    "The mayor is to speak about it at noon.",
)


def collection() -> tuple[list[Article], dict[str, str]]:
    """Sixteen events, two of each kind two months apart, with two to five reports each; and the event of each report."""
    write = random.Random(7)
    made: list[Article] = []
    event: dict[str, str] = {}
    for number in range(16):
        kind, late = number % 8, number // 8
        place, person = PLACES[(kind + 3 * late) % 8], PEOPLE[(kind + 5 * late) % 8]
        first = date(2026, 1, 5) + timedelta(days=3 * kind + 60 * late)
        words = EVENTS[kind].split()
        for report in range(write.randint(2, 5)):
            day = first + timedelta(days=write.randint(0, 2))
            part = " ".join(words[: len(words) - report])
            body = (
                f"In {place} {part}. {person} of {place} said that {' '.join(words[4:])}. "
                f"{' '.join(write.sample(FILLER, 2))} {person} had warned of it, people in {place} recalled."
            )
            id = f"{number:02}{report}{write.randrange(16**6):06x}"
            made.append(article(id, f"{place}: {' '.join(words[: 7 + report])}", body, day.isoformat()))
            event[id] = str(number)
    return made, event


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> float:
    """B-cubed F1 (Bagga and Baldwin, 1998)."""
    both = Counter((gold[id], found[id]) for id in gold)
    right, told = Counter(gold.values()), Counter(found[id] for id in gold)
    precision = sum(n * n / told[story] for (_, story), n in both.items()) / len(gold)
    recall = sum(n * n / right[event] for (event, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def arrive(batches: Iterable[Sequence[Article]]) -> Ledger:
    """Let batches arrive one after the other; every address and every place stays from one to the next."""
    ledger = Ledger()
    here: list[Article] = []
    for batch in batches:
        here += batch
        after = update(ledger, here, granularity=GRANULARITY["default"]).ledger
        for id, entry in ledger.entries.items():
            assert after.entries[id].slugs == entry.slugs
        assert ledger.story_of().items() <= after.story_of().items()
        ledger = after
    telling = tell(ledger, here, ())
    assert {story.id for story in telling.stories} == set(ledger.entries)
    assert telling.retired == ()
    return ledger


def days(articles: Iterable[Article]) -> list[list[Article]]:
    """The articles of each day, in the order of the days."""
    found: defaultdict[date, list[Article]] = defaultdict(list)
    for one in articles:
        found[one.teaser.dating.day or date.max].append(one)
    return [found[day] for day in sorted(found)]


def shuffled(articles: Sequence[Article], seed: int, size: int) -> list[list[Article]]:
    """Batches in a random order."""
    order = random.Random(seed).sample(list(articles), len(articles))
    return [order[at : at + size] for at in range(0, len(order), size)]


def test_ten_random_orders_and_day_by_day_are_as_good_as_all_at_once() -> None:
    articles, event = collection()
    best = b_cubed(event, arrive([articles]).story_of())
    assert best > 0.95
    assert b_cubed(event, arrive(days(articles)).story_of()) >= best - LOSS
    for seed in range(ORDERS):
        assert b_cubed(event, arrive(shuffled(articles, seed, 5)).story_of()) >= best - LOSS, seed


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
def test_a_labelled_collection_that_arrives_piece_by_piece_loses_next_to_nothing() -> None:
    rows = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()][:300]
    gold = {row["id"]: row["gold_story"] for row in rows}
    articles = [article(row["id"], row["title"] or "", row["text"], row["date"], language=row["lang"]) for row in rows]
    best = b_cubed(gold, arrive([articles]).story_of())
    by_day = days(articles)
    pieces = [list(chain.from_iterable(by_day[at : at + 30])) for at in range(0, len(by_day), 30)]
    found = [b_cubed(gold, arrive(pieces).story_of())]
    found += [b_cubed(gold, arrive(shuffled(articles, seed, 60)).story_of()) for seed in range(ORDERS)]
    print(
        f"all at once {best:.4f}, piece by piece {found[0]:.4f}, "
        f"ten random orders {min(found[1:]):.4f} at least, {sum(found[1:]) / ORDERS:.4f} on average"
    )
    assert found[0] >= best - LOSS
    assert sum(found[1:]) / ORDERS >= best - LOSS
