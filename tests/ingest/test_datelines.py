"""What a wire agency puts before and after its text."""

from __future__ import annotations

import pytest

from digest.ingest.datelines import find_dateline, split_sign_off


@pytest.mark.parametrize(
    ("text", "place", "agency", "rest"),
    [
        ("SEOUL - The talks", "SEOUL", "", "The talks"),
        ("SAMPLETON, Alberta - The talks", "SAMPLETON, Alberta", "", "The talks"),
        ("SEOUL/TOKYO — The talks", "SEOUL/TOKYO", "", "The talks"),
        ("MEXICO CITY (AP) — The peso", "MEXICO CITY", "AP", "The peso"),
        ("TESTBURG, Spain, Feb 24 (Reuters) - Ferries", "TESTBURG, Spain", "Reuters", "Ferries"),
        ("Taipei, Nov. 17 (CNA) Ferries", "Taipei", "CNA", "Ferries"),
        ("Berlin (dpa) - Der Rat", "Berlin", "dpa", "Der Rat"),
        ("Musterstadt (dpa/lni) - Der Rat", "Musterstadt", "dpa", "Der Rat"),
        ("MELBOURNE, Aug 27 AAP - The storm", "MELBOURNE", "AAP", "The storm"),
        ("新华社昆明9月19日电（记者张三）会谈", "昆明", "Xinhua", "会谈"),
        ("AFP, MANILA - The storm", "MANILA", "AFP", "The storm"),
        ("JERUSALEM (SAMPLE PRESS) -- The road", "JERUSALEM", "Sample Press", "The road"),
        ("МОСКВА, 17 июня. /ТАСС/. Совет", "МОСКВА", "TASS", "Совет"),
        ("【ソウル＝見本太郎】会談は", "ソウル", "", "会談は"),
        ("(서울=연합뉴스) 홍길동 기자 = 회담은", "서울", "Yonhap", "회담은"),
        ("الرياض (رويترز) - قال الوزير", "الرياض", "Reuters", "قال الوزير"),
    ],
)
def test_a_dateline_is_taken_apart(text: str, place: str, agency: str, rest: str) -> None:
    found = find_dateline(text)
    assert found is not None
    assert (found.place, found.agency, text[found.end :]) == (place, agency, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Paris prosecutors said on Monday - again - that they would wait.",
        "The mayor said – after all – that he would stay.",
        "US and Japan - the two largest - agreed.",
        "NATO - what is it for?",
        "UPDATE - The road is open again.",
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "rest", "agency"),
    [
        ("It was the last one. REUTERS", "It was the last one.", "Reuters"),
        ("It was the last one. SAMPLE PRESS", "It was the last one.", "Sample Press"),
        ('"It is over," he said. (END)', '"It is over," he said.', ""),
        ("He left. (Reporting by Jo Doe; Editing by Kim Roe)", "He left.", ""),
        ("He left. – Mock Agency", "He left.", "Mock Agency"),
    ],
)
def test_a_sign_off_is_taken_from_the_end(text: str, rest: str, agency: str) -> None:
    assert split_sign_off(text)[:2] == (rest, agency)


@pytest.mark.parametrize(
    "text", ["They flew to the US", "It is a member of NATO.", "He works for AFP", "She was born in 1950."]
)
def test_the_end_of_a_sentence_is_no_sign_off(text: str) -> None:
    assert split_sign_off(text) == (text, "", "")
