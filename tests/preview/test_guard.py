"""Only our own tabs are answered, and only for paths inside the site."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.preview.guard import asked_path, refused

HOME = {"host": "127.0.0.1:8000"}


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "127.0.0.1", "localhost:8000", "LOCALHOST:1", "[::1]:8000"])
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert refused("GET", {"host": host}) is None


@pytest.mark.parametrize(
    "host",
    ["", "example.org", "example.org:8000", "127.0.0.1.example.org", "localhost.example.org", "127.0.0.1:8000@evil",
     "0.0.0.0:8000", "127.1", "2130706433", "localhost:", "localhost:8000 ", "localhost:8000\n", "a localhost"],
)  # fmt: skip
def test_a_request_by_another_name_is_misdirected(host: str) -> None:
    assert refused("GET", {"host": host}) == 421


@pytest.mark.parametrize(
    "origin",
    ["https://example.org", "null", "", "http://127.0.0.1", "http://127.0.0.1:3000", "http://localhost:8000",
     "https://127.0.0.1:8000", "http://127.0.0.1:8000.example.org"],
)  # fmt: skip
def test_a_request_of_another_page_is_forbidden(origin: str) -> None:
    assert refused("GET", {**HOME, "origin": origin}) == 403


def test_a_request_of_our_own_page_is_answered() -> None:
    assert refused("GET", {**HOME, "origin": "http://127.0.0.1:8000"}) is None
    assert refused("HEAD", {**HOME, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}) is None


def test_another_site_may_link_to_us_and_load_nothing() -> None:
    assert refused("GET", {**HOME, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}) is None
    for mode in ("no-cors", "cors", "same-origin", "websocket", ""):
        assert refused("GET", {**HOME, "sec-fetch-site": "cross-site", "sec-fetch-mode": mode}) == 403
    assert refused("GET", {**HOME, "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors"}) == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "TRACE", "CONNECT", "get"])
def test_only_reading_is_allowed(method: str) -> None:
    assert refused(method, HOME) == 405


@pytest.mark.parametrize(
    ("raw", "path"),
    [(b"/", "/"), (b"/digest/articles/a.html", "/digest/articles/a.html"), (b"/a%20b", "/a b"), (b"/%C3%A9", "/é"),
     (b"/digest/", "/digest/"), (b"/a..b", "/a..b")],
)  # fmt: skip
def test_a_path_is_decoded_once(raw: bytes, path: str) -> None:
    assert asked_path(raw) == path


@pytest.mark.parametrize(
    "raw",
    [b"/../x", b"/a/../x", b"/%2e%2e/x", b"/.%2e/x", b"/a/%2E%2E%2fx", b"/..%5cx", b"/a\\x", b"/%252e%252e/x", b"/%2500",
     b"/%00", b"/a%00.html", b"/.git/config", b"/a/.digest", b"/%2egit/config", b"//example.org", b"//example.org/",
     b"/a//b", b"/%2f/x", b"/%0d%0aset-cookie:x", b"/\x7f", b"/%ff", b"/%c0%ae%c0%ae/x", b"", b"a", b"*",
     b"http://example.org/", b"/./x", b"/%", b"/%zz"],
)  # fmt: skip
def test_a_path_that_could_lead_out_is_refused(raw: bytes) -> None:
    assert asked_path(raw) is None


@given(st.binary(max_size=40))
def test_whatever_is_asked_the_path_stays_inside(raw: bytes) -> None:
    for path in (asked_path(b"/" + raw), asked_path(("/" + quote(raw)).encode())):
        if path is not None:
            parts = path[1:].split("/")
            assert not any(part.startswith(".") for part in parts)
            assert not set(path) & {"\\", "%", "\0"}
            assert "" not in parts[:-1]
