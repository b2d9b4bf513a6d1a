"""Small collections in our own words: recurring events, other places, headlines, any order, one newcomer."""

from __future__ import annotations

import pickle
import random
from datetime import date, timedelta

from stories.story_makers import BUDGET, FERRY, FERRY_TOO, TALKS, article

from digest.stories.cluster import assign
from digest.stories.links import Item, Space, item

GRANULARITY = 0.2
TOWNS = ("Elmstead", "Harrowgate Vale", "Quillbridge", "Tansy Cross", "Upper Morrow", "Zennick")
STREETS = ("Cooper Lane", "Ostler Row", "Pike Street", "Fuller Court", "Saddler Way", "Tinker Hill")

DETAILS = (
    "A cat woke the family in time.",
    "Sparks from a chimney had been seen by a baker on his way to work.",
    "The roof fell in while neighbours carried out the furniture.",
    "Two ladders were brought over the river by boat.",
    "The owner, a retired organist, was away at his sister's wedding.",
    "A hydrant was frozen and water was taken from the mill pond.",
)


def fires() -> list[Item]:
    """A fire every week in another town, told by two papers each."""
    made = []
    for week, (town, street) in enumerate(zip(TOWNS, STREETS, strict=True)):
        first = date(2026, 3, 2) + timedelta(weeks=week)
        day, after = first.isoformat(), (first + timedelta(1)).isoformat()
        made.append(
            item(
                article(
                    f"a{week}",
                    f"Fire destroys house in {town}",
                    f"Firefighters were called to a house on {street} in {town} shortly after midnight. {31 + week} firefighters "
                    f"fought the flames for {week + 2} hours. {DETAILS[week]} Nobody was hurt, the fire service of {town} said. The cause is not known.",
                    day,
                )
            )
        )
        made.append(
            item(
                article(
                    f"b{week}",
                    f"House on {street} burns down",
                    f"A family in {town} has lost its home in a fire on {street}. The fire service of {town} sent {31 + week} "
                    f"firefighters, who needed {week + 2} hours to put out the flames. {DETAILS[week]} The cause of the fire is being looked into.",
                    after,
                )
            )
        )
    return made


def stories(items: list[Item]) -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    for one, story in zip(items, assign(items, granularity=GRANULARITY), strict=True):
        found.setdefault(story, set()).add(one.id)
    return set(map(frozenset, found.values()))


def test_fires_in_different_towns_are_different_stories() -> None:
    assert stories(fires()) == {frozenset({f"a{week}", f"b{week}"}) for week in range(len(TOWNS))}


def test_visits_that_recur_are_told_apart_by_the_days_they_name() -> None:
    visits = [
        item(article(f"v{month}", "Envoy Soltan meets Premier Brandt", f"On {name} 4, {TALKS}", f"2026-{month:02d}-05"))
        for month, name in ((2, "February"), (5, "May"), (9, "September"))
    ]
    assert len(stories(visits)) == 3


def test_the_order_of_the_articles_does_not_matter() -> None:
    items = [*fires(), item(article("f", "Ferry aground", FERRY, "2026-03-03")), item(article("g", "Budget", BUDGET))]
    expected = stories(items)
    for seed in range(5):
        shuffled = items[:]
        random.Random(seed).shuffle(shuffled)
        assert stories(shuffled) == expected


def test_headlines_alone_are_grouped() -> None:
    feed = [
        ("a", "Ferry Morning Gull runs aground off Harrow Point"),
        ("b", "Morning Gull ferry aground at Harrow Point, passengers safe"),
        ("c", "Elmstead council votes for library budget"),
        ("d", "Library budget passes in Elmstead council"),
        ("e", "Envoy Soltan arrives in Norland for grain talks"),
    ]
    items = [item(article(id, title, "", "2026-03-03")) for id, title in feed]
    assert stories(items) == {frozenset("ab"), frozenset("cd"), frozenset("e")}


def test_two_headlines_without_a_common_word_are_joined_by_a_third() -> None:
    feed = [
        ("a", "Morning Gull passengers brought ashore by lifeboats"),
        ("b", "Morning Gull ferry aground at Harrow Point"),
        ("c", "Ferry stuck on sandbank near Harrow Point"),
        ("d", "Elmstead council votes for library budget"),
    ]
    space = Space([item(article(id, title, "", "2026-03-03")) for id, title in feed])
    alike = dict(space.cosines(0))
    assert alike[1] > alike[2] > 0.1 > alike[3]
    numbers, rows = space.tongues["en"]
    assert numbers == [0, 1, 2, 3]
    assert max(rows.rows.multiply(rows.rows).sum(axis=1)) <= 1.0001


def test_headlines_borrow_nothing_from_another_year() -> None:
    def alike(day: str) -> float:
        feed = [("a", "Morning Gull passengers brought ashore", day), ("b", "Morning Gull ferry aground", "2026-03-03")]
        return dict(Space([item(article(id, title, "", day)) for id, title, day in feed]).cosines(0))[1]

    assert alike("2026-03-03") > 1.5 * alike("2025-03-03") > 0


def test_languages_are_grouped_one_at_a_time() -> None:
    items = [item(article("a", "Ferry", FERRY, language="en")), item(article("b", "Ferry", FERRY_TOO, language="nl"))]
    assert len(stories(items)) == 2
    assert item(article("c", "Ferry", FERRY, language="eng")).language == "en"


def test_what_is_kept_of_an_article_can_be_pickled_and_is_small() -> None:
    one = item(article("a", "Ferry aground", FERRY, "2026-03-03"))
    again: Item = pickle.loads(pickle.dumps(one))
    assert again.terms.body.tolist() == one.terms.body.tolist()
    assert (again.id, again.day, again.named) == (one.id, one.day, one.named)
    assert len(pickle.dumps(one)) < 4 * len(FERRY.split()) + 1_500
