"""Saved HTML pages come out as what a reader of the page would call the article."""

from __future__ import annotations

import json
import time

import pytest

from digest.ingest.html import HtmlPage, bounded, decode_html, read_html
from digest.ingest.html_dates import iso_date

FERRY = [
    "The night ferry between Harwell and the islands was cancelled on Monday after a crack was found in its hull.",
    "Engineers said the vessel had passed an inspection in March, when no damage was seen below the waterline.",
    "About two hundred passengers were given rooms in the town, and the last of them left by bus on Tuesday.",
    "The company expects the ship to be in dry dock for six weeks and has chartered a smaller boat until then.",
]
MARKET = [
    "Stall holders at the old market hall voted to stay open through the winter despite a broken heating system.",
    "The council had offered them space in a former school, which most of the traders considered too far away.",
    "Repairs are to begin in the new year and will cost about four hundred thousand, the surveyor estimated.",
]
TITLE = "Night ferry stays in port"


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(body: str, head: str = "", title: str = TITLE) -> HtmlPage:
    return read_html(
        f"<html lang=en><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>"
    )


def texts(found: HtmlPage) -> list[str]:
    return [block.text for block in found.blocks]


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


# ---------------------------------------------------------------- body


def test_the_body_is_the_prose_without_navigation_and_footer() -> None:
    body = f"<nav><a href=/>Home</a></nav><div>{paragraphs(FERRY)}</div><footer><p>{MARKET[0]}</p></footer>"
    assert texts(page(body)) == FERRY


def test_sub_headings_quotes_and_lists_keep_their_kind_and_order() -> None:
    body = (
        f"<article><p>{FERRY[0]}</p><h2>A crack below the waterline</h2><p>{FERRY[1]}</p>"
        f"<blockquote><p>{FERRY[2]}</p></blockquote><ul><li>One boat is left</li></ul><p>{FERRY[3]}</p></article>"
    )
    kinds = [block.kind for block in page(body).blocks]
    assert kinds == ["paragraph", "heading", "paragraph", "quote", "item", "paragraph"]


def test_a_bold_line_of_its_own_is_a_heading() -> None:
    body = f"<div><p>{FERRY[0]}</p><p><strong>What happens next</strong></p>{paragraphs(FERRY[1:])}</div>"
    assert page(body).blocks[1].kind == "heading"


def test_blocks_name_their_line_in_the_source() -> None:
    lines = "\n".join(f"<p>{text}</p>" for text in FERRY)
    assert [block.line for block in page(f"<div>\n{lines}</div>").blocks] == [2, 3, 4, 5]


def test_captions_are_set_aside() -> None:
    found = page(
        f"<div><p>{FERRY[0]}</p><figure><figcaption>The ferry</figcaption></figure>{paragraphs(FERRY[1:])}</div>"
    )
    assert texts(found) == FERRY
    assert found.captions == ("The ferry",)


@pytest.mark.parametrize(
    "extra",
    [
        "<p><a href=/x>Old market hall stays open through the winter</a></p>",
        "<p>Read also: Old market hall stays open</p>",
        "<div class=newsletter-box><p>Our letter brings you the news of the islands every morning before eight.</p></div>",
        "<aside><p>The market hall was built by the town in the last years of the railway boom, in brick.</p></aside>",
        "<div class=share-bar><p>Share</p></div>",
        "<p>© 2026 Sample Wire. All rights reserved.</p>",
        '<div class="card"><h3>Market hall</h3><p>Stall holders at the old market hall voted to stay open all winter.</p></div>',
        "<ul><li><a href=/a>Market hall stays open</a></li><li><a href=/b>Bridge to close</a></li></ul>",
    ],
)
def test_what_pages_add_to_an_article_is_left_out(extra: str) -> None:
    body = f"<div class=story>{paragraphs(FERRY[:2])}{extra}{paragraphs(FERRY[2:])}</div>"
    assert texts(page(body)) == FERRY


def test_paragraphs_in_boxes_of_one_kind_are_one_body() -> None:
    body = "".join(f'<div class="text-block b{i}"><p>{text}</p></div>' for i, text in enumerate(FERRY))
    body = body.replace(FERRY[2], f"{FERRY[2]}</p></div><div class=subheadline><h2>Rooms in town</h2></div><div><p>")
    assert "Rooms in town" in texts(page(f"<main>{body}</main>"))


def test_a_class_that_holds_most_of_the_text_is_no_evidence_against_it() -> None:
    body = "".join(f"<div class='chunk paywall'><p>{text}</p></div>" for text in FERRY)
    assert texts(page(f"<article>{body}</article>")) == FERRY


