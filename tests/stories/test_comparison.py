"""What carries the likeness of two articles, and how a story hangs together, is said with figures."""

from __future__ import annotations

import json

import pytest
from stories.story_makers import BUDGET, FERRY, FERRY_TOO, TALKS, article, topic

from digest.model import Article
from digest.stories.comparison import Archive
from digest.stories.ledger import Entry, Ledger

WIRE = article("a1", "Ferry runs aground off Harrow Point", FERRY, "2026-03-03", source="Sample Wire")
POST = article("b2", "Lifeboats save 212 from stranded ferry", FERRY_TOO, "2026-03-04", source="Harrow Post")
COUNCIL = article("c3", "Elmstead votes for a budget that saves the library", BUDGET, "2026-03-03")
COPY = article("d4", "Ferry aground at Harrow Point", FERRY, "2026-03-03", source="Copy Courier")
MARCH = article("e5", "Envoy Soltan meets Premier Brandt", "On March 3, " + TALKS, "2026-03-04")
JUNE = article("f6", "Brandt receives Soltan", "On June 17, " + TALKS.replace("grain", "steel"), "2026-06-18")
GERMAN = article("g7", "Die Fähre liegt fest", "Die Fähre Morning Gull liegt vor Harrow Point fest.", language="de")
ALL = [WIRE, POST, COUNCIL, COPY, MARCH, JUNE, GERMAN]
SEA = topic("sea", any=(("ferry", "lifeboat*"),))


def archive(*entries: Entry, articles: list[Article] | None = None) -> Archive:
    return Archive(articles or ALL, [SEA], granularity=0.2, ledger=Ledger().with_entries(*entries))


def test_two_reports_of_one_event_are_alike_and_it_is_said_by_what() -> None:
    found = archive().compare("a1", "b2")
    assert found.similarity >= found.granularity
    assert found.first.story == found.second.story
    assert {"ferry", "gull"} <= {term for term, _ in found.terms}
    assert found.days == 1
    assert "alike enough" in found.why[0]


def test_a_copy_is_called_a_copy() -> None:
    found = archive().compare("a1", "d4")
    assert found.same_text
    assert "copy" in found.why[0]


def test_other_days_in_the_leads_and_long_gaps_are_named() -> None:
    found = archive().compare("e5", "f6")
    assert found.other_days
    assert (found.first.named, found.second.named) == (("2026-03-03",), ("2026-06-17",))
    assert any("name other days" in line for line in found.why)
    assert any("days between them" in line for line in found.why)


def test_two_languages_are_never_compared_by_their_words() -> None:
    found = archive().compare("a1", "g7")
    assert (found.same_language, found.similarity) == (False, 0.0)


def test_what_the_ledger_holds_apart_is_said() -> None:
    found = archive(
        Entry(id="a1", slug="a", founder="a1", members=("a1",)), Entry(id="b2", slug="b", founder="b2", members=("b2",))
    ).compare("a1", "b2")
    assert "two stories all the same" in found.why[-1]


def test_an_unknown_article_cannot_be_compared() -> None:
    with pytest.raises(KeyError):
        archive().compare("a1", "nobody")


def test_a_story_is_explained_with_its_entry_its_reports_and_its_topics() -> None:
    one = Entry(id="a1", slug="ferry", founder="a1", members=("a1", "b2", "d4", "z9"), former=("older",), title="Stuck")
    found = archive(one).explain(one)
    assert (found.title, found.title_by_editor, found.former, found.gone) == ("Stuck", True, ("older",), ("z9",))
    assert [(member.id, member.copies) for member in found.members] == [("a1", ("d4",)), ("b2", ())]
    assert all(member.mean >= 0.2 for member in found.members)
    assert found.topics == ("sea",)
    assert json.loads(json.dumps(found.as_json()))["slug"] == "ferry"


def test_a_story_that_is_told_no_more_is_explained_by_its_entry_alone() -> None:
    gone = Entry(id="x1", slug="gone", founder="x1", title="Gone", merged_into="a1")
    found = archive(Entry(id="a1", slug="a", founder="a1", members=("a1",)), gone).explain(gone)
    assert (found.title, found.merged_into, found.members) == ("Gone", "a1", ())


def test_stories_that_are_alike_are_named_as_near() -> None:
    apart = [Entry(id=id, slug=id, founder=id, members=(id,)) for id in ("a1", "b2")]
    assert next(one.id for one in archive(*apart).explain(apart[0]).near) == "b2"
