"""Bodies: Markdown that strangers wrote becomes inert HTML with addresses."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from digest.site.markup import NESTING, parsed_body, read_body, unmarked_body

ALLOWED = {
    "a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

HOSTILE = """\
<script>alert(1)</script> <img src=x onerror=alert(1)> <svg/onload=alert(1)> <!-- <plaintext>

[a](javascript:alert(1)) [b](java&Tab;script:alert(1)) [c](<feed:javascript:alert(1)>) [d](//evil.example)
[e](data:text/html,x) <javascript:alert(1)> ![f](javascript:alert(1)) [g]

[g]: vbscript:x

<iframe src="https://example.org"></iframe>

```"><script>alert(1)</script>
x
```

{{ 7 * 7 }} {% include "layout.html" %}
"""


def parsed(body: str) -> html.HtmlElement:
    return html.fragment_fromstring(str(body), create_parent="div")


def test_each_top_level_paragraph_has_an_address() -> None:
    body = read_body("One.\n\n> Quoted.\n\nTwo\nlines.")
    assert body.paragraphs == ("One.", "Two lines.")
    assert [one.get("id") for one in parsed(body.html).iter("p")] == ["p1", None, "p2"]
    assert [one.get("href") for one in parsed(body.html).iter("a")] == ["#p1", "#p2"]


def test_headings_begin_at_two_and_their_ids_cannot_clobber() -> None:
    body = read_body("# Location\n\n### Forms\n\n# Location\n\n# 港\n")
    heads = [(one.tag, one.get("id")) for one in parsed(body.html) if one.tag.startswith("h")]
    assert heads == [("h2", "h-location"), ("h4", "h-forms"), ("h2", "h-location-2"), ("h2", "h-part")]
    assert "<h2" in read_body("### Deep\n").html


def test_a_picture_is_a_link_with_its_description() -> None:
    body = read_body("![the crane](https://example.org/crane.png) [![inside](x.png)](https://example.org/)")
    assert "<img" not in body.html
    assert [one.text for one in parsed(body.html).iter("a")][:2] == ["the crane", "inside"]
    assert next(iter(parsed(body.html).iter("a"))).get("href") == "https://example.org/crane.png"


def test_links_that_leave_the_site_say_so_and_the_others_are_gathered() -> None:
    body = read_body("[out](https://example.org/) [in](../about.html)")
    out, inside = list(parsed(body.html).iter("a"))[:2]
    assert out.get("rel") == "noopener nofollow external"
    assert inside.get("rel") is None
    assert body.links == ("../about.html",)


def test_hostile_markup_stays_text() -> None:
    tree = parsed(read_body(HOSTILE).html)
    assert {one.tag for one in tree.iterdescendants()} <= ALLOWED
    assert [one.get("href") for one in tree.iter("a") if one.get("class") != "pilcrow"] == []
    assert "<script>alert(1)</script>" in tree.text_content()
    assert "{{ 7 * 7 }}" in tree.text_content()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"[]()<>!`*_#&:/\\\n\"' ", "javascript:", "&#x6a;", "<script", "data:", "a", "http://x.y"])
    )
)
def test_no_input_makes_anything_but_allowed_tags_and_links(parts: list[str]) -> None:
    tree = parsed(read_body("".join(parts)).html)
    for one in tree.iterdescendants():
        assert one.tag in ALLOWED
        assert set(one.attrib) <= {"href", "rel", "id", "class", "start"}
        assert not re.match(r"\s*(javascript|data|vbscript|//)", one.get("href", ""), re.I)


def test_direction_overrides_and_piled_marks_are_taken_out() -> None:
    body = read_body("safe \u202etxt.exe\u202c z" + "\u0301" * 300)
    assert body.paragraphs == ("safe txt.exe z" + "\u0301" * 4,)


def test_code_is_coloured_by_classes_and_an_unknown_language_is_plain() -> None:
    body = read_body('```python\nx = "<b>"\n```\n\n```nonsense\n<i>\n```\n')
    assert '<span class="code-' in body.html
    assert "style=" not in body.html
    assert "&lt;i&gt;" in body.html


def test_a_table_has_classes_and_no_styles() -> None:
    body = read_body("a | b\n:-: | --:\n1 | 2\n")
    assert 'class="align-center"' in body.html
    assert "style=" not in body.html


def test_text_that_the_parser_drops_is_noticed() -> None:
    deep = read_body("intro\n\n" + "> " * (NESTING + 10) + "lost")
    assert deep.lost_at == 2
    assert "lost" not in deep.html
    fine = read_body("> " * (NESTING - 2) + "kept")
    assert (fine.lost_at, "kept" in fine.html) == (None, True)


@pytest.mark.parametrize("mark", ["[", "![a", "*a ", "- a\n", "`a", "a|", "> a\n", "~~a"])
def test_a_megabyte_of_marks_is_shown_plain_and_in_time(mark: str) -> None:
    begin = time.process_time()
    body = read_body(mark * (1_000_000 // len(mark)))
    assert time.process_time() - begin < 2
    assert body.heavy
    assert body.paragraphs


MARKDOWN = st.lists(
    st.text(alphabet="ab1 .)!?-+#>=:'\"&;\\\\*_`<[]~|(\n\n\n\té\u0301\u202e\ue02a\x00漢“”", max_size=12)
    | st.sampled_from(
        ["Plain words, and more.", "\\*starred\\*", "A & B", "&amp;", "1. one", "1\\. one", "\n\n", "\n"]
    ),
    max_size=6,
).map("".join)


@settings(max_examples=600, deadline=None)
@given(MARKDOWN)
def test_the_short_way_for_bodies_without_marks_gives_what_the_parser_gives(markdown: str) -> None:
    short = unmarked_body(markdown)
    assert short is None or short == parsed_body(markdown)


@pytest.mark.parametrize(
    ("markdown", "is_short"),
    [
        ("One.\n\nTwo “three” & 4.\n", True),
        (r"A \*star\*, \[brackets\] and \\.", True),
        ("One\ntwo.", False),
        ("*One*", False),
        ("1. One", False),
        ("AT&amp;T", False),
    ],
)
def test_bodies_that_ingest_writes_go_the_short_way(markdown: str, is_short: bool) -> None:
    assert (unmarked_body(markdown) is not None) is is_short
