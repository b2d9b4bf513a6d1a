"""Where accounts differ, and above all where they only seem to."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from evidence.difference_pairs import PARTS, score
from hypothesis import given
from hypothesis import strategies as st
from stories.test_seed_stories import SHARED, seeds

from digest.claims import Account, Contrast, Difference
from digest.evidence.differences import compare, differences
from digest.evidence.figures import figures


def account(id: str, text: str, day: date | None = date(2031, 3, 5)) -> Account:
    """An account of one text; blank lines part its paragraphs."""
    return Account(id=id, title="", paragraphs=tuple(text.split("\n\n")), day=day, language="en")


def between(one: str, other: str, **named: date) -> tuple[Difference, ...]:
    """What is told of two texts, of one day unless `later` says when the second is of."""
    later = named.get("later", date(2031, 3, 5))
    return differences([account("a", one), account("b", other, later)])


def contrasts(one: str, other: str, **named: date) -> list[Contrast]:
    """The contrasts told of two texts."""
    return [row.contrast for row in between(one, other, **named)]


@pytest.mark.parametrize("part", PARTS)
def test_the_hand_checked_pairs_keep_their_floors(part: str) -> None:
    result = score((part,))
    print(part, result)
    assert result.precision >= 0.95, result.notes
    assert result.recall >= 0.75, result.notes
    assert result.cleanliness >= 0.97, result.notes


def test_two_tolls_of_one_day_differ() -> None:
    (row,) = between("The fire killed 12 people, police said.", "Police said the fire killed 15 people.")
    assert row.contrast is Contrast.DIFFERS
    assert [(cell.article, cell.paragraph, cell.text) for cell in row.cells] == [
        ("a", 1, "killed 12 people"),
        ("b", 1, "killed 15 people"),
    ]


def test_a_toll_that_rises_the_next_day_is_an_update() -> None:
    later = date(2031, 3, 6)
    assert contrasts("The fire killed 12 people.", "The fire killed 15 people.", later=later) == [Contrast.UPDATE]


def test_a_toll_far_above_yesterdays_more_than_is_an_update() -> None:
    later = date(2031, 3, 6)
    assert contrasts("It killed more than 100 people.", "It killed 140 people.", later=later) == [Contrast.UPDATE]
    assert contrasts("It killed more than 100 people.", "It killed 140 people.") == []
    assert contrasts("It killed more than 100 people.", "It killed 104 people.", later=later) == []


def test_a_number_beside_a_round_word_is_more_exact() -> None:
    assert contrasts("Police arrested dozens of people.", "Police arrested 37 people.") == [Contrast.MORE_EXACT]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("The flood displaced 5,000 people.", "The flood displaced 4,960 people.", id="rounding"),
        pytest.param("The flood displaced about 200 people.", "The flood displaced 185 people.", id="about"),
        pytest.param("The flood displaced over 100 people.", "The flood displaced 130 people.", id="more than"),
        pytest.param("Some 24 people were hurt.", "Two dozen people were hurt.", id="a dozen is twelve"),
        pytest.param("The quake hit 25 miles south of Ledra.", "It hit 40 km south of Ledra.", id="other units"),
        pytest.param(
            "Aurel agreed to buy Orbis for 10 billion euros ($11 billion), both said.",
            "Aurel agreed to buy Orbis for 10 billion euros ($12 billion), both said.",
            id="converted at two rates",
        ),
        pytest.param("The quake hit 14 miles from Ledra.", "It hit 26 miles from Vell.", id="from other towns"),
        pytest.param("The blast killed nine people.", "The blast injured 23 people.", id="killed and injured"),
        pytest.param(
            "The blast injured 17 people.", "It injured 13 people, and four people were injured by glass.", id="a sum"
        ),
        pytest.param(
            "Four people were killed, including the gunman.",
            "He shot and killed three people before turning the gun on himself.",
            id="the attacker counted in",
        ),
        pytest.param("Police arrested 41 people.", "Last year police arrested 112 people.", id="another year"),
        pytest.param("The storm killed five people in Ledra.", "It killed two people in Vell.", id="other places"),
        pytest.param("Ann Leary, 34, was saved.", "Her brother Tom Leary, 37, drowned.", id="other persons"),
        pytest.param("Ann Leary, 34, was saved.", "Annie Leary, 34, was saved.", id="a short form of a name"),
        pytest.param("Ann O'Shea, 34, was saved.", "Ann OShea, 34, was saved.", id="an apostrophe"),
        pytest.param("Yusuf Qadri, 34, was saved.", "Yusuf Kadri, 34, was saved.", id="another romanisation"),
        pytest.param("The envoy met Mira Holt on Wednesday.", "She met Mira Holt on March 5.", id="a weekday's date"),
        pytest.param("Envoy Ida Sol arrived in Vell Monday.", "Ida Sol met him in Vell Tuesday.", id="other acts"),
        pytest.param("Four were badly hurt. Four people were seriously injured.", "It injured 30 people.", id="badly"),
        pytest.param("The quake of magnitude 6 hit.", "The 6.1-magnitude quake hit.", id="magnitude rounded"),
        pytest.param(
            "Police arrested 41 people, and the army arrested 60 people.",
            "Police arrested 41 people. In Vell the army arrested 60 people.",
            id="both say both",
        ),
        pytest.param("The fire could kill 30 people.", "The fire killed 12 people.", id="what may come"),
    ],
)
def test_no_difference_is_told(one: str, other: str) -> None:
    assert between(one, other) == ()
    assert between(other, one) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("The quake killed 40 people.", "The quake killed 120 people.", id="far apart"),
        pytest.param("More than 100 people were hurt.", "At least 200 people were hurt.", id="more than, the same day"),
        pytest.param("Two people died at the scene.", "The crash killed three people.", id="at the scene"),
        pytest.param("Police arrested Jan Holt, 27, on Monday.", "A woman was arrested on Tuesday.", id="two arrests"),
        pytest.param("Three are missing in Chandol.", "In Palri five are missing.", id="unknown names"),
        pytest.param("The 2024 blast killed nine people.", "The blast killed 12 people.", id="the year before a noun"),
        pytest.param("A woman of 45 died of the poison.", "The poison killed 31 people.", id="an age is no toll"),
        pytest.param("Posted 9: 12 pm Farmers hit.", "Posted 9: 45 pm Farmers hit.", id="a torn clock time"),
        pytest.param("Airline Nordo cancelled 120 flights.", "Airline Pelico cancelled 85 flights.", id="two firms"),
        pytest.param(
            "They marched for a pay rise of 9 percent.", "A pay rise of 4 percent was offered.", id="an offer"
        ),
    ],
)
def test_no_difference_is_told_of_two_things_of_a_kind(one: str, other: str) -> None:
    assert between(one, other) == ()
    assert between(other, one) == ()


def test_an_age_beside_a_family_name_is_of_the_person_named_in_full() -> None:
    (row,) = between("Police held Owen Platt. Platt, 28, said nothing.", "Owen Platt, 31, was held.")
    assert [cell.text for cell in row.cells] == ["Platt, 28", "Owen Platt, 31"]
    two = "Owen Platt drove. His brother Carl Platt slept. Platt, 28, was held."
    assert between(two, "Owen Platt, 31, was held.") == ()


def test_a_name_known_by_its_age_is_told_where_another_report_spells_it_otherwise() -> None:
    (row,) = between("Tolitha Boman, 20, was saved.", "The boat saved Talitha Boman and her dog.")
    assert row.point == "name"
    assert [cell.text for cell in row.cells] == ["Tolitha Boman, 20", "Talitha Boman"]
    assert between("Tolitha Boman, 20, was saved.", "Her sister, Talitha Boman, wept.") == ()
    assert between("Daniel Boman, 20, was saved.", "Police spoke with Daniela Boman, too.") == ()


def test_a_report_of_another_thing_has_no_cell_in_a_row() -> None:
    accounts = [
        account("a", "The fire killed 12 people."),
        account("b", "The fire killed 15 people."),
        account("c", "The smoke killed two people in Ledra."),
    ]
    (row,) = differences(accounts)
    assert [cell.article for cell in row.cells] == ["a", "b"]


def test_a_toll_that_is_said_to_have_risen_is_an_update_on_the_same_day() -> None:
    assert contrasts("The fire killed 12 people.", "The toll of the fire rose to 15.") == [Contrast.UPDATE]


def test_a_birthday_between_two_reports_is_no_difference() -> None:
    assert between("Owen Platt, 28, was held.", "Owen Platt, 29, was freed.", later=date(2032, 1, 8)) == ()
    assert len(between("Owen Platt, 28, was held.", "Owen Platt, 31, was freed.", later=date(2032, 1, 8))) == 1


def test_ages_of_one_person_differ() -> None:
    (row,) = between("Owen Platt, 28, was held.", "Police held 31-year-old Owen Platt.")
    assert row.point == "age of Owen Platt"


def test_a_night_between_two_days_is_not_told() -> None:
    assert between("Ida Sol met Jon Brandt late Monday.", "Ida Sol met Jon Brandt on March 4.") == ()


def test_a_blank_that_does_not_break_is_a_blank_and_stays_in_the_cell() -> None:
    (row,) = between("The fire killed 12\u00a0people,\npolice said.", "The fire\nkilled\n15 people.")
    assert [cell.text for cell in row.cells] == ["killed 12\u00a0people", "killed\n15 people"]


def test_other_languages_tell_nothing() -> None:
    german = Account(id="a", title="", paragraphs=("Bei dem Brand starben 12 Menschen.",), language="de")
    assert figures(german) == ()


def test_figures_can_be_kept_and_compared_later() -> None:
    accounts = [account("a", "The fire killed 12 people."), account("b", "The fire killed 15 people.")]
    kept = [pickle.loads(pickle.dumps(figures(one))) for one in accounts]
    assert compare(accounts, kept) == differences(accounts) != ()


NUMBER = st.sampled_from(["12", "at least 15", "dozens of", "5,000", "4,990", "nearly 40", "two dozen", "6 to 9"])
NOUN = st.sampled_from(["people", "soldiers", "homes", "passengers", "acres"])
CLAUSE = st.sampled_from(
    [
        "the fire killed {} in Ledra",
        "{} were injured, police said on Tuesday",
        "Ida Sol, {}, met Jon Brandt on March 4",
        "the storm left {} without power",
    ]
)
SENTENCE = st.builds(lambda clause, number, noun: clause.format(f"{number} {noun}"), CLAUSE, NUMBER, NOUN)
TEXT = st.lists(
    st.lists(SENTENCE, min_size=1, max_size=3).map(lambda some: ". ".join(some) + "."), min_size=1, max_size=3
)


@given(texts=st.lists(TEXT, min_size=2, max_size=4))
def test_every_cell_stands_in_its_paragraph(texts: list[list[str]]) -> None:
    accounts = {
        str(i): Account(id=str(i), title="", paragraphs=tuple(t), day=date(2031, 3, 5)) for i, t in enumerate(texts)
    }
    for row in differences(list(accounts.values())):
        assert len({cell.article for cell in row.cells}) == len(row.cells) >= 2
        for cell in row.cells:
            assert cell.text
            assert cell.text in accounts[cell.article].paragraphs[cell.paragraph - 1]


@given(texts=st.lists(TEXT, min_size=2, max_size=4), data=st.data())
def test_the_order_of_the_accounts_does_not_matter(texts: list[list[str]], data: st.DataObject) -> None:
    accounts = [Account(id=str(i), title="", paragraphs=tuple(t), day=date(2031, 3, 5)) for i, t in enumerate(texts)]
    shuffled = data.draw(st.permutations(accounts))

    def told(rows: tuple[Difference, ...]) -> set[tuple[Contrast, frozenset[object]]]:
        return {(row.contrast, frozenset(row.cells)) for row in rows}

    assert told(differences(accounts)) == told(differences(shuffled))


@given(text=TEXT, copies=st.integers(2, 4))
def test_a_text_does_not_differ_from_itself(text: list[str], copies: int) -> None:
    assert differences([Account(id=str(i), title="", paragraphs=tuple(text)) for i in range(copies)]) == ()


@given(st.text(alphabet="0123456789,.-– $%abcdeABC(\n", max_size=300))
def test_odd_text_is_read_without_harm(text: str) -> None:
    one = Account(id="a", title=text, paragraphs=(text,), day=date(2031, 3, 5))
    for figure in figures(one):
        assert figure.text in text


@pytest.mark.parametrize(
    "hostile", ["A " * 20_000, "1," * 20_000, "Ann " * 20_000 + "34", "$1-" * 10_000, "two " * 20_000]
)
def test_hostile_text_takes_time_in_proportion_to_its_length(hostile: str) -> None:
    assert len(figures(account("a", hostile))) <= 20_000


def test_hostile_lists_are_compared_up_to_a_bound() -> None:
    letters = "abcdefghij"
    names = " ".join(
        f"Ann{a}{b} Fox{b}{c}, 34, dozens of fox{a}{b}{c}s and {i + 2} fox{c}{b}{a}s."
        for i, (a, b, c) in enumerate((a, b, c) for a in letters for b in letters for c in letters)
    )
    accounts = [account(str(i), f"{names} {i + 20} foxes ran.") for i in range(14)]
    assert len(differences(accounts)) < 2_000


@pytest.mark.shared
def test_the_seeds_differ_on_the_day_of_one_meeting() -> None:
    if not (SHARED / "seeds/gold.json").exists():
        pytest.skip("../shared is not here")
    facts, made = seeds()
    stories: dict[str, list[Account]] = {}
    for key, article in made.items():
        paragraphs = tuple(line.strip() for line in article.body.split("\n") if line.strip())
        one = Account(id=key, title=article.teaser.title, paragraphs=paragraphs, day=article.teaser.dating.day)
        stories.setdefault(facts[key]["story"], []).append(one)
    told = {(name, row.contrast, row.point) for name, reports in stories.items() for row in differences(reports)}
    assert [row for row in told if row[1] is not Contrast.MORE_EXACT] == [
        ("shoigu-kim-2025-03-21", Contrast.DIFFERS, "day of the meeting")
    ]
    assert [row[0] for row in told if row[1] is Contrast.MORE_EXACT] == ["shoigu-kim-2025-06-17"]
