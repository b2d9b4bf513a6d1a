"""Front matter: the short way for what ingest writes says what YAML says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.diagnostics import collect
from digest.frontmatter import dump, parse, parse_plain, parse_yaml

WORDS = st.text(alphabet="ab :#'\"-[]{},&*!|>%@`?~=\\\\\n\t\u00a0\u2028\u200bé漢1", max_size=8)
KEYS = st.sampled_from(["file", "lines", "cut"])
VALUES = (
    WORDS
    | st.lists(WORDS, max_size=2)
    | st.recursive(
        WORDS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2), max_leaves=6
    )
)
FIELDS = st.dictionaries(st.sampled_from(["title", "date", "topics", "origin", "no", "y"]), VALUES, max_size=5)


def same(text: str) -> bool:
    """Whether the short way says what YAML says, or leaves it to YAML."""
    short = parse_plain(text)
    read, _ = collect(lambda text: parse_yaml(text, "a.md"), [text])
    return short is None or [short] == read


@settings(max_examples=500, deadline=None)
@given(FIELDS, st.text(alphabet="ab \n-", max_size=9))
def test_what_is_written_is_read_the_same_in_both_ways(fields: dict[str, object], body: str) -> None:
    assert same(dump(fields, body))


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "a:",
                "b: c",
                "- d",
                "  e: f",
                "  g",
                "---",
                "",
                "a: []",
                "- []",
                "'a': b",
                "- x: y",
                "  - d",
                "    e: f",
                "  z:",
                "z:",
            ]
        )
        | WORDS
    )
)
def test_any_head_is_read_the_same_in_both_ways(lines: list[str]) -> None:
    assert same("\n".join(["---", *lines, "---", "", "Body."]))


def test_what_ingest_writes_goes_the_short_way() -> None:
    fields = {
        "title": "It's late: again",
        "agency": "",
        "topics": ["a", "b"],
        "origin": {"file": "x.txt", "lines": "3-4"},
    }
    text = dump(fields, "One.\n\nTwo.")
    found = parse_plain(text)
    assert found is not None
    assert (found.fields, found.body, found.body_line) == (fields, "One.\n\nTwo.\n", 12)
    assert found.lines == {"title": 2, "agency": 3, "topics": 4, "origin": 7}
    assert parse(text.replace("\n", "\r\n"), "a.md") == found


def test_most_of_the_sample_goes_the_short_way() -> None:
    texts = [path.read_text("utf-8") for path in Path(__file__).parents[1].glob("content/articles/*.md")]
    assert sum(parse_plain(text) is not None for text in texts) > len(texts) / 2
    assert all(map(same, texts))


@pytest.mark.parametrize("line", ["a: &b c", "a: *b", "a: !!int 1", "a: {b: c}", "a: |", "a: 'b", "a: b # c", "a:b"])
def test_what_is_no_plain_line_is_left_to_yaml(line: str) -> None:
    assert parse_plain(f"---\n{line}\n---\n\nBody.") is None
