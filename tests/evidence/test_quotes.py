"""Who said what: hand-checked articles, and what must hold for any text."""

from __future__ import annotations

import pytest
from evidence.quote_sets import Case, found_in, read_cases, score, words_of
from hypothesis import given
from hypothesis import strategies as st

from digest.evidence.marks import quoted
from digest.evidence.quotes import MOST

FLOORS = {"known.txt": (0.98, 0.96), "blind.txt": (0.96, 0.92), "second.txt": (0.96, 0.96)}
"""Precision and recall of quotations with their speakers, exact to the letter. They go up, never down."""


@pytest.mark.parametrize("name", FLOORS)
def test_quotations_and_speakers_are_those_that_a_reader_finds(name: str) -> None:
    found = score(read_cases(name))
    print(f"\n{name}: precision {found.precision:.3f}, recall {found.recall:.3f} of {found.wanted}")
    print("\n".join(found.wrong))
    precision, recall = FLOORS[name]
    assert found.precision >= precision
    assert found.recall >= recall
    assert not [one for one in found.wrong if "NO QUOTE" in one]


def case(*paragraphs: str) -> Case:
    return Case("", paragraphs, ())


def test_a_quotation_over_paragraphs_has_a_piece_of_each() -> None:
    (quotation,) = found_in(case("Ada Sample wrote: “We have lost two boats.", "“We have not lost our nerve.”"))
    assert [(piece.text, piece.paragraph) for piece in quotation.pieces] == [
        ("We have lost two boats.", 1),
        ("We have not lost our nerve.", 2),
    ]


def test_an_apostrophe_is_no_mark() -> None:
    assert quoted(["The workers' plan isn't theirs; in the '90s it was the owners'."]) == []


def test_a_mark_that_nothing_closes_is_let_go() -> None:
    assert quoted(["He said “we go and left.", "Nothing more was heard."]) == []


def test_a_word_between_two_names_is_a_nickname() -> None:
    text = '"We are all well and on our way," Earl "Crane" Sample said.'
    assert [(words_of(one), one.speaker) for one in found_in(case(text))] == [
        ("We are all well and on our way,", 'Earl "Crane" Sample')
    ]


BITS = [*"aB, .!?\"'“”‘’„«»「」", "\n", " said Ada Sample", " he said", "Mr Muster told us:", "we go on now"]
TEXTS = st.lists(st.lists(st.sampled_from(BITS), max_size=30).map("".join), min_size=1, max_size=5)


@given(TEXTS)
def test_every_piece_stands_in_its_paragraph(paragraphs: list[str]) -> None:
    for quotation in found_in(case(*paragraphs)):
        for piece in quotation.pieces:
            assert piece.text
            assert piece.text in paragraphs[piece.paragraph - 1]


HOSTILE = {
    "marks": "\"'“‘„«" * 20_000,
    "said": '"a b c d" said ' * 15_000,
    "names": "Ada " * 50_000,
    "commas": '"Go on now, all of you," ' + "the man, " * 20_000 + "said.",
    "spaces": '"Go on now, all of you,"' + " " * 200_000 + "said",
    "quotes and names": "Ada Sample, 41, said “no”. " * 8_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_does_not_stall(name: str) -> None:
    # each takes less than half a second; a rule that backtracks would never come back
    assert len(found_in(case(HOSTILE[name]))) <= MOST
