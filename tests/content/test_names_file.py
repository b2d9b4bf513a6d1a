"""`content/names.toml`: names that reports write in several ways."""

from __future__ import annotations

from pathlib import Path

from digest.content.names import FILE, parse_names, read_names
from digest.stories.names import Known, find_names, fold


def texts(text: str) -> list[str]:
    return [name.text for name in find_names(text)]


def test_a_name_has_its_kind_and_its_forms() -> None:
    text = '["Ada Sample"]\nkind = "person"\naliases = ["A. Sample"]\n'
    assert parse_names(text) == ((Known(name="Ada Sample", kind="person", aliases=("A. Sample",)),), [])


def test_what_is_wrong_is_told_with_its_line() -> None:
    text = '["A"]\nkind = "persn"\nalias = []\n["B"]\naliases = ["a"]\n'
    found = [(one.code, one.location.line) for one in parse_names(text)[1]]
    assert sorted(found) == [("name.bad-value", 2), ("name.shared-form", 4), ("name.unknown-key", 3)]


def test_a_broken_file_is_told_and_no_file_is_no_finding(tmp_path: Path) -> None:
    assert read_names(tmp_path) == ((), [])
    (tmp_path / "content").mkdir()
    (tmp_path / FILE).write_text("x = \n")
    assert [one.code for one in read_names(tmp_path)[1]] == ["name.bad-toml"]


def test_names_are_found_without_titles_and_endings() -> None:
    assert texts("Prime Minister Ada Sample met Testburg Police Chief Jo O'Probe's deputy, Mr. Muster, on Monday.") == [
        "Ada Sample",
        "Jo O'Probe",
        "Muster",
    ]
    assert texts("The Ministry of Examples and Jean-Luc van der Muster left New Sampleton.") == [
        "Ministry",
        "Examples",
        "Jean-Luc van der Muster",
        "New Sampleton",
    ]


def test_a_headline_is_no_name() -> None:
    assert texts("Top Sample Official Meets Testburg Leader And Thanks Him For Support") == []


def test_short_forms_mean_the_full_name_while_there_is_one() -> None:
    assert fold(["Kim Jong Un", "Kim", "Sergei Shoigu", "Shoigu"]) == {"Kim": "Kim Jong Un", "Shoigu": "Sergei Shoigu"}
    assert fold(["Kim Jong Un", "Kim Yo Jong", "Kim"]) == {}


def test_the_editor_knows_better() -> None:
    known = [Known(name="Korean Central News Agency", kind="organisation", aliases=("KCNA",))]
    assert fold(["KCNA", "Tass"], known) == {"KCNA": "Korean Central News Agency"}
