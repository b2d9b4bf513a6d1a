"""Pages are split where one article ends and the next begins, and nowhere else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.ingest.split import Item, split_page

FERRY = """\
The island's only ferry ran aground on a sandbank on Monday with 140 people on board, the coast guard said.

Nobody was hurt. Lifeboats from Sampleton took the passengers off before dark, and Captain Orla Brandt stayed with the ship.

The ferry company said that divers would look at the hull on Tuesday. Brandt told the coast guard that the buoy had drifted."""

BUDGET = """\
Parliament in Exampleville passed the budget by two votes after a night of talks, ending a dispute over school meals.

Finance minister Tadeo Quill had threatened to resign. His party will get money for kitchens, the opposition a new road.

Quill called the deal a fair one. Teachers' unions want to see the figures before they say what they think of it."""

CHESS = """\
A boy of eleven has become the youngest player to win the Mocktown chess open, beating the champion in 61 moves.

Wendel Achari lost a knight early on. He said afterwards that he had not noticed, and had simply gone on playing.

The champion, Bruna Sollis, shook his hand and asked for a game next year. Achari will have to ask his parents first."""


def texts(item: Item) -> str:
    return "\n\n".join(line.text for line in item.body)


def bodies(page: str) -> list[str]:
    return [texts(item) for item in split_page(page).items]


def titles(page: str) -> list[str]:
    return [item.head.title for item in split_page(page).items]


def test_articles_under_a_title_said_twice_are_parted() -> None:
    page = f"Ferry aground off Sampleton\n\nFerry aground off Sampleton\n\n{FERRY}\n\nBudget passes\n\nBudget passes\n\n{BUDGET}\n"
    assert bodies(page) == [FERRY, BUDGET]


def test_articles_parted_by_dates_get_their_own_title_and_date_line() -> None:
    page = f"Ferry runs aground\n12 March 2025\n\n{FERRY}\n\nBudget passes by two votes\n13 March 2025\n\n{BUDGET}\n"
    items = split_page(page).items
    assert [item.head.title for item in items] == ["Ferry runs aground", "Budget passes by two votes"]
    assert [[line.text for line in item.head.stamps] for item in items] == [["12 March 2025"], ["13 March 2025"]]


def test_articles_parted_by_clock_times_are_parted() -> None:
    page = f"14:32\nFerry runs aground off Sampleton\n{FERRY}\n\n15:10\nBudget passes by two votes\n{BUDGET}\n"
    assert bodies(page) == [FERRY, BUDGET]


def test_a_dateline_begins_an_article_without_a_title() -> None:
    page = f"SAMPLETON - {FERRY}\n\nEXAMPLEVILLE (Sample Press) - {BUDGET}\n"
    assert len(bodies(page)) == 2


def test_articles_in_one_line_each_are_taken_apart() -> None:
    one = " ".join(FERRY.split())
    two = " ".join(BUDGET.split())
    page = f"Ferry aground with 140 on board SAMPLETON (Sample Press) — {one}\nBudget passes by two votes EXAMPLEVILLE — {two}\n"
    assert titles(page) == ["Ferry aground with 140 on board", "Budget passes by two votes"]


def test_a_whole_page_in_one_line_is_taken_apart() -> None:
    one, two = " ".join(FERRY.split()), " ".join(BUDGET.split())
    page = f"Ferry aground SAMPLETON, March 12 (Sample Press) - {one} SAMPLE PRESS Budget passes EXAMPLEVILLE, March 13 (Sample Press) - {two}"
    assert len(bodies(page)) == 2


def test_cross_heads_do_not_part_an_article() -> None:
    first, second, third = FERRY.split("\n\n")
    page = f"Ferry runs aground\n\n{first}\n\nNo one hurt\n\n{second}\n\n- 'Drifted' -\n\n{third}\n"
    assert len(bodies(page)) == 1
    assert "No one hurt" in bodies(page)[0]


def test_adverts_and_appeals_inside_a_body_are_cut_and_told() -> None:
    first, second, third = FERRY.split("\n\n")
    appeal = "Sign up for our newsletter and get the news in your inbox each morning."
    split = split_page(f"Ferry runs aground\n\n{first}\n\nAdvertisement\n\n{second}\n\n{appeal}\n\n{third}\n")
    (item,) = split.items
    assert texts(item) == FERRY
    assert [(cut.first, cut.why) for cut in item.cuts] == [(5, "navigation"), (9, "advert")]


def test_a_headline_with_one_sentence_is_a_teaser() -> None:
    page = f"Storm expected\nIt will be windy.\n2h ago\n\nFerry runs aground\nBy Jo Doe\n12 March 2025\n\n{FERRY}\n\nSnow expected\nIt will be cold.\n3h ago\n"
    split = split_page(page)
    assert bodies(page) == [FERRY]
    assert {cut.why for cut in split.cuts} >= {"teaser"}


def test_readers_comments_are_no_articles() -> None:
    comment = "I have taken that ferry for thirty years and never once has it been on time, so it is no wonder to me at all that the thing ended up on a bank. They should ask the fishermen, who know where the water is, and not the ministry, which does not."
    page = f"Ferry runs aground\n12 March 2025\n\n{FERRY}\n\nComments (2)\n\nOld Salt\n2 hours ago\n{comment}\n\nMarsh Hen\n3 hours ago\n{comment.upper()}\n"
    assert bodies(page) == [FERRY]


