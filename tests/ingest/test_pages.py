"""Every kind of file comes out as articles, and what is wrong with it as a diagnostic."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.ingest.merge import body_text
from digest.ingest.pages import read_page
from digest.ingest.profiles import built_in, parse_profile

TEXT = (
    "The island's only ferry ran aground on a sandbank on Monday with 140 people on board, the coast guard said.",
    "Nobody was hurt. Lifeboats from Sampleton took the passengers off before dark, and Captain Orla Brandt stayed with the ship.",
    "The company said that divers would look at the hull on Tuesday. Brandt told the coast guard that the buoy had drifted.",
)


def test_a_feed_gives_its_items_with_stated_dates_and_addresses() -> None:
    body = "".join(f"&lt;p&gt;{part}&lt;/p&gt;" for part in TEXT)
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Sample Wire</title>
    <item><title>Ferry aground</title><link>https://example.org/ferry</link><pubDate>Wed, 12 Mar 2025 08:00:00 GMT</pubDate>
    <description>{body}</description></item></channel></rss>"""
    (find,) = read_page(feed.encode(), "feed.xml").finds
    draft = find.draft
    assert (draft.title, draft.source, draft.url) == ("Ferry aground", "Sample Wire", "https://example.org/ferry")
    assert find.clues.stated is not None
    assert str(find.clues.stated.day) == "2025-03-12"
    assert body_text(draft) == "\n".join(TEXT)


def test_records_of_json_and_json_lines_are_articles() -> None:
    record = {
        "headline": "Ferry aground",
        "body": "\n\n".join(TEXT),
        "link": "https://example.org/ferry",
        "published_at": "2025-03-12",
        "publisher": {"name": "Sample Wire"},
    }
    for data in (json.dumps([record]), json.dumps(record) + "\n" + json.dumps({**record, "headline": "Other"})):
        find = read_page(data.encode(), "x.json").finds[0]
        assert (find.draft.title, find.draft.source) == ("Ferry aground", "Sample Wire")
        assert len(find.draft.blocks) == 3


def test_an_html_page_gives_its_article_with_what_it_states() -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in TEXT * 2)
    html = f"""<!doctype html><html lang="en"><head><title>Ferry aground | Sample Wire</title><meta property="og:site_name" content="Sample Wire">
    <script type="application/ld+json">{{"@type":"NewsArticle","headline":"Ferry aground","datePublished":"2025-03-12T08:00:00Z"}}</script></head>
    <body><nav><a href="/">Home</a></nav><article><h1>Ferry aground</h1>{paragraphs}</article></body></html>"""
    (find,) = read_page(html.encode(), "page.html").finds
    assert (find.draft.title, find.draft.source) == ("Ferry aground", "Sample Wire")
    assert find.clues.stated is not None


def test_an_html_page_that_holds_several_articles_in_one_body_is_split() -> None:
    other = (
        "Parliament in Exampleville passed the budget by two votes after a night of talks, ending a dispute over school meals.",
        "Finance minister Tadeo Quill had threatened to resign. His party will get money for kitchens, the opposition a new road.",
        "Quill called the deal a fair one. Teachers' unions want to see the figures before they say what they think of it at all.",
    )
    first, second = ("".join(f"<p>{part}</p>" for part in parts) for parts in (TEXT, other))
    html = f"<html><body><div><h1>Ferry aground off Sampleton</h1><p>SAMPLETON (Sample Press) - </p>{first}<h2>Budget passes by two votes</h2><p>EXAMPLEVILLE (Sample Press) - {other[0]}</p>{second}</div></body></html>"
    finds = read_page(html.encode(), "page.html").finds
    assert [find.draft.title for find in finds] == ["Ferry aground off Sampleton", "Budget passes by two votes"]


def test_bad_files_are_named_and_cost_nothing_else() -> None:
    for data, code in (
        (b"", "ingest.empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "ingest.binary"),
        (b"<html><body></body></html>", "ingest.no-text"),
        (b'[{"title": "x"', "ingest.bad-json"),
        (b"Just a few words.", "ingest.no-article"),
    ):
        page = read_page(data, "bad.txt")
        assert code in {found.code for found in page.findings}, code
        assert page.finds == ()


def test_a_page_of_more_than_four_megabytes_is_refused_before_it_is_split() -> None:
    page = read_page(b"The ferry left on time, he said. " * 130_000, "page.txt")
    assert [found.code for found in page.findings] == ["ingest.too-large"]


@pytest.mark.parametrize(
    "data",
    [b"a\n" * 150_001, b"<html><body><p>Text</p>" + b"<p>" * 150_001, b"<html><body><article>" + b"]\n" * 400_000],
)
def test_a_page_of_too_many_parts_is_refused_before_it_is_parsed(data: bytes) -> None:
    page = read_page(data, "page.txt")
    assert [found.code for found in page.findings] == ["ingest.too-many"]


def test_a_guessed_encoding_is_told() -> None:
    text = "Ferry aground\n\n" + "\n\n".join(TEXT).replace(
        "sandbank", "sandbank at the café of Señor Muñoz – “Chez José”"
    )
    page = read_page(text.encode("cp1252"), "page.txt")
    assert [found.code for found in page.findings] == ["ingest.guessed-encoding"]
    assert "café of Señor Muñoz – “Chez José”" in body_text(page.finds[0].draft)


def test_other_encodings_are_read() -> None:
    text = "Ferry aground\n\n" + "\n\n".join(TEXT) + "\n\nIt was “over”, she said – at last."
    plain = body_text(read_page(text.encode(), "a.txt").finds[0].draft)
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        assert body_text(read_page(text.encode(encoding), "a.txt").finds[0].draft) == plain


def test_windows_line_ends_keep_the_line_numbers() -> None:
    text = "Ferry aground\n\n" + "\n\n".join(TEXT)
    for page in (text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        origin = read_page(page.encode(), "a.txt").finds[0].draft.origins[0]
        assert (origin.first, origin.last) == (3, 7)


def test_a_profile_adds_what_no_rule_can_know() -> None:
    profile = parse_profile(
        '[match]\nlines = ["xx-sample"]\n[set]\npublisher = "Sample Wire"\n[drop]\nlines = ["xx-.*"]\ninline = ["%%\\\\d+%%"]\n[titles]\nsuffixes = [" on SW"]\n',
        "sample.toml",
    )
    text = "xx-sample\nFerry aground on SW\n\n" + "\n\n".join(TEXT).replace("Monday", "Monday%%12%%")
    with_profile, without = read_page(text.encode(), "a.txt", profiles=[profile]), read_page(text.encode(), "a.txt")
    assert (with_profile.finds[0].draft.source, without.finds[0].draft.source) == ("Sample Wire", "")
    assert with_profile.finds[0].draft.title == "Ferry aground"
    assert "%%" not in body_text(with_profile.finds[0].draft)
    assert "site profile" in {cut.why for cut in with_profile.cuts}


def test_built_in_profiles_are_sound() -> None:
    assert all(profile.name for profile in built_in())


@given(st.binary(max_size=3000))
@settings(max_examples=150, deadline=None)
def test_no_bytes_break_ingest(data: bytes) -> None:
    read_page(data, "page.txt")


def test_hostile_input_of_a_megabyte_is_bounded_work() -> None:
    for text in (
        "a" * 1_000_000,
        "( " * 500_000,
        "“" * 300_000,
        "A, " * 330_000,
        "By " * 300_000,
        "1/2/" * 250_000,
        "\n" * 1_000_000,
        "Ab\n" * 300_000,
    ):
        read_page(text.encode(), "page.txt")
