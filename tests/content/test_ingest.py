"""A run of ingest: what is written, what is kept, what is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from digest.content.ingest import Action, IngestReport, run_ingest
from digest.content.schema import is_as_ingested, parse_article
from digest.model import Limits

FERRY = """Ferry runs aground off Sampleton
12 March 2025

The island's only ferry ran aground on a sandbank on Monday with 140 people on board, the coast guard said.

Nobody was hurt. Lifeboats from Sampleton took the passengers off before dark, and Captain Orla Brandt stayed with the ship.

The company said that divers would look at the hull on Tuesday. Brandt told the coast guard that the buoy had drifted.
"""

BUDGET = """Budget passes by two votes
13 March 2025

Parliament in Exampleville passed the budget by two votes after a night of talks, ending a dispute over school meals.

Finance minister Tadeo Quill had threatened to resign. His party will get money for kitchens, the opposition a new road.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/inbox").mkdir(parents=True)
    put(tmp_path, "ferry.txt", FERRY)
    return tmp_path


def put(root: Path, name: str, text: str) -> Path:
    path = root / "content/inbox" / name
    path.write_text(text, encoding="utf-8")
    return path


def ingest(root: Path, **named: bool) -> IngestReport:
    return run_ingest(root, [root / "content/inbox"], **named)


def files(root: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((root / "content/articles").glob("*.md"))}


def actions(report: IngestReport) -> list[str]:
    return [outcome.action.value for outcome in report.outcomes]


def test_an_article_becomes_one_file_that_names_its_page(root: Path) -> None:
    report = ingest(root)
    ((name, text),) = files(root).items()
    article = parse_article(text, name)
    assert name.startswith("2025-03-12-ferry-runs-aground-off-sampleton-")
    assert [(origin.file, origin.first, origin.last) for origin in article.origins] == [
        ("content/inbox/ferry.txt", 4, 8)
    ]
    assert (actions(report), report.failed) == (["created"], False)


