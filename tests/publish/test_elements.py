"""What a check sees of a page."""

from __future__ import annotations

import pytest

from digest.publish.elements import elements_of

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


def test_ids_and_the_texts_of_paragraphs_and_quotations_are_seen() -> None:
    ids, elements = elements_of(PAGE.encode())
    assert ids == ["main", "p1"]
    assert [(name, text) for name, _, text in elements if text] == [
        ("script", '{"a":"\\u003cb\\u003e"}'),
        ("p", "One two <three> four. ¶1"),
        ("piece", "A piece in bold"),
        ("piece", "With its place"),
        ("q", 'a "word"'),
    ]


def test_every_address_and_every_day_is_seen_with_its_attributes() -> None:
    _, elements = elements_of(PAGE.encode())
    seen = [(name, dict(attributes)) for name, attributes, _ in elements if name in ("link", "img", "time")]
    assert seen == [
        ("link", {"rel": "stylesheet", "href": "a.css"}),
        ("time", {"datetime": "2025-06-18"}),
        ("img", {"src": "a.png", "srcset": "b.png 2x", "alt": ""}),
    ]


@pytest.mark.parametrize("raw", [b"", b" \n", b"\0", b"<", b"\xff\xfe", b"no markup at all"])
def test_what_is_no_page_has_no_elements_that_matter(raw: bytes) -> None:
    ids, elements = elements_of(raw)
    assert (ids, [name for name, _, _ in elements if name != "p"]) == ([], [])
