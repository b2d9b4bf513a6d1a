"""What is kept of words changes nothing but the time: lost, torn and foreign files come to the same ledger."""

from __future__ import annotations

import marshal
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from stories.story_makers import FERRY, article

from digest.cli import cli
from digest.content.keeping import save
from digest.content.kept_index import INDEX, WORDS, keep_index, kept_index
from digest.content.schema import write_article
from digest.model import Article
from digest.stories.ledger import LEDGER
from digest.stories.words import digest_of_article

MANY = 520
"""So many articles are worth an index."""

SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "ve")


def event(number: int, report: int) -> Article:
    """A report of an event that has words of its own."""
    write = random.Random(number)
    words = ["".join(write.sample(SYLLABLES, 3)) for _ in range(24)]
    random.Random(f"{number} {report}").shuffle(words)
    body = f"The {' '.join(words[:12])} was seen by the river. Officials spoke of {' '.join(words[8:])} at noon."
    return article(f"e{number:03}r{report}", f"{words[0]} {words[1]} seen at {words[2]}", body, "2026-03-02")


def project(root: Path, articles: list[Article]) -> Path:
    """A project with these articles."""
    (root / "content/articles").mkdir(parents=True)
    (root / "digest.toml").write_text('site.title = "Sample"\n', encoding="utf-8")
    for one in articles:
        add(root, one)
    return root


def add(root: Path, one: Article) -> None:
    (root / one.path).write_text(write_article(one), encoding="utf-8")


def cluster(root: Path) -> str:
    done = CliRunner().invoke(cli, ["-C", str(root), "cluster"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return (root / LEDGER).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose ledger knows 260 events, and whose index is kept."""
    root = project(tmp_path_factory.mktemp("settled"), [event(n, r) for n in range(MANY // 2) for r in (0, 1)])
    cluster(root)
    assert (root / WORDS).exists()
    assert (root / INDEX).exists()
    return root


def lost(path: Path) -> None:
    path.unlink()


def torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def foreign(path: Path) -> None:
    path.write_bytes(b"\x80\x04no pickle is read here")


def of_another_form(path: Path) -> None:
    save(path.parents[1], ([1, 2], "three"), f".digest/{path.name}")


@pytest.mark.parametrize("harm", [lost, torn, flipped, foreign, of_another_form])
@pytest.mark.parametrize("name", [WORDS, INDEX])
def test_a_newcomer_comes_to_the_same_story_whatever_became_of_what_was_kept(
    settled: Path, tmp_path: Path, harm: Callable[[Path], None], name: str
) -> None:
    sound, harmed = tmp_path / "sound", tmp_path / "harmed"
    for root in (sound, harmed):
        shutil.copytree(settled, root)
        add(root, event(7, 2))
        add(root, event(MANY, 0))
    harm(harmed / name)
    assert cluster(sound) == cluster(harmed)
    assert "e007r2" in (sound / LEDGER).read_text(encoding="utf-8")


def test_an_edited_article_is_read_again(settled: Path, tmp_path: Path) -> None:
    root = tmp_path / "edited"
    shutil.copytree(settled, root)
    add(root, article("e003r0", "Ferry aground", FERRY, "2026-03-02"))
    add(root, article("new1", "Ferry Morning Gull aground off Harrow Point", FERRY.replace("212", "210"), "2026-03-02"))
    ledger = cluster(root)
    shutil.rmtree(root / ".digest")
    shutil.copy(settled / LEDGER, root / LEDGER)
    assert cluster(root) == ledger


def test_words_come_back_as_they_were(tmp_path: Path) -> None:
    articles = [event(n, 0) for n in range(3)]
    index = kept_index(tmp_path)
    made = [index.words.item(one) for one in articles]
    keep_index(tmp_path, index, map(digest_of_article, articles))
    again = kept_index(tmp_path)
    for one, before in zip(articles, made, strict=True):
        item = again.words.item(one)
        assert np.array_equal(item.terms.title, before.terms.title)
        assert np.array_equal(item.terms.body, before.terms.body)
        assert (item.id, item.language, item.day, item.named, item.known) == (
            before.id,
            before.language,
            before.day,
            before.named,
            before.known,
        )
    assert again.words.read == 0


def test_what_is_kept_is_data_behind_a_digest(settled: Path) -> None:
    raw = (settled / WORDS).read_bytes()
    rows, flat = marshal.loads(raw[raw.index(b"\n") + 1 + 16 + 32 :])
    assert len(rows) == MANY
    assert isinstance(flat, bytes)
