"""`content/sources.toml`: what an editor knows of outlets, and what is wrong with the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.content.sources import FILE, parse_sources, read_sources
from digest.diagnostics import DigestError
from digest.model import Source, by_name

ROOT = Path(__file__).parents[2]


def codes(text: str) -> list[tuple[str, int]]:
    return [(one.code, one.location.line) for one in parse_sources(text)[1]]


def test_a_source_has_what_the_file_says_of_it() -> None:
    text = '["Sample Wire"]\naliases = ["SW"]\nowner = "Ada Sample"\ncountry = "XX"\nstate = true\ntext = "lead"\n'
    assert parse_sources(text) == (
        (Source(name="Sample Wire", aliases=("SW",), owner="Ada Sample", country="XX", state=True, text="lead"),),
        [],
    )


def test_names_match_without_case_and_by_alias() -> None:
    (wire, _), _ = parse_sources('["Sample Wire"]\naliases = ["SW"]\n["Example Gazette"]\n')
    found = by_name([wire])
    assert found.get("sample wire") is found.get("sw") is wire
    assert "example gazette" not in found


def test_every_wrong_value_is_told_with_its_line_and_costs_that_value_only() -> None:
    text = (
        '["A.B"]\ncountry = "Norway"\nhomepage = "javascript:x"\nstate = "yes"\n'
        'text = "ful"\naliasses = []\nowner = 3\n["C"]\nowner = "D"\n'
    )
    assert sorted(codes(text)) == [
        *(("source.bad-value", line) for line in (2, 3, 4, 5, 7)),
        ("source.unknown-key", 6),
    ]
    assert parse_sources(text)[0] == (Source(name="A.B"), Source(name="C", owner="D"))


def test_a_name_belongs_to_one_source() -> None:
    assert codes('["A"]\naliases = ["X"]\n["B"]\naliases = ["x"]\n') == [("source.shared-name", 3)]


def test_a_source_that_is_no_table_is_told() -> None:
    assert codes("A = 1\n") == [("source.bad-value", 1)]
    assert parse_sources("A = 1\n")[0] == ()


def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DigestError) as refused:
        parse_sources('["A"]\nowner = \n')
    assert (refused.value.diagnostic.code, refused.value.diagnostic.location.line) == ("source.bad-toml", 2)
    (tmp_path / "content").mkdir()
    (tmp_path / FILE).write_text("owner = \n")
    found, findings = read_sources(tmp_path)
    assert (found, [one.code for one in findings]) == ((), ["source.bad-toml"])


def test_no_file_is_no_finding(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == ((), [])


def test_the_sources_of_the_sample_are_sound_and_say_where_they_are_from() -> None:
    found, findings = read_sources(ROOT)
    assert findings == []
    assert all(source.evidence and source.owner for source in found)
    assert {"Korean Central News Agency", "TASS"} <= {source.name for source in found if source.state}
    assert {"reuters", "afp", "ap", "bloomberg", "epa", "interfax", "kcna", "tass"} <= set(by_name(found))
