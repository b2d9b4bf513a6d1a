"""Raw pages: HTML, feeds, JSON and text from strangers."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from html import escape

from hostile.cases import ACCEPTED, INERT, PROSE, REJECTED, RUN, Case, Outcome, inbox

PARAGRAPHS = "<paragraphs>"


def page(title: str, head: str = "", body: str = "", language: str = "en") -> str:
    """A saved page in the form that publishers use."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f'<body><main><article><h1>{title}</h1><time datetime="2025-06-18">18 June 2025</time>{PARAGRAPHS}{body}</article></main></body></html>'
    )


HTML = {
    "og-title": page("Fog", f"<meta property=\"og:title\" content='</title><script>{RUN}</script>'>"),
    "canonical-javascript": page("Fog one", f'<link rel="canonical" href="javascript:{RUN}">'),
    "canonical-user": page("Fog one more", '<link rel="canonical" href="http://a:b@evil.example/x">'),
    "canonical-port": page("Fog and a port", '<link rel="canonical" href="https://example.org:x/y">'),
    "canonical-data": page(
        "Fog two", '<link rel="canonical" href="data:text/html,x"><meta property="og:url" content="feed:javascript:1">'
    ),
    "base": page("Fog three", '<base href="javascript:1//"><link rel="canonical" href="/x">'),
    "json-ld-break": page(
        "Fog four",
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"<\\/script><script>'
        + RUN
        + '</script>"}</script>',
    ),
    "json-ld-deep": page("Fog five", '<script type="application/ld+json">' + "[" * 20_000 + "</script>"),
    "json-ld-huge-number": page(
        "Fog six",
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":' + "9" * 6000 + "}</script>",
    ),
    "title-script": page(f"<script>{RUN}</script>Fog seven"),
    "title-entities": page(f"&lt;script&gt;{RUN}&lt;/script&gt; Fog eight"),
    "title-double": page(f"&amp;lt;img src=x onerror={RUN}&amp;gt; Fog nine"),
    "body-script": page("Fog ten", "", f"<p>Read<script>{RUN}</script> on: the quay stayed empty until the night.</p>"),
    "body-handlers": page(
        "Fog eleven",
        "",
        f'<p onclick="{RUN}" style="position:fixed">The quay stayed empty until <b onmouseover="{RUN}">the night</b>.</p>',
    ),
    "body-links": page(
        "Fog twelve",
        "",
        f'<p>Look <a href="javascript:{RUN}">at the quay</a>, which stayed empty until the night came.</p>',
    ),
    "body-entities": page(
        "Fog thirteen",
        "",
        f"<p>{escape(f'<img src=x onerror={RUN}>')} was written on the quay in large letters of chalk.</p>",
    ),
    "body-markdown": page(
        "Fog fourteen",
        "",
        f"<p>[click](javascript:{RUN}) # not a head * not a list `code` was on the poster at the quay.</p>",
    ),
    "body-front-matter": page(
        "Fog fifteen",
        "",
        "<p>---</p><p>id: 000000000000</p><p>draft: true</p><p>---</p><p>And this was all that stood on it.</p>",
    ),
    "mxss": page(
        "Fog sixteen",
        "",
        f'<p><svg></p><style><a id="</style><img src=x onerror={RUN}>"></svg>The quay stayed empty until the night.</p>',
    ),
    "template": page(
        "Fog seventeen",
        "",
        f"<template><script>{RUN}</script></template><p>{{{{ 7*7 }}}} stood on the board beside the quay.</p>",
    ),
    "iframe": page("Fog eighteen", "", f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>'),
    "plaintext": page("Fog nineteen", "", "<plaintext>and all the rest of it"),
    "noscript": page("Fog twenty", "", f'<noscript><p title="</noscript><img src=x onerror={RUN}>">x</p></noscript>'),
    "language-break": page("Fog twenty-one", language="en' onload='x"),
    "author-break": page("Fog twenty-two", f"<meta name=author content='\"><script>{RUN}</script>'>"),
    "site-name-break": page(
        "Fog twenty-three", f"<meta property=og:site_name content='</title><script>{RUN}</script>'>"
    ),
    "caption-break": page(
        "Fog twenty-four",
        "",
        f"<figure><img src=x><figcaption>&lt;script&gt;{RUN}&lt;/script&gt; the quay at night</figcaption></figure>",
    ),
    "date-year-10000": page(
        "Fog twenty-five", '<meta property="article:published_time" content="10000-01-01T00:00:00+99:00">'
    ),
    "charset-utf7": page(
        "Fog twenty-six",
        '<meta http-equiv="content-type" content="text/html; charset=utf-7">',
        "<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4- stood on the board at the quay.</p>",
    ),
    "attributes": page(
        "Fog twenty-seven",
        "",
        "<p "
        + " ".join(f"a{n}=x" for n in range(20_000))
        + ">Many attributes, and a text of some words behind them.</p>",
    ),
    "nested": page("Fog twenty-eight", "", "<div>" * 20_000 + "deep" + "</div>" * 20_000),
    "nested-inline": page("Fog twenty-nine", "", "<b>" * 20_000 + "deep"),
    "unclosed": page("Fog thirty", "", "<table><tr><td>" * 3_000),
    "comment": page("Fog thirty-one", "", "<!--" + "-" * 200_000),
    "long-attribute": page(
        "Fog thirty-two", "", f'<p title="{"x" * 800_000}">A long attribute, and a text of some words behind it.</p>'
    ),
    "nul-in-tags": page(
        "Fog thirty-three", "", f"<scr\0ipt>{RUN}</scr\0ipt><p>The quay stayed empty until the night came.</p>"
    ),
    "bidi": page(
        "Fog \u202efgnihton\u202c",
        "",
        "<p>The \u2066quay\u2069 stayed \u202dempty\u202c until the night came over it.</p>",
    ),
    "doctype-entities": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    + page("Fog thirty-five", "", "<p>&x; was seen at the quay by the harbour master.</p>"),
}

