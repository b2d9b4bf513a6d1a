"""Addresses: plain names, none twice, none outside."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from digest.site.urls import Addresses, absolute, base_path, root_of


@given(st.lists(st.text(max_size=100), max_size=30))
def test_no_two_pages_share_a_path_on_any_disk(names: list[str]) -> None:
    addresses = Addresses()
    paths = [addresses.claim("stories/", name, f"key-{number}") for number, name in enumerate(names)]
    assert len({unicodedata.normalize("NFC", path.casefold()) for path in paths}) == len(names)
    assert all(re.fullmatch(r"stories/[a-z0-9](?:[a-z0-9-]{0,105})\.html", path) for path in paths)


def test_a_taken_fixed_path_is_not_given_out() -> None:
    addresses = Addresses()
    addresses.take("INDEX.html")
    assert addresses.claim("", "index", "abc") == "index-abc.html"


def test_a_page_knows_its_way_up_and_its_absolute_address() -> None:
    assert (root_of("index.html"), root_of("stories/a.html")) == ("", "../")
    assert absolute("https://example.org/digest/", "index.html") == "https://example.org/digest/"
    assert absolute("", "about.html") == ""
    assert (base_path("https://example.org/digest/"), base_path("https://example.org"), base_path("")) == (
        "/digest/",
        "/",
        "",
    )
