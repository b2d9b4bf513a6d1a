"""Which addresses may become a link."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.addresses import allowed_link, is_web_address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java%09script:alert(1)",
        "\x01javascript:alert(1)",
        " javascript:alert(1)",
        "feed:javascript:alert(1)",
        "view-source:https://example.org",
        "data:text/html,x",
        "blob:https://example.org/x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "/\\example.org",
        "\\\\example.org",
        "\t//example.org",
        "/from-the-root",
        "https://user@example.org/",
        "https://@example.org/",
        "https://example.org:port/",
        "https:example.org",
        "https://",
        "",
    ],
)
def test_an_address_that_could_act_or_mislead_is_no_link(address: str) -> None:
    assert allowed_link(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c#d",
        "http://example.org:8080/",
        "mailto:desk@example.org",
        "../stories/a.html#p1",
        "#p2",
        "a.html",
    ],
)
def test_an_ordinary_address_stays_as_it_is(address: str) -> None:
    assert allowed_link(address) == address


@given(st.text(max_size=40))
def test_whatever_passes_has_an_allowed_scheme_or_none(text: str) -> None:
    link = allowed_link(text)
    scheme = link.partition(":")[0].lower() if re.match(r"[^/?#]*:", link) else ""
    assert link == "" or scheme in ("", "http", "https", "mailto") or link[0] in "#?."
    assert not link.startswith(("/", "\\"))


def test_a_web_address_has_no_credentials() -> None:
    assert is_web_address("https://example.org/")
    assert not is_web_address("https://a:b@example.org/")
