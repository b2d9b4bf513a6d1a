"""What a story page claims: chosen sentences, facts of one report, days and names, all verbatim."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from digest.claims import Account, Evidence, Excerpt
from digest.evidence.notes import read
from digest.evidence.story import gather, story_evidence
from digest.evidence.verbatim import excerpts, only_verbatim, stands
from digest.text import word_count

DAY = date(2025, 6, 18)
WIRE = Account(
    id="a",
    title="Night ferry cancelled",
    day=DAY,
    paragraphs=(
        "SAMPLETON (Sample Wire) - The night ferry between Sampleton and Testburg stayed in harbour on Tuesday because of fog.",
        "He said so at noon. About 240 passengers were taken to hotels by the line, which put on two extra crossings.",
        '"Nobody will be left on the quay," its spokeswoman, Ada Sample, said.',
        "The harbour office of Testburg measured 47 metres of sight at dawn, said Jon Probe of Example University.",
    ),
)
POST = Account(
    id="b",
    title="Fog keeps ferry in",
    day=DAY,
    paragraphs=(
        "By Mia Muster",
        "Fog kept the night ferry from Sampleton in harbour for a second day, the line said.",
        "Some 240 passengers slept in hotels. Ms Sample thanked the crews of the Northern Light for 19 hours of work.",
    ),
)


def told(*accounts: Account) -> Evidence:
    return story_evidence(accounts)


def texts(pieces: tuple[Excerpt, ...]) -> list[str]:
    return [piece.text for piece in pieces]


def test_what_is_reported_is_whole_sentences_that_stand_alone() -> None:
    chosen = texts(told(WIRE, POST).summary)
    assert all(not text.startswith(("He ", "By ")) for text in chosen)
    assert sum(map(word_count, chosen)) <= 100


def test_the_summary_speaks_for_more_than_one_report() -> None:
    assert {piece.article for piece in told(WIRE, POST).summary} == {"a", "b"}


def test_a_single_report_is_summed_up_by_its_first_sentences_and_has_nothing_alone() -> None:
    evidence = told(WIRE)
    assert texts(evidence.summary)[0].startswith("The night ferry")
    assert evidence.alone == ()


def test_only_facts_of_one_report_stand_alone() -> None:
    alone = told(WIRE, POST).alone
    assert texts(alone) == ["Ms Sample thanked the crews of the Northern Light for 19 hours of work."]
    both = replace(WIRE, paragraphs=(*WIRE.paragraphs, "Northern Light crews worked for 19 hours, a Ms Sample said."))
    assert told(both, POST).alone == ()


def test_a_number_that_no_machine_counts_to_is_a_word_like_any_other() -> None:
    for digits in ("9" * 20, "1," * 2 + "0" * 3, "9" * 400, "9" * 5_000, "\u00b2\u00b2", "\u0669" * 30):
        accounts = [
            replace(one, paragraphs=(*one.paragraphs, f"About {number} passengers of the Northern Light were there."))
            for one, number in ((WIRE, digits), (POST, digits.replace("9", "8")), (replace(POST, id="c"), "12"))
        ]
        assert told(*accounts).summary


def test_days_are_told_with_what_happened_and_not_with_what_will() -> None:
    future = Account(
        id="c",
        title="",
        day=DAY,
        paragraphs=("The line will decide on Friday whether it sails. The fog came on 2 June to the coast.",),
    )
    assert [(event.day, event.said.article) for event in told(WIRE, future).events] == [
        (date(2025, 6, 2), "c"),
        (date(2025, 6, 17), "a"),
    ]


def test_names_are_folded_and_counted_by_report() -> None:
    names = {one.name: (one.kind, one.reports) for one in told(WIRE, POST).mentions}
    assert names["Ada Sample"] == ("person", 2)
    assert names["Sampleton"][1] == 2
    assert "Sample" not in names
    assert "Fog" not in names


def test_the_order_of_reports_changes_no_section_but_its_order() -> None:
    one, other = told(WIRE, POST), told(POST, WIRE)
    assert set(one.alone) == set(other.alone)
    assert set(one.quotations) == set(other.quotations)
    assert one.mentions == other.mentions
    assert [event.day for event in one.events] == [event.day for event in other.events]


def test_notes_can_be_kept() -> None:
    notes = pickle.loads(pickle.dumps([read(WIRE), read(POST)]))
    assert gather(notes).summary == told(WIRE, POST).summary


def test_what_is_not_in_its_paragraph_is_not_shown() -> None:
    wrong = Evidence(
        summary=(Excerpt("Nobody wrote this.", "a", 1), Excerpt("The night ferry", "a", 1), Excerpt("x", "z", 1))
    )
    assert texts(only_verbatim(wrong, [WIRE]).summary) == ["The night ferry"]


PARAGRAPHS = st.lists(
    st.lists(
        st.sampled_from(
            [
                "SEOUL (Wire) - ",
                "Ada Sample said",
                " on Monday ",
                "5,000 men",
                ". ",
                "“We go”, ",
                "He ",
                "in Testburg",
                "\u00a0",
                "é",
                "。",
                "3 June 2025",
            ]
        )
    ).map("".join),
    max_size=6,
).map(tuple)


@given(st.lists(PARAGRAPHS, max_size=3))
def test_every_piece_stands_letter_for_letter_in_its_paragraph(reports: list[tuple[str, ...]]) -> None:
    accounts = [Account(id=str(at), title="", paragraphs=one, day=DAY) for at, one in enumerate(reports)]
    paragraphs = {account.id: account.paragraphs for account in accounts}
    evidence = gather([read(account) for account in accounts])
    assert all(stands(piece, paragraphs) for piece in excerpts(evidence))