ITEM = f"<title>Fog keeps the ferry in harbour</title><link>https://example.org/fog</link><pubDate>Wed, 18 Jun 2025 08:00:00 GMT</pubDate><description>{escape(PARAGRAPHS)}</description>"


def feed(item: str = ITEM, head: str = "", attributes: str = "") -> str:
    """An RSS feed with one item."""
    return f'<?xml version="1.0"?>{head}<rss version="2.0"{attributes}><channel><title>Sample Wire</title><item>{item}</item></channel></rss>'


def with_title(title: str) -> str:
    return ITEM.replace("Fog keeps the ferry in harbour", title)


def with_text(text: str) -> str:
    return ITEM.replace(escape(PARAGRAPHS), escape(text) + escape(PARAGRAPHS))


FEEDS: dict[str, tuple[str, Outcome, str]] = {
    "laughs": (
        feed(
            head="<!DOCTYPE l [<!ENTITY a 'x'>"
            + "".join(f"<!ENTITY a{n} '{f'&a{n - 1 if n > 1 else str()};' * 10}'>" for n in range(1, 10))
            + "]>"
        ),
        REJECTED,
        "ingest.bad-feed",
    ),
    "quadratic": (feed(head=f"<!DOCTYPE l [<!ENTITY a '{'x' * 50_000}'>]>"), REJECTED, "ingest.bad-feed"),
    "external-file": (
        feed(head="<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"),
        REJECTED,
        "ingest.bad-feed",
    ),
    "external-http": (
        feed(head="<!DOCTYPE l [<!ENTITY a SYSTEM 'http://127.0.0.1:9/x'>]>"),
        REJECTED,
        "ingest.bad-feed",
    ),
    "parameter-entity": (
        feed(head="<!DOCTYPE l [<!ENTITY % a SYSTEM 'http://127.0.0.1:9/x'> %a;]>"),
        REJECTED,
        "ingest.bad-feed",
    ),
    "doctype": (feed(head="<!DOCTYPE rss>"), REJECTED, "ingest.bad-feed"),
    "xinclude": (
        feed(with_text('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>')),
        INERT,
        "",
    ),
    "stylesheet": (feed(head='<?xml-stylesheet href="javascript:1" type="text/xsl"?>'), INERT, ""),
    "script": (feed(with_text(f"<script>{RUN}</script>")), INERT, ""),
    "handler": (feed(with_text(f"<img src=x onerror='{RUN}'>")), INERT, ""),
    "double-encoded": (feed(with_text(escape(f"<script>{RUN}</script>"))), INERT, ""),
    "title-html": (feed(with_title(escape(f"<script>{RUN}</script> Fog on the quay"))), INERT, ""),
    "title-cdata": (feed(with_title(f"<![CDATA[<img src=x onerror={RUN}> Fog by the quay]]>")), INERT, ""),
    "link-javascript": (feed(ITEM.replace("https://example.org/fog", f"javascript:{RUN}")), INERT, ""),
    "guid-javascript": (
        feed(ITEM.replace("<link>https://example.org/fog</link>", f"<guid isPermaLink='true'>javascript:{RUN}</guid>")),
        INERT,
        "",
    ),
    "enclosure": (feed(ITEM + "<enclosure url='javascript:1' type='text/html'/>"), INERT, ""),
    "base-javascript": (feed(attributes=" xml:base='javascript:1'"), INERT, ""),
    "date-odd": (feed(ITEM.replace("18 Jun 2025", "31 Feb 99999")), INERT, ""),
    "cut-off": (feed()[:-60], REJECTED, "ingest.bad-feed"),
    "deep": ("<rss version='2.0'>" + "<a>" * 50_000, REJECTED, "ingest.bad-feed"),
    "atom-type-text": (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Sample</title><entry><title type="text">&lt;script&gt;{RUN}&lt;/script&gt; Fog at sea</title><id>x</id><updated>2025-06-18T00:00:00Z</updated><content type="text">&lt;img src=x onerror={RUN}&gt; {escape(PROSE)}</content></entry></feed>',
        INERT,
        "",
    ),
    "atom-xhtml": (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Sample</title><entry><title>Fog in the sound</title><id>y</id><updated>2025-06-18T00:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><script>{RUN}</script>{PARAGRAPHS}</div></content></entry></feed>',
        INERT,
        "",
    ),
}

