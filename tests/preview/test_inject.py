"""The served copy of a page has one script, and a policy that is wider by just that."""

from __future__ import annotations

import pytest

from digest.preview.inject import CLIENT, MARK, widened, with_client

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'"
PAGE = (
    "<!doctype html><html><head>"
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    "<title>A</title></head><body><p>The text says content='x' and default-src.</p></body></html>"
)


def served(page: str = PAGE) -> str:
    return with_client(page.encode(), build="b-1", version="v", base="/digest/").decode()


def test_the_script_stands_in_the_head_and_says_what_it_belongs_to() -> None:
    page = served()
    head = page.partition("</head>")[0]
    assert head.count("<script") == 1
    assert f'<script id="{MARK}" src="{CLIENT}" data-build="b-1" data-version="v" data-base="/digest/" defer>' in head


def test_everything_else_stays_as_it_is() -> None:
    page = served()
    script = page[page.index("<script") : page.index("</script>") + len("</script>\n")]
    assert page.replace(script, "").replace(f"{POLICY}; script-src 'self'; connect-src 'self'", POLICY) == PAGE


@pytest.mark.parametrize(
    ("policy", "wider"),
    [
        ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'"),
        ("script-src 'none'; connect-src 'none'", "script-src 'self'; connect-src 'self'"),
        (
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
        ),
        ("script-src-elem https://example.org", "script-src-elem https://example.org 'self'"),
        ("DEFAULT-SRC 'self' ; ;", "default-src 'self'; script-src 'self'; connect-src 'self'"),
        ("img-src 'self'", "img-src 'self'"),
        ("", ""),
    ],
)
def test_a_policy_is_widened_by_no_more_than_needed(policy: str, wider: str) -> None:
    assert widened(policy) == wider


def test_a_policy_is_found_however_it_is_written() -> None:
    page = "<head><META content='default-src &#39;none&#39;' HTTP-EQUIV=content-security-policy></head>"
    assert "default-src 'none'; script-src 'self'; connect-src 'self'" in served(page)


def test_a_page_without_a_head_gets_the_script_at_its_end() -> None:
    assert served("<p>Half a").startswith("<p>Half a<script")
    assert MARK in served("")
