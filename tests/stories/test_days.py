"""Days that a text names: the quick look that turns most texts away turns no day away."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from digest.stories.days import _NAMED, NamedDay, day_mentions

PIECES = (
    "Jan uary . Feb Mar March Apr May June July Aug Sept October Nov Dec ember 1 2 19 20 2021 -01- 03 st nd of 年 月 日 , "
    "Mon day Tues Wednes Thurs Fri Satur Sun a _ 30 12"
).split()


@given(st.lists(st.sampled_from([*PIECES, " ", " ", "\n"]), max_size=9).map("".join))
def test_a_text_that_is_turned_away_at_once_names_no_day(text: str) -> None:
    if not day_mentions(text, date(2021, 3, 5)):
        assert all(not _is_real(found.groupdict()) for found in _NAMED.finditer(text))


def _is_real(named: dict[str, str | None]) -> bool:
    """Whether a weekday, or a day and a month that there are, stand in a match."""
    if named["weekday"]:
        return True
    day = next(int(named[f"day{form}"] or 0) for form in "0123" if named[f"day{form}"])
    return 1 <= day <= 28 and not any(named[f"number{form}"] for form in "03")


def test_days_are_named_in_the_order_of_the_text() -> None:
    told = "It began on 3 March 2021, went on until Thursday and ended on March 5."
    found = day_mentions(told, date(2021, 3, 6))
    assert [day for day, _ in found] == [NamedDay(3, 3, 2021), NamedDay(3, 4, 2021), NamedDay(3, 5, 2021)]
    assert [told[place:][:5] for _, place in found] == ["3 Mar", "Thurs", "March"]
