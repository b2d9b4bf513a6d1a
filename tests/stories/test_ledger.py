"""Stories keep their ids and addresses, whatever arrives, leaves, or is joined and parted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories.story_makers import BUDGET, FERRY, FERRY_TOO, TALKS, article

from digest.config import GRANULARITY
from digest.diagnostics import DigestError
from digest.model import Article, Fate, Story
from digest.stories.assign import Update, contradictions
from digest.stories.assign import update as bring_up
from digest.stories.ledger import Entry, Ledger, found, merge, move, noted_gone, rename, split
from digest.stories.story import tell

FERRY_WIRE = article("a1", "Ferry runs aground off Harrow Point", FERRY, "2026-03-03", source="Sample Wire")
FERRY_POST = article("b2", "Lifeboats save 212 from stranded ferry", FERRY_TOO, "2026-03-04", source="Harrow Post")
BUDGET_POST = article("c3", "Elmstead votes for a budget that saves the library", BUDGET, "2026-03-03")
TALKS_WIRE = article("e5", "Envoy meets premier of Norland", TALKS, "2026-03-03")
TALKS_LATE = article("f6", "Envoy meets premier of Norland again", TALKS.replace("grain", "steel"), "2026-08-20")
COPY = article("d4", "Ferry aground at Harrow Point", FERRY, "2026-03-03", source="Copy Courier")
POOL = [FERRY_WIRE, FERRY_POST, BUDGET_POST, TALKS_WIRE, TALKS_LATE, COPY]


def update(ledger: Ledger, *articles: Article) -> Update:
    return bring_up(ledger, articles, granularity=GRANULARITY["default"])


def entry(id: str, *members: str, **named: object) -> Entry:
    return Entry(**{"id": id, "slug": f"story-{id}", "founder": id, "members": members, **named})  # type: ignore[arg-type]


def ledger(*entries: Entry) -> Ledger:
    return Ledger().with_entries(*entries)


def groups(of: Ledger) -> set[frozenset[str]]:
    return {frozenset(one.members) for one in of.entries.values() if one.members}


def code(refused: pytest.ExceptionInfo[DigestError]) -> str:
    return refused.value.diagnostic.code


# --- articles arrive ----------------------------------------------------------------------------


def test_a_new_article_joins_the_story_it_resembles() -> None:
    before = update(Ledger(), FERRY_WIRE, BUDGET_POST).ledger
    done = update(before, FERRY_WIRE, BUDGET_POST, FERRY_POST)
    assert done.joined == {"b2": "a1"}
    assert done.founded == ()
    assert done.ledger.entries["a1"].members == ("a1", "b2")


def test_an_earlier_report_that_arrives_later_changes_neither_id_nor_slug() -> None:
    before = update(Ledger(), FERRY_POST, BUDGET_POST).ledger
    after = update(before, FERRY_POST, BUDGET_POST, FERRY_WIRE).ledger
    assert after.entries["b2"].members == ("a1", "b2")
    assert after.entries["b2"].slug == before.entries["b2"].slug
    assert "a1" not in after.entries


def test_two_old_stories_never_join_however_alike_they_are() -> None:
    apart = ledger(entry("a1", "a1"), entry("b2", "b2"))
    assert groups(update(apart, FERRY_WIRE, FERRY_POST).ledger) == {frozenset({"a1"}), frozenset({"b2"})}


def test_an_old_story_is_never_parted_however_unlike_its_reports_are() -> None:
    odd = ledger(entry("a1", "a1", "c3"))
    done = update(odd, FERRY_WIRE, BUDGET_POST, FERRY_POST)
    assert {"a1", "c3"} <= set(done.ledger.entries["a1"].members)


def test_with_nothing_new_the_ledger_stays_the_same_object() -> None:
    before = update(Ledger(), *POOL).ledger
    assert update(before, *POOL).ledger is before


def test_a_copy_joins_the_story_of_its_text_even_if_an_editor_made_it_small() -> None:
    apart = ledger(entry("a1", "a1"), entry("b2", "b2"))
    assert update(apart, FERRY_WIRE, FERRY_POST, COPY).joined == {"d4": "a1"}


def test_two_copies_that_an_editor_put_into_two_stories_stay_there() -> None:
    apart = ledger(entry("a1", "a1"), entry("d4", "d4"))
    assert update(apart, FERRY_WIRE, COPY).ledger == apart


def test_a_draft_joins_no_story_but_keeps_its_place() -> None:
    draft = replace(FERRY_POST, draft=True)
    assert groups(update(Ledger(), FERRY_WIRE, draft).ledger) == {frozenset({"a1"})}
    known = ledger(entry("a1", "a1", "b2"))
    assert update(known, FERRY_WIRE, draft).ledger == known
    (story,) = tell(known, [FERRY_WIRE, draft], ()).stories
    assert [one.teaser.id for one in story.reports] == ["a1"]


@settings(max_examples=30, deadline=None)
@given(st.permutations(POOL), st.integers(1, 5))
def test_articles_that_arrive_in_any_order_change_no_id_and_no_address(order: list[Article], at: int) -> None:
    first = update(Ledger(), *order[:at]).ledger
    second = update(first, *order).ledger
    assert {id: one.slug for id, one in first.entries.items()}.items() <= {
        id: one.slug for id, one in second.entries.items()
    }.items()
    assert first.story_of().items() <= second.story_of().items()
    assert set(second.story_of()) == {one.teaser.id for one in POOL}
    assert update(first, *reversed(order)).ledger == second


def test_two_stories_with_one_title_and_one_head_of_an_id_have_two_slugs() -> None:
    first, one = found(Ledger(), ["abcdef01"], founder="abcdef01", title="Ferry aground")
    _, two = found(first, ["abcdef02"], founder="abcdef02", title="Ferry aground")
    assert (one.slug, two.slug) == ("ferry-aground-abcdef", "ferry-aground-abcdef02")


# --- articles leave -----------------------------------------------------------------------------


def test_a_story_lives_on_when_its_founder_is_deleted() -> None:
    before = ledger(entry("a1", "a1", "b2"))
    done = update(before, FERRY_POST)
    assert (done.gone, done.ledger.entries["a1"].gone) == (("a1",), ("a1",))
    (story,) = tell(done.ledger, [FERRY_POST], ()).stories
    assert (story.id, story.slug) == ("a1", "story-a1")


def test_a_story_without_any_article_is_gone_and_keeps_its_addresses() -> None:
    done = update(ledger(entry("a1", "a1", former=("older",)), entry("c3", "c3")), BUDGET_POST)
    (gone,) = tell(done.ledger, [BUDGET_POST], ()).retired
    assert (gone.id, gone.fate, gone.slugs, gone.into) == ("a1", Fate.GONE, ("story-a1", "older"), ())
    assert gone.title == "Story a1" or gone.title == "Story"


def test_an_article_that_comes_back_returns_to_its_story() -> None:
    without = update(ledger(entry("a1", "a1", "c3")), FERRY_WIRE).ledger
    done = update(without, FERRY_WIRE, BUDGET_POST)
    assert done.back == ("c3",)
    assert done.ledger == ledger(entry("a1", "a1", "c3"))


def test_nothing_is_noted_as_gone_while_articles_cannot_be_read() -> None:
    known = ledger(entry("a1", "a1", "b2"))
    assert bring_up(known, [FERRY_WIRE], granularity=0.2, whole=False).ledger == known
    assert noted_gone(known, frozenset({"a1"})) != known


# --- the editor's pins --------------------------------------------------------------------------


def test_a_pin_that_names_a_story_by_its_slug_puts_the_article_there() -> None:
    known = ledger(entry("a1", "a1"), entry("c3", "c3"))
    pinned = replace(FERRY_POST, story="story-c3")
    assert update(known, FERRY_WIRE, BUDGET_POST, pinned).joined == {"b2": "c3"}


def test_a_pin_that_contradicts_the_ledger_wins_and_is_told() -> None:
    known = ledger(entry("a1", "a1", "b2"), entry("c3", "c3"))
    pinned = replace(FERRY_POST, story="c3")
    done = update(known, FERRY_WIRE, BUDGET_POST, pinned)
    assert groups(done.ledger) == {frozenset({"a1"}), frozenset({"b2", "c3"})}
    (finding,) = contradictions(done, [pinned])
    assert (finding.code, finding.location.path) == ("ledger.other-pin", pinned.path)
    assert contradictions(update(done.ledger, FERRY_WIRE, BUDGET_POST, pinned), [pinned]) == []


def test_articles_with_one_word_are_one_story_the_one_that_holds_most_of_them() -> None:
    known = ledger(entry("a1", "a1", "b2"), entry("c3", "c3"))
    pinned = [replace(one, story="odd") for one in (FERRY_WIRE, FERRY_POST, BUDGET_POST)]
    done = update(known, *pinned)
    assert done.ledger.entries["a1"].members == ("a1", "b2", "c3")
    assert done.ledger.entries["c3"].merged_into == "a1"


def test_two_words_in_one_story_part_it() -> None:
    known = ledger(entry("a1", "a1", "b2", "c3"))
    done = update(
        known, replace(FERRY_WIRE, story="x"), replace(FERRY_POST, story="x"), replace(BUDGET_POST, story="y")
    )
    assert done.ledger.entries["a1"].members == ("a1", "b2")
    assert done.ledger.entries["c3"].members == ("c3",)


def test_a_new_word_founds_a_story_even_of_a_founder() -> None:
    known = ledger(entry("a1", "a1", "b2"), entry("c3", "c3"))
    done = update(known, replace(FERRY_WIRE, story="alone"), replace(FERRY_POST, story="a1"), BUDGET_POST)
    assert done.ledger.entries["a1"].members == ("b2",)
    assert done.ledger.entries["a1-2"].members == ("a1",)
    assert done.ledger.entries["a1-2"].founder == "a1"


# --- merge, split, move, rename -----------------------------------------------------------------


def told(of: Ledger, *articles: Article) -> dict[str, Story]:
    return {story.id: story for story in tell(of, articles, ()).stories}


def test_a_merge_keeps_the_one_and_leads_on_from_the_other() -> None:
    merged = merge(ledger(entry("a1", "a1"), entry("b2", "b2"), entry("c3", "c3")), "a1", "b2", title="Stranded")
    again = merge(merged, "c3", "a1")
    telling = tell(again, POOL, ())
    assert {one.id: (one.fate, one.into) for one in telling.retired} == {
        "a1": (Fate.MERGED, ("c3",)),
        "b2": (Fate.MERGED, ("c3",)),
    }
    assert next(one.title for one in telling.retired if one.id == "b2") == "Stranded"
    assert again.final("b2") == ("c3",)


def test_the_larger_part_of_a_split_keeps_the_id() -> None:
    whole = ledger(entry("a1", "a1", "b2", "c3"))
    titles = {one.teaser.id: one.teaser.title for one in (FERRY_WIRE, BUDGET_POST, FERRY_POST)}
    for named in (["c3"], ["a1", "b2"]):
        parted, new = split(whole, "a1", named, titles=titles)
        assert (new.id, new.members) == ("c3", ("c3",))
        assert parted.entries["a1"].members == ("a1", "b2")
        assert parted.entries["a1"].split_into == ("c3",)
    assert told(parted, FERRY_WIRE, FERRY_POST, BUDGET_POST)["a1"].split_into == ("c3",)


def test_of_two_equal_parts_that_with_the_founder_keeps_the_id() -> None:
    for named in (["a1"], ["b2"]):
        parted, new = split(ledger(entry("a1", "a1", "b2")), "a1", named, titles={"a1": "A", "b2": "B"})
        assert (new.id, parted.entries["a1"].members) == ("b2", ("a1",))


def test_a_story_split_off_and_merged_back_is_one_again() -> None:
    parted, new = split(ledger(entry("a1", "a1", "b2")), "a1", ["b2"], titles={"a1": "A", "b2": "B"})
    whole = merge(parted, "a1", new.id)
    assert whole.entries["a1"].members == ("a1", "b2")
    assert whole.entries["a1"].split_into == ()
    assert whole.final(new.id) == ("a1",)


def test_a_story_that_loses_its_last_article_leads_on_to_where_it_went() -> None:
    moved = move(ledger(entry("a1", "a1"), entry("c3", "c3")), "c3", "a1", title="Budget")
    assert moved.entries["a1"].members == ("a1", "c3")
    assert (moved.entries["c3"].merged_into, moved.entries["c3"].title) == ("a1", "Budget")


def test_a_renamed_story_keeps_its_former_slug() -> None:
    once = rename(ledger(entry("a1", "a1")), "a1", slug="stranded", title="Stranded")
    twice = rename(once, "a1", slug="story-a1")
    assert (once.entries["a1"].slug, once.entries["a1"].former) == ("stranded", ("story-a1",))
    assert (twice.entries["a1"].slug, twice.entries["a1"].former) == ("story-a1", ("stranded",))
    assert told(once, FERRY_WIRE)["a1"].title == "Stranded"


def test_a_headline_of_the_ledger_cannot_steer_the_direction_of_text() -> None:
    steered = ledger(entry("a1", "a1", title="Stranded \u202e\x07 ferry"))
    assert told(steered, FERRY_WIRE)["a1"].title == "Stranded ferry"


def test_what_cannot_be_done_is_refused() -> None:
    two = ledger(entry("a1", "a1", "b2"), entry("c3", "c3"), entry("e5", merged_into="a1"))
    attempts = {
        "story.same": lambda: merge(two, "a1", "a1"),
        "story.retired": lambda: merge(two, "a1", "e5"),
        "story.unknown": lambda: merge(two, "a1", "nobody"),
        "story.not-in-it": lambda: split(two, "a1", ["c3"], titles={}),
        "story.nothing-left": lambda: split(two, "a1", ["a1", "b2"], titles={}),
        "story.unknown-article": lambda: move(two, "z9", "a1"),
        "story.slug-taken": lambda: rename(two, "a1", slug="story-c3"),
        "story.ambiguous": lambda: ledger(entry("ab1", "x1"), entry("ab2", "x2")).find("ab"),
    }
    for wanted, attempt in attempts.items():
        with pytest.raises(DigestError) as refused:
            attempt()
        assert code(refused) == wanted


def test_a_story_is_found_by_id_slug_former_slug_article_and_beginning() -> None:
    one = ledger(entry("abc123", "def456", former=("older",)), entry("zzz", merged_into="abc123"))
    names = ("abc123", "story-abc123", "older", "def456", "abc", "zzz")
    assert {one.find(name).id for name in names} == {"abc123"}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_whatever_an_editor_does_every_address_leads_on_and_every_article_has_one_story(
    steps: list[tuple[int, int, int]],
) -> None:
    current = update(Ledger(), *POOL).ledger
    ids = [one.teaser.id for one in POOL]
    slugs = set(current.slugs())
    for action, a, b in steps:
        story, other = current.story_of()[ids[a]], current.story_of()[ids[b]]
        try:
            if action == 0:
                current = merge(current, story, other)
            elif action == 1:
                current, _ = split(current, story, [ids[a]], titles={id: id for id in ids})
            elif action == 2:
                current = move(current, ids[a], other)
            else:
                current = rename(current, story, slug=f"name-{a}-{b}")
        except DigestError:
            continue
        slugs |= set(current.slugs())
    telling = tell(current, POOL, ())
    shown = {story.id: story for story in telling.stories}
    kept = {name for story in shown.values() for name in (story.slug, *story.former)}
    kept |= {name for one in telling.retired for name in one.slugs}
    assert kept == slugs
    assert all(one.into and set(one.into) <= set(shown) for one in telling.retired)
    assert sorted(one for entry in current.entries.values() for one in entry.members) == sorted(ids)
