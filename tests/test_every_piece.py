"""The promise: every quoted piece of every page stands verbatim in the paragraph that it links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html import unescape
from pathlib import Path

import pytest

from digest.build.session import Session
from digest.content.ingest import run_ingest
from digest.evidence.verbatim import excerpts
from digest.site.parts import Quote

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PARAGRAPH = re.compile(r'<p id="(p\d+)"[^>]*>(.*?)</p>', re.DOTALL)
LINK_TO_ITSELF = re.compile(r'<a class="pilcrow".*?</a>', re.DOTALL)


def pieces(value: object) -> Iterator[Quote]:
    """Every quote in a context, wherever it hangs."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from pieces(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from pieces(getattr(value, one.name))


def paragraphs_of(html: str) -> dict[str, str]:
    """The text of each paragraph of a built article, as a reader sees it."""
    return {
        id: " ".join(unescape(re.sub(r"<[^>]+>", "", LINK_TO_ITSELF.sub("", inner))).split())
        for id, inner in PARAGRAPH.findall(html)
    }


def checked(root: Path) -> int:
    """How many pieces all pages of a project show; each was found in its paragraph."""
    session = Session(root)
    session.update()
    assert session.site is not None
    built: dict[str, dict[str, str]] = {}
    count = 0
    for page in session.pages.values():
        for piece in pieces(page.context()):
            path, _, anchor = piece.path.partition("#")
            if path not in built:
                built[path] = paragraphs_of((session.page(path) or b"").decode())
            assert anchor == f"p{piece.paragraph}"
            assert " ".join(piece.text.split()) in built[path].get(anchor, ""), f"{page.path}: {piece}"
            count += 1
    assert all(list(excerpts(claims)) for claims in session.site.evidence.values()), "each story has something to show"
    return count


def test_every_piece_of_the_sample_stands_in_its_paragraph() -> None:
    assert checked(ROOT) > 100


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="../shared is not here")
@pytest.mark.parametrize("folder", ["seeds", "samples/dumps", "samples/html"])
def test_every_piece_of_real_pages_stands_in_its_paragraph(folder: str, tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text('site.title = "Real pages"\n')
    inbox = tmp_path / "content/inbox"
    inbox.mkdir(parents=True)
    for file in (SHARED / folder).iterdir():
        if file.suffix in (".txt", ".html"):
            (inbox / file.name).write_bytes(file.read_bytes())
    run_ingest(tmp_path, [inbox])
    assert checked(tmp_path) > 20
