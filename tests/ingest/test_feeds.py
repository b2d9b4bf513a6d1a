"""Feeds of every make give their items; a broken one gives those that are sound."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.diagnostics import DigestError, Severity
from digest.ingest.feeds import FeedItem, read_feed

LONG = "The council of Harbour Town agreed on Monday to repair the old bridge before the winter comes. " * 4
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>Sample Wire</title>
<link>https://wire.example/</link>
<language>en-gb</language>
<image><title>Logo</title><url>https://wire.example/logo.png</url></image>
<item>
  <title>Bridge &amp;amp; ferry reopen</title>
  <link>https://wire.example/1</link>
  <media:title>A photograph</media:title>
  <description>Short.</description>
  <content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded>
  <dc:creator>Jane Roe</dc:creator>
  <pubDate>Mon, 06 Sep 2021 16:45:00 +0200</pubDate>
</item>
<item>
  <title>Second</title>
  <guid>https://wire.example/2</guid>
  <author>desk@wire.example (John Doe)</author>
  <description>Only a few words.</description>
  <pubDate>one fine day</pubDate>
  <source url="https://other.example/feed">Example Post</source>
</item>
</channel></rss>
"""
ATOM = f"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://atom.example/news/">
<title type="html">Sample &lt;b&gt;Post&lt;/b&gt;</title>
<entry>
  <title type="text">1 &lt; 2</title>
  <link rel="self" href="https://atom.example/self"/>
  <link href="a/1.html"/>
  <author><name>Jane Roe</name></author><author><name>John Doe</name></author>
  <published>2025-06-18T09:05:00Z</published>
  <updated>2025-06-19T09:05:00Z</updated>
  <summary>Short.</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p><p>a &lt; b</p></div></content>
</entry>
<entry xml:lang="fr" xml:base="/other/">
  <id>tag:atom.example,2025:2</id><link href="2"/><title>Deux</title><content type="text">if a &lt; b</content>
  <source><title>Example Gazette</title></source>
</entry>
</feed>"""
RSS1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Old Wire</title><dc:language>ja</dc:language></channel>
<item rdf:about="https://old.example/1"><title>One</title><dc:date>2025-06-18</dc:date><description>Words.</description></item>
</rdf:RDF>"""
RSS091 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Caf\xe9 Wire</title><item><title>One</title><link>https://old.example/1</link></item></channel></rss>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Sample JSON",
        "home_page_url": "https://json.example/",
        "language": "en-US",
        "authors": [{"name": "Desk"}],
        "items": [
            {
                "id": "1",
                "url": "/1",
                "title": "One",
                "content_html": f"<p>{LONG}</p>",
                "date_published": "2025-06-18T09:05:00-05:00",
            },
            {"id": "https://json.example/2", "content_text": "Few words.", "authors": [{"name": "Jane Roe"}]},
        ],
    },
    indent=1,
)


def items(feed: str | bytes) -> list[FeedItem]:
    found, findings = read_feed(feed.encode() if isinstance(feed, str) else feed, "feed.xml")
    assert findings == []
    return found


def test_rss_2_says_everything_it_knows() -> None:
    first, second = items(RSS)
    assert (first.title, first.url, first.source) == ("Bridge & ferry reopen", "https://wire.example/1", "Sample Wire")
    assert (first.byline, first.published, first.language) == ("Jane Roe", "2021-09-06T16:45:00+02:00", "en")
    assert (first.html, first.text, first.teaser, first.line) == (f"<p>{LONG}</p>", "", False, 9)
    assert (second.url, second.byline, second.source) == ("https://wire.example/2", "John Doe", "Example Post")
    assert (second.published, second.text, second.teaser, second.line) == ("", "Only a few words.", True, 18)


def test_atom_resolves_its_links_and_keeps_its_types() -> None:
    first, second = items(ATOM)
    assert (first.title, first.url) == ("1 < 2", "https://atom.example/news/a/1.html")
    assert (first.source, first.byline, first.language) == ("Sample Post", "Jane Roe, John Doe", "de")
    assert first.published == "2025-06-18T09:05:00+00:00"
    assert f"<p>{LONG}</p><p>a &lt; b</p>" in first.html
    assert (second.url, second.language, second.source) == ("https://atom.example/other/2", "fr", "Example Gazette")
    assert (second.text, second.html, second.line) == ("if a < b", "", 14)