def test_an_article_inside_a_badly_named_box_is_found_all_the_same() -> None:
    other = "".join(f"<div><p>{text}</p><a href=/x>Market hall</a></div>" for text in ["Traders voted."])
    found = page(f"<div class=related><div class=story>{paragraphs(FERRY)}</div></div>{other}")
    assert texts(found) == FERRY


def test_the_standfirst_opens_the_body() -> None:
    lead = "Two hundred passengers spent the night in town."
    body = (
        f"<header><p class=standfirst>{lead}</p><p>By Ann Sample</p></header><div class=text>{paragraphs(FERRY)}</div>"
    )
    found = page(body)
    assert texts(found) == [lead, *FERRY]
    assert found.summary == lead


def test_a_body_of_line_breaks_is_cut_into_paragraphs() -> None:
    assert texts(page("<div>" + "<br><br>".join(FERRY) + "</div>")) == FERRY


def test_a_stated_body_drops_paragraphs_it_does_not_have() -> None:
    head = json_ld({"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(FERRY)})
    assert texts(page(f"<div>{paragraphs(FERRY)}<p>{MARKET[0]}</p></div>", head)) == FERRY


def test_a_stated_body_stands_in_for_a_page_drawn_by_a_program() -> None:
    head = json_ld({"@graph": [{"@type": ["NewsArticle"], "headline": TITLE, "articleBody": "\n".join(FERRY)}]})
    assert texts(page("<div id=app></div>", head)) == FERRY


def test_markup_inside_a_script_stands_in_for_a_page_drawn_by_a_program() -> None:
    state = json.dumps({"story": {"html": paragraphs(FERRY), "teaser": "<p>x</p>"}})
    assert texts(page(f"<div id=app></div><script>window.state = {state}</script>")) == FERRY


def test_further_full_articles_are_kept_apart() -> None:
    body = (
        f"<main><article><h2>{TITLE}</h2>{paragraphs(FERRY)}</article>"
        f"<article><h2>Market hall stays open</h2>{paragraphs(MARKET)}</article></main>"
    )
    found = page(body)
    assert texts(found) == FERRY
    assert [[block.text for block in other] for other in found.others] == [["Market hall stays open", *MARKET]]


def test_teasers_are_no_further_articles() -> None:
    teasers = "".join(f"<article><h2>Market hall {i}</h2><p>Traders voted to stay.</p></article>" for i in range(3))
    found = page(f"<main><article><h2>{TITLE}</h2>{paragraphs(FERRY)}</article>{teasers}</main>")
    assert texts(found) == FERRY
    assert found.others == ()


def test_japanese_text_counts_by_character() -> None:
    lines = [
        "北の島々を結ぶ夜行フェリーは、船体に亀裂が見つかったため月曜日の便をすべて欠航にしたと発表した。",
        "会社によると、三月の検査では水面下に損傷は見つからず、運航に問題はないと判断されていたという。",
        "乗客およそ二百人は町の宿に泊まり、最後の一団は火曜日の朝にバスで目的地へ向かったとしている。",
    ]
    found = page(f"<nav><a href=/>ホーム</a></nav><div>{paragraphs(lines)}</div>", title="夜行フェリーが欠航")
    assert texts(found) == lines


def test_right_to_left_text_is_kept_without_direction_marks() -> None:
    line = "ألغيت رحلة العبارة الليلية بين المدينة والجزر يوم الاثنين بعد العثور على شرخ في هيكل السفينة قبل الإبحار"
    found = page(f"<div dir=rtl><p>\u200f{line}</p>{paragraphs(FERRY)}</div>")
    assert texts(found)[0] == line


# ---------------------------------------------------------------- what the page states


def test_the_headline_is_unescaped_and_free_of_the_name_of_the_site() -> None:
    head = '<meta property="og:site_name" content="Sample Wire"><meta property="og:title" content="Rates &amp;amp; rents - Sample Wire">'
    assert read_html(f"<html><head>{head}</head><body>{paragraphs(FERRY)}</body></html>").title == "Rates & rents"


def test_a_headline_that_was_cut_off_gives_way_to_the_visible_one() -> None:
    head = json_ld({"@type": "NewsArticle", "headline": "Night ferry stays in port after crack…"})
    full = "Night ferry stays in port after crack is found in hull"
    assert page(f"<div>{paragraphs(FERRY)}</div>", head, full).title == full


def test_the_article_node_about_this_page_is_chosen() -> None:
    nodes = [
        {"@type": "NewsArticle", "headline": "Market hall", "datePublished": "2026-01-01"},
        {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-02-03T23:30:00+09:00"},
    ]
    head = f'<meta property="og:title" content="{TITLE}">' + "".join(map(json_ld, nodes))
    found = page(f"<div>{paragraphs(FERRY)}</div>", head)
    assert (found.published, found.date_evidence) == ("2026-02-03T23:30:00+09:00", "JSON-LD datePublished")


@pytest.mark.parametrize(
    "broken",
    [
        '<!-- {"@type": "NewsArticle", "headline": "Stays in port"} -->',
        '{"@type": "NewsArticle", "headline": "Stays in port",}',
        '{"@type": "NewsArticle", "headline": "Stays\tin port",\n "x": "a\nb"};',
    ],
)
def test_slightly_broken_json_ld_is_read(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script>'
    assert page(f"<div>{paragraphs(FERRY)}</div>", head).title == "Stays in port"


@pytest.mark.parametrize(
    "bad", ["{", "[" * 5000, '{"@type": 3, "headline": [[]]}', "null", '"x"', '{"@graph": {"a": 1}}']
)
def test_json_ld_beyond_repair_is_passed_over(bad: str) -> None:
    assert page(f"<div>{paragraphs(FERRY)}</div>", f'<script type="application/ld+json">{bad}</script>').title == TITLE


@pytest.mark.parametrize(
    ("head", "body", "published", "evidence"),
    [
        (
            '<meta property="article:published_time" content="2026-05-04T08:00:00Z">',
            "",
            "2026-05-04T08:00:00Z",
            "meta article:published_time",
        ),
        ('<meta name="parsely-pub-date" content="2026-05-04">', "", "2026-05-04", "meta parsely-pub-date"),
        ("", '<time datetime="2026-05-04 08:00">today</time>', "2026-05-04T08:00", "time element"),
        ("", '<span itemprop="datePublished">04.05.2026</span>', "2026-05-04", "itemprop datePublished"),
        (
            '<link rel=canonical href="https://wire.example/2026/05/04/ferry">',
            "",
            "2026-05-04",
            "date in the URL",
        ),
    ],
)
def test_the_date_says_where_it_was_found(head: str, body: str, published: str, evidence: str) -> None:
    found = page(f"{body}<div>{paragraphs(FERRY)}</div>", head)
    assert (found.published, found.date_evidence) == (published, evidence)


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        ("2026-11-21T07:57:00+0100", "2026-11-21T07:57:00+01:00"),
        ("20261121T0757Z", "2026-11-21T07:57Z"),
        ("Sat, 21 Nov 2026 07:57:00 GMT", "2026-11-21T07:57:00+00:00"),
        ("November 21, 2026", "2026-11-21"),
        ("21 Nov 2026", "2026-11-21"),
        ("21/11/2026", "2026-11-21"),
        ("5/4/2026", ""),
        ("2026-13-40", ""),
        ("yesterday", ""),
    ],
)
def test_a_date_is_written_as_stated_or_not_at_all(stated: str, written: str) -> None:
    assert iso_date(stated) == written


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "ftp://wire.example/a", "https://[", "//"]
)
def test_only_web_addresses_become_the_url(address: str) -> None:
    head = f'<link rel=canonical href="{address}"><meta property="og:url" content="https://wire.example/ferry">'
    assert page(f"<div>{paragraphs(FERRY)}</div>", head).url == "https://wire.example/ferry"


