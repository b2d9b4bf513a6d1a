"""Terms, weights, named days, links and average link."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories.story_makers import BUDGET, FERRY, FERRY_TOO, article

from digest.stories.background import background, looks_english
from digest.stories.cluster import average_link, chances, mean_similarity
from digest.stories.days import NamedDay, named_days, nearest
from digest.stories.folding import fold
from digest.stories.links import Item, Links, Space, factors, item
from digest.stories.neighbours import BARE, lift, undated
from digest.stories.terms import code, codes, terms, tokens
from digest.stories.vectors import vectors


def links(*pairs: tuple[int, int, float]) -> Links:
    first, second, similarity = zip(*sorted(pairs), strict=True)
    return Links(np.array(first), np.array(second), np.array(similarity))


def test_figures_are_terms() -> None:
    assert tokens("Some 1,200 of Kim's 12,000 men, aged 3,4") == (
        "some",
        "1200",
        "of",
        "kim",
        "12000",
        "men",
        "aged",
        "3",
        "4",
    )


def test_addresses_of_links_are_no_terms() -> None:
    found = terms(article("a", "", "See [the harbour](https://harbour.example/x?y) now")).body
    assert found.tolist() == codes("see the harbour now").tolist()


@given(st.text())
def test_the_numbers_of_a_text_are_those_of_its_words_one_by_one(text: str) -> None:
    assert codes(text).tolist() == [code(word) for word in tokens(text.replace("\u202f", "\u00a0"))]


def test_rows_have_length_one_before_lone_terms_are_left_out() -> None:
    one = terms(article("a", "Ferry aground", FERRY))
    rows = vectors([one, one], "en").rows
    assert np.allclose((rows @ rows.T).toarray(), 1.0, atol=1e-5)


def test_common_words_make_nothing_alike() -> None:
    texts = [
        terms(article("a", "", FERRY)),
        terms(article("b", "", FERRY_TOO)),
        terms(article("c", "", "It was on the and of the in a")),
    ]
    rows = vectors(texts, "en").rows
    alike = (rows @ rows.T).toarray()
    assert alike[0, 1] > 0.2 > 0.1 > alike[0, 2]


def test_english_knows_its_common_words_and_no_other_language_needs_a_table() -> None:
    assert background("en").share("the") > 0.9 > 0.01 > background("en").share("harpsichord")
    assert background("xx").share("der") > background("xx").share("regierung")
    assert looks_english(codes(FERRY))
    assert not looks_english(codes("Die Fähre liegt vor dem Hafen fest und wartet auf die Flut"))


@pytest.mark.parametrize(
    ("text", "published", "found"),
    [
        ("met on Tuesday", "2025-06-18", {NamedDay(6, 17, 2025)}),
        ("met on Wednesday", "2025-06-18", {NamedDay(6, 18, 2025)}),
        ("met on Tuesday", None, set()),
        ("on June 17, 2025", None, {NamedDay(6, 17, 2025)}),
        ("on 17 June", "2025-06-18", {NamedDay(6, 17, 2025)}),
        ("on Dec. 30", "2026-01-02", {NamedDay(12, 30, 2025)}),
        ("on March 3rd", None, {NamedDay(3, 3)}),
        ("2025-06-17", None, {NamedDay(6, 17, 2025)}),
        ("2025年6月17日", None, {NamedDay(6, 17, 2025)}),
        ("on February 31", "2025-06-18", set()),
        ("they may 5 times", "2025-06-18", set()),
    ],
)
def test_days_are_read_as_people_name_them(text: str, published: str | None, found: set[NamedDay]) -> None:
    assert named_days(text, date.fromisoformat(published) if published else None) == found


def test_days_without_a_year_are_compared_around_it() -> None:
    assert nearest([NamedDay(12, 30)], [NamedDay(1, 2)]) == 3
    assert nearest([NamedDay(12, 30, 2024)], [NamedDay(1, 2, 2026)]) == 368
    assert nearest([NamedDay(2, 29)], [NamedDay(3, 1, 2025)]) == 1
    assert nearest([], [NamedDay(1, 1)]) is None


@given(st.text(), st.none() | st.dates())
def test_no_text_breaks_the_reading_of_days(text: str, published: date | None) -> None:
    named_days(text, published)


def test_similarity_halves_in_two_weeks_and_far_more_when_the_leads_name_other_days() -> None:
    first = item(article("a", "Ferry", "On March 3 it ran aground", "2026-03-03"))
    later = item(article("b", "Ferry", "It ran aground", "2026-03-17"))
    other = item(article("c", "Ferry", "On March 17 it ran aground", "2026-03-17"))
    assert factors(first, later).value == pytest.approx(0.5)
    assert factors(first, other).value < 0.15
    assert factors(first, other).other_event


def years_of_news() -> list[Item]:
    """A trial a year after its crime, a second budget a year after the first, and what else was in the news."""
    chance = random.Random(5)
    words = [f"{a}{b}{c}" for a in ("bal", "dor", "fen") for b in "aeiou" for c in ("ma", "ko", "ru", "sa", "ne")]
    other = [
        article(f"o{at:03}", f"News {at}", " ".join(chance.choices(words, k=60)), f"2025-{at % 12 + 1:02}-11")
        for at in range(400)
    ]
    crime = (
        "Orla Finch of Quillbridge is accused of the theft of a bassoon from the organist Tibor Zennick in Ostler Row."
    )
    found = [article("a", "A theft", crime, "2025-01-05"), article("b", "A trial", f"Yes. {crime}", "2026-01-05")]
    found += [article(f"c{at}", "Budget", BUDGET, f"2025-{at + 1:02}-02") for at in range(12)]
    return [item(one) for one in (*found, *other)]


def test_time_takes_half_at_most_where_two_share_names_that_few_others_use() -> None:
    space = Space(years_of_news())
    assert space.factors(0, 1).marks >= 4
    assert space.factors(0, 1).decay == pytest.approx(0.5, abs=0.03)
    assert space.factors(2, 12).marks == 0
    assert space.factors(2, 12).decay < 0.05
    links = space.links()
    value = dict(zip(zip(links.first.tolist(), links.second.tolist(), strict=True), links.similarity, strict=True))
    cosine = dict(space.cosines(0))[1]
    assert value[0, 1] == pytest.approx(min(1.0, cosine * space.factors(0, 1).value), rel=1e-4)


def test_a_small_collection_does_not_know_which_names_are_rare() -> None:
    assert Space(years_of_news()[:40]).factors(0, 1).marks == 0


def test_without_dates_a_large_collection_asks_for_more() -> None:
    assert undated(2) == undated(800) == 1.0
    assert 0.85 < undated(2_000) < 0.95
    assert undated(1_000_000) == 0.85


def test_headlines_without_a_body_have_a_scale_of_their_own() -> None:
    assert factors(item(article("a", "Ferry")), item(article("b", "Ferry"))).value == BARE


def test_links_agree_with_the_similarity_of_each_pair() -> None:
    made = [article("a", "Ferry aground", FERRY, "2026-03-03"), article("b", "Ferry stuck", FERRY_TOO, "2026-03-08")]
    items = [item(one) for one in made]
    space = Space(items)
    found = space.links()
    cosine = dict(space.cosines(0))[1]
    assert found.first.tolist() == [0]
    assert found.similarity[0] == pytest.approx(cosine * space.factors(0, 1).value, rel=1e-5)
    assert space.factors(0, 1).lift == lift(2)
    assert sum(part for _, part in space.shared(0, 1, count=999)) == pytest.approx(cosine, rel=1e-4)


def test_shared_terms_are_named_where_the_text_is_known() -> None:
    made = [article("a", "Ferry aground", FERRY), article("b", "Ferry stuck", FERRY_TOO)]
    space = Space([item(one) for one in made], lambda number: made[number].body)
    assert {"harrow point", "morning gull"} <= {term for term, _ in space.shared(0, 1, count=99)}


def test_the_figures_of_a_lead_are_shared_or_not() -> None:
    made = [article("a", "Ferry aground with 212 people", FERRY), article("b", "A ferry with 212 people", FERRY_TOO)]
    other = article("c", "A ferry with 87 people", FERRY_TOO.replace("212", "87"))
    space = Space([item(one) for one in (*made, other, replace(other, teaser=replace(other.teaser, id="d")))])
    assert space.factors(0, 1).figures > 0.9
    assert space.factors(0, 2).figures == 0.0


def test_a_chain_of_pairs_is_not_one_story() -> None:
    found = average_link(links((0, 1, 0.5), (1, 2, 0.24), (2, 3, 0.5)), [""] * 4, granularity=0.2)
    assert found == [[0, 1], [2, 3]]


def test_groups_merge_while_their_mean_holds() -> None:
    every = [(a, b, 0.3) for a in range(4) for b in range(a + 1, 4)]
    assert average_link(links(*every), [""] * 4, granularity=0.3) == [[0, 1, 2, 3]]
    assert average_link(links(*every), [""] * 4, granularity=0.31) == [[0], [1], [2], [3]]


def test_pins_join_and_keep_apart() -> None:
    found = average_link(links((0, 1, 0.9), (1, 2, 0.9)), ["x", "y", "", "x"], granularity=0.2)
    assert found == [[0, 3], [1, 2]]


def test_two_kinds_of_one_event_stay_apart_though_they_are_alike() -> None:
    storms = [(a, b, 0.6 if (a < 4) == (b < 4) else 0.22) for a in range(8) for b in range(a + 1, 8)]
    assert average_link(links(*storms), [""] * 8, granularity=0.2) == [[0, 1, 2, 3], [4, 5, 6, 7]]
    loose = [(a, b, 0.26 if (a < 4) == (b < 4) else 0.24) for a in range(8) for b in range(a + 1, 8)]
    assert average_link(links(*loose), [""] * 8, granularity=0.2) == [[*range(8)]]


def test_the_mean_that_joins_is_the_granularity() -> None:
    assert chances(np.array([0.2]), 0.2)[0] == pytest.approx(0.2)
    assert mean_similarity([0.2, 0.2], 2, 0.2) == pytest.approx(0.2)
    assert mean_similarity([0.5], 3, 0.2) > 0.2 > mean_similarity([0.5], 6, 0.2)
    assert mean_similarity([], 0, 0.2) == 0.0


def test_average_link_equals_a_plain_one() -> None:
    chance = np.random.default_rng(7)
    for _ in range(60):
        size = int(chance.integers(2, 12))
        table = np.triu(chance.random((size, size)) ** 3, 1)
        pairs = [(a, b, float(table[a, b])) for a in range(size) for b in range(a + 1, size) if table[a, b] > 0.06]
        if pairs:
            assert average_link(links(*pairs), [""] * size, granularity=0.2) == plain_average_link(pairs, size)


def plain_average_link(pairs: list[tuple[int, int, float]], size: int) -> list[list[int]]:
    """The definition, in cubic time."""
    chance = {pair[:2]: float(chances(np.array([pair[2]]), 0.2)[0]) for pair in pairs}
    groups = [[number] for number in range(size)]

    def mean(couples: list[tuple[int, int]]) -> float:
        return sum(chance.get((min(x, y), max(x, y)), 0.0) for x, y in couples) / len(couples)

    def apart(a: list[int], b: list[int], between: float) -> bool:
        within = [mean(list(combinations(group, 2))) for group in (a, b) if len(group) >= 4]
        return len(within) == 2 and between < 0.6 * min(within)

    while True:
        found = []
        for i, a in enumerate(groups):
            for j, b in enumerate(groups[i + 1 :], start=i + 1):
                between = mean(list(product(a, b)))
                if between >= 0.2 and not apart(a, b, between):
                    found.append((between, -min(a), -min(b), i, j))
        if not found:
            return sorted(groups)
        *_, i, j = max(found)
        groups[i] = sorted(groups[i] + groups.pop(j))


def test_short_texts_are_copies_only_when_they_are_equal() -> None:
    brief = [
        article(name, "In brief", body, "2026-03-03")
        for name, body in (("a", "A ferry is stuck."), ("b", "A ferry is stuck."), ("c", "A ferry is stuck in sand."))
    ]
    assert [len(one.copies) for one in fold([item(one) for one in brief])] == [1, 0]
