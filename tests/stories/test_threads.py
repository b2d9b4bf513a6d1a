"""Stories that continue each other are one thread."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from stories.story_makers import BUDGET, FERRY, TALKS, article

from digest.model import Article, Report, Story
from digest.stories.threads import LONGEST_GAP, Links, Span, profile, thread_links, thread_up

TREATY = (
    "On Tuesday envoy Mira Soltan of Norland and premier Jonas Brandt put their names under the treaty. The paper of "
    "Norland and Ostria, said Jonas Brandt, opens the harbour of Kelmar. At the port of Kelmar envoy Mira Soltan spoke."
)
HARBOUR = (
    "The harbour of Kelmar opened for ships of Ostria, as premier Jonas Brandt and envoy Mira Soltan had agreed. The "
    "first ship in Kelmar came from Norland, and with it, said Jonas Brandt, came Mira Soltan."
)


def story(id: str, body: str, day: str | None, language: str = "en") -> tuple[Story, Article]:
    made = article(id, f"Title of {id}", body, day, language=language)
    return Story(id=id, slug=id, title=made.teaser.title, reports=(Report(teaser=made.teaser),)), made


def links(*told: tuple[Story, Article]) -> dict[str, str]:
    articles = {one.id: made for one, made in told}
    found = thread_links([one for one, _ in told], lambda one: profile([articles[one.id]]))
    return {link.story: link.parent for link in found}


VISIT = story("a1", TALKS.replace("Envoy", "The envoy").replace("Premier", "premier") + TREATY, "2026-01-03")
SIGNED = story("b2", TREATY, "2026-03-10")
OPENED = story("c3", HARBOUR, "2026-06-01")
FERRIES = story("d4", FERRY, "2026-03-12")
COUNCIL = story("e5", BUDGET, "2026-03-13")


def test_stories_of_the_same_people_months_apart_are_one_thread() -> None:
    assert links(OPENED, FERRIES, VISIT, COUNCIL, SIGNED) == {"b2": "a1", "c3": "b2"}
    found = thread_links(
        [one for one, _ in (OPENED, VISIT, SIGNED)],
        lambda one: profile([{told.id: made for told, made in (OPENED, VISIT, SIGNED)}[one.id]]),
    )
    (thread,) = thread_up(found)
    assert (thread.id, thread.stories, thread.parents) == ("a1", ("a1", "b2", "c3"), ("", "a1", "b2"))


def test_a_story_that_began_before_the_other_ended_does_not_continue_it() -> None:
    assert links(SIGNED, story("x9", HARBOUR, "2026-03-10")) == {}
    assert links(SIGNED, story("x9", HARBOUR, "2026-03-11")) == {"x9": "b2"}


def test_after_half_a_year_a_story_begins_anew() -> None:
    near = date.fromordinal(date(2026, 3, 10).toordinal() + LONGEST_GAP).isoformat()
    far = date.fromordinal(date(2026, 3, 10).toordinal() + LONGEST_GAP + 1).isoformat()
    assert links(SIGNED, story("x9", HARBOUR, near)) == {"x9": "b2"}
    assert links(SIGNED, story("x9", HARBOUR, far)) == {}


def test_two_stories_may_continue_one() -> None:
    assert links(SIGNED, story("x1", HARBOUR, "2026-04-01"), story("x2", HARBOUR, "2026-04-01")) == {
        "x1": "b2",
        "x2": "b2",
    }


def test_an_undated_story_and_one_in_another_language_are_in_no_thread() -> None:
    assert links(SIGNED, story("x9", HARBOUR, None), story("y9", HARBOUR, "2026-04-01", language="de")) == {}


def test_names_count_and_words_that_begin_a_sentence_do_not() -> None:
    _, made = story("a1", "Yesterday it rained. Then, said Ada Sample's aide, it froze in Kelmar.", None)
    assert set(profile([made])) == {"ada", "sample", "ada sample", "kelmar"}


def test_names_in_han_and_kana_are_known_by_their_signs() -> None:
    _, made = story("a1", "ロシアのショイグ氏は平壌で金正恩氏と会談した。", None, language="ja")
    assert {"ショイグ", "ロシア", "金正恩氏"} <= set(profile([made]))


@settings(max_examples=25, deadline=None)
@given(st.permutations([VISIT, SIGNED, OPENED, FERRIES, COUNCIL]))
def test_the_order_of_stories_does_not_matter(order: list[tuple[Story, Article]]) -> None:
    assert links(*order) == links(VISIT, SIGNED, OPENED, FERRIES, COUNCIL)


TOLD = st.dictionaries(
    st.sampled_from([f"s{number:02}" for number in range(14)]),
    st.tuples(
        st.integers(1, 400),
        st.integers(0, 20),
        st.sampled_from(["en", "en", "en", "de"]),
        st.dictionaries(
            st.sampled_from("kelmar norland ostria soltan brandt tanna ulm varo".split()),
            st.sampled_from([0.5, 1.0, 1.7]),
            min_size=1,
        ),
    ),
    min_size=8,
)


@settings(deadline=None)
@given(TOLD, st.lists(st.tuples(TOLD.map(lambda told: dict(list(told.items())[:2])), st.booleans()), max_size=5))
def test_links_of_stories_that_change_are_those_of_stories_that_were_never_others(
    told: dict[str, tuple[int, int, str, dict[str, float]]],
    changes: list[tuple[dict[str, tuple[int, int, str, dict[str, float]]], bool]],
) -> None:
    known = Links()
    for change, gone in (({}, False), *changes):
        told = {**told, **change}
        if gone:
            told.pop(min(told))
        spans = {id: Span(id, first, first + length, language) for id, (first, length, language, _) in told.items()}
        profiles = {id: dict(sorted(names.items())) for id, (*_, names) in told.items()}
        assert known.of(spans, profiles) == Links().of(spans, profiles)