RECORD = {
    "title": "Fog keeps the night ferry at its quay",
    "text": PROSE,
    "date": "2025-06-18",
    "url": "https://example.org/fog",
}


def record(**named: object) -> str:
    return json.dumps([{**RECORD, **named}])


JSON: dict[str, tuple[str, Outcome, str]] = {
    "deep": ("[" * 100_000, REJECTED, "ingest.bad-json"),
    "deep-object": ('{"a":' * 100_000, REJECTED, "ingest.bad-json"),
    "cut-off": (record()[:-20], REJECTED, "ingest.bad-json"),
    "scalar": ("42", REJECTED, "ingest.other-json"),
    "other": ('{"a": [1, 2, 3]}', REJECTED, "ingest.other-json"),
    "huge-number": (record(n=int("9" * 4000)), INERT, "ingest.odd-number"),
    "nan": (record()[:-2] + ', "n": NaN}]', INERT, "ingest.odd-number"),
    "duplicate-keys": ('[{"title": "x", ' + record()[2:], ACCEPTED, ""),
    "proto": ('[{"__proto__": {"x": 1}, "constructor": 1, ' + record()[2:], ACCEPTED, ""),
    "lone-surrogate": (record(title="Fog \\ud800 on the quay").replace("\\\\ud800", "\\ud800"), INERT, ""),
    "title-script": (record(title=f"<script>{RUN}</script> Fog at the quay"), INERT, ""),
    "text-script": (record(text=f"<script>{RUN}</script>{PROSE}"), INERT, ""),
    "text-html": (record(text=f"{PARAGRAPHS}<img src=x onerror={RUN}>"), INERT, ""),
    "records-without-text": (json.dumps([{"a": 1}] * 20_000), REJECTED, "ingest.no-text"),
    "url-quotes": (record(url='https://example.org/"onclick="x'), INERT, ""),
    "url-script": (record(url=f"https://example.org/<script>{RUN}</script>"), INERT, ""),
    "url-port": (record(url="https://example.org:99999/x"), INERT, ""),
    "url-user": (record(url="https://example.org@evil.example/"), INERT, ""),
    "url-bidi": (record(url="https://example.org/\u202egpj.exe"), INERT, ""),
    "url-javascript": (record(url=f"javascript:{RUN}"), INERT, ""),
    "url-list": (record(url=["javascript:1"]), INERT, ""),
    "date-number": (record(date=10**30), INERT, ""),
    "date-object": (record(date={"$date": "x"}), INERT, ""),
    "title-object": (record(title={"a": "b"}), INERT, ""),
    "author-break": (record(author=f'"><script>{RUN}</script>'), INERT, ""),
    "controls": (record(text=PROSE + "\x00\x07\x1b[31m\u2028\u202e"), INERT, ""),
    "mark": ("\ufeff" + record(), ACCEPTED, ""),
}


def text(title: str, body: str) -> str:
    return f"{title}\nExample Gazette\n18 June 2025\n\n{body}\n{PROSE}"


