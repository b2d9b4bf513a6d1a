"""A date is stated, inferred with its evidence, or left empty."""

from __future__ import annotations

from datetime import date

from digest.ingest.merge import merge_pages
from digest.ingest.pages import RawPage, read_page
from digest.model import Basis, Draft

TAIL = """

Nobody was hurt. Lifeboats from Sampleton took the passengers off before dark, and Captain Orla Brandt stayed with the ship.

The company said that divers would look at the hull. Brandt told the coast guard that the buoy had drifted in the storm."""


def page(text: str, name: str = "a.txt") -> RawPage:
    return read_page(text.encode(), name)


def drafts(*texts: str) -> list[Draft]:
    return list(merge_pages([page(text, f"{place}.txt") for place, text in enumerate(texts)]).drafts)


def only(text: str) -> Draft:
    (draft,) = drafts(text)
    return draft


def test_a_date_line_states_the_date() -> None:
    dating = only(
        f"Ferry aground\n12 March 2025\n\nThe island's only ferry ran aground on Monday, the coast guard said.{TAIL}"
    ).dating
    assert (dating.day, dating.basis) == (date(2025, 3, 12), Basis.STATED)
    assert dating.evidence == 'date line "12 March 2025"'


def test_an_update_does_not_move_the_date() -> None:
    text = f"Ferry aground\nUpdated 14 March 2025\nPublished 12 March 2025\n\nThe ferry ran aground on Monday, the coast guard said.{TAIL}"
    assert only(text).dating.day == date(2025, 3, 12)


def test_a_dateline_with_a_year_states_the_date() -> None:
    text = f"Ferry aground\n\nSAMPLETON, March 12, 2025 (Sample Press) - The island's only ferry ran aground, the coast guard said.{TAIL}"
    assert only(text).dating.day == date(2025, 3, 12)


def test_a_weekday_is_resolved_from_the_date_of_a_photo() -> None:
    caption = "The ferry on the sandbank off Sampleton, March 10, 2025. (Jo Doe/Sample Press)"
    dating = only(
        f"Ferry aground\n\n{caption}\n\nThe island's only ferry ran aground, the coast guard said on Wednesday.{TAIL}"
    ).dating
    assert (dating.day, dating.basis) == (date(2025, 3, 12), Basis.INFERRED)
    assert "on Wednesday" in dating.evidence
    assert "10 March 2025" in dating.evidence


def test_the_day_of_saying_goes_before_the_day_of_the_event() -> None:
    caption = "The ferry on the sandbank off Sampleton, March 11, 2025. (Jo Doe/Sample Press)"
    lead = "The island's only ferry ran aground on Tuesday, the coast guard reported on Wednesday."
    assert only(f"Ferry aground\n\n{caption}\n\n{lead}{TAIL}").dating.day == date(2025, 3, 12)


def test_a_file_photo_dates_nothing() -> None:
    caption = "FILE PHOTO: The ferry in the harbour of Sampleton, March 10, 2015. Jo Doe/Sample Press/File Photo"
    dating = only(
        f"Ferry aground\n\n{caption}\n\nThe island's only ferry ran aground, the coast guard said on Wednesday.{TAIL}"
    ).dating
    assert (dating.day, dating.basis, dating.evidence) == (None, Basis.UNKNOWN, "")


def test_a_relative_time_alone_is_no_date() -> None:
    text = (
        f"Sample Wire\n6 hours ago\nFerry aground\n\nThe island's only ferry ran aground, the coast guard said.{TAIL}"
    )
    assert only(text).dating.day is None


RELATED = """

Related Articles

Sample Wire
2 hours ago
- Sample Wire
Budget passes by two votes after a night of talks

EXAMPLEVILLE - Parliament passed the budget by two votes on Monday after a night of talks, ending a dispute over school meals.

Finance minister Tadeo Quill had threatened to resign. His party will get money for kitchens, the opposition will get a new road.
"""


def test_a_related_item_is_dated_by_the_page() -> None:
    main = f"Ferry aground\n12 March 2025\n\nThe island's only ferry ran aground, the coast guard said.{TAIL}"
    dating = drafts(main + RELATED)[1].dating
    assert dating.day == date(2025, 3, 12)
    assert dating.evidence == '"2 hours ago" on a page of 12 March 2025, or the day before'


def test_pages_with_one_related_item_were_saved_at_one_time() -> None:
    main = f"Ferry aground\n12 March 2025\n\nThe island's only ferry ran aground, the coast guard said.{TAIL}"
    other = (
        "Chess open won by a boy of eleven\n\nMOCKTOWN - A boy of eleven won the Mocktown chess open on March 11 and beat the champion in 61 moves.\n\n"
        "Wendel Achari lost a knight early on. He said afterwards that he had not noticed, and had simply gone on playing as before."
    )
    dated = {draft.title: draft.dating.day for draft in drafts(main + RELATED, other + RELATED)}
    assert dated["Chess open won by a boy of eleven"] == date(2025, 3, 11)


def test_the_date_at_the_head_of_a_ticker_dates_its_items() -> None:
    text = (
        "The Sample Ticker\nTuesday, 6 May 2025\n\n14:32\nFerry runs aground off Sampleton with 140 people\n"
        f"The island's only ferry ran aground, the coast guard said.{TAIL}\n\n13:05\nBudget passes by two votes after a night of talks\n"
        "Parliament passed the budget by two votes after a night of talks, ending a dispute over school meals and the new road.\n\n"
        "Finance minister Tadeo Quill had threatened to resign. His party will get money for kitchens, the opposition a road."
    )
    assert {draft.dating.day for draft in drafts(text)} == {date(2025, 5, 6)}


def test_a_report_on_the_same_event_lends_its_year() -> None:
    dated = (
        "Envoy Brandt meets Mayor Quill in Sampleton\n22 March 2025\n\nEnvoy Orla Brandt met Mayor Tadeo Quill in Sampleton for talks about the ferry treaty with Mocktown.\n\n"
        "Brandt and Quill spoke for two hours in the Harbour House. Wendel Achari of the Sampleton council called it a good day for Exampleville."
    )
    undated = (
        "In Sampleton, Mayor Tadeo Quill received the envoy Orla Brandt on March 22 to speak about the ferry treaty that Mocktown and Exampleville want.\n\n"
        "Wendel Achari, who sits on the Sampleton council, said that Quill and Brandt had got on well in the Harbour House and would meet again."
    )
    found = {draft.title_derived: draft.dating for draft in drafts(dated, undated)}
    assert found[True].day == date(2025, 3, 22)
    assert "year as in another report" in found[True].evidence


def test_the_year_of_another_event_is_not_borrowed() -> None:
    other = f"Ferry aground\n22 March 2025\n\nThe island's only ferry ran aground, the coast guard said.{TAIL}"
    undated = (
        "In Exampleville a boy called Wendel Achari won the chess open on March 22 and beat Bruna Sollis, who had held the title for nine years.\n\n"
        "Sollis shook his hand and asked for another game next year. Achari will have to ask his parents, who were not there to see it."
    )
    assert [draft.dating.day for draft in drafts(other, undated) if draft.title_derived] == [None]