def test_a_relative_canonical_link_is_resolved_against_the_address_of_the_file() -> None:
    markup = f'<head><link rel=canonical href="/ferry"></head><body>{paragraphs(FERRY)}</body>'
    assert read_html(markup, file_url="https://wire.example/x?y").url == "https://wire.example/ferry"


def test_publisher_byline_and_language_are_stated_or_empty() -> None:
    node = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "publisher": {"name": "Sample Wire"},
        "author": [{"name": "Ann Sample"}, {"name": "Ben Sample"}],
    }
    found = page(f"<div>{paragraphs(FERRY)}</div>", json_ld(node))
    assert (found.publisher, found.byline, found.language) == ("Sample Wire", "Ann Sample, Ben Sample", "en")
    bare = read_html(f"<body>{paragraphs(FERRY)}</body>")
    assert (bare.publisher, bare.byline, bare.language, bare.published) == ("", "", "", "")


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("\ufeffné".encode(), "né", "utf-8-sig"),
        ("né".encode("utf-16"), "né", "utf-16"),
        ('<meta charset="gb2312">镕'.encode("gb18030"), '<meta charset="gb2312">镕', "gb18030"),
        ('<meta charset="iso-8859-1">“né”'.encode("cp1252"), '<meta charset="iso-8859-1">“né”', "cp1252"),
        ("né".encode(), "né", "utf-8"),
        (("né " * 20).encode("cp1252"), "né " * 20, "cp1252 (guessed)"),
        ('<meta charset="no-such">né'.encode(), '<meta charset="no-such">né', "utf-8"),
        ('<meta charset="hex">né'.encode(), '<meta charset="hex">né', "utf-8"),
    ],
)
def test_the_encoding_is_found_and_recorded(data: bytes, text: str, encoding: str) -> None:
    assert decode_html(data) == (text, encoding)


