"""Words and sentences: one tokeniser for all rooms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text import sentence_spans, sentences


@pytest.mark.parametrize(
    "parts",
    [
        ("He met Mr. Sample on Jan. 5.", "12 people came at 5 p.m.", "The U.S. Senate voted."),
        ("J. R. Sample asked for 3.5 per cent.", "George W. Sample did not.", "Testburg, Wash. Police came."),
        ('"Stop!" Ada Sample said.', '"Go."', "She left."),
        ('"No."', "Then he left.", "“Why?” he asked.", "“Because.”"),
        ("He works for Example Inc.", "It is big.", "So is Sample Corp. Testburg."),
        ("„Ja“, sagte er.", "„Nein.“", "Dann ging er am 5. Oktober nach Hause."),
        ("«Oui.»", "Il est parti.", "¿Por qué? preguntó."),
        ("'We will go.'", "He left."),
    ],
)
def test_sentences_end_where_a_reader_says(parts: tuple[str, ...]) -> None:
    assert tuple(sentences(" ".join(parts))) == parts


def test_scripts_without_spaces_have_sentences_too() -> None:
    assert sentences("これは文です。「はい。」と言った。次の文。") == [
        "これは文です。",
        "「はい。」と言った。",
        "次の文。",
    ]


@given(st.text(alphabet=st.sampled_from("aB.!?\"'“” \n5é。」")))
def test_sentences_are_pieces_in_order_and_nothing_but_space_is_lost(text: str) -> None:
    spans = sentence_spans(text)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    edges = [0, *(place for span in spans for place in span), len(text)]
    assert edges == sorted(edges)
    assert all(not text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
