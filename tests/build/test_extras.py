"""Share cards and the search index: made once, kept, told apart, and never in the way."""

from __future__ import annotations

import gzip
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from conftest import article, config, project, source_file, story

from digest.build import extras as extras_module
from digest.build.extras import FOLDER, Extras
from digest.build.pagefind import ordered_bundle, pagefind_program, search_bundle
from digest.build.session import Session
from digest.diagnostics import DigestError
from digest.site.search import record_page, search_records, spaced
from digest.site.site import Site, assemble

needs_pagefind = pytest.mark.skipif(
    pagefind_program() is None and not os.environ.get("CI"), reason="Pagefind is missing: install the extra 'search'"
)


def site_of(*titles: str, **named: Any) -> Site:
    articles = [article(f"a{n}", title=title) for n, title in enumerate(titles)]
    stories = [story(one, topics=("ferries", "quays")) for one in articles]
    plain = {"base_url": "https://example.org/"}
    return assemble(config("ferries", "quays", **{**plain, **named}), articles, stories)


def made(extras: Extras, site: Site) -> dict[str, tuple[int, int]]:
    return {one.what: (one.total, one.new) for one in extras.of(site).made}


@needs_pagefind
def test_only_what_is_new_is_made(tmp_path: Path) -> None:
    one, two = site_of("One", "Two"), site_of("One", "Three")
    assert made(Extras(tmp_path), one) == {"share cards": (2, 2), "search records": (2, 2)}
    assert made(Extras(tmp_path), one) == {"share cards": (2, 0), "search records": (2, 0)}
    assert made(Extras(tmp_path), two) == {"share cards": (2, 1), "search records": (2, 2)}
    assert len(list((tmp_path / FOLDER).iterdir())) == 3  # what is no longer used is gone


@needs_pagefind
def test_what_is_kept_is_checked_and_safe_to_delete(tmp_path: Path) -> None:
    site = site_of("One", "Two")
    files = Extras(tmp_path).of(site).files
    kept = sorted((tmp_path / FOLDER).iterdir())
    kept[0].write_bytes(b"torn")
    kept[1].write_bytes(kept[1].read_bytes()[:-1])
    kept[2].unlink()
    assert Extras(tmp_path).of(site).files == files


@needs_pagefind
def test_the_index_is_the_same_in_every_run() -> None:
    records = search_records(site_of(*(f"Headline number {n}" for n in range(60))))
    program = pagefind_program()
    assert program
    first = search_bundle(program, records, "en")
    assert all(search_bundle(program, records, "en") == first for _ in range(3))
    entry = json.loads(first["pagefind-entry.json"])
    assert [one["page_count"] for one in entry["languages"].values()] == [60]
    assert not [name for name in first if "-ui" in name]


@needs_pagefind
def test_stories_of_all_languages_are_in_one_index() -> None:
    program = pagefind_program()
    assert program
    records = search_records(site_of("A ferry leaves", "日本の首相"))
    entry = json.loads(search_bundle(program, records, "en")["pagefind-entry.json"])
    assert list(entry["languages"]) == ["en"]


def test_without_the_program_the_build_says_so_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras_module, "pagefind_program", lambda: None)
    extra = Extras(tmp_path).of(site_of("One"))
    assert not [path for path in extra.files if path.startswith("search/")]
    assert "Pagefind is not installed" in extra.notes[0]
    assert extra.diagnostics == ()


def test_a_program_that_fails_costs_the_search_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\necho no room >&2\nexit 3\n")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(extras_module, "pagefind_program", lambda: str(broken))
    extra = Extras(tmp_path).of(site_of("One"))
    assert [one.code for one in extra.diagnostics] == ["search.failed"]
    assert "no room" in extra.diagnostics[0].problem
    assert [path for path in extra.files if path.endswith(".png")]


def test_a_bundle_of_another_form_is_refused() -> None:
    entry = json.dumps({"languages": {"en": {"hash": "en_1"}}}).encode()
    for value in (b"pagefind_dcd\xf6", b"other_mark___\x80", b"pagefind_dcd\x80\x80"):
        files = {"filter/en_1.pf_filter": gzip.compress(value), "pagefind-entry.json": entry}
        with pytest.raises(DigestError, match=r"search\.unknown-form"):
            ordered_bundle(files)


def test_a_switched_off_search_has_no_records() -> None:
    assert search_records(site_of("One", search=False)) == ()


def test_a_record_is_inert_and_says_what_it_is_filtered_by() -> None:
    (record,) = search_records(site_of("<script>alert(1)</script>"))
    page = record_page(record, "en").decode()
    assert "<script>" not in page
    for fact in ('filter="topic">Ferries', 'filter="topic">Quays', 'filter="source">Sample Wire', 'filter="year">2025'):
        assert fact in page


def test_letters_of_scripts_without_spaces_stand_apart() -> None:
    assert spaced("日本 in 2025").split() == ["日", "本", "in", "2025"]
    assert spaced("ferry") == "ferry"


@needs_pagefind
def test_a_session_makes_extras_when_they_are_asked_for(tmp_path: Path) -> None:
    toml = '[site]\nbase_url = "https://example.org/"\n'
    session = Session(project(tmp_path, {"one.md": source_file()}, toml))
    session.update()
    assert not (tmp_path / FOLDER).exists()
    assert session.page("search/pagefind.js")
    (page,) = (path for path in session.pages if path.startswith("stories/"))
    assert (session.page(page.replace(".html", ".png")) or b"").startswith(b"\x89PNG")
    assert session.page("search/none") is None
    assert session.page("stories/none.png") is None
