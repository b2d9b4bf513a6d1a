"""JSON of every common shape gives records; what is left out is said with its line."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.diagnostics import DigestError, Severity
from digest.ingest.records import Record, read_records

LONG = "The council of Harbour Town agreed on Monday to repair the old bridge before the winter comes. " * 4
LONG = LONG.strip()
ONE = {
    "title": "Bridge reopens",
    "text": LONG,
    "url": "https://wire.example/1",
    "date": "2025-06-18",
    "source": "Sample Wire",
}
TWO = {"title": "Ferry stops", "text": LONG.upper(), "url": "https://wire.example/2"}
ROWS = json.dumps(ONE) + "\n" + json.dumps(TWO) + "\n"


def records(value: Any, name: str = "a.json") -> list[Record]:
    data = (
        value
        if isinstance(value, bytes)
        else (value if isinstance(value, str) else json.dumps(value, indent=1)).encode()
    )
    found, findings = read_records(data, name)
    assert findings == []
    return found


def record(value: dict[str, Any]) -> Record:
    (found,) = records([value])
    return found


@pytest.mark.parametrize(
    "shape",
    [
        [ONE, TWO],
        {"articles": [ONE, TWO], "status": "ok", "totalResults": 2},
        {"pagination": {"total": 2}, "data": [ONE, TWO]},
        {"response": {"docs": [ONE, TWO], "meta": {"hits": 2}}},
        {"hits": {"total": 2, "hits": [{"_id": "1", "_source": ONE}, {"_id": "2", "_source": TWO}]}},
        {"response": {"results": [{"id": "a", "fields": ONE}, {"id": "b", "fields": TWO}]}},
        {"a1": ONE, "a2": TWO},
        {"content": [ONE, TWO], "page": 1},
        {"tags": [{"name": "x"}] * 9, "items": [ONE, TWO]},
    ],
)
def test_records_are_found_in_every_usual_wrapper(shape: Any) -> None:
    found = records(shape)
    assert [(item.title, item.url) for item in found] == [(one["title"], one["url"]) for one in (ONE, TWO)]
    assert found[0].text == LONG


def test_one_object_is_one_record() -> None:
    (found,) = records(ONE)
    assert found == Record(
        title="Bridge reopens",
        text=LONG,
        url="https://wire.example/1",
        published="2025-06-18",
        source="Sample Wire",
        line=1,
    )


def test_an_article_with_a_list_of_related_ones_is_one_record() -> None:
    assert [item.title for item in records({**ONE, "related": [TWO, TWO]})] == ["Bridge reopens"]


def test_records_know_their_lines() -> None:
    text = '{"articles": [\n\n  ' + json.dumps(ONE) + ",\n  " + json.dumps(TWO) + "\n]}"
    assert [item.line for item in records(text)] == [3, 4]


@pytest.mark.parametrize(
    "keys",
    [
        {
            "headline": "T",
            "articleBody": LONG,
            "datePublished": "2025-06-18",
            "author": {"name": "Jane Roe"},
            "publisher": {"name": "Sample Wire"},
            "inLanguage": "en",
        },
        {
            "title": "T",
            "maintext": LONG,
            "date_publish": "2025-06-18",
            "authors": ["Jane Roe"],
            "source_domain": "sample.example",
            "outlet": "Sample Wire",
            "language": "en",
        },
        {
            "webTitle": "T",
            "body_text": LONG,
            "webPublicationDate": "2025-06-18",
            "byline": "Jane Roe",
            "site_name": "Sample Wire",
            "lang": "en-GB",
        },
        {
            "name": "T",
            "full_text": LONG,
            "pubDate": "Wed, 18 Jun 2025",
            "creator": ["Jane Roe"],
            "source": {"id": None, "name": "Sample Wire"},
            "language": "English",
        },
        {
            "Title": "T",
            "Content": LONG,
            "Published": "June 18, 2025",
            "Author": "Jane Roe",
            "Publication": "Sample Wire",
            "Language": "en_US",
        },
        {
            "title": {"rendered": "T"},
            "text": [LONG],
            "created": "2025-06-18",
            "authors": [{"name": "Jane Roe"}],
            "publisher": ["Sample Wire"],
            "locale": "en",
        },
    ],
)
def test_keys_have_synonyms(keys: dict[str, Any]) -> None:
    found = record(keys)
    assert (found.title, found.text, found.published) == ("T", LONG, "2025-06-18")
    assert (found.byline, found.source, found.language) == ("Jane Roe", "Sample Wire", "en")


def test_a_canonical_address_goes_before_others_and_only_the_web_counts() -> None:
    assert record({**ONE, "canonical_url": "https://wire.example/c"}).url == "https://wire.example/c"
    assert record({**ONE, "url": "javascript:x", "link": "https://wire.example/l"}).url == "https://wire.example/l"


def test_a_source_that_is_an_address_is_named_by_its_host() -> None:
    assert record({**ONE, "source": "https://www.wire.example/feed"}).source == "wire.example"


def test_seconds_and_milliseconds_become_utc() -> None:
    assert record({**ONE, "date": 1750237500}).published == "2025-06-18T09:05:00+00:00"
    assert record({**ONE, "date": 1750237500000}).published == "2025-06-18T09:05:00+00:00"


def test_markup_goes_into_its_own_field() -> None:
    found = record({"title": "T", "content": {"rendered": f"<p>{LONG}</p>"}})
    assert (found.text, found.html, found.teaser) == ("", f"<p>{LONG}</p>", False)


def test_agency_and_captions_are_kept() -> None:
    found = record(
        {
            **ONE,
            "agency": "Example Press",
            "images": [{"url": "https://a.example/x.png", "caption": "The bridge"}],
            "caption": "A ferry",
        }
    )
    assert (found.agency, found.captions) == ("Example Press", ("A ferry", "The bridge"))


def test_a_description_alone_is_a_teaser() -> None:
    found = record({"title": "T", "description": LONG, "url": "https://wire.example/1"})
    assert (found.text, found.teaser) == (LONG, True)


def test_a_text_cut_by_an_interface_is_a_teaser() -> None:
    found = record({"title": "T", "content": LONG + "… [+2531 chars]"})
    assert (found.text, found.teaser) == (LONG, True)


def test_a_record_without_text_names_its_keys_and_the_nearest_right_one() -> None:
    found, (finding,) = read_records(b'[\n{"title": "Bridge", "artikelBody": "words"}]', "inbox/a.json")
    assert found == []
    assert str(finding).startswith(
        "inbox/a.json:2: error: 'Bridge' has no text; its keys are 'title', 'artikelBody' [ingest.no-text]"
    )
    assert finding.fix == "did you mean 'articleBody'?"


def test_many_records_without_text_are_summed_up() -> None:
    _, findings = read_records(json.dumps([{"title": "x"}] * 500).encode(), "a.json")
    assert len(findings) == 21
    assert findings[-1].problem == "480 more of these"


@pytest.mark.parametrize(
    "text", ["42", '"words"', "null", "true", "[[1, 2], [3]]", "[1, 2]", '{"a": 1}', "{}", "[]", ""]
)
def test_json_of_another_shape_is_refused_with_what_would_be_right(text: str) -> None:
    found, (finding,) = read_records(text.encode(), "a.json")
    assert found == []
    assert finding.code in ("ingest.other-json", "ingest.empty")
    assert finding.fix


def test_a_list_that_breaks_off_keeps_its_complete_records() -> None:
    text = "[\n" + json.dumps(ONE) + ",\n" + json.dumps(TWO)[:-30]
    found, (finding,) = read_records(text.encode(), "a.json")
    assert [item.title for item in found] == ["Bridge reopens"]
    assert (finding.code, finding.severity, finding.location.line) == ("ingest.bad-json", Severity.ERROR, 3)
    assert "breaks off" in finding.problem


def test_a_wrapper_that_breaks_off_keeps_its_complete_records() -> None:
    text = '{"status": "ok",\n"articles": [\n' + json.dumps(ONE) + ",\n" + json.dumps(TWO) + ',\n{"title": "Th'
    found, (finding,) = read_records(text.encode(), "a.json")
    assert [item.title for item in found] == ["Bridge reopens", "Ferry stops"]
    assert finding.location.line == 5


def test_a_missing_comma_is_told_with_its_line() -> None:
    _, (finding,) = read_records((b'{"title": "T",\n"text": "words"\n"url": "x"}'), "a.json")
    assert (finding.code, finding.location.line) == ("ingest.bad-json", 3)


def test_a_bad_line_of_json_lines_costs_that_line() -> None:
    text = "\ufeff" + ROWS.replace("\n", '\r\n\r\n{"title": broken}\r\n', 1)
    found, (finding,) = read_records(text.encode(), "a.jsonl")
    assert [(item.title, item.line) for item in found] == [("Bridge reopens", 1), ("Ferry stops", 4)]
    assert (finding.code, finding.location.line) == ("ingest.bad-json", 3)


def test_json_lines_in_a_file_named_json_are_read() -> None:
    assert [item.line for item in records(ROWS)] == [1, 2]


def test_objects_one_after_the_other_are_read() -> None:
    assert [item.line for item in records(json.dumps(ONE, indent=1) + "\n" + json.dumps(TWO, indent=1))] == [1, 8]


def test_of_two_equal_keys_the_last_wins() -> None:
    assert records(f'[{{"title": "A", "title": "B", "text": "{LONG}"}}]')[0].title == "B"


@pytest.mark.parametrize("odd", ["NaN", "-Infinity", "1" * 6000])
def test_an_odd_number_is_a_warning_and_no_crash(odd: str) -> None:
    found, (finding,) = read_records(
        f'[{json.dumps(ONE)},\n{{"title": "T", "text": "{LONG}", "date": {odd}}}]'.encode(), "a.json"
    )
    assert len(found) == 2
    assert (finding.code, finding.severity, finding.location.line) == ("ingest.odd-number", Severity.WARNING, 2)


@pytest.mark.parametrize(
    "bomb", ["[" * 100_000, '{"a":' * 100_000, '[{"text": "x", "a": ' + "[" * 100_000, '{"a": [' * 50_000]
)
def test_a_bomb_of_brackets_is_a_finding(bomb: str) -> None:
    before = time.process_time()
    _, findings = read_records(bomb.encode(), "a.json")
    assert [finding.code for finding in findings][:1] == ["ingest.bad-json"]
    assert time.process_time() - before < 1


def test_lone_surrogates_never_come_through() -> None:
    found = record({"title": "a\ud800b", "text": LONG, "byline": "\udfff"})
    assert found.title == "a\ufffdb"


def test_five_megabytes_are_read_quickly() -> None:
    before = time.process_time()
    assert len(records(json.dumps({"articles": [ONE] * 9000}, indent=1))) == 9000
    assert len(records(ROWS * 4500)) == 9000
    assert time.process_time() - before < 8


def tried(data: bytes) -> None:
    try:
        found, _ = read_records(data, "x.json")
    except DigestError:
        return
    for item in found:
        repr(item).encode()


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    tried(data)


@settings(deadline=None)
@given(st.integers(0, 2000), st.integers(0, 200), st.binary(max_size=12))
def test_any_damage_to_json_is_survived(at: int, length: int, put: bytes) -> None:
    data = json.dumps({"articles": [ONE, TWO]}).encode()
    tried(data[: at % len(data)] + put + data[at % len(data) + length :])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("title text content url date source authors articles images _source language id".split()),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(deadline=None)
@given(VALUES)
def test_json_of_any_shape_is_survived(value: Any) -> None:
    tried(json.dumps(value).encode())
