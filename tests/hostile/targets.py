"""What is fuzzed: every function that reads what strangers or editors wrote. Each may refuse, and do nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from digest.claims import Account
from digest.config import parse_config
from digest.content.ledger import read_ledger
from digest.content.names import parse_names
from digest.content.schema import parse_article
from digest.content.sources import parse_sources
from digest.diagnostics import DigestError
from digest.evidence.story import story_evidence
from digest.ingest.dates import find_clock, find_dates, find_partial_dates, find_relative, find_weekdays, parse_stated
from digest.ingest.pages import read_page
from digest.ingest.profiles import parse_profile
from digest.model import YEARS
from digest.publish.pages import json_ld
from digest.publish.pages import read_page as read_built_page
from digest.site.markup import read_body
from digest.stories.terms import tokens


def page(data: bytes) -> None:
    """The splitter, by what the bytes look like."""
    for name in ("page.txt", "page.html", "feed.xml", "list.json", "lines.jsonl"):
        read_page(data, f"content/inbox/{name}")


def dates(data: bytes) -> None:
    """Every rule for dates."""
    text = data.decode("utf-8", "replace")
    for found in find_dates(text):
        assert found.day is None or found.day.year in YEARS
    list(find_partial_dates(text))
    list(find_weekdays(text))
    find_relative(text)
    find_clock(text)
    parse_stated(text)


def article(data: bytes) -> None:
    """A file of `content/articles/`, and its body as Markdown."""
    made = parse_article(data.decode("utf-8", "replace"), "content/articles/x.md")
    read_body(made.body)


def front_matter(data: bytes) -> None:
    """Front matter alone, so that a fuzzer need not find the fence."""
    article(b"---\ntitle: x\n" + data + b"\n---\n\nText.\n")


def body(data: bytes) -> None:
    """A body as Markdown, and what a story page takes from it."""
    made = read_body(data.decode("utf-8", "replace"))
    accounts = [
        Account(id=id, title="Title", paragraphs=made.paragraphs, day=date(2025, 6, 18), source=id, language="en")
        for id in ("a", "b")
    ]
    claims = story_evidence(accounts)
    for excerpt in claims.summary:
        assert excerpt.text in made.paragraphs[excerpt.paragraph - 1]


def settings(data: bytes) -> None:
    """`digest.toml`."""
    parse_config(data.decode("utf-8", "replace"))


def ledger(data: bytes) -> None:
    """`content/stories.toml`, from the disk."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "content").mkdir()
        (Path(folder) / "content/stories.toml").write_bytes(data)
        read_ledger(Path(folder))


def editors_files(data: bytes) -> None:
    """The other files that editors write."""
    text = data.decode("utf-8", "replace")
    for parse in (parse_names, parse_sources, lambda text: parse_profile(text, "x.toml")):
        try:
            parse(text)
        except DigestError:
            continue


def built(data: bytes) -> None:
    """What a check reads of a built site."""
    read_built_page("x.html", data)
    json_ld(data.decode("utf-8", "replace"))
    tokens(data.decode("utf-8", "replace"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (page, dates, article, front_matter, body, settings, ledger, editors_files, built)
}


def tried(target: Callable[[bytes], None], data: bytes) -> None:
    """Run a target; a refusal is fine, anything else is a bug."""
    refused = None
    try:
        target(data)
    except DigestError as problem:
        refused = problem.diagnostic
    assert refused is None or (refused.problem and refused.fix)


if __name__ == "__main__":
    print(" ".join(TARGETS))
