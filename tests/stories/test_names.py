"""What is a name, and which names mean the same."""

from __future__ import annotations

import pytest

from digest.stories.names import find_names, fold


def names(text: str) -> list[str]:
    return [found.text for found in find_names(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("North Korean troops left North Korea.", ["North Korea"]),
        ("They say that troops of the North crossed into the South.", []),
        ("The Korean Peninsula is quiet, and so is the Peninsula.", ["Korean Peninsula"]),
        ("South African miners met Mr Ada Sample.", ["Ada Sample"]),
        ("East Timor and West Sampleton signed.", ["East Timor", "West Sampleton"]),
    ],
)
def test_words_of_a_country_and_directions_are_no_names(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_capitals_mean_the_one_name_that_they_begin() -> None:
    assert fold(["US", "U.S.", "United States"]) == {"US": "United States", "U.S.": "United States"}
    assert fold(["SWA", "Sample Wire Agency", "Some Water Authority"]) == {}
    assert fold(["U.S.", "US"]) == {"U.S.": "US"}


def test_a_surname_means_the_one_person_who_has_it() -> None:
    assert fold(["Sample", "Ada Sample"]) == {"Sample": "Ada Sample"}
    assert fold(["Sample", "Ada Sample", "Bo Sample"]) == {}
