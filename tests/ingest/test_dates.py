"""Dates as pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.ingest.dates import (
    days_ago,
    find_dates,
    find_partial_dates,
    find_weekdays,
    instant_of,
    on_or_after,
    on_or_before,
    parse_stated,
)

DAY = date(2025, 6, 17)


@pytest.mark.parametrize(
    "text",
    [
        "June 17, 2025",
        "17 June 2025",
        "17th June 2025",
        "Jun. 17, 2025",
        "17. Juni 2025",
        "17 juin 2025",
        "17 de junio de 2025",
        "17 июня 2025",
        "17/06/2025",
        "2025-06-17",
        "17.06.2025",
        "17.06.25",
        "2025年6月17日",
        "2025년 6월 17일",
        "17-Jun-2025",
        "PressJune 17, 2025 GMT",
    ],
)
def test_a_date_is_read_in_many_forms(text: str) -> None:
    assert [found.day for found in find_dates(text)] == [DAY]


def test_a_date_that_reads_two_ways_is_no_date_until_the_page_says_how() -> None:
    assert [found.day for found in find_dates("05/06/2022")] == [None]
    assert [found.day for found in find_dates("05/06/2022", month_first=True)] == [date(2022, 5, 6)]
    assert [found.day for found in find_dates("05/06/2022", month_first=False)] == [date(2022, 6, 5)]


@pytest.mark.parametrize(
    "text", ["31 February 2025", "45.13.2025", "version 2025.6", "June 17, 3025", "a ratio of 10/12/14"]
)
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert [found.day for found in find_dates(text) if found.day and found.day.year > 2015] == []


def test_a_month_and_a_day_without_a_year_are_kept_apart_from_words() -> None:
    assert list(find_partial_dates("on June 17 , soon after that")) == [(6, 17, "June 17")]
    assert list(find_partial_dates("they set 3 goals and may 10 more come")) == []


def test_a_moment_needs_a_clock_and_a_zone() -> None:
    assert instant_of("June 17, 2025 at 11:30 PM GMT", DAY) == datetime(2025, 6, 17, 23, 30, tzinfo=UTC)
    assert instant_of("17 June 2025 08:00 GMT+9", DAY) == datetime(2025, 6, 16, 23, 0, tzinfo=UTC)
    assert instant_of("17 June 2025 08:00", DAY) is None


def test_a_stated_date_keeps_the_publishers_day() -> None:
    assert parse_stated("2025-06-18T06:00:00+09:00") == (date(2025, 6, 18), datetime(2025, 6, 17, 21, 0, tzinfo=UTC))
    assert parse_stated("2025-06-18") == (date(2025, 6, 18), None)
    assert parse_stated("soon") == (None, None)


@pytest.mark.parametrize(
    ("text", "span"), [("6 hours ago", (0, 1)), ("2 days ago", (2, 2)), ("3週間前", (-1, -1)), ("vor 3 Tagen", (3, 3))]
)
def test_a_relative_time_reaches_back_so_many_days(text: str, span: tuple[int, int]) -> None:
    assert days_ago(text) == span


@given(st.dates(date(1991, 1, 1), date(2099, 1, 1)), st.integers(0, 6))
def test_the_nearest_such_weekday_lies_within_a_week(day: date, weekday: int) -> None:
    before, after = on_or_before(day, weekday), on_or_after(day, weekday)
    assert before <= day <= after
    assert before.weekday() == after.weekday() == weekday
    assert (after - before).days in (0, 7)


@pytest.mark.parametrize("word", ["sali", "SALI", "salı", "kasim 3, 2025", "KASIM 3, 2025", "Auguſt 3, 2025"])
def test_letters_that_only_case_folding_joins_do_no_harm(word: str) -> None:
    list(find_weekdays(word))
    list(find_partial_dates(word))
    find_dates(word)


@given(st.text(max_size=200))
def test_no_text_breaks_the_date_rules(text: str) -> None:
    assert all(found.start <= found.end for found in find_dates(text))
    assert all(1 <= month <= 12 for month, _, _ in find_partial_dates(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("July 9, 20246:44 PM GMT+2Updated 3 days ago", date(2024, 7, 9)),
        ("Posted byNorma Teal21 May 2023Posted inUncategorized", date(2023, 5, 21)),
        ("10/21/2024October 21, 2024", date(2024, 10, 21)),
    ],
)
def test_dates_glued_to_words_and_clock_times_are_read(text: str, day: date) -> None:
    assert find_dates(text)[0].day == day
