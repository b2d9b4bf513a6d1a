"""`digest cluster --articles` and `digest eval`: plain files in, plain files out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from stories.story_makers import BUDGET, FERRY, FERRY_TOO

from digest.cli import cli
from digest.content.collections import Rows

ROWS: list[dict[str, Any]] = [
    {"id": "b", "title": "Ferry aground off Harrow Point", "text": FERRY_TOO, "date": "2026-03-04", "lang": "en"},
    {"id": 7, "title": "Ferry runs aground", "text": FERRY, "date": "2026-03-03", "lang": "en", "more": [1]},
    {"id": "c", "title": "Elmstead votes for a budget", "text": BUDGET, "date": None, "source": "Elmstead Post"},
    {"id": "d"},
]


def lines(*rows: object) -> str:
    return "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text(lines(*ROWS), encoding="utf-8")
    return path


def told(path: Path) -> dict[str | int, str]:
    return {row["id"]: row["story"] for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def test_each_article_gets_a_line_with_the_story_that_its_earliest_report_names(file: Path) -> None:
    out = file.with_name("stories.jsonl")
    assert run("cluster", "--articles", file, "--out", out).exit_code == 0
    assert told(out) == {"b": "7", 7: "7", "c": "c", "d": "d"}
    assert list(told(out)) == ["b", 7, "c", "d"]


def test_without_a_file_the_stories_go_to_standard_output(file: Path) -> None:
    done = run("cluster", "--articles", file)
    assert [json.loads(line)["story"] for line in done.stdout.splitlines()] == ["7", "7", "c", "d"]


def test_a_bad_line_is_told_with_its_number_and_costs_that_line_only(file: Path) -> None:
    bad = ["{", "[1]", '{"title": "no id"}', '{"id": "b"}', '{"id": true}', '{"id": "t", "text": 3}', "[" * 5000]
    file.write_text(lines(*ROWS, *bad), encoding="utf-8")
    done = run("cluster", "--articles", file)
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 4
    for number in range(5, 12):
        assert f"{file}:{number}: error: " in done.stderr


def test_a_line_that_is_not_utf8_is_told(file: Path) -> None:
    file.write_bytes(b'{"id": "\xff"}\n' + lines(ROWS[0]).encode())
    done = run("cluster", "--articles", file)
    assert (done.exit_code, len(done.stdout.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-03-04T23:10:00+09:00", "2026-03-04"),
        ("2026-03-04 23:10:00", "2026-03-04"),
        ("Wed, 04 Mar 2026 10:00:00 GMT", "2026-03-04"),
        (1772582400, "2026-03-04"),
        (1772582400000, "2026-03-04"),
        (None, None),
        ("", None),
    ],
)
def test_dates_are_read_in_the_forms_that_collections_have(file: Path, date: object, day: str | None) -> None:
    file.write_text(lines({"id": "a", "date": date}), encoding="utf-8")
    rows = Rows(file)
    (row,) = rows
    found = row.article.teaser.dating.day
    assert (found.isoformat() if found else None) == day
    assert rows.findings == []


@pytest.mark.parametrize("date", ["soon", "2026-02-31", 10**30, True, [], "0001-01-01"])
def test_a_date_that_cannot_be_read_leaves_the_article_undated(file: Path, date: object) -> None:
    file.write_text(lines({"id": "a", "date": date}), encoding="utf-8")
    rows = Rows(file)
    (row,) = rows
    assert row.article.teaser.dating.day is None
    assert [found.code for found in rows.findings] == ["collection.bad-date"]


def test_the_options_of_a_file_and_of_a_project_do_not_mix(file: Path) -> None:
    assert run("cluster", "--articles", file, "--dry-run").exit_code == 2
    assert run("cluster", "--granularity", "0.3").exit_code == 2


def test_scores_are_printed_and_what_stands_on_one_side_only_is_told(tmp_path: Path) -> None:
    gold, pred = tmp_path / "gold.jsonl", tmp_path / "pred.jsonl"
    gold.write_text(lines(*({"id": id, "gold_story": story} for id, story in zip("abcd", "xxyy", strict=True))))
    pred.write_text(lines(*({"id": id, "story": story} for id, story in zip("abce", "1122", strict=True))))
    done = run("eval", gold, pred, "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert (found["missing"], found["extra"]) == (["d"], ["e"])
    assert found["b_cubed"] == {"precision": 1.0, "recall": 0.75, "f1": 0.857143}
    plain = run("eval", gold, pred)
    assert "B-cubed" in plain.stdout
    assert "[collection.missing]" in plain.stderr
    assert run("eval", pred, pred).exit_code == 0


def test_gold_without_labels_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(lines({"id": "a"}))
    assert run("eval", tmp_path / "gold.jsonl", tmp_path / "gold.jsonl").exit_code == 2
