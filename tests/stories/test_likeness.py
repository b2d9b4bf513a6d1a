"""Terms, weights, named days, links and average link."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories.story_makers import FERRY, FERRY_TOO, article

from digest.stories.background import background, looks_english
from digest.stories.cluster import average_link
from digest.stories.days import NamedDay, named_days, nearest
from digest.stories.folding import fold
from digest.stories.links import Links, Space, factors, item
from digest.stories.vectors import terms, tokens, vectors


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
    assert terms(article("a", "", "See [the harbour](https://harbour.example/x?y) now")).body == (
        "see",
        "the",
        "harbour",
        "now",
    )


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
    assert looks_english(tokens(FERRY))
    assert not looks_english(tokens("Die Fähre liegt vor dem Hafen fest und wartet auf die Flut"))


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


def test_similarity_halves_in_two_weeks_and_again_when_the_leads_name_other_days() -> None:
    first = item(article("a", "Ferry", "On March 3 it ran aground", "2026-03-03"))
    later = item(article("b", "Ferry", "It ran aground", "2026-03-17"))
    other = item(article("c", "Ferry", "On March 17 it ran aground", "2026-03-17"))
    assert factors(first, later).value == 0.5
    assert factors(first, other).value == 0.25
    assert factors(first, other).other_event


def test_headlines_without_a_body_count_double() -> None:
    assert factors(item(article("a", "Ferry")), item(article("b", "Ferry"))).value == 2.0


def test_links_agree_with_the_similarity_of_each_pair() -> None:
    made = [article("a", "Ferry aground", FERRY, "2026-03-03"), article("b", "Ferry stuck", FERRY_TOO, "2026-03-08")]
    items = [item(one) for one in made]
    space = Space(items)
    found = space.links()
    cosine = dict(space.cosines(0))[1]
    assert found.first.tolist() == [0]
    assert found.similarity[0] == pytest.approx(cosine * factors(*items).value, rel=1e-5)
    assert sum(part for _, part in space.shared(0, 1, count=999)) == pytest.approx(cosine, rel=1e-4)


def test_a_chain_of_pairs_is_not_one_story() -> None:
    found = average_link(links((0, 1, 0.5), (1, 2, 0.39), (2, 3, 0.5)), [""] * 4, granularity=0.2)
    assert found == [[0, 1], [2, 3]]


def test_groups_merge_while_their_mean_holds() -> None:
    every = [(a, b, 0.3) for a in range(4) for b in range(a + 1, 4)]
    assert average_link(links(*every), [""] * 4, granularity=0.3) == [[0, 1, 2, 3]]
    assert average_link(links(*every), [""] * 4, granularity=0.31) == [[0], [1], [2], [3]]


def test_pins_join_and_keep_apart() -> None:
    found = average_link(links((0, 1, 0.9), (1, 2, 0.9)), ["x", "y", "", "x"], granularity=0.2)
    assert found == [[0, 3], [1, 2]]


def test_average_link_equals_a_plain_one() -> None:
    chance = np.random.default_rng(7)
    for _ in range(30):
        size = int(chance.integers(2, 12))
        table = np.triu(chance.random((size, size)) ** 3, 1)
        pairs = [(a, b, float(table[a, b])) for a in range(size) for b in range(a + 1, size) if table[a, b] > 0.06]
        if pairs:
            assert average_link(links(*pairs), [""] * size, granularity=0.2) == plain_average_link(pairs, size)


def plain_average_link(pairs: list[tuple[int, int, float]], size: int) -> list[list[int]]:
    """The definition, in cubic time."""
    similarity = {pair[:2]: pair[2] for pair in pairs}
    groups = [[number] for number in range(size)]

    def mean(a: list[int], b: list[int]) -> float:
        return sum(similarity.get((min(x, y), max(x, y)), 0.0) for x in a for y in b) / (len(a) * len(b))

    while len(groups) > 1:
        best, a, b = max((mean(x, y), -i, -j) for i, x in enumerate(groups) for j, y in enumerate(groups) if i < j)
        if best < 0.2:
            break
        groups[-a] = sorted(groups[-a] + groups.pop(-b))
    return sorted(groups)


def test_short_texts_are_copies_only_when_they_are_equal() -> None:
    brief = [
        article(name, "In brief", body, "2026-03-03")
        for name, body in (("a", "A ferry is stuck."), ("b", "A ferry is stuck."), ("c", "A ferry is stuck in sand."))
    ]
    assert [len(one.copies) for one in fold(brief, [item(one) for one in brief])] == [1, 0]
