"""A page in the form of our templates is read without a parser, and gives what the parser gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TOML, project, source_file
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.build import build_project
from digest.publish.elements import OtherFormError, elements_of, parsed, plain

PAGE = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>A &amp; B</title>\n'
    '<link rel="stylesheet" href="a.css">\n<script type="application/ld+json">{"a":"\\u003cb\\u003e"}</script>\n</head>\n'
    '<body>\n<main id="main" data-file="content/articles/a.md">\n'
    '<p id="p1">One <a href="#x">two</a> &lt;three&gt; <em>four</em>. <a class="pilcrow" href="#p1">¶1</a></p>\n'
    '<blockquote class="piece"><p>A piece <b>in bold</b> <a class="mark" href="a.html#p1">1</a></p></blockquote>\n'
    "<blockquote><p>A quotation of the text</p></blockquote>\n"
    '<blockquote cite="a.html#p2"><p>With its place</p></blockquote>\n'
    '<p>He said <q class="bare">a &#34;word&#34;</q> <a class="cite" href="a.html#p1"><bdi>X</bdi> ¶&#8288;1</a></p>\n'
    '<time datetime="2025-06-18">then</time>\n<svg viewBox="0 0 1 1"><title>One</title><path d="M0"/></svg>\n'
    '<img src="a.png" srcset="b.png 2x" alt="">\n</main>\n</body>\n</html>\n'
)


def test_the_two_ways_give_the_same() -> None:
    assert plain(PAGE.encode()) == parsed(PAGE.encode())
    ids, elements = plain(PAGE.encode())
    assert ids == ["main", "p1"]
    assert [(name, text) for name, _, text in elements if text] == [
        ("script", '{"a":"\\u003cb\\u003e"}'),
        ("p", "One two <three> four. ¶1"),
        ("piece", "A piece in bold"),
        ("piece", "With its place"),
        ("q", 'a "word"'),
    ]


OTHER = {
    "a comment": ("<main", "<!-- <a href='x'> --><main"),
    "single quotes": ('href="a.css"', "href='a.css'"),
    "no quotes": ('href="a.css"', "href=a.css"),
    "capitals": ("<main", "<MAIN"),
    "a style": ("<main", "<style>a > b</style><main"),
    "a bracket": ("One", "1 < 2"),
    "another entity": ("One", "One&nbsp;"),
    "an entity without an end": ("&amp;", "&"),
    "a quotation mark": ("One", 'One"'),
    "a zero byte": ("One", "One\0"),
    "a paragraph without an end": ("¶1</a></p>", "¶1</a>"),
    "a quotation without an end": ("</q>", ""),
    "a block in a paragraph": ("<em>four</em>", "<div>four</div>"),
    "no document type": ("<!doctype html>\n", ""),
    "bytes that are no UTF-8": ("One", "\udcff"),
}


@pytest.mark.parametrize("what", OTHER)
def test_a_page_in_another_form_goes_to_the_parser(what: str) -> None:
    page = PAGE.replace(*OTHER[what]).encode("utf-8", "surrogateescape")
    with pytest.raises(OtherFormError):
        plain(page)
    assert elements_of(page) == parsed(page)


def _cut(at: int, length: int, _: str) -> Callable[[str], str]:
    return lambda page: page[:at] + page[at + length :]


def _put(at: int, _: int, piece: str) -> Callable[[str], str]:
    return lambda page: page[:at] + piece + page[at:]


def _twice(at: int, length: int, _: str) -> Callable[[str], str]:
    return lambda page: page[: at + length] + page[at:]


PIECES = sorted(
    {
        *re.findall(r"<[^>]*>", PAGE),
        "<",
        ">",
        '"',
        "&",
        "<p>",
        "</p>",
        '<p id="p1">',
        "<q>",
        "</q>",
        "</blockquote>",
        "<b>",
    }
)
CHANGES = st.builds(
    lambda change, *args: change(*args),
    st.sampled_from([_cut, _put, _twice]),
    st.integers(0, len(PAGE)),
    st.integers(1, 40),
    st.sampled_from(PIECES),
)


@given(st.lists(CHANGES, min_size=1, max_size=3))
@settings(max_examples=600, deadline=None)
def test_whatever_is_done_to_a_page_both_ways_agree_or_the_quick_one_steps_aside(
    changes: list[Callable[[str], str]],
) -> None:
    page = PAGE
    for change in changes:
        page = change(page)
    try:
        found = plain(page.encode())
    except OtherFormError:
        return
    assert found == parsed(page.encode())


def test_every_page_that_the_program_writes_is_read_the_quick_way(tmp_path: Path) -> None:
    articles = {
        "a.md": source_file(
            '"Never," she said, <b> & *so*.\n\n> A quote\n\n- one\n- two\n\n```\ncode < 1\n```\n', id="aaaa1111"
        ),
        "b.md": source_file("The crane fell over. " * 50, title='A "crane" <falls>', id="bbbb2222", date="2025-06-20"),
    }
    root = project(
        tmp_path, articles, TOML.replace('description = "Made for tests."', 'base_url = "https://x.example/"')
    )
    assert build_project(root).done
    pages = sorted((root / "site").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        assert plain(page.read_bytes()) == parsed(page.read_bytes()), page.name
