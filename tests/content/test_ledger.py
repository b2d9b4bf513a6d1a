"""The ledger on disk: readable, kept whole, its comments too, and every fault of it told with its line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from conftest import project, source_file
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.build.project import build_project
from digest.content.bookkeeping import keep_books
from digest.content.files import read_articles
from digest.content.ledger import read_ledger, unknown_articles, write_ledger
from digest.content.ledger_form import KEYS, read_canonical, read_form, remarks, write_form
from digest.diagnostics import DigestError
from digest.stories.ledger import LEDGER, Entry, Ledger, join, merge, rename

IDS = st.text("0123456789abcdef", min_size=4, max_size=12)
SLUGS = st.lists(st.text("abc019", min_size=1, max_size=8), min_size=1, max_size=3).map("-".join)
TITLES = st.one_of(st.just(""), st.text(st.characters(codec="utf-8"), max_size=20))


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    entries = {}
    for id in draw(st.lists(IDS, unique=True, max_size=5)):
        entries[id] = Entry(
            id=id,
            slug=draw(SLUGS),
            title=draw(TITLES),
            founder=draw(st.one_of(st.just(id), IDS)),
            former=tuple(draw(st.lists(SLUGS, max_size=2, unique=True))),
            members=tuple(sorted(f"{id}m{one}" for one in draw(st.lists(IDS, max_size=4, unique=True)))),
            gone=tuple(f"{id}g{one}" for one in draw(st.lists(IDS, max_size=2, unique=True))),
            merged_into=draw(st.one_of(st.just(""), IDS)),
            split_into=tuple(draw(st.lists(IDS, max_size=2, unique=True))),
        )
    return Ledger(dict(sorted(entries.items())))


def values(ledger: Ledger) -> dict[str, object]:
    from digest.content.ledger_form import said_of

    return {
        entry.id: {key: list(value) if isinstance(value, tuple) else value for key, value in said_of(entry).items()}
        for entry in ledger.entries.values()
    }


@given(ledgers())
def test_what_is_written_is_read_again_by_both_readers(ledger: Ledger) -> None:
    text = write_form(ledger)
    assert read_canonical(text) == values(ledger)
    assert tomllib.loads(text).get("stories", {}) == values(ledger)


@settings(max_examples=400)
@given(ledgers(), st.data())
def test_the_quick_reader_agrees_with_toml_or_leaves_the_text_to_it(ledger: Ledger, data: st.DataObject) -> None:
    text = write_form(ledger)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from(['"', "\\", ",", "]", "[", "#", "\n", " ", "=", "'", "x", "\t", "\r", "\x01", "é"])
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 2)) :]
    quick = read_canonical(text.replace("\r\n", "\n"))
    try:
        wanted = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        wanted = None
    if quick is not None:
        assert wanted == ({"stories": quick} if quick else {})


@given(ledgers(), st.data())
def test_no_comment_is_lost_in_any_place(ledger: Ledger, data: st.DataObject) -> None:
    lines = write_form(ledger).split("\n")
    for number in range(3):
        at = data.draw(st.integers(0, len(lines) - 1))
        if data.draw(st.booleans()) and lines[at] and "#" not in lines[at]:
            lines[at] += f"  # note {number}"
        else:
            lines.insert(at, f"# note {number}")
    text = write_form(ledger, remarks("\n".join(lines)))
    assert read_form(text).get("stories", {}) == values(ledger)
    assert all(text.count(f"# note {number}") == "\n".join(lines).count(f"# note {number}") for number in range(3))
    assert write_form(ledger, remarks(text)) == text


COMMENTED = """\
# Ours.

# The ferry
[stories.a1]
slug = "ferry"  # short on purpose
members = [
  # from the wire
  "a1",
  "b2",  # the post
  # nothing more
]

