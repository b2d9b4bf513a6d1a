"""Dumps that kept their markup are read as the page that they were."""

from __future__ import annotations

from digest.ingest.markup_dumps import without_markup

PAGE = """# Ferry aground off *Sampleton*

[Home](/) | [News](https://example.org/news)

By [Jo Doe](/authors/jo)

![A ferry on a bank](/img/ferry.jpg)

The ferry ran aground on **Monday**, the [coast guard](https://example.org/guard) said.

> Nobody was hurt.

| Crossing | Minutes |
|---|---|
| Sampleton | 40 |
"""


def test_marks_are_taken_off_and_lines_keep_their_numbers() -> None:
    plain = without_markup(PAGE).split("\n")
    assert len(plain) == len(PAGE.split("\n"))
    assert plain[0] == "Ferry aground off Sampleton"
    assert plain[2] == "Home | News"
    assert plain[6] == ""
    assert plain[8] == "The ferry ran aground on Monday, the coast guard said."
    assert plain[10] == "Nobody was hurt."
    assert plain[12:15] == ["• Crossing | Minutes", "", "• Sampleton | 40"]


def test_a_text_with_an_asterisk_or_a_bracket_is_left_as_it_is() -> None:
    text = "He paid 5 * 3 crowns [sic] (about 15).\n# 1 in the charts\nA *star* was born.\n"
    assert without_markup(text) == text


def test_the_numbers_of_a_text_browsers_links_are_taken_off() -> None:
    text = "[1]Home [2]News [3]Sport\nThe [4]ferry ran [5]aground.\n\nReferences\n   1. https://example.org/\n   2. https://example.org/news\n"
    plain = without_markup(text)
    assert "The ferry ran aground." in plain
    assert "example.org" not in plain