def test_links_to_other_articles_in_the_middle_do_not_part_one() -> None:
    first, second, third = FERRY.split("\n\n")
    page = f"Ferry runs aground\n12 March 2025\n\n{first}\n\n{second}\n\nRelated\nWhat became of the old lighthouse on the point\nSeven things to see in Mocktown\n\n{third}\n"
    assert bodies(page) == [FERRY]


def test_a_caption_is_no_paragraph() -> None:
    caption = "The ferry on the sandbank off Sampleton, March 12, 2025. (Jo Doe/Sample Press)"
    (item,) = split_page(f"Ferry runs aground\n\n{caption}\n\n{FERRY}\n").items
    assert (texts(item), item.captions) == (FERRY, (caption,))


def test_pages_without_blank_lines_are_split_as_well() -> None:
    lines = [
        ("Ferry runs aground", FERRY),
        ("Budget passes by two votes", BUDGET),
        ("Boy of eleven wins chess open", CHESS),
    ]
    page = "\n".join(f"{title}\nBy Jo Doe | March 12, 2025\n" + body.replace("\n\n", "\n") for title, body in lines)
    assert titles(page) == [title for title, _ in lines]


def test_terms_of_use_are_no_article() -> None:
    terms = "By using this website you agree to our terms and conditions and to our privacy policy. " * 6
    assert bodies(f"Terms of use\n\n{terms}\n") == []


def test_the_end_of_a_page_belongs_to_no_article() -> None:
    page = f"Ferry runs aground\n\n{FERRY}\n\nSaturday, 15 March 2025\n\n14°\nMostly cloudy\nDollar 1.08\n"
    assert bodies(page) == [FERRY]


def test_line_numbers_lead_back_to_the_page() -> None:
    page = f"logo\n\nFerry runs aground\n\n{FERRY}\n"
    (item,) = split_page(page).items
    assert page.split("\n")[item.body[0].first - 1] == item.body[0].text
    assert item.body[-1].last == 9


@given(
    st.lists(
        st.sampled_from(
            [*FERRY.split("\n"), *BUDGET.split("\n"), "Advertisement", "14:32", "By Jo Doe", "* * *", "Comments"]
        ),
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_page_breaks_the_splitter_and_no_paragraph_is_in_two_articles(lines: list[str]) -> None:
    split = split_page("\n".join(lines))
    taken = [line.first for item in split.items for line in item.body]
    assert len(taken) == len(set(taken))


@given(st.text(max_size=2000))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_splitter(text: str) -> None:
    split_page(text)


def test_a_title_over_a_standfirst_and_strange_lines_is_the_articles() -> None:
    page = f"""Ferry with 140 people runs aground off Sampleton
Divers are to look at the hull
Listen
Tools of the page
Picture of the ship from above 1200x800
12 March 2025
{FERRY}
"""
    assert titles(page.replace("at the hull\n", "at the hull, says the coast guard.\n")) == [
        "Ferry with 140 people runs aground off Sampleton"
    ]


def test_a_last_paragraph_that_an_agency_signed_in_brackets_is_no_caption() -> None:
    signed = f"{FERRY} The ship will stay in dock for a month. (Yonhap)"
    assert bodies(f"Ferry aground off Sampleton\n12 March 2025\n{signed}\nMost popular\n")[0].endswith(
        "for a month. (Yonhap)"
    )


def test_links_read_out_as_a_list_part_nothing() -> None:
    first, rest = BUDGET.split("\n\n", 1)
    links = "Recommended Stories\nlist of 2 items\nlist 1 of 2\nThe farmers who grow salt\nlist 2 of 2\nPhotos: A dry lake\nend of list"
    assert bodies(f"Budget passes by two votes\n12 March 2025\n{first}\n{links}\n{rest}\n") == [BUDGET]


def test_the_last_question_of_an_interview_keeps_its_answer() -> None:
    talk = (
        FERRY.replace("\n\n", "\nQ: And then?\nA: ", 1)
        + "\nQ: And names?\nA: Names are worse. A border can be dotted. You cannot dot a name.\nPaul Eisner is an editor at large."
    )
    assert bodies(f"Six questions for a captain\nBy Jo Doe | Nov 5, 2024\n{talk}\n")[0].endswith(
        "You cannot dot a name."
    )


def test_what_an_agency_says_of_itself_below_its_sign_off_is_left_out() -> None:
    notice = "BERNAMA provides up-to-date authentic and comprehensive news which are spread via wires; on Astro 502 and channel 631."
    assert "BERNAMA" not in "".join(bodies(f"SAMPLETON, Nov 19 (Bernama) -- {FERRY}\n-- BERNAMA\n{notice}\n"))


def test_a_date_below_the_title_comes_before_the_mastheads() -> None:
    page = f"The Sampleton Ledger\nJan 8, 2025\nFerry aground off Sampleton\nJan 7, 2025\n{FERRY}\n"
    assert split_page(page).items[0].head.stamps[0].text == "Jan 7, 2025"
