"""The tool proposes to part what does not belong together, and takes no for an answer."""

from __future__ import annotations

import random
from dataclasses import replace

from stories.story_makers import FERRY, TALKS, article

from digest.model import Article
from digest.stories.assign import update
from digest.stories.ledger import Ledger, keep_together, move
from digest.stories.newsroom import Newsroom
from digest.stories.proposals import Parting, partings


def ferry(number: int) -> Article:
    """A report of one accident, in an order of its own."""
    words = FERRY.replace(".", "").split()
    random.Random(number).shuffle(words)
    title = f"Ferry Morning Gull aground off Harrow Point, report {number}"
    return article(f"ferry{number}", title, f"{' '.join(words)}.", "2026-03-03")


FERRIES = [ferry(number) for number in range(5)]
OTHER = article("talks", "Envoy Soltan and Premier Brandt speak of grain", TALKS, "2026-03-04")


def mixed(articles: list[Article]) -> Ledger:
    """A ledger in which somebody put the talks among the ferries."""
    ledger = update(Ledger(), articles, granularity=0.2).ledger
    home = ledger.story_of()["ferry0"]
    assert ledger.story_of()["talks"] != home
    return move(ledger, "talks", home)


def proposed(ledger: Ledger, articles: list[Article]) -> tuple[Parting, ...]:
    return partings(Newsroom(articles, granularity=0.2, bonds=ledger.story_of()), ledger)


def test_a_report_of_something_else_is_proposed_to_be_split_off() -> None:
    articles = [*FERRIES, OTHER]
    (one,) = proposed(mixed(articles), articles)
    assert one.articles == ("talks",)
    assert one.similarity < 0.15 < 0.2 <= one.within


def test_a_story_that_hangs_together_is_left_in_peace() -> None:
    ledger = update(Ledger(), FERRIES, granularity=0.2).ledger
    assert proposed(ledger, FERRIES) == ()


def test_no_is_an_answer_and_so_is_a_pin() -> None:
    articles = [*FERRIES, OTHER]
    ledger = mixed(articles)
    home = ledger.story_of()["talks"]
    assert proposed(keep_together(ledger, home, ["talks"]), articles) == ()
    assert proposed(ledger, [*FERRIES, replace(OTHER, story=home)]) == ()
