"""What a line looks like, taken alone."""

from __future__ import annotations

import pytest

from digest.ingest.lines import Kind, lines_of
from digest.ingest.stamps import byline_of, stamp_of


def kind(text: str) -> Kind:
    (line,) = lines_of(text)
    return line.kind


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below",
        "Share this article",
        "3 min read",
        "© 2025 Sample Wire. All rights reserved.",
        "Sign in",
        "Page 2 of 3",
        "https://example.org/a/b",
        "* * *",
        "Tags: ferries, weather",
        "広告",
        "שיתוף",
    ],
)
def test_furniture_of_a_page_is_told_by_its_words(text: str) -> None:
    assert kind(text) is Kind.PROMO


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our newsletter and get the news in your inbox each morning.",
        "Join Sample Wire's Telegram channel for the latest.",
        "This website uses cookies to improve your experience. You can change your consent in your browser.",
        "Abonnieren Sie unseren Newsletter!",
        "If you like our reporting, please support us with a small donation.",
        "The post Ferry aground appeared first on Sample Wire.",
    ],
)
def test_an_appeal_to_the_reader_is_no_news(text: str) -> None:
    assert kind(text) is Kind.APPEAL


@pytest.mark.parametrize(
    "text",
    [
        "The company said that it would donate the ship to the museum.",
        "He denied it.",
        '"We have lost everything," she said.',
        "Subscribers to the water board's new tariff pay twelve a month, the council said on Monday.",
        "船は午後三時に港を出た。",
        "발표에 따르면 배는 오후 세 시에 항구를 떠났다.",
        "وصلت السفينة إلى الميناء صباح اليوم.",
    ],
)
def test_a_sentence_is_prose(text: str) -> None:
    assert kind(text) is Kind.PROSE


@pytest.mark.parametrize(
    ("text", "sort", "name"),
    [
        ("Sample Wire6 hours ago", "relative", "Sample Wire"),
        ("timean hour ago", "relative", ""),
        ("2h ago · 4 min read", "relative", ""),
        ("il y a 2 heures", "relative", ""),
        ("3時間前", "relative", ""),
        ("vor 5 Stunden", "relative", ""),
        ("Tue, January 28, 2025 at 11:30 AM GMT", "date", ""),
        ("6 de mayo de 2022 05:30", "date", ""),
        ("Published 12.03.2025, 08:15 Uhr", "date", ""),
        ("2025年6月17日 10時30分", "date", ""),
        ("14:32", "clock", ""),
        ("Sample PressApril 28, 2023 GMT", "date", "Sample Press"),
    ],
)
def test_a_date_line_is_read_with_the_name_beside_it(text: str, sort: str, name: str) -> None:
    assert stamp_of(text) == (sort, name)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank on 12 March 2025 off the coast",
        "Two days ago he said that he would not go",
        "World Cup 2026",
        "Fire at the 24-hour market",
    ],
)
def test_a_title_with_a_date_in_it_is_no_date_line(text: str) -> None:
    assert stamp_of(text) is None


def test_a_byline_names_who_wrote() -> None:
    assert byline_of("By Jo Doe and Kim Roe") == "Jo Doe and Kim Roe"
    assert byline_of("Jo Doe, staff writer") == "Jo Doe, staff writer"
    assert byline_of("By the time the ferry left the harbour") == ""


def test_a_hard_wrapped_paragraph_is_one_line_again() -> None:
    wrapped = "\n".join(
        [
            "The council of the island has voted to buy a second ferry for the crossing",
            "to the mainland, which islanders have asked for since the old one was laid",
            "up with a broken shaft in the winter before last, the mayor said.",
            "",
            "The new boat is to be built in a yard on the river and should be ready in",
            "two years, if the ministry pays its share of the cost, which is not yet",
            "certain because the budget has to pass both houses first.",
            "",
            "Nobody on the island believes that it will come in time for the next of",
            "the regattas, which bring some four thousand visitors to the harbour each",
            "summer and are the reason why the shops can stay open in the winter.",
            "",
            "The crossing takes forty minutes in good weather and does not take place",
            "at all in bad weather, of which there is much from October to March now.",
        ]
    )
    lines = lines_of(wrapped)
    assert [line.kind for line in lines] == [Kind.PROSE] * 4
    assert (lines[0].first, lines[0].last) == (1, 3)
    assert "laid up with" in lines[0].text


def test_a_long_line_said_twice_in_a_row_is_a_caption() -> None:
    caption = "Dockers unload a ship in the harbour of Sampleton on a grey morning last week."
    assert [line.kind for line in lines_of(f"{caption}\n{caption}")] == [Kind.CAPTION, Kind.CAPTION]
