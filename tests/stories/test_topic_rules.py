"""Topics by salience."""

from __future__ import annotations

import pytest
from stories.story_makers import BUDGET, FERRY, TALKS, article, topic

from digest.model import Article
from digest.stories.story import tell_stories
from digest.stories.topics import article_topics, idle_topics, judge, story_topics, unknown_topics

LONG = " ".join([BUDGET] * 5)
SEA = topic("sea", any=(("ferry", "lifeboat*"),))
CITY = topic("city", all=(("elmstead", "idris vale"), ("budget", "council")))
NORLAND = topic("norland", any=(("norland", "brandt"),), none=("ostria",))


def given(one: Article, *topics: object) -> tuple[str, ...]:
    return article_topics(one, topics or (SEA, CITY, NORLAND))  # type: ignore[arg-type]


def test_a_term_in_the_title_is_salient() -> None:
    assert given(article("a", "Ferry stuck", LONG)) == ("sea", "city")


def test_a_passing_mention_is_not() -> None:
    assert given(article("a", "Budget", LONG + " A ferry passed.")) == ("city",)


def test_a_term_all_through_the_text_is_salient_without_a_title() -> None:
    assert given(article("a", "", FERRY)) == ("sea",)


def test_a_title_cut_from_the_first_sentence_does_not_count_as_a_title() -> None:
    text = "A ferry passed. " + LONG
    assert "sea" in given(article("a", "A ferry passed", text))
    assert "sea" not in given(article("a", "A ferry passed", text, title_derived=True))


def test_every_group_of_all_must_be_salient() -> None:
    assert given(article("a", "Elmstead has a fair", "The fair of Elmstead is open. " * 10)) == ()


def test_a_salient_term_of_none_rules_a_topic_out() -> None:
    assert given(article("a", "Brandt on stage", "")) == ("norland",)
    assert given(article("a", "Brandt speaks of Ostria", TALKS)) == ()


def test_an_editor_overrules_the_rules() -> None:
    assert given(article("a", "Ferry stuck", FERRY, topics=("city",))) == ("city",)
    assert given(article("a", "Ferry stuck", FERRY, topics=())) == ()


def test_a_topic_without_rules_is_given_to_nobody() -> None:
    assert given(article("a", "Ferry", FERRY), topic("empty")) == ()


@pytest.mark.parametrize(
    ("term", "title", "found"),
    [
        ("US", "Talks with the US go on", True),
        ("US", "Talks with the U.S. go on", True),
        ("US", "They told us so", False),
        ("US", "A USB stick", False),
        ("korea", "North Korea's envoy", True),
        ("korea", "North Korea\u2019s envoy", True),
        ("north korea", "A North-Korea plan", True),
        ("korea", "A Korean envoy", False),
        ("korea*", "A Korean envoy", True),
        ("O'Hara", "O\u2019Hara speaks", True),
        ("日本", "今日の日本の政府", True),
        ("Zürich", "ZÜRICH WINS", True),
        ("c++ (x", "On c++ (x and y", True),
    ],
)
def test_a_term_matches_whole_words_as_people_write_them(term: str, title: str, found: bool) -> None:
    assert bool(given(article("a", title), topic("t", any=((term,),)))) is found


def test_overlapping_names_of_one_group_count_once() -> None:
    (found,) = judge(article("a", "", "North Korea spoke."), [topic("t", any=(("korea", "north korea"),))])
    assert found.any[0].mentions == 1


def test_a_story_has_the_topics_of_half_of_its_reports() -> None:
    ferry, other = article("a", "Ferry stuck"), article("b", "Boat stuck")
    assert story_topics([ferry, other], [SEA]) == ("sea",)
    assert story_topics([ferry, other, article("c", "Ship stuck")], [SEA]) == ()


def test_where_an_editor_spoke_only_editors_are_heard() -> None:
    ferry, edited = article("a", "Ferry stuck"), article("b", "Boat stuck", topics=("city",))
    assert story_topics([ferry, edited], [SEA, CITY]) == ("city",)


def test_an_editors_word_on_a_copy_counts_for_its_story() -> None:
    first = article("a", "Ferry stuck", FERRY, "2026-03-03", source="Sample Wire")
    copy = article("b", "Ferry stuck", FERRY, "2026-03-03", topics=("city",))
    (story,) = tell_stories([first, copy], [SEA, CITY], granularity=0.2)
    assert story.topics == ("city",)


def test_an_unknown_topic_is_told_with_the_file_and_the_nearest_name() -> None:
    (found,) = unknown_topics([article("a", topics=("citty", "sea"))], [SEA, CITY])
    assert found.code == "article.unknown-topic"
    assert found.location.path == "content/articles/a.md"
    assert "'city'" in found.fix


def test_a_topic_that_no_story_has_is_told() -> None:
    stories = tell_stories([article("a", "Ferry stuck", FERRY)], [SEA, CITY], granularity=0.2)
    assert [found.code for found in idle_topics(stories, [SEA, CITY])] == ["config.idle-topic"]