# Budget
[stories.c3]
slug = "budget"
members = [
  "c3", # council
]
# The end.
"""


def put(root: Path, text: str) -> Path:
    path = root / LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_comments_stay_where_they_belong(tmp_path: Path) -> None:
    path = put(tmp_path, COMMENTED)
    file = read_ledger(tmp_path)
    assert write_ledger(tmp_path, file, join(file.ledger, "c3", ["a0"]))
    text = path.read_text(encoding="utf-8")
    assert text == COMMENTED.replace('  "c3", # council', '  "a0",\n  "c3", # council').replace(
        '",  #', '", #'
    ).replace('"ferry"  #', '"ferry" #').replace("]\n# The end.", "]\n\n# The end.")


def test_a_comment_goes_with_its_article_into_another_story(tmp_path: Path) -> None:
    put(tmp_path, COMMENTED)
    file = read_ledger(tmp_path)
    write_ledger(tmp_path, file, merge(file.ledger, "a1", "c3"))
    text = (tmp_path / LEDGER).read_text(encoding="utf-8")
    assert text.index("# from the wire") < text.index('"c3", # council') < text.index("# Budget")


@pytest.mark.parametrize(
    "text",
    [
        '[stories]\na1 = {slug = "ferry", members = ["a1"]}\n',
        'stories.a1.slug = "ferry"\nstories.a1.members = ["a1"]\n',
        "[stories.\"a1\"]\nslug = 'ferry'\nmembers = ['a1']",
        '[stories.a1]\r\nslug = "ferry"\r\nmembers = [\r\n  "a1",\r\n]\r\n',
        '[stories.a1]\nslug = """ferry"""\nmembers = [\n"a1"\n]\n',
    ],
)
def test_every_form_of_toml_is_read(tmp_path: Path, text: str) -> None:
    put(tmp_path, text)
    assert read_ledger(tmp_path).ledger == Ledger({"a1": Entry(id="a1", slug="ferry", founder="a1", members=("a1",))})


def test_a_ledger_that_says_the_same_is_not_written_again(tmp_path: Path) -> None:
    text = '[stories]\na1 = {slug = "ferry", members = ["a1"]}\n'
    path = put(tmp_path, text)
    file = read_ledger(tmp_path)
    assert not write_ledger(tmp_path, file, file.ledger)
    assert path.read_text(encoding="utf-8") == text


def test_a_ledger_that_was_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = put(tmp_path, COMMENTED)
    file = read_ledger(tmp_path)
    path.write_text(COMMENTED + "# mine\n", encoding="utf-8")
    with pytest.raises(DigestError, match=r"ledger\.changed"):
        write_ledger(tmp_path, file, rename(file.ledger, "a1", title="New"))
    assert path.read_text(encoding="utf-8").endswith("# mine\n")
    assert [one.name for one in path.parent.iterdir()] == [path.name]


FAULTS = [
    ("[stories.a1\n", "ledger.bad-toml", 1),
    ('[stories.a1]\nslug = "a"\nmembers = ["x1",\n', "ledger.bad-toml", 3),
    ('[stories.a1]\nslug = "a"\nmembers = ["x1"]\n[stories.a1]\nslug = "b"\n', "ledger.bad-toml", 4),
    ('version = 2\n[stories.a1]\nslug = "a"\nmembers = ["x1"]\n', "ledger.unknown-key", 1),
    ('[stories.a1]\nslug = "a"\nmember = ["x1"]\nmembers = ["x1"]\n', "ledger.unknown-key", 3),
    ('[stories.a1]\nslug = 5\nmembers = ["x1"]\n', "ledger.bad-value", 2),
    ('[stories.a1]\nslug = "a"\nmembers = "x1"\n', "ledger.bad-value", 3),
    ('[stories.a1]\nslug = "a"\nmembers = [\n  "x1",\n  5,\n]\n', "ledger.bad-value", 3),
    ('[stories.a1]\nslug = "../a"\nmembers = ["x1"]\n', "ledger.bad-value", 2),
    ('[stories.a1]\nslug = "a"\nmembers = [\n  "x1",\n  "<b>",\n]\n', "ledger.bad-value", 5),
    ('[stories.a1]\nmembers = ["x1"]\n', "ledger.bad-value", 1),
    ('[stories.A_1]\nslug = "a"\nmembers = ["x1"]\n', "ledger.bad-value", 1),
    ("stories = 3\n", "ledger.bad-value", 1),
    ("[stories]\na1 = 3\n", "ledger.bad-value", 2),
    ('[stories.a1]\nslug = "a"\n', "ledger.bad-value", 1),
    (
        '[stories.a1]\nslug = "a"\nmembers = ["x1"]\n[stories.a2]\nslug = "a"\nmembers = ["x2"]\n',
        "ledger.duplicate-slug",
        5,
    ),
    (
        '[stories.a1]\nslug = "a"\nmembers = ["x1"]\n[stories.a2]\nslug = "b"\nformer = [\n  "a",\n]\nmembers = ["x2"]\n',
        "ledger.duplicate-slug",
        7,
    ),
    (
        '[stories.a1]\nslug = "a"\nmembers = [\n  "x1",\n]\n[stories.a2]\nslug = "b"\nmembers = [\n  "x2",\n  "x1",\n]\n',
        "ledger.duplicate-article",
        10,
    ),
    ('[stories.a1]\nslug = "a"\nmembers = [\n  "x1",\n]\ngone = [\n  "x1",\n]\n', "ledger.duplicate-article", 7),
    ('[stories.a1]\nslug = "a"\nmerged_into = "a2"\n', "ledger.unknown-story", 3),
    ('[stories.a1]\nslug = "a"\nmembers = ["x1"]\nsplit_into = [\n  "a2",\n]\n', "ledger.unknown-story", 5),
    (
        '[stories.a1]\nslug = "a"\nmerged_into = "a2"\n[stories.a2]\nslug = "b"\nmerged_into = "a1"\n',
        "ledger.circle",
        3,
    ),
    ('[stories.a1]\nslug = "a"\nmerged_into = "a1"\n', "ledger.circle", 3),
    (
        '[stories.a1]\nslug = "a"\nmembers = ["x1"]\nmerged_into = "a2"\n[stories.a2]\nslug = "b"\nmembers = ["x2"]\n',
        "ledger.bad-value",
        4,
    ),
]


@pytest.mark.parametrize(("text", "code", "line"), FAULTS)
def test_a_fault_is_told_with_its_line_and_its_fix(tmp_path: Path, text: str, code: str, line: int) -> None:
    put(tmp_path, text)
    file = read_ledger(tmp_path)
    assert [(one.code, one.location.path, one.location.line) for one in file.findings] == [(code, LEDGER, line)]
    assert file.findings[0].fix
    assert not file.sound


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    put(
        tmp_path,
        '[stories.a1]\nslug = "a"\nmembers = ["x1"]\nsulg = "b"\n'
        '[stories.a2]\nslug = "a2"\nmembers = ["x2", "x3"]\n[stories.a3]\nslug = "a2"\nmembers = ["x3"]\n',
    )
    assert [one.code for one in read_ledger(tmp_path).findings] == [
        "ledger.unknown-key",
        "ledger.duplicate-slug",
        "ledger.duplicate-article",
    ]


@pytest.mark.parametrize("raw", [b"\xff\xfe[", b'[stories.a1]\nslug = "\xe9"\n', b"\x00", b"[" * 100_000])
def test_bytes_of_any_kind_are_a_finding_and_no_crash(tmp_path: Path, raw: bytes) -> None:
    put(tmp_path, "").write_bytes(raw)
    assert len(read_ledger(tmp_path).findings) == 1


def test_a_link_in_place_of_the_ledger_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("", encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / LEDGER).symlink_to(tmp_path / "secret.toml")
    assert [one.code for one in read_ledger(tmp_path).findings] == ["file.not-regular"]


def test_an_unsound_ledger_is_neither_used_nor_rewritten(tmp_path: Path) -> None:
    root = project(tmp_path, {"ferry.md": source_file()})
    assert build_project(root).done
    text = '[stories.a1]\nslug = "a"\nmerged_into = "nobody"\n'
    path = put(root, text)
    site = sorted((root / "site").rglob("*.html"))
    done = build_project(root)
    assert not done.done
    assert [one.code for one in done.diagnostics] == ["ledger.unknown-story"]
    articles, _ = read_articles(root)
    kept = keep_books(root, articles, granularity=0.2)
    assert kept.failed
    assert [one.code for one in kept.findings] == ["ledger.unknown-story"]
    assert path.read_text(encoding="utf-8") == text
    assert sorted((root / "site").rglob("*.html")) == site


def test_a_build_says_that_articles_are_not_in_the_ledger_and_writes_none(tmp_path: Path) -> None:
    root = project(tmp_path, {"ferry.md": source_file()})
    done = build_project(root)
    assert any("digest ingest" in note for note in done.notes)
    assert not (root / LEDGER).exists()
    articles, _ = read_articles(root)
    assert keep_books(root, articles, granularity=0.2).written
    again = build_project(root)
    assert not any("digest ingest" in note for note in again.notes)
    assert again.unchanged > 0
    assert again.written == 0


def test_a_dry_run_writes_no_ledger(tmp_path: Path) -> None:
    root = project(tmp_path, {"ferry.md": source_file()})
    articles, _ = read_articles(root)
    kept = keep_books(root, articles, granularity=0.2, dry_run=True)
    assert len(kept.founded) == 1
    assert not kept.written
    assert not (root / LEDGER).exists()


def test_a_member_that_no_article_is_is_told_with_its_line(tmp_path: Path) -> None:
    put(tmp_path, COMMENTED)
    found = unknown_articles(read_ledger(tmp_path), ["a1", "c3"])
    assert [(one.code, one.location.line) for one in found] == [("ledger.unknown-article", 9)]


def test_the_keys_that_the_guide_explains_are_those_of_the_ledger() -> None:
    text = (Path(__file__).parents[2] / "docs/stories.md").read_text(encoding="utf-8")
    said = [line.split("`")[1] for line in text.splitlines() if line.startswith("| `")]
    assert said[: len(KEYS)] == list(KEYS)