def test_rss_1_keeps_its_items_outside_of_the_channel() -> None:
    (item,) = items(RSS1)
    assert (item.title, item.url, item.source) == ("One", "https://old.example/1", "Old Wire")
    assert (item.published, item.language, item.line) == ("2025-06-18", "ja", 3)


def test_the_document_type_of_rss_091_is_no_danger() -> None:
    (item,) = items(RSS091.encode("latin-1"))
    assert (item.source, item.url, item.line) == ("Café Wire", "https://old.example/1", 4)


def test_json_feed_is_a_feed() -> None:
    first, second = items(JSON_FEED)
    assert (first.title, first.url, first.byline) == ("One", "https://json.example/1", "Desk")
    assert (first.published, first.language, first.teaser) == ("2025-06-18T09:05:00-05:00", "en", False)
    assert (second.url, second.text, second.byline, second.teaser) == (
        "https://json.example/2",
        "Few words.",
        "Jane Roe",
        True,
    )
    assert JSON_FEED.split("\n")[second.line - 1].strip() == "{"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_the_encoding_of_a_feed_changes_nothing(encoding: str) -> None:
    assert items(RSS.encode(encoding)) == items(RSS)


def test_markup_that_was_escaped_twice_is_markup() -> None:
    (item,) = items(
        "<rss><channel><item><description>&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;</description></item></channel></rss>"
    )
    assert item.html == "<p>One</p>"


def test_a_content_that_is_one_picture_gives_way_to_the_description() -> None:
    feed = RSS.replace(f"<p>{LONG}</p>", "<img src='x.png'>").replace("Short.", LONG)
    assert items(feed)[0].text.startswith("The council")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//evil.example/", "ftp://a.example/"])
def test_only_web_addresses_are_links(link: str) -> None:
    (item,) = items(
        f"<rss><channel><item><title>t</title><link>{link}</link><guid>{link}</guid></item></channel></rss>"
    )
    assert item.url == ""


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r SYSTEM "http://evil.example/x.dtd">',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://evil.example/x.dtd"> %p;]>',
    ],
)
def test_a_feed_with_entities_is_refused_with_its_line(declaration: str) -> None:
    feed = f'<?xml version="1.0"?>\n{declaration}\n<rss><channel><item><title>&x;</title></item></channel></rss>'
    found, (finding,) = read_feed(feed.encode(), "inbox/bomb.xml")
    assert found == []
    assert str(finding).startswith("inbox/bomb.xml:2: error: ")
    assert finding.code == "ingest.bad-feed"


def test_a_feed_that_breaks_off_keeps_its_complete_items() -> None:
    found, findings = read_feed(RSS[: RSS.index("</description>\n  <pubDate>one")].encode(), "feed.xml")
    assert [(item.title, item.line, item.source, item.language) for item in found] == [
        ("Bridge & ferry reopen", 9, "Sample Wire", "en")
    ]
    assert [finding.severity for finding in findings] == [Severity.ERROR, Severity.ERROR]
    assert all(finding.location.line for finding in findings)


def test_one_bad_item_costs_only_itself() -> None:
    bad = "<item>\n<title>Bad</i></title></item>\n<item>"
    found, findings = read_feed(RSS.replace("<item>", bad, 1).encode(), "feed.xml")
    assert [(item.title, item.line) for item in found] == [("Bridge & ferry reopen", 11), ("Second", 20)]
    assert [finding.location.line for finding in findings] == [10, 10]


def test_stray_ampersands_and_named_characters_cost_nothing() -> None:
    feed = RSS.replace("<title>Second", "<title>AT&T &eacute;t&nbsp;").replace("Only a", "Fish & chips;")
    found, (finding,) = read_feed(feed.encode(), "feed.xml")
    assert [item.title for item in found] == ["Bridge & ferry reopen", "AT&T ét"]
    assert (finding.severity, finding.location.line) == (Severity.WARNING, 19)


