"""`digest story` and `digest cluster`: what they say, what they write, and what they leave alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import project, source_file

from digest.cli import cli
from digest.content.ledger import read_ledger
from digest.stories.ledger import LEDGER, Entry

FERRY = "The ferry Morning Gull ran aground off Harrow Point with 212 passengers; lifeboats brought them ashore.\n"
BUDGET = "The council of Elmstead voted for a budget that raises the library fund by a third, the mayor said.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(
        tmp_path,
        {
            "ferry.md": source_file(
                FERRY, id="aaaa01", title="Ferry aground off Harrow Point", date="2026-03-03", language="en"
            ),
            "gull.md": source_file(
                f"{FERRY}\nThe Morning Gull lies on a sandbank, the harbour office said.\n",
                id="bbbb02",
                title="Morning Gull lies on a sandbank",
                date="2026-03-04",
                language="en",
            ),
            "budget.md": source_file(
                BUDGET, id="cccc03", title="Elmstead votes for its library", date="2026-03-05", language="en"
            ),
        },
    )


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["-C", str(root), *arguments])


def entries(root: Path) -> dict[str, Entry]:
    file = read_ledger(root)
    assert file.sound
    return dict(file.ledger.entries)


def as_json(done: Result) -> Any:
    return json.loads(done.stdout)


def test_cluster_enters_every_story_once(root: Path) -> None:
    assert "2 stories in the ledger: 2 new" in run(root, "cluster").stdout
    before = (root / LEDGER).read_bytes()
    assert "nothing changed" in run(root, "cluster").stdout
    assert (root / LEDGER).read_bytes() == before


def test_a_dry_run_of_cluster_says_the_same_and_writes_nothing(root: Path) -> None:
    assert "would be: 2 new" in run(root, "cluster", "--dry-run").stdout
    assert not (root / LEDGER).exists()


def test_cluster_as_json_names_what_was_founded_and_joined(root: Path) -> None:
    late = root / "content/articles/gull.md"
    text = late.read_text(encoding="utf-8")
    late.unlink()
    assert [one["story"] for one in as_json(run(root, "cluster", "--json"))["founded"]] == ["aaaa01", "cccc03"]
    late.write_text(text, encoding="utf-8")
    assert as_json(run(root, "cluster", "--json"))["joined"] == [{"article": "bbbb02", "story": "aaaa01"}]


def test_a_deleted_article_is_noted_and_comes_back(root: Path) -> None:
    run(root, "cluster")
    file = root / "content/articles/ferry.md"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    assert "1 article gone" in run(root, "cluster").stdout
    assert (entries(root)["aaaa01"].members, entries(root)["aaaa01"].gone) == (("bbbb02",), ("aaaa01",))
    file.write_text(text, encoding="utf-8")
    assert "1 article back again" in run(root, "cluster").stdout
    assert entries(root)["aaaa01"].members == ("aaaa01", "bbbb02")


def test_an_article_that_cannot_be_read_is_not_taken_for_deleted(root: Path) -> None:
    run(root, "cluster")
    before = (root / LEDGER).read_bytes()
    (root / "content/articles/ferry.md").write_text("---\ntitle: x\nodd: y\n---\n\nText.\n", encoding="utf-8")
    done = run(root, "cluster")
    assert done.exit_code == 1
    assert "article.unknown-field" in done.stderr
    assert (root / LEDGER).read_bytes() == before


def test_the_list_is_newest_first_and_tells_of_former_stories(root: Path) -> None:
    run(root, "cluster")
    lines = run(root, "story", "list").stdout.splitlines()
    assert [line.split()[2] for line in lines[:2]] == ["cccc03", "aaaa01"]
    run(root, "story", "merge", "cccc03", "aaaa01")
    assert "merged into aaaa01" in run(root, "story", "list", "--all").stdout
    listed = as_json(run(root, "story", "list", "--json"))
    assert [(one["id"], one["told"], one["told_by"]) for one in listed["stories"]] == [
        ("aaaa01", True, []),
        ("cccc03", False, ["aaaa01"]),
    ]


def test_what_may_be_one_story_is_proposed_with_its_reasons(root: Path) -> None:
    run(root, "cluster")
    run(root, "story", "split", "aaaa01", "bbbb02")
    (proposal,) = as_json(run(root, "story", "list", "--json"))["proposals"]
    assert (proposal["kept"], proposal["other"], proposal["days"]) == ("aaaa01", "bbbb02", 1)
    assert proposal["similarity"] >= 0.3
    assert "gull" in proposal["terms"]
    assert "digest story merge aaaa01 bbbb02" in run(root, "story", "list").stdout


def test_who_says_no_to_a_merge_is_not_asked_again(root: Path) -> None:
    run(root, "cluster")
    run(root, "story", "split", "aaaa01", "bbbb02")
    assert "digest story apart aaaa01 bbbb02" in run(root, "story", "list").stdout
    assert "are two stories" in run(root, "story", "apart", "bbbb02", "aaaa01").stdout
    assert entries(root)["aaaa01"].apart == ("bbbb02",)
    assert as_json(run(root, "story", "list", "--json"))["proposals"] == []
    before = (root / LEDGER).read_bytes()
    run(root, "story", "apart", "aaaa01", "bbbb02")
    assert (root / LEDGER).read_bytes() == before
    run(root, "story", "merge", "aaaa01", "bbbb02")
    assert entries(root)["aaaa01"].apart == ()


def test_only_articles_of_a_story_are_kept_together(root: Path) -> None:
    run(root, "cluster")
    assert run(root, "story", "together", "aaaa01", "cccc03").exit_code == 1
    run(root, "story", "together", "aaaa01", "gull.md")
    assert entries(root)["aaaa01"].together == ("bbbb02",)
    assert run(root, "story", "apart", "aaaa01", "bbbb02").exit_code == 1


def test_a_merge_keeps_the_older_story_whichever_is_named_first(root: Path) -> None:
    run(root, "cluster")
    done = run(root, "story", "merge", "cccc03", "aaaa01")
    assert done.exit_code == 0
    assert "stories/elmstead-votes-for-its-library-cccc03.html leads on to" in done.stdout
    assert entries(root)["cccc03"].merged_into == "aaaa01"
    assert entries(root)["cccc03"].title == "Elmstead votes for its library"


def test_split_move_and_rename_write_what_they_say(root: Path) -> None:
    run(root, "cluster")
    assert "bbbb02 is new: 1 article" in run(root, "story", "split", "aaaa01", "gull.md").stdout
    run(root, "story", "move", "gull", "cccc03")
    assert entries(root)["cccc03"].members == ("bbbb02", "cccc03")
    assert entries(root)["bbbb02"].merged_into == "cccc03"
    run(root, "story", "rename", "cccc03", "--title", "A library is saved", "--slug", "library")
    assert (entries(root)["cccc03"].title, entries(root)["cccc03"].slug) == ("A library is saved", "library")
    shown = as_json(run(root, "story", "show", "library", "--json"))
    assert (shown["title"], shown["former"]) == ("A library is saved", ["elmstead-votes-for-its-library-cccc03"])
    assert "chosen by an editor" in run(root, "story", "show", "library").stdout
    run(root, "story", "rename", "library", "--title", "")
    assert entries(root)["cccc03"].title == ""


@pytest.mark.parametrize(
    "edit",
    [
        ("merge", "aaaa01", "cccc03"),
        ("split", "aaaa01", "bbbb02"),
        ("move", "bbbb02", "cccc03"),
        ("rename", "aaaa01", "--slug", "ferry"),
    ],
)
def test_a_dry_run_writes_nothing(root: Path, edit: tuple[str, ...]) -> None:
    run(root, "cluster")
    before = (root / LEDGER).read_bytes()
    assert "nothing is written" in run(root, "story", *edit, "--dry-run").stdout
    assert (root / LEDGER).read_bytes() == before
    run(root, "story", *edit)
    assert (root / LEDGER).read_bytes() != before


def test_what_the_next_ingest_would_undo_is_refused(root: Path) -> None:
    file = root / "content/articles/gull.md"
    file.write_text(file.read_text(encoding="utf-8").replace("---\n", "---\nstory: aaaa01\n", 1), encoding="utf-8")
    run(root, "cluster")
    done = run(root, "story", "move", "bbbb02", "cccc03")
    assert isinstance(done.exception, Exception)
    assert "story.pinned" in str(done.exception)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("merge", "aaaa01", "nobody"), "story.unknown"),
        (("rename", "aaaa01", "--slug", "Not A Slug"), "story.bad-slug"),
        (("split", "aaaa01", "cccc03"), "story.not-in-it"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_code(root: Path, arguments: tuple[str, ...], code: str) -> None:
    run(root, "cluster")
    assert code in str(run(root, "story", *arguments).exception)


def test_an_unsound_ledger_stops_every_command_and_is_left_alone(root: Path) -> None:
    text = '[stories.a1]\nslug = "a"\nmerged_into = "nobody"\n'
    (root / LEDGER).write_text(text, encoding="utf-8")
    for arguments in (("story", "list"), ("story", "merge", "a1", "a1"), ("cluster",)):
        done = run(root, *arguments)
        assert done.exit_code == 1
        assert "ledger.unknown-story" in done.stderr
    assert (root / LEDGER).read_text(encoding="utf-8") == text


def test_explain_takes_an_article_two_articles_or_a_story(root: Path) -> None:
    run(root, "cluster")
    assert "a copy of aaaa01" in run(root, "explain", "gull").stdout
    compared = run(root, "explain", "gull", "budget.md").stdout
    assert "not alike enough" in compared
    told = run(root, "explain", "story:aaaa01")
    assert "Reports" in told.stdout
    assert "stories/ferry-aground-off-harrow-point-aaaa01.html" in told.stdout
    slug = entries(root)["cccc03"].slug
    assert as_json(run(root, "explain", f"stories/{slug}.html", "--json"))["id"] == "cccc03"
    assert as_json(run(root, "explain", "gull", "ferry", "--json"))["first"]["id"] == "bbbb02"


def test_explain_knows_the_ledger(root: Path) -> None:
    run(root, "cluster")
    run(root, "story", "move", "bbbb02", "cccc03")
    told = as_json(run(root, "explain", "bbbb02", "--json"))
    assert (told["story"]["id"], told["in_ledger"]) == ("cccc03", True)
    assert "because the ledger has it here" in run(root, "explain", "bbbb02").stdout


def test_explain_refuses_three_names_and_twice_the_same(root: Path) -> None:
    assert run(root, "explain", "a", "b", "c").exit_code == 2
    assert run(root, "explain", "gull", "gull").exit_code == 2


def test_a_list_without_an_article_that_cannot_be_read_says_so_in_its_exit_status(root: Path) -> None:
    run(root, "cluster")
    assert [run(root, *words).exit_code for words in (("story", "list"), ("story", "show", "aaaa01"))] == [0, 0]
    (root / "content/articles/budget.md").write_text("no front matter\n", encoding="utf-8")
    for words in (("story", "list"), ("story", "list", "--json"), ("story", "show", "aaaa01")):
        done = run(root, *words)
        assert (done.exit_code, "budget.md" in done.stderr) == (1, True)
