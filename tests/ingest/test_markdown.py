"""Plain text stays plain text in Markdown."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.ingest.markdown import escaped, to_markdown
from digest.model import Block, BlockKind
from digest.site.markup import read_body

SIGNS = st.text(alphabet="ab \\`*_{}[]()#+-.!<>&;|~=:/\"'1x@", max_size=60)


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "1. no list",
        "> no quote",
        "*no* emphasis",
        "[no](https://example.org) link",
        "<b>no</b> tag",
        "&amp; no entity",
        "snake_case stays",
    ],
)
def test_marks_of_a_strangers_text_are_shown_as_they_are(text: str) -> None:
    assert shown(escaped(text)) == text


@given(SIGNS)
def test_any_line_is_shown_as_it_was(text: str) -> None:
    line = " ".join(text.split())
    if line:
        assert shown(to_markdown([Block(BlockKind.PARAGRAPH, line)])) == line


def shown(markdown: str) -> str:
    """What a reader sees of one paragraph; a bare address may become a link with the same words."""
    html = str(read_body(markdown).html)
    html = re.sub(r'<a class="pilcrow".*?</a>|<a[^>]*href="#p\d+"[^>]*>.*?</a>', "", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def test_blocks_keep_their_kind() -> None:
    blocks = [
        Block(BlockKind.HEADING, "A cross-head"),
        Block(BlockKind.PARAGRAPH, "Text."),
        Block(BlockKind.ITEM, "one"),
        Block(BlockKind.ITEM, "two"),
        Block(BlockKind.CODE, "x = 1"),
    ]
    assert to_markdown(blocks) == "## A cross-head\n\nText.\n\n- one\n- two\n\n```\nx = 1\n```"
