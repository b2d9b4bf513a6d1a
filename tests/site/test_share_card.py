"""Share cards: drawn the same each time, with letters or not at all."""

from __future__ import annotations

import io
from typing import Any

import pytest
from conftest import article, config, story
from PIL import Image

from digest.site.share_card import HEIGHT, WIDTH, ShareCard, card_documents, draw_card, is_drawable
from digest.site.site import Site, assemble

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def card(title: str = "A ferry leaves", **named: str) -> ShareCard:
    plain = {"site": "The Sample Digest", "topic": "Ferries", "meta": "2 reports · Sample Wire · 18 June 2025"}
    return ShareCard(title=title, **{**plain, **named})


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


def ink(data: bytes, top: int, bottom: int) -> int:
    """Dark pixels between two heights."""
    histogram = pixels(data).crop((0, top, WIDTH, bottom)).histogram()
    return sum(histogram[:128])


def site_of(count: int, **named: Any) -> Site:
    articles = [article(f"a{n}") for n in range(count)]
    plain = {"base_url": "https://example.org/"}
    return assemble(config(**{**plain, **named}), articles, [story(one) for one in articles])


@pytest.mark.parametrize(
    "title", ["Short", "A ferry leaves " * 20, LONG, "Паром уходит", "Το πλοίο φεύγει", "  ", "W" * 300]
)
def test_no_card_has_ink_in_its_margins(title: str) -> None:
    data = draw_card(card(title, meta="x" * 400, site="Site " * 60, topic="Topic " * 60))
    whole = pixels(data)
    assert whole.size == (WIDTH, HEIGHT)
    for box in ((0, 0, 60, HEIGHT), (WIDTH - 60, 0, WIDTH, HEIGHT), (0, 0, WIDTH, 40), (0, HEIGHT - 16, WIDTH, HEIGHT)):
        assert sum(whole.crop(box).histogram()[:200]) == 0


def test_a_card_is_the_same_each_time_and_small() -> None:
    assert draw_card(card()) == draw_card(card())
    assert len(draw_card(card("A ferry leaves the harbour of Sampleton for the last time " * 2))) < 40_000


def test_a_headline_without_letters_in_the_fonts_leaves_its_place_to_the_sites_name() -> None:
    assert not is_drawable("日本の首相")
    assert draw_card(card("日本の首相")) == draw_card(card("The Sample Digest"))


def test_every_letter_that_the_fonts_promise_is_drawn() -> None:
    for first, last in ((0x21, 0x7E), (0xC0, 0x17E), (0x391, 0x3A1), (0x3B1, 0x3C9), (0x410, 0x44F), (0x1EA0, 0x1EF9)):
        lacking = {chr(code) for code in range(first, last + 1) if not is_drawable(chr(code))}
        assert lacking <= set("ĬĭĲĳŦŧ\u03a2")


def test_the_newest_stories_have_cards_beside_their_pages_where_the_site_has_an_address() -> None:
    site = site_of(5, share_cards=3)
    expected = [site.path("story", one.id).replace(".html", ".png") for one in site.stories[:3]]
    assert [document.path for document in card_documents(site)] == expected
    assert list(card_documents(site_of(5, share_cards=0))) == []
    assert list(card_documents(site_of(5, base_url=""))) == []