def test_an_undeclared_prefix_is_read_by_its_usual_name() -> None:
    (item,) = items("<rss><channel><item><dc:creator>Jane Roe</dc:creator></item></channel></rss>")
    assert item.byline == "Jane Roe"


def test_a_feed_without_items_says_so() -> None:
    found, (finding,) = read_feed(b"<rss><channel><title>Sample Wire</title></channel></rss>", "feed.xml")
    assert (found, finding.code) == ([], "ingest.empty")


def test_a_broken_json_feed_keeps_its_first_items() -> None:
    found, (finding,) = read_feed(JSON_FEED[: JSON_FEED.index("Few words")].encode(), "feed.json")
    assert [item.title for item in found] == ["One"]
    assert (finding.code, finding.severity) == ("ingest.bad-json", Severity.ERROR)


NASTY = {
    "deep": "<rss><channel>" + "<a>" * 100_000,
    "items": "<rss><channel>" + "<item>" * 60_000,
    "open": "<rss><channel><item><title>" + "<" * 300_000,
    "cdata": "<rss><channel>" + "<item><![CDATA[" * 30_000,
    "amps": "<rss><channel><item><title>" + "&" * 300_000,
    "declaration": "<?xml " * 80_000,
    "doctype": "<!DOCTYPE rss PUBLIC " * 20_000,
    "comment": "<rss><channel><item><description><![CDATA[<!-"
    + "-" * 500_000
    + "]]></description></item></channel></rss>",
    "style": "<rss><channel><item><description><![CDATA[<p style='"
    + " " * 500_000
    + "'>]]></description></item></channel></rss>",
    "author": "<rss><channel><item><author>" + "a" * 500_000 + "</author></item></channel></rss>",
    "space": "\n" * 500_000 + RSS,
    "names": "<rss "
    + " ".join(f'xmlns:n{i}="u"' for i in range(20_000))
    + ">"
    + "<a xmlns:b='c'/>" * 10_000
    + "</rss>",
    "date": "<rss><channel><item><pubDate>" + "1" * 500_000 + "</pubDate></item></channel></rss>",
    "title": "<rss><channel><item><title>" + "&lt;a" * 100_000 + "</title></item></channel></rss>",
}


@pytest.mark.parametrize("name", NASTY)
def test_no_feed_of_half_a_megabyte_takes_a_second(name: str) -> None:
    before = time.process_time()
    read_feed(NASTY[name].encode(), "nasty.xml")
    assert time.process_time() - before < 1


def test_five_megabytes_are_read_in_linear_time() -> None:
    head, rest = RSS.split("<item>", 1)
    item = "<item>" + rest.split("</item>")[0] + "</item>\n"

    def seconds(count: int) -> float:
        feed = (head + item * count + "</channel></rss>").encode()
        before = time.process_time()
        assert len(read_feed(feed, "f.xml")[0]) == count
        return time.process_time() - before

    small, large = seconds(900), seconds(7200)
    assert large < 16 * small + 0.5
    assert large < 10


def tried(data: bytes) -> Any:
    try:
        return read_feed(data, "x")
    except DigestError as refused:
        return refused


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    tried(data)


@settings(deadline=None)
@given(st.sampled_from([RSS, ATOM, RSS1, JSON_FEED]), st.integers(0, 2000), st.integers(0, 300), st.binary(max_size=12))
def test_any_damage_to_a_feed_is_survived(feed: str, at: int, length: int, put: bytes) -> None:
    data = feed.encode()
    tried(data[: at % len(data)] + put + data[at % len(data) + length :])


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<item>",
                "</item>",
                "<entry>",
                "<![CDATA[",
                "]]>",
                "<!--",
                "-->",
                "&",
                "&lt;",
                "<rss>",
                "<feed>",
                "x",
                "<?xml ",
                "?>",
                "<a b='",
                "'>",
                "{",
                '"items":',
                "[",
            ]
        ),
        max_size=30,
    )
)
def test_any_order_of_tags_is_survived(parts: list[str]) -> None:
    tried("".join(parts).encode())
