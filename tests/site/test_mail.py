"""Editions for e-mail: whole in one file, silent, and readable as text."""

from __future__ import annotations

import re
import textwrap
from datetime import date
from typing import Any

from conftest import article, config, dating, story
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from digest.claims import Evidence, Excerpt
from digest.derived import Derived
from digest.site.mail import _WIDTH, STORIES, _filled, mail_documents
from digest.site.site import Site, assemble

BASE = "https://example.org/digest/"
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\u202e'


def site_of(count: int = 2, title: str = "A ferry leaves", **named: Any) -> Site:
    articles = [article(f"a{n}", title=f"{title} {n}") for n in range(count)]
    found = Evidence(summary=(Excerpt("Nobody was late.", "a0", 2),))
    stories = [story(one, topics=("ferries",)) for one in articles]

    def evidence(accounts: Any) -> Evidence:
        return found if accounts[0].id == "a0" else Evidence()

    return assemble(config("ferries", **{"base_url": BASE, **named}), articles, stories, evidence=evidence)


def mails(site: Site) -> dict[str, str]:
    return {document.path: document.data().decode() for document in mail_documents(site, Derived())}


def test_each_dated_edition_has_a_file_of_each_kind() -> None:
    old = article("old", dating=dating(date(2025, 6, 1)))
    lost = article("lost", dating=dating(None))
    site = assemble(config(base_url=BASE), [old, lost], [story(old), story(lost)])
    assert list(mails(site)) == ["editions/2025-06-01.email.html", "editions/2025-06-01.email.txt"]
    assert mails(site_of(email=False)) == {}
    assert mails(site_of(base_url="")) == {}


def test_a_mail_loads_nothing_runs_nothing_and_links_absolutely() -> None:
    page = mails(site_of(title=EVIL))["editions/2025-06-18.email.html"]
    tree = html.document_fromstring(page)
    tags = {one.tag for one in tree.iter() if isinstance(one.tag, str)}
    assert not tags & {"script", "img", "link", "style", "iframe", "object", "video", "form"}
    assert tree.xpath("//@src | //@background | //@*[starts-with(name(), 'on')]") == []
    assert "url(" not in page
    assert "\u202e" not in page
    links = tree.xpath("//a/@href")
    assert links
    assert all(link.startswith(BASE) for link in links)
    assert EVIL.replace("\u202e", "") in tree.text_content()


def test_every_sentence_of_a_mail_links_to_its_paragraph() -> None:
    found = mails(site_of())
    assert f'href="{BASE}articles/a0.html#p2"' in found["editions/2025-06-18.email.html"]
    text = found["editions/2025-06-18.email.txt"]
    assert f"  Nobody was late.\n  -- Sample Wire: {BASE}articles/a0.html#p2" in text
    assert f"A ferry leaves 0\n{BASE}stories/a-ferry-leaves-0.html" in text


def test_lines_of_text_are_short_but_for_addresses_and_long_words() -> None:
    text = mails(site_of(title="A ferry leaves the harbour of Sampleton " * 4))["editions/2025-06-18.email.txt"]
    assert [line for line in text.splitlines() if len(line) > 72 and "https://" not in line] == []


def test_a_large_edition_names_the_rest_and_stays_below_what_mail_programs_show() -> None:
    found = mails(site_of(STORIES + 60))
    page = found["editions/2025-06-18.email.html"]
    assert len(html.document_fromstring(page).xpath("//h2")) == STORIES
    assert f'<a href="{BASE}editions/2025-06-18.html"' in page
    assert re.search(
        rf"All {STORIES + 60} stories:\n{BASE}editions/2025-06-18.html", found["editions/2025-06-18.email.txt"]
    )
    assert len(page) < 102_000


@given(
    st.lists(st.sampled_from(["a", "word", "x" * 80, "ö-ö", "\u00a0", "\t", "\n", " ", " ", " "]), max_size=60).map(
        "".join
    )
)
def test_plain_text_is_broken_into_lines_as_the_standard_library_does(text: str) -> None:
    for indent in ("", "  "):
        assert _filled(text, indent) == textwrap.fill(
            text,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
