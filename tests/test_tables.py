"""Tables of TOML: what is wrong is told without the reader's own position, with the line."""

from __future__ import annotations

import pytest

from digest.diagnostics import DigestError
from digest.tables import TableReader, parse_toml


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\n[b\nc = 2\n", 2), ("[a]\nb = 1\n\n[a]\n", 4), ("a = 1\nb = [\n", 2), ("a = 1\nb = [\n\n\n", 2)],
)
def test_what_is_no_toml_is_told_once_with_its_line(text: str, line: int) -> None:
    with pytest.raises(DigestError) as refused:
        parse_toml(text, "digest.toml", "config.bad-toml")
    told = refused.value.diagnostic
    assert told.location.line == line
    assert told.problem.startswith("not TOML: ")
    assert "(at " not in told.problem


def test_lists_within_lists_without_an_end_are_refused_like_other_mistakes() -> None:
    with pytest.raises(DigestError, match="too deep"):
        parse_toml("a = " + "[" * 100_000, "digest.toml", "config.bad-toml")


@pytest.mark.parametrize(
    ("text", "table", "name", "line"),
    [
        ("[site]\n\n[topcs.ships]\nany = []\n", "", "topcs", 3),
        ("[site]\n\n[topcs]\nships = 1\n", "", "topcs", 3),
        ('[a]\n[a."b c"]\nd = 1\n', "a", "b c", 2),
        ("[a]\nc = 1\nb = 2\n", "a", "b", 3),
        ("b = 2\n[a]\n", "", "b", 1),
    ],
)
def test_an_unknown_key_has_its_line_also_where_it_is_a_table(text: str, table: str, name: str, line: int) -> None:
    reader = TableReader(text, "x.toml", unknown_key="x.unknown", bad_value="x.bad")
    reader.known(table, {name: 1}, ("site",))
    (found,) = reader.findings
    assert found.location.line == line