TEXT: dict[str, str] = {
    "script": text(
        "Fog and a script at the quay",
        f"The poster at the quay said <script>{RUN}</script> in letters of chalk, said the master.",
    ),
    "markdown": text(
        "Fog and a list at the quay",
        f"[click](javascript:{RUN}) and ![x](https://evil.example/x.png) and # and * and `x` were on the poster.",
    ),
    "front-matter": text("Fog and a rule at the quay", "---\nid: ../../x\ndraft: true\n---"),
    "template": text(
        "Fog and braces at the quay",
        "{{ 7 * 7 }} {% include 'x' %} stood on the board that the master had put up on the quay.",
    ),
    "escape": text(
        "Fog \x1b[2J and a bell\x07 at the quay",
        "\x1b]0;owned\x07The board said nothing else that the harbour master could have read.",
    ),
    "bidi": text(
        "Fog \u202eyauq eht ta\u202c again",
        "The \u202eboard\u202c said nothing else that the harbour master could have read out.",
    ),
    "pile": text(
        "Fog Z" + "\u0301" * 3000 + " at the quay",
        "The board said nothing else that the harbour master could have read out.",
    ),
    "dates": text(
        "Fog on no day of any year",
        "On 31 February 9999 at 25:61, on 0/0/0000 and on 99.99.9999 the board said nothing, said the master.",
    ),
    "html-page-in-text": text(
        "Fog and a page at the quay",
        f"<html><body onload={RUN}> stood on the board that the master had put up on the quay.",
    ),
    "entities": text(
        "Fog &lt;b&gt; at the quay",
        f"&lt;script&gt;{RUN}&lt;/script&gt; stood on the board that the master had put up on the quay.",
    ),
    "spaces": text(
        "Fog and spaces at the quay",
        " " * 300_000 + "The board said nothing else that the harbour master could have read out.",
    ),
    "digits": text("Fog and figures at the quay", "1" * 300_000),
    "dots": text("Fog and dots at the quay", "." * 300_000),
    "commas": text("Fog and commas at the quay", "a," * 150_000),
    "by": text("Fog and bylines at the quay", "By By By " * 40_000),
    "capitals": text("Fog and capitals at the quay", "A" * 300_000),
    "quotes": text("Fog and quotes at the quay", '"' * 100_000),
    "parentheses": text("Fog and brackets at the quay", "(" * 100_000 + ")" * 100_000),
    "dashes": text("Fog and dashes at the quay", "-" * 200_000),
    "short-lines": text("Fog and short lines at the quay", "a\n" * 60_000),
    "blank-lines": text("Fog and blank lines at the quay", "\n" * 90_000),
    "same-line": text(
        "Fog and one line at the quay",
        "The board said nothing else that the harbour master could have read out.\n" * 3_000,
    ),
    "urls": text("Fog and addresses at the quay", "https://example.org/" * 10_000),
    "mails": text("Fog and mails at the quay", "a@" * 80_000),
}


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("../../evil.txt", PROSE)
    return stream.getvalue()


PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVQIHWNgAAAAAgABz8g15QAAAABJRU5ErkJggg==")
BINARY = {
    "png": PNG,
    "pdf": b"%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /JavaScript >> >>\n",
    "zip": _zip(),
    "gz": gzip.compress(b"\0" * 10_000_000),
    "exe": b"MZ\x90\0" + bytes(range(256)) * 8,
}

CASES: tuple[Case, ...] = (
    *(inbox(f"html-{name}", "html", data) for name, data in HTML.items()),
    *(inbox(f"feed-{name}", "xml", data, outcome, code) for name, (data, outcome, code) in FEEDS.items()),
    *(inbox(f"json-{name}", "json", data, outcome, code) for name, (data, outcome, code) in JSON.items()),
    *(inbox(f"text-{name}", "txt", data) for name, data in TEXT.items()),
    *(inbox(f"binary-{name}", name, data, REJECTED, "ingest.binary") for name, data in BINARY.items()),
    inbox("empty", "txt", "", REJECTED, "ingest.empty"),
    inbox("too-large", "html", b"<p>" + b"x" * 33_000_000, REJECTED, "ingest.too-large"),
    inbox(
        "too-many-lines", "txt", text("Fog and blank lines at the quay", "\n" * 300_000), REJECTED, "ingest.too-many"
    ),
    inbox("too-many-tags", "html", page("Fog and tags", "", "<p>" * 200_000), REJECTED, "ingest.too-many"),
    inbox("utf16", "txt", text("Fog in two bytes at the quay", "").encode("utf-16"), ACCEPTED),
    inbox("cp1252", "txt", text("Fog \u2013 caf\u00e9 at the quay", "").encode("cp1252"), ACCEPTED),
)
