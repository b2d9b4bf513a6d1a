"""The command line: exit codes, what is printed where, help that says what is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONFIG = '[site]\ntitle = "Sample"\nbase_url = "https://example.org/digest/"\n[topics.ferries]\nany = ["ferry"]\n'
PAGE = """Ferry runs aground off Sampleton
12 March 2025

The island's only ferry ran aground on a sandbank on Monday with 140 people on board, the coast guard said.

Nobody was hurt. Lifeboats from Sampleton took the passengers off before dark, and Captain Orla Brandt stayed with the ship.

The ferry company said that divers would look at the hull on Tuesday. Brandt told the coast guard that the buoy had drifted.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/inbox").mkdir(parents=True)
    (tmp_path / "content/inbox/ferry.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "digest.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def run(root: Path, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The real program in a process of its own, as a user or a script would call it."""
    return subprocess.run(
        [sys.executable, "-m", "digest", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **(env or {})},
    )


def test_ingest_build_and_explain_work_one_after_another(root: Path) -> None:
    ingested = run(root, "ingest")
    assert (ingested.returncode, ingested.stderr) == (0, "")
    assert "1 article on 1 page: 1 created" in ingested.stdout
    built = run(root, "build")
    assert (built.returncode, built.stderr) == (0, "")
    assert (root / "site/index.html").exists()
    explained = run(root, "explain", "2025-03-12")
    assert explained.returncode == 0
    assert "one report so far" in explained.stdout


def test_json_reports_are_json_and_nothing_else(root: Path) -> None:
    ingested = json.loads(run(root, "ingest", "--json").stdout)
    assert ingested["counts"] == {"created": 1}
    assert ingested["articles"][0]["date"] == "2025-03-12"
    assert json.loads(run(root, "build", "--json").stdout)["articles"] == 1
    explained = json.loads(run(root, "explain", "--json", ingested["articles"][0]["id"]).stdout)
    assert explained["story"]["reports"] == 1


def test_another_project_can_be_named_before_or_behind_the_command(root: Path) -> None:
    elsewhere = root.parent
    assert run(elsewhere, "-C", str(root), "ingest").returncode == 0
    assert run(elsewhere, "build", "-C", str(root)).returncode == 0
    assert (root / "site/index.html").exists()


def test_a_base_url_on_the_command_line_goes_before_the_configured_one(root: Path) -> None:
    run(root, "ingest")
    assert run(root, "build", "--base-url", "https://example.net/else").returncode == 0
    assert "https://example.net/else/" in (root / "site/sitemap.xml").read_text(encoding="utf-8")
    refused = run(root, "build", "--base-url", "ftp://example.net/")
    assert refused.returncode != 0
    assert "ftp://example.net/" in refused.stderr


@pytest.mark.parametrize(
    ("environment", "option", "held"),
    [({}, (), 0), ({}, ("--until", "2020-01-01"), 1), ({"SOURCE_DATE_EPOCH": "1577836800"}, (), 1)],
)
def test_articles_of_days_to_come_are_named(
    root: Path, environment: dict[str, str], option: tuple[str, ...], held: int
) -> None:
    run(root, "ingest")
    done = run(root, "build", *option, env=environment)
    assert done.returncode == 0
    assert done.stdout.count("article of a day to come left out: content/articles/") == held


def test_an_epoch_that_is_no_number_is_a_usage_error(root: Path) -> None:
    done = run(root, "build", env={"SOURCE_DATE_EPOCH": "tomorrow"})
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH" in done.stderr


def test_what_is_left_out_is_told_on_standard_error_and_fails(root: Path) -> None:
    (root / "content/inbox/empty.txt").write_bytes(b"")
    done = run(root, "ingest")
    assert done.returncode == 1
    assert "content/inbox/empty.txt" in done.stderr
    assert "[ingest.empty]" in done.stderr
    assert "fix: " in done.stderr
    assert "1 created" in done.stdout


def test_a_missing_project_is_told_in_one_finding(tmp_path: Path) -> None:
    done = run(tmp_path, "build")
    assert done.returncode == 1
    assert "[project.no-config]" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_path_that_is_not_there_is_an_error(root: Path) -> None:
    done = run(root, "ingest", "nowhere.txt")
    assert done.returncode == 1
    assert "[ingest.no-file]" in done.stderr


def test_a_misspelt_command_says_what_may_have_been_meant(root: Path) -> None:
    done = run(root, "ingst")
    assert done.returncode == 2
    assert "did you mean 'ingest'?" in done.stderr


def test_an_article_that_is_not_there_is_a_usage_error(root: Path) -> None:
    run(root, "ingest")
    done = run(root, "explain", "nothing")
    assert done.returncode == 2
    assert "nothing" in done.stderr


@pytest.mark.parametrize(("command", "written"), [("ingest", "content/articles/*.md"), ("build", "site/")])
def test_help_says_what_a_command_writes(root: Path, command: str, written: str) -> None:
    assert written in run(root, command, "--help").stdout


def test_output_that_nobody_reads_to_the_end_is_no_error(root: Path) -> None:
    run(root, "ingest")
    done = subprocess.run(
        f"{sys.executable} -m digest ingest -v | head -n 1",
        shell=True,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_help_is_quick_because_nothing_heavy_is_imported(root: Path) -> None:
    code = "import sys; from digest.cli import cli; cli(['--help'], standalone_mode=False); print(sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60, check=True
    )
    for heavy in ("trafilatura", "scipy", "numpy", "jinja2", "lxml", "py3langid", "rich", "markdown_it", "yaml"):
        assert f"'{heavy}'" not in done.stdout, heavy