def test_an_ingest_that_finds_no_file_leaves_nothing_behind(tmp_path: Path) -> None:
    ingest(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_ingest_again_changes_nothing(root: Path) -> None:
    put(root, "budget.txt", BUDGET)
    ingest(root)
    before = files(root)
    stamps = [path.stat().st_mtime_ns for path in (root / "content/articles").iterdir()]
    assert set(actions(ingest(root))) == {"unchanged"}
    assert files(root) == before
    assert [path.stat().st_mtime_ns for path in (root / "content/articles").iterdir()] == stamps


def test_the_memory_of_read_pages_may_be_deleted_or_broken(root: Path) -> None:
    ingest(root)
    before = files(root)
    memory = root / ".digest/ingest.json"
    for broken in (
        "{",
        "[]",
        '{"stamp": 1}',
        memory.read_text(encoding="utf-8").replace('"pages":{', '"pages":{"x":7,'),
    ):
        memory.write_text(broken, encoding="utf-8")
        assert actions(ingest(root)) == ["unchanged"]
    memory.unlink()
    assert actions(ingest(root)) == ["unchanged"]
    assert files(root) == before


def test_what_a_person_edited_is_never_overwritten(root: Path) -> None:
    ingest(root)
    (path,) = (root / "content/articles").glob("*.md")
    edited = path.read_text(encoding="utf-8").replace("Nobody was hurt.", "Nobody was hurt, it seems.")
    path.write_text(edited, encoding="utf-8")
    assert actions(ingest(root)) == ["kept"]
    assert path.read_text(encoding="utf-8") == edited


@pytest.mark.parametrize(
    "break_it",
    [
        lambda text: text.replace("title: Ferry", 'title: Ferry: "x" '),
        lambda text: "<<<<<<< HEAD\n" + text,
        lambda text: text.replace("title:", "titel:"),
        lambda text: text.split("---\n", 2)[2],
    ],
)
def test_an_edited_file_that_cannot_be_read_is_left_as_it_is(root: Path, break_it: Callable[[str], str]) -> None:
    ingest(root)
    (path,) = (root / "content/articles").glob("*.md")
    edited = break_it(path.read_text(encoding="utf-8")).replace("Nobody was hurt", "My own words")
    path.write_text(edited, encoding="utf-8")
    report = ingest(root)
    assert path.read_text(encoding="utf-8") == edited
    assert "ingest.in-the-way" in {found.code for found in report.diagnostics}
    assert report.failed


def test_a_file_saved_in_another_encoding_is_left_as_it_is(root: Path) -> None:
    ingest(root)
    (path,) = (root / "content/articles").glob("*.md")
    edited = path.read_text(encoding="utf-8").replace("Nobody", "Señor Nobody").encode("latin-1")
    path.write_bytes(edited)
    assert ingest(root).failed
    assert path.read_bytes() == edited


def test_a_folder_that_cannot_be_made_is_told(root: Path) -> None:
    (root / "content/articles").write_text("a file", encoding="utf-8")
    report = ingest(root)
    assert "ingest.unwritable" in {found.code for found in report.diagnostics}


def test_a_link_that_a_person_names_is_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.txt").write_text(FERRY, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert actions(run_ingest(root, [tmp_path / "link.txt"])) == ["created"]


def test_a_source_that_changed_under_an_edit_is_shown_and_not_applied(root: Path) -> None:
    ingest(root)
    (path,) = (root / "content/articles").glob("*.md")
    edited = path.read_text(encoding="utf-8").replace("source:\n", "source: Sample Wire\n")
    path.write_text(edited, encoding="utf-8")
    put(root, "ferry.txt", FERRY.replace("on Tuesday", "on Thursday"))
    (outcome,) = ingest(root).outcomes
    assert outcome.action is Action.DIFFERS
    assert {name for name, _, _ in outcome.differs} == {"source", "body"}
    assert path.read_text(encoding="utf-8") == edited


def test_an_untouched_file_follows_its_source(root: Path) -> None:
    ingest(root)
    put(root, "ferry.txt", FERRY.replace("on Tuesday", "on Thursday"))
    assert actions(ingest(root)) == ["updated"]
    ((name, text),) = files(root).items()
    assert "on Thursday" in text
    assert is_as_ingested(parse_article(text, name))


def test_a_renamed_file_is_found_again(root: Path) -> None:
    ingest(root)
    (path,) = (root / "content/articles").glob("*.md")
    path.rename(path.with_name("my-own-name.md"))
    assert actions(ingest(root)) == ["unchanged"]
    assert list(files(root)) == ["my-own-name.md"]


def test_a_second_page_with_the_same_article_is_added_to_it(root: Path) -> None:
    ingest(root)
    put(root, "other.txt", f"By Jo Doe\n\n{FERRY}\n\n{BUDGET}")
    report = run_ingest(root, [root / "content/inbox/other.txt"])
    assert sorted(actions(report)) == ["created", "updated"]
    article = next(parse_article(text, name) for name, text in files(root).items() if "ferry" in name)
    assert [origin.file for origin in article.origins] == ["content/inbox/ferry.txt", "content/inbox/other.txt"]
    assert set(actions(ingest(root))) <= {"unchanged", "updated"}
    assert set(actions(ingest(root))) == {"unchanged"}


def test_copies_of_one_text_at_two_outlets_keep_their_files(root: Path) -> None:
    body = FERRY.split("\n", 2)[2]
    put(root, "ferry.txt", f"Sample Wire\n2 hours ago\nFerry runs aground off Sampleton\n{body}")
    put(root, "other.txt", f"Example Gazette\n3 hours ago\nFerry stuck on a sandbank, all safe\n{body}")
    report = ingest(root)
    assert (actions(report), len(report.copies)) == (["created", "created"], 1)
    before = files(root)
    for path in (root / "content/articles").glob("*stuck*"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("Nobody was hurt", "Nobody was hurt, I hear"), encoding="utf-8"
        )
    assert sorted(actions(ingest(root))) == ["kept", "unchanged"]
    assert files(root).keys() == before.keys()


def test_an_article_whose_page_is_gone_stays(root: Path) -> None:
    ingest(root)
    (root / "content/inbox/ferry.txt").unlink()
    put(root, "budget.txt", BUDGET)
    ingest(root)
    assert len(files(root)) == 2


def test_a_dry_run_tells_everything_and_writes_no_article(root: Path) -> None:
    report = ingest(root, dry_run=True)
    assert actions(report) == ["created"]
    assert not (root / "content/articles").exists()
    assert not (root / ".digest").exists()


def test_a_file_beyond_the_limits_of_the_settings_is_refused_until_they_are_raised(root: Path) -> None:
    put(root, "ferry.txt", FERRY)
    small = run_ingest(root, [root / "content/inbox"], limits=Limits(lines=2))
    assert [one.code for one in small.diagnostics] == ["ingest.too-many"]
    assert "`lines`" in small.diagnostics[0].fix
    assert actions(run_ingest(root, [root / "content/inbox"])) == ["created"]


def test_a_bad_file_costs_itself_only(root: Path) -> None:
    (root / "content/inbox/broken.json").write_text('[{"title": "x"', encoding="utf-8")
    (root / "content/inbox/empty.txt").write_bytes(b"")
    (root / "content/inbox/picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (root / "content/inbox/link.txt").symlink_to("/etc/hostname")
    report = ingest(root)
    assert actions(report) == ["created"]
    assert report.failed
    named = {found.location.path.rpartition("/")[2] for found in report.diagnostics}
    assert named == {"broken.json", "empty.txt", "picture.txt", "link.txt"}


def test_a_file_outside_the_project_is_named_without_the_machines_path(root: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / "elsewhere"
    outside.mkdir(exist_ok=True)
    (outside / "ferry.txt").write_text(FERRY, encoding="utf-8")
    report = run_ingest(root, [outside / "ferry.txt"])
    assert report.outcomes[0].article.origins[0].file == "elsewhere/ferry.txt"


def test_a_short_line_that_stands_on_three_pages_is_the_sites_own(root: Path) -> None:
    pages = {
        "ferry": ("Ferry runs aground off Sampleton", FERRY.split("\n\n")[1:]),
        "budget": ("Budget passes by two votes", BUDGET.split("\n\n")[1:]),
        "chess": (
            "Boy of eleven wins the chess open",
            [
                "A boy of eleven has become the youngest player to win the Mocktown chess open, in 61 moves.",
                "Wendel Achari lost a knight early on. He said that he had not noticed, and had simply gone on playing.",
                "The champion, Bruna Sollis, shook his hand and asked for a game next year.",
            ],
        ),
    }
    for name, (title, body) in pages.items():
        put(root, f"{name}.txt", f"{title}\n\n{body[0]}\n\nHarbour watch weekly\n\n" + "\n\n".join(body[1:]))
    report = ingest(root)
    assert len(report.outcomes) == 3
    assert not any("Harbour watch" in outcome.article.body for outcome in report.outcomes)


def test_the_projects_own_profiles_are_used_and_a_broken_one_is_told(root: Path) -> None:
    folder = root / "content/profiles"
    folder.mkdir()
    (folder / "sample.toml").write_text(
        '[match]\ntext = ["off Sampleton"]\n[set]\npublisher = "Sample Wire"\n', encoding="utf-8"
    )
    (folder / "broken.toml").write_text("[match]\nhostt = []\n", encoding="utf-8")
    report = ingest(root)
    assert report.outcomes[0].article.teaser.source == "Sample Wire"
    assert [(found.code, found.location.path) for found in report.diagnostics] == [
        ("profile.unknown-key", "content/profiles/broken.toml")
    ]
    assert (
        run_ingest(root, [root / "content/inbox"], profiles=False, dry_run=True).outcomes[0].article.teaser.source == ""
    )


@pytest.mark.parametrize("field", ["title", "source", "agency", "byline", "date", "url", "language", "dateline"])
def test_an_edit_of_any_field_is_kept(root: Path, field: str) -> None:
    put(root, "ferry.txt", f"Sample Wire\n2 hours ago\n{FERRY}")
    ingest(root)
    (path,) = (root / "content/articles").glob("*.md")
    value = {"date": "2025-03-11", "url": "https://example.org/ferry", "language": "de"}.get(field, "Another Gazette")
    lines = [
        f"{field}: {value}" if line.startswith(f"{field}:") else line
        for line in path.read_text(encoding="utf-8").split("\n")
    ]
    edited = "\n".join(lines).replace("Nobody was hurt", "Nobody, I hear, was hurt")
    path.write_text(edited, encoding="utf-8")
    assert actions(ingest(root)) == ["kept"]
    assert files(root) == {path.name: edited}


def test_two_outlets_with_one_text_one_title_and_one_day_have_two_files(root: Path) -> None:
    put(root, "ferry.txt", f"Sample Wire\n2 hours ago\n{FERRY}")
    put(root, "other.txt", f"Example Gazette\n3 hours ago\n{FERRY}")
    assert actions(ingest(root)) == ["created", "created"]
    assert len(files(root)) == 2
    assert actions(ingest(root)) == ["unchanged", "unchanged"]


def test_a_new_article_never_replaces_a_file_that_has_its_name(root: Path) -> None:
    (outcome,) = ingest(root, dry_run=True).outcomes
    there = root / outcome.article.path
    there.parent.mkdir(parents=True)
    there.write_text("---\ntitle: My own\nid: my-own-id\n---\n\nMy own text.\n", encoding="utf-8")
    report = ingest(root)
    assert "My own text." in there.read_text(encoding="utf-8")
    assert "ingest.in-the-way" in {found.code for found in report.diagnostics}


def test_a_date_that_another_page_lent_stays_when_that_page_is_not_read(root: Path) -> None:
    item = "Sample Wire\n2 hours ago\n- Sample Wire\nBudget passes by two votes\n" + BUDGET.split("\n", 2)[2]
    put(root, "ferry.txt", f"{FERRY}\nRelated Articles\n\n{item}")
    chess = "Boy of eleven wins the chess open\n\nA boy of eleven won the Mocktown chess open on March 11 and beat the champion in 61 moves.\n\n"
    chess += "Wendel Achari lost a knight early on. He said afterwards that he had not noticed, and had simply gone on playing as before."
    put(root, "chess.txt", f"{chess}\n\nRelated Articles\n\n{item}")
    ingest(root)
    before = files(root)
    assert any("date: 2025-03-11" in text for text in before.values())
    run_ingest(root, [root / "content/inbox/chess.txt"])
    assert files(root) == before
