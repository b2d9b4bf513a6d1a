"""The words of the pages: every language has all of them, counts and dates are right in each."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import article, config, story
from lxml import html

from digest.build.themes import read_theme
from digest.site.pages import Look, plan
from digest.site.render import Renderer
from digest.site.site import assemble
from digest.site.words import STRINGS, parse_words, words_of

REPO = Path(__file__).parents[2]
LANGUAGES = sorted(path.stem for path in STRINGS.glob("*.toml"))
GAP = re.compile(r"\{(\w+)\}")


def raw(language: str) -> dict[str, Any]:
    return tomllib.loads((STRINGS / f"{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_words_of_english_with_the_same_gaps(language: str) -> None:
    one, english = raw(language), raw("en")
    assert set(one["text"]) == set(english["text"])
    assert set(one["count"]) == set(english["count"])
    assert set(one["dates"]) == set(english["dates"])
    for key, text in one["text"].items():
        assert set(GAP.findall(text)) == set(GAP.findall(english["text"][key])), key
    for key, patterns in one["count"].items():
        assert "other" in patterns, key
        assert all(set(GAP.findall(pattern)) >= {"n"} for name, pattern in patterns.items() if name == "other"), key


def test_no_word_of_the_file_is_idle_and_none_hides_a_method() -> None:
    used = "".join(
        path.read_text(encoding="utf-8")
        for path in (*(REPO / "digest/site").glob("*.py"), *(REPO / "themes/record/templates").glob("*.html"))
    )
    for key in (*raw("en")["text"], *raw("en")["count"]):
        made = key.startswith("search_") and '"search_" ~' in used
        assert made or re.search(rf"\b{key}\b", used), key
        assert not hasattr(dict, key), key


def test_counts_follow_the_plural_of_their_language() -> None:
    english, japanese = words_of("en"), words_of("ja")
    assert [english.count("stories", n) for n in (0, 1, 2, 1200)] == [
        "0 stories",
        "1 story",
        "2 stories",
        "1,200 stories",
    ]
    assert [japanese.count("stories", n) for n in (1, 2)] == ["1件の出来事", "2件の出来事"]


def test_a_language_with_more_plurals_says_them_by_their_rules() -> None:
    text = (STRINGS / "en.toml").read_text(encoding="utf-8")
    rules = 'one = "i = 1 and v = 0"\nfew = "v = 0 and i % 10 = 2..4 and i % 100 != 12..14"\nmany = "v = 0 and i != 1"'
    polish = parse_words(
        text.replace('one = "n is 1"', rules).replace(
            '{ one = "{n} story", other = "{n} stories" }',
            '{ one = "{n} temat", few = "{n} tematy", many = "{n} tematów", other = "{n} tematu" }',
        ),
        "pl",
    )
    assert [polish.count("stories", n) for n in (1, 2, 5, 22)] == ["1 temat", "2 tematy", "5 tematów", "22 tematy"]


def test_dates_are_written_as_the_language_writes_them() -> None:
    day = date(2025, 6, 7)
    assert (words_of("en").day(day), words_of("en").month(day)) == ("7 June 2025", "June 2025")
    assert (words_of("ja").day(day), words_of("ja").short_day(day)) == ("2025年6月7日", "6月7日")


def test_a_gap_is_told_in_its_largest_whole_unit() -> None:
    words = words_of("en")
    assert [words.gap(days) for days in (3, 8, 20, 61, 800)] == ["", "1 week", "2 weeks", "2 months", "2 years"]


def test_a_language_without_a_file_gets_english_words_and_says_so() -> None:
    assert words_of("de").language == "en"
    assert words_of("en-GB").language == "en-GB"
    assert words_of("../../etc").language == "en"


def test_a_page_in_japanese_says_so_and_its_english_texts_do_too() -> None:
    site = assemble(config("ferries", language="ja"), [article("one")], [story(article("one"), topics=("ferries",))])
    renderer = Renderer(read_theme(REPO, "record"))
    pages = {page.path: renderer.render(page).decode() for page in plan(site, Look())}
    tree = html.document_fromstring(pages["stories/headline-one.html"])
    assert tree.get("lang") == "ja"
    assert tree.xpath("//h1/@lang") == ["en"]
    assert "報じられていること" in tree.text_content()
    assert "2025年6月18日" in tree.text_content()
