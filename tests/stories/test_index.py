"""With an index newcomers find the stories that they find without, and it follows whatever comes, goes and changes."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from stories.story_makers import article
from stories.test_arrival import collection, shuffled

from digest.model import Article
from digest.settings import GRANULARITY
from digest.stories.assign import update
from digest.stories.index import Index
from digest.stories.ledger import Ledger
from digest.stories.words import Words

ARTICLES, EVENT = collection()
FINE = GRANULARITY["default"]


def small() -> Index:
    """An index that is used for small collections too, and compares a newcomer with few."""
    return Index(least=0, nearest=10, part=0.95)


def settled(batches: list[list[Article]], index: Index | None) -> Ledger:
    """The ledger after these came one after the other."""
    ledger, here = Ledger(), list[Article]()
    for batch in batches:
        here = here + batch
        found = index
        indexer = None if found is None else lambda found=found: found
        ledger = update(ledger, here, granularity=FINE, index=indexer).ledger
    return ledger


@settings(max_examples=15, deadline=None)
@given(seed=some.integers(0, 1_000_000), size=some.integers(1, 12))
def test_newcomers_find_the_same_stories_with_an_index_as_without(seed: int, size: int) -> None:
    batches = shuffled(ARTICLES, seed, size)
    first = [one for batch in batches[:-3] for one in batch]
    assert settled([first, *batches[-3:]], small()) == settled([first, *batches[-3:]], None)


def test_a_newcomer_is_compared_with_a_few_of_many() -> None:
    index = small()
    *old, new = ARTICLES
    ledger = settled([old], None)
    done = update(ledger, ARTICLES, granularity=FINE, index=lambda: index)
    assert done.room is not None
    assert len(done.room.articles) < len(ARTICLES) / 2
    assert EVENT[new.teaser.id] in {EVENT[one.teaser.id] for one in done.room.articles}


def test_nobody_is_read_when_nobody_is_new() -> None:
    ledger = settled([ARTICLES], None)

    def index() -> Index:
        raise AssertionError("asked for")

    assert update(ledger, ARTICLES, granularity=FINE, index=index).ledger == ledger


@settings(max_examples=10, deadline=None)
@given(seed=some.integers(0, 1_000_000))
def test_an_index_that_followed_counts_what_a_new_one_counts(seed: int) -> None:
    chance = random.Random(seed)
    followed, now = small(), list(ARTICLES)
    followed.follow(now)
    for _ in range(4):
        gone = chance.randrange(len(now))
        edited = chance.randrange(len(now))
        now[edited] = replace(now[edited], body=f"{now[edited].body} Some words were added on day {chance.random()}.")
        del now[gone]
        now.append(article(f"new{chance.random()}", "A new one", "Something else came in and was read at once."))
        followed.follow(now)
    fresh = small()
    fresh.follow(now)
    mine, other = followed.tongues["en"].census, fresh.tongues["en"].census
    assert (mine.articles, mine.total) == (other.articles, other.total)
    assert np.array_equal(mine.use, other.use)
    assert followed.held == fresh.held


def test_a_copy_that_is_said_to_be_in_another_language_is_found_too() -> None:
    index = small()
    foreign = [
        replace(one, teaser=replace(one.teaser, id=f"nl{n}", language="nl")) for n, one in enumerate(ARTICLES[:5])
    ]
    assert settled([ARTICLES, foreign[:2], foreign[2:]], index) == settled([ARTICLES, foreign[:2], foreign[2:]], None)


def test_a_text_is_read_once() -> None:
    words = Words()
    one = words.item(ARTICLES[0])
    assert words.item(replace(ARTICLES[0], path="content/articles/elsewhere.md")) is one
    assert words.item(replace(ARTICLES[0], body="Other words.")) is not one
    assert words.read == 2


def test_headlines_without_a_body_find_what_they_find_among_all() -> None:
    bare = [replace(one, body="") if at % 3 == 0 else one for at, one in enumerate(ARTICLES)]
    assert settled([bare[:40], bare[40:44], bare[44:45]], small()) == settled(
        [bare[:40], bare[40:44], bare[44:45]], None
    )
