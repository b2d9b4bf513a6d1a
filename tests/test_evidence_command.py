"""`digest evidence`: what story pages claim, for people and for scripts."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from conftest import project, source_file

from digest.cli import cli

FIRST = "The ferry stayed in harbour on Tuesday, the line said.\n\n“Nobody will be left on the quay,” Ada Sample said.\nShe left."
ROWS = (
    {"id": "a", "title": "Ferry", "text": FIRST, "date": "2025-06-18", "source": "Sample Wire", "lang": "en"},
    {"id": 2, "title": "Crane", "text": "“We asked for it twice, and twice they said no,” Mia Probe told us."},
)


def files(folder: Path) -> list[str]:
    articles, stories = folder / "a.jsonl", folder / "s.jsonl"
    articles.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), encoding="utf-8")
    stories.write_text('{"id": "a", "story": "s1"}\n{"id": 2, "story": "s2"}\n')
    return ["evidence", "--articles", str(articles), "--stories", str(stories)]


def test_json_lines_give_pieces_that_stand_in_their_paragraphs(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, [*files(tmp_path), "--json"])
    assert done.exit_code == 0
    one, other = json.loads(done.stdout)["stories"]
    paragraphs = {"a": [part for part in FIRST.split("\n") if part], "2": [str(ROWS[1]["text"])]}
    assert (one["story"], one["articles"], other["story"]) == ("s1", ["a"], "s2")
    assert [(q["quote"], q["speaker"], q["paragraph"]) for q in one["quotes"]] == [
        ("Nobody will be left on the quay,", "Ada Sample", 2)
    ]
    assert other["quotes"][0]["speaker"] == "Mia Probe"
    for story in (one, other):
        for piece in (*story["sentences"], *story["quotes"], *story["only_in_one"], *story["days"]):
            text = piece.get("text", piece.get("quote"))
            assert text in paragraphs[piece["article"]][piece["paragraph"] - 1]


def test_it_is_readable_and_picks_stories_by_their_beginning(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, [*files(tmp_path), "s1"])
    assert "Ada Sample: Nobody will be left on the quay,  [Sample Wire ¶2]" in done.stdout
    assert "Mia Probe" not in done.stdout
    assert CliRunner().invoke(cli, [*files(tmp_path), "zzz"]).exit_code == 2


def test_a_project_is_told_story_by_story(tmp_path: Path) -> None:
    project(tmp_path, {"a.md": source_file(body=FIRST)})
    done = CliRunner().invoke(cli, ["evidence", "-C", str(tmp_path), "--json"])
    (story,) = json.loads(done.stdout)["stories"]
    assert story["quotes"][0]["speaker"] == "Ada Sample"


def test_the_two_files_go_together(tmp_path: Path) -> None:
    assert CliRunner().invoke(cli, files(tmp_path)[:3]).exit_code == 2