def test_a_few_bad_bytes_do_not_change_the_encoding() -> None:
    text, encoding = decode_html(("é" * 5000).encode() + b"\xff")
    assert text.startswith("ééé")
    assert encoding == "utf-8 (with errors)"


# ---------------------------------------------------------------- hostile pages


@pytest.mark.parametrize(
    "markup",
    ["", " ", "\0\0", "<html></html>", "<frameset><frame src=x></frameset>", "<p>", "<script>x</script>"],
)
def test_a_page_without_text_is_refused_in_words(markup: str) -> None:
    with pytest.raises(ValueError, match="the page has no text"):
        read_html(markup)


@pytest.mark.parametrize(
    "inside",
    [
        "<p " + " ".join(f"a{i}=x" for i in range(20_000)) + ">x</p>",
        "<p " + " ".join(f"a{i}='\"" for i in range(20_000)) + ">x</p>",
        "<div>" * 20_000,
        "<x-y>" * 20_000,
        "<" * 200_000,
        "<figure>" * 200 + "<figcaption>abc def</figcaption>" * 2_000,
        "<script>" + '"\\u003cp' * 50_000 + "</script>",
        "<table><tr><td>" * 5_000,
    ],
    ids=["attributes", "quotes", "nested", "unknown tags", "brackets", "captions", "script", "tables"],
)
def test_hostile_markup_is_read_in_bounded_time(inside: str) -> None:
    started = time.process_time()
    found = page(f"{inside}<div>{paragraphs(FERRY)}</div>")
    assert time.process_time() - started < 3
    assert all(any(text in block.text for block in found.blocks) for text in FERRY)


def test_attributes_beyond_the_limit_are_cut() -> None:
    cut = bounded("<p " + " ".join(f"a{i}=x" for i in range(500)) + ">x</p>")
    assert cut.count("=x") == 100
    assert cut.endswith(">x</p>")


def test_scripts_in_stated_fields_never_become_text() -> None:
    node = {"@type": "NewsArticle", "headline": "<script>x</script>Stays", "articleBody": "<p>".join(FERRY)}
    found = page("", json_ld(node).replace("</script>Stays", "<\\/script>Stays"))
    assert not any("<" in text for text in [found.title, *texts(found)])


def test_a_page_reads_the_same_whatever_was_read_before() -> None:
    body = f"<div><p>{FERRY[0]}</p><p>{FERRY[0]}</p></div>"
    first = page(body)
    for _ in range(5):
        page(f"<div>{paragraphs(FERRY)}</div>")
    assert page(body) == first


@pytest.mark.parametrize("cut", range(0, 700, 23))
def test_a_page_cut_off_anywhere_raises_nothing_else(cut: int) -> None:
    head = json_ld({"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-02-03"})
    markup = f"<html><head>{head}</head><body><div>{paragraphs(FERRY)}</div></body></html>"
    problem = ""
    try:
        read_html(markup[:cut])
    except ValueError as error:
        problem = str(error)
    assert not problem or "the page has no text" in problem


def test_further_full_articles_have_the_date_inside_their_own_element() -> None:
    body = (
        f"<main><article><h2>{TITLE}</h2><time datetime='2025-02-20'>20 February</time>{paragraphs(FERRY)}</article>"
        f"<article><h2>Market hall stays open</h2><time datetime='2025-02-19'>19 February</time>{paragraphs(MARKET)}</article></main>"
    )
    assert page(body).others_published == ("2025-02-19",)


def test_a_vague_date_that_is_the_day_of_the_last_change_gives_way_to_the_date_line() -> None:
    head = "<meta name=date content=2025-11-02><meta property='og:updated_time' content='2025-11-02T04:00:00Z'>"
    found = page(f"<div>By Jo Doe · Published 22 March 2024 · Updated 24 March 2024</div>{paragraphs(FERRY)}", head)
    assert (found.published, found.date_evidence) == ("2024-03-22", "date line")


def test_a_headline_that_is_marked_as_nothing_is_found_by_the_title_of_the_tab() -> None:
    markup = f"<title>{TITLE} :: Sample Kurier</title><body><div>{TITLE}</div><div>{paragraphs(FERRY)}</div></body>"
    assert read_html(markup).title == TITLE


def test_a_line_that_ends_in_a_call_to_subscribe_is_left_out() -> None:
    call = "<p>The Morning Letter is a guide to the day. <a href='/s'>Sign up here</a>.</p>"
    assert texts(page(paragraphs(FERRY[:2]) + call + paragraphs(FERRY[2:]))) == FERRY
