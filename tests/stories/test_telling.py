"""From articles to stories."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories.story_makers import BUDGET, FERRY, FERRY_TOO, TALKS, article

from digest.model import Article, Story
from digest.settings import GRANULARITY
from digest.stories.explain import explain_article
from digest.stories.story import tell_stories


def tell(*articles: Article) -> tuple[Story, ...]:
    return tell_stories(articles, (), granularity=GRANULARITY["default"])


def groups(*articles: Article) -> set[frozenset[str]]:
    return {
        frozenset(teaser.id for report in story.reports for teaser in (report.teaser, *report.copies))
        for story in tell(*articles)
    }


FERRY_WIRE = article("a1", "Ferry runs aground off Harrow Point", FERRY, "2026-03-03", source="Sample Wire")
FERRY_POST = article("b2", "Lifeboats save 212 from stranded ferry", FERRY_TOO, "2026-03-04", source="Harrow Post")
BUDGET_POST = article("c3", "Elmstead votes for a budget that saves the library", BUDGET, "2026-03-03")
POOL = [
    FERRY_WIRE,
    FERRY_POST,
    BUDGET_POST,
    article("d4", "Ferry aground at Harrow Point", FERRY, "2026-03-03", source="Copy Courier"),
    article("e5", "Envoy meets premier of Norland", TALKS, "2026-03-03"),
    article("f6", "Envoy meets premier of Norland again", TALKS.replace("grain", "steel"), "2026-08-20"),
    article("g7", "Lifeboats save ferry passengers at Harrow Point"),
    article("h8", "Die Fähre vor Harrow Point liegt fest", "Die Fähre Morning Gull liegt fest.", language="de"),
    article("i9", "Council talks", "", "2026-03-05", story="pinned"),
    article("j0", "Weather", "Sun.", story="pinned"),
]


def test_two_reports_of_one_event_are_one_story() -> None:
    assert groups(FERRY_WIRE, FERRY_POST, BUDGET_POST) == {frozenset({"a1", "b2"}), frozenset({"c3"})}


def test_a_story_is_named_after_its_earliest_report() -> None:
    ferry = next(story for story in tell(FERRY_POST, FERRY_WIRE) if len(story.reports) == 2)
    assert ferry.id == "a1"
    assert ferry.slug == "ferry-runs-aground-off-harrow-point-a1"
    assert [report.teaser.id for report in ferry.reports] == ["a1", "b2"]


def test_a_text_that_two_outlets_carry_is_one_report_with_a_copy() -> None:
    copy = article("z9", "Ferry aground", FERRY + " Reporting by a second desk.", "2026-03-05", source="Copy Courier")
    (story,) = tell(copy, FERRY_WIRE)
    (report,) = story.reports
    assert report.teaser.id == "a1"
    assert [teaser.id for teaser in report.copies] == ["z9"]


def test_the_best_known_copy_stands_for_the_text() -> None:
    known = article(
        "z9", "Ferry", FERRY, "2026-03-05", source="Copy Courier", agency="Sample Wire", url="https://x.example/1"
    )
    assert tell(known, FERRY_WIRE)[0].reports[0].teaser.id == "z9"


def test_the_same_text_after_more_than_thirty_days_is_no_copy() -> None:
    late = article("z9", "Ferry runs aground off Harrow Point", FERRY, "2026-05-03")
    assert all(not report.copies for story in tell(late, FERRY_WIRE) for report in story.reports)


def test_two_texts_that_contain_one_short_text_are_not_copies_of_each_other() -> None:
    short = " ".join(FERRY.split()[:40])
    first = article("b1", "Ferry aground", f"{short} {BUDGET}", "2026-03-03")
    second = article("b2", "Ferry stuck", f"{short} {TALKS}", "2026-03-03")
    brief = article("b3", "Ferry in brief", short, "2026-03-03")
    folded = [report for story in tell(first, second, brief) for report in story.reports if report.copies]
    assert all({report.teaser.id, *(copy.id for copy in report.copies)} != {"b1", "b2"} for report in folded)


def test_two_visits_of_the_same_people_months_apart_are_two_stories() -> None:
    march = article("a1", "Envoy Soltan meets Premier Brandt", "On March 3, " + TALKS, "2026-03-04")
    june = article(
        "b2", "Premier Brandt meets envoy Soltan", "On June 17, " + TALKS.replace("grain", "steel"), "2026-06-18"
    )
    assert len(tell(march, june)) == 2


def test_two_visits_are_two_stories_even_when_no_article_is_dated() -> None:
    march = article("a1", "Envoy Soltan meets Premier Brandt", "On March 3, 2026, " + TALKS)
    june = article(
        "b2", "Brandt receives Soltan", "On June 17, 2026, " + TALKS.replace("grain", "steel") + " " + BUDGET
    )
    assert len(tell(march, june)) == 2


def test_a_story_holds_one_language() -> None:
    german = article("z9", FERRY_WIRE.teaser.title, FERRY_TOO, "2026-03-03", language="de")
    assert frozenset({"a1", "z9"}) not in groups(FERRY_WIRE, german)


def test_an_article_without_a_language_joins_those_it_is_written_like() -> None:
    unnamed = article("b2", FERRY_POST.teaser.title, FERRY_TOO, "2026-03-04", language="")
    assert frozenset({"a1", "b2"}) in groups(FERRY_WIRE, unnamed, BUDGET_POST)


def test_an_editors_pin_joins_what_nothing_else_would() -> None:
    first = article("a1", "Ferry aground", FERRY, "2026-03-03", story="odd")
    second = article("b2", "Budget", BUDGET, "2027-03-03", story="odd", language="de")
    assert frozenset({"a1", "b2"}) in groups(first, second)


def test_two_pins_keep_apart_what_is_alike() -> None:
    first = article("a1", "Ferry runs aground", FERRY, "2026-03-03", story="one")
    second = article("b2", "Ferry runs aground", FERRY, "2026-03-03", story="two")
    assert groups(first, second) == {frozenset({"a1"}), frozenset({"b2"})}


def test_an_article_without_a_pin_may_join_a_pinned_story() -> None:
    pinned = article("a1", "Ferry runs aground off Harrow Point", FERRY, "2026-03-03", story="gull")
    assert frozenset({"a1", "b2"}) in groups(pinned, FERRY_POST, BUDGET_POST)


def test_undated_reports_stand_last() -> None:
    undated = article("a0", "Ferry runs aground", FERRY_TOO)
    ferry = next(story for story in tell(undated, FERRY_WIRE, BUDGET_POST) if story.id == "a1")
    assert [report.teaser.id for report in ferry.reports] == ["a1", "a0"]


def test_the_headline_is_no_question_and_not_live() -> None:
    asked = article("a1", "Why did the Morning Gull ferry run aground off Harrow Point?", FERRY, "2026-03-03")
    live = article("c3", "Live: ferry Morning Gull aground off Harrow Point", FERRY_TOO + " " + FERRY, "2026-03-03")
    plain = article("b2", "Ferry runs aground with 212 passengers off Harrow Point", FERRY_TOO, "2026-03-04")
    assert {story.title for story in tell(asked, live, plain)} == {plain.teaser.title}


def test_a_title_of_its_own_is_preferred_to_one_cut_from_the_text() -> None:
    cut = article("a1", "Lifeboats have brought 212 passengers to safety", FERRY_TOO, "2026-03-03", title_derived=True)
    own = article("b2", "Ferry stranded", FERRY, "2026-03-04")
    (story,) = tell(cut, own)
    assert story.title == "Ferry stranded"


@pytest.mark.parametrize("body", ["", " \n\n", "# \n", "[x](https://e.example/a)", "42", "日本", "\u200b"])
def test_articles_with_next_to_nothing_in_them_are_stories_too(body: str) -> None:
    told = tell(article("a1", "", body), article("b2", "", body, language=""), article("c3", "日", body, language="ja"))
    assert sum(1 + len(report.copies) for story in told for report in story.reports) == 3
    assert all(story.slug for story in told)


def test_no_articles_are_no_stories() -> None:
    assert tell() == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(POOL), unique_by=lambda one: one.teaser.id, min_size=1).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(some))
    )
)
def test_the_order_of_articles_does_not_matter(both: tuple[list[Article], list[Article]]) -> None:
    some, shuffled = both
    assert tell(*some) == tell(*shuffled)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(POOL), unique_by=lambda one: one.teaser.id))
def test_every_article_is_in_exactly_one_story(some: list[Article]) -> None:
    found = [
        teaser.id for story in tell(*some) for report in story.reports for teaser in (report.teaser, *report.copies)
    ]
    assert sorted(found) == sorted(one.teaser.id for one in some)


def test_an_explanation_names_what_carried_the_likeness() -> None:
    found = explain_article([FERRY_WIRE, FERRY_POST, BUDGET_POST], (), "b2", granularity=0.2)
    assert found.story.id == "a1"
    nearest = found.nearest[0]
    assert (nearest.id, nearest.same_story, nearest.days) == ("a1", True, 1)
    assert nearest.similarity >= found.granularity
    assert {"ferry", "gull"} <= {term for term, _ in nearest.terms}


def test_an_explanation_names_the_veto_and_the_copies() -> None:
    march = article("a1", "Envoy Soltan meets Premier Brandt", "On March 3, " + TALKS, "2026-03-04")
    june = article("b2", "Brandt receives Soltan", "On June 17, " + TALKS.replace("grain", "steel"), "2026-06-18")
    copy = article("c3", "Soltan and Brandt meet", "On June 17, " + TALKS.replace("grain", "steel"), "2026-06-18")
    found = explain_article([march, june, copy], (), "b2", granularity=0.2)
    assert found.copies == ("c3",)
    assert [near.veto != "" for near in found.nearest] == [True]
    assert found.next_story is not None
    assert found.next_story.id == "a1"


def test_an_explanation_is_plain_json() -> None:
    import json

    found = explain_article(POOL, (), "d4", granularity=0.2)
    assert json.loads(json.dumps(found.as_json()))["stands_for"] == "a1"


def test_an_unknown_article_has_no_explanation() -> None:
    with pytest.raises(KeyError):
        explain_article(POOL, (), "nobody", granularity=0.2)


def test_a_better_known_copy_that_arrives_later_does_not_change_the_storys_address() -> None:
    first = article("a1", "Ferry runs aground off Harrow Point", FERRY, "2026-03-03", source="")
    later = article("b2", "Ferry aground", FERRY, "2026-03-05", source="Sample Wire", agency="Mock Agency")
    (alone,), (both,) = tell(first), tell(first, later)
    assert both.reports[0].teaser.id == "b2"
    assert (both.id, both.slug) == (alone.id, alone.slug)
