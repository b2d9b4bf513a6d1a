"""A file is what it holds, not what it is called."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.addresses import is_web_address
from digest.ingest.sniff import (
    FileKind,
    binary_name,
    holds_markup,
    http_url,
    iso_date,
    kind_of,
    language_code,
    objection,
    stated_date,
)
from digest.text import clean

PROSE = "HARBOUR TOWN - The old bridge reopens\n\nThe council said on Monday that the bridge will open.\n" * 5
PAGE = "<!DOCTYPE html>\n<html><head><title>Bridge</title></head><body><p>The bridge opened.</p></body></html>"
RSS = '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Sample Wire</title></channel></rss>'
JSON_FEED = '{"version": "https://jsonfeed.org/version/1.1", "title": "Sample Wire", "items": []}'
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item/></rdf:RDF>'
ROWS = '{"title": "One", "text": "a"}\n{"title": "Two", "text": "b"}\n'


def zipped(inner: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(inner, "x" * 50)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PROSE, "a.txt", FileKind.TEXT),
        (PROSE, "a.html", FileKind.TEXT),
        (PROSE, "a.json", FileKind.TEXT),
        (PROSE.replace("old", "<b>old</b>"), "a.txt", FileKind.TEXT),
        ("<b>Breaking:</b> the bridge is open.\n" + PROSE, "a.txt", FileKind.TEXT),
        ("{" + PROSE, "a.txt", FileKind.TEXT),
        ("[nid:719195]\n" + PROSE, "a.txt", FileKind.TEXT),
        ("[[nid:719195]]\n" + PROSE, "a.txt", FileKind.TEXT),
        ("[1] The first note says little.\n" + PROSE, "a.txt", FileKind.TEXT),
        ("< 5 minutes ago\n" + PROSE, "a.txt", FileKind.TEXT),
        (PAGE, "a.txt", FileKind.HTML),
        ("\n\n<!-- saved -->\n" + PAGE, "page", FileKind.HTML),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "a.xml", FileKind.HTML),
        ("<article><h1>Bridge</h1><p>It opened.</p></article>", "a.txt", FileKind.HTML),
        ("Saved from example.org\n" + PAGE, "a.txt", FileKind.HTML),
        ("The bridge opened.<br><p>It was <br> late.</p><p>All cheered.</p>", "a.txt", FileKind.HTML),
        (RSS, "a.txt", FileKind.FEED),
        ("  \n" + RSS, "a.html", FileKind.FEED),
        (RDF, "a.rdf", FileKind.FEED),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title></feed>', "a.xml", FileKind.FEED),
        (JSON_FEED, "a.json", FileKind.FEED),
        (json.dumps([{"title": "One"}]), "a.txt", FileKind.JSON),
        (json.dumps({"title": "One"}, indent=2), "a.txt", FileKind.JSON),
        ("[1, 2, 3]", "a.json", FileKind.JSON),
        ("42", "a.json", FileKind.JSON),
        ("42", "a.txt", FileKind.TEXT),
        ('{"title": "One", "text": ', "a.json", FileKind.JSON),
        (ROWS, "a.json", FileKind.JSON_LINES),
        (ROWS.replace("\n", "\r\n\r\n"), "a.txt", FileKind.JSON_LINES),
        ('{"title": "One"}', "a.jsonl", FileKind.JSON_LINES),
        ('<?xml version="1.0"?><urlset xmlns="x"><url/></urlset>', "a.xml", FileKind.XML_OTHER),
        ('<?xml version="1.0"?><nitf><body/></nitf>', "a.xml", FileKind.XML_OTHER),
        ("", "a.txt", FileKind.EMPTY),
        (" \r\n\t", "a.html", FileKind.EMPTY),
    ],
)
def test_content_decides(data: str, name: str, kind: FileKind) -> None:
    assert kind_of(data.encode(), name) is kind


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("text", "kind"), [(PROSE, FileKind.TEXT), (PAGE, FileKind.HTML), (RSS, FileKind.FEED), (ROWS, FileKind.JSON_LINES)]
)
def test_every_unicode_encoding_is_looked_through(text: str, kind: FileKind, encoding: str) -> None:
    assert kind_of(text.encode(encoding), "a") is kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\nplain words", "a PDF document"),
        (gzip.compress(PAGE.encode(), mtime=0), "a gzip archive"),
        (zipped("word/document.xml"), "a Word document"),
        (zipped("page.html"), "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "a JPEG image"),
        (b"GIF89a" + bytes(100), "a GIF image"),
        (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n", "a web archive (MHTML)"),
        (bytes(300), "a binary file"),
    ],
)
def test_a_binary_file_is_named_in_words(data: bytes, words: str) -> None:
    assert kind_of(data, "page.html") is FileKind.BINARY
    assert binary_name(data) == words
    finding = objection(FileKind.BINARY, data, "inbox/page.html")
    assert finding is not None
    assert words in finding.problem


def test_letters_that_begin_a_binary_format_are_no_binary_file() -> None:
    assert kind_of(b"BMW opens a plant in Harbour Town.", "a.txt") is FileKind.TEXT
    assert kind_of(b"GIF89 was the name of the band.", "a.txt") is FileKind.TEXT


def test_a_sitemap_is_refused_with_what_to_do() -> None:
    data = b'<?xml version="1.0"?><urlset xmlns="x"><url/></urlset>'
    finding = objection(kind_of(data, "sitemap.xml"), data, "sitemap.xml")
    assert finding is not None
    assert "<urlset>" in finding.problem
    assert "addresses" in finding.fix


def test_kinds_with_a_reader_meet_no_objection() -> None:
    assert objection(FileKind.TEXT, b"words", "a.txt") is None


def test_a_value_with_tags_of_a_page_is_markup() -> None:
    assert holds_markup("<p>One</p>")
    assert not holds_markup("if a < b and b > c")


@pytest.mark.parametrize(
    ("stated", "iso"),
    [
        ("2025-06-18", "2025-06-18"),
        ("2025-06-18T09:05:00Z", "2025-06-18T09:05:00+00:00"),
        ("2025-06-18 09:05:00 +0900", "2025-06-18T09:05:00+09:00"),
        ("2025-06-18T09:05:00.123-03:30", "2025-06-18T09:05:00-03:30"),
        ("20250618T090500Z", "2025-06-18T09:05:00+00:00"),
        ("Wed, 18 Jun 2025 09:05:00 +0200", "2025-06-18T09:05:00+02:00"),
        ("Wed, 18 Jun 2025 09:05 EST", "2025-06-18T09:05:00-05:00"),
        ("18 Jun 25 09:05:00 GMT", "2025-06-18T09:05:00+00:00"),
        ("June 18, 2025, 9:05 pm", "2025-06-18T21:05:00"),
        ("18 June 2025", "2025-06-18"),
        ("18 Jun 2025 09:05:60 IST", "2025-06-18T09:05:59"),
        ("18/06/2025", ""),
        ("2025-13-01", ""),
        ("1066-10-14", ""),
        ("9999-12-31T23:59:59-12:00", ""),
        ("2025-06-18T09:05:00+99:00", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_are_kept_as_stated(stated: str, iso: str) -> None:
    assert iso_date(stated) == iso


@pytest.mark.parametrize(
    "value", [1750237500, 1750237500000, "1750237500", {"$date": 1750237500000}, {"$date": "2025-06-18T09:05:00Z"}]
)
def test_seconds_and_milliseconds_since_1970_are_dates(value: object) -> None:
    assert stated_date(value) == "2025-06-18T09:05:00+00:00"


@pytest.mark.parametrize("value", [True, 5, -1e30, float("inf"), float("nan"), 10**400, None, [], {}])
def test_a_number_that_is_no_date_is_none(value: object) -> None:
    assert stated_date(value) == ""


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//example.org/a",
        "http://",
        "https://a@b.org/",
        "http://[",
        "ftp://a.org/",
        "feed:http://a.org",
        "https://a.org:99999/",
        "https://a.org:x/",
        "https://:b@a.org/",
        "https://a.org\\b",
    ],
)
def test_only_web_addresses_are_links(url: str) -> None:
    assert http_url(url) == ""


@given(st.text(max_size=40).map(lambda text: f"https://example.org/{text}") | st.text(max_size=40))
def test_an_address_that_ingest_takes_may_stand_in_an_article(text: str) -> None:
    url = http_url(text)
    assert url == "" or is_web_address(clean(url))


def test_signs_that_an_address_cannot_have_are_written_as_browsers_write_them() -> None:
    assert http_url('https://example.org/a|b?c="<d>') == "https://example.org/a%7Cb?c=%22%3Cd%3E"


def test_white_space_inside_an_address_is_dropped() -> None:
    assert http_url(" https://example.org/\n a ") == "https://example.org/a"


@pytest.mark.parametrize(
    ("stated", "code"), [("en-GB", "en"), ("pt_BR", "pt"), ("English", "en"), ("de", "de"), ("klingon", "")]
)
def test_languages_have_two_letters(stated: str, code: str) -> None:
    assert language_code(stated) == code


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.json", "a.xml", "a.jsonl", "a"]))
def test_any_bytes_have_a_kind(data: bytes, name: str) -> None:
    kind = kind_of(data, name)
    objection(kind, data, name)


@settings(deadline=None)
@given(st.text(alphabet='<>{}[]"/!-? \nahtml:&;', max_size=300))
def test_any_punctuation_has_a_kind(text: str) -> None:
    kind_of(text.encode(), "a")
