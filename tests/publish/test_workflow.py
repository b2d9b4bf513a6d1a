"""The workflows that publish: pinned, with least rights, and with no content in a shell line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FILES = (ROOT / ".github/workflows/pages.yml", ROOT / "digest/publish/skeleton/github/workflows/pages.yml")
ALL = (*FILES, ROOT / ".github/workflows/test.yml")


def steps(path: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.parts[-4])
def test_every_action_is_pinned_by_commit_with_its_version_beside_it(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert used != []
    for line in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.parts[-4])
def test_no_expression_stands_in_a_shell_line(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-4])
def test_only_the_deploying_job_may_publish(path: Path) -> None:
    flow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert flow["permissions"] == {"contents": "read"}
    assert flow["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert flow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert flow["jobs"]["deploy"]["needs"] == "build"
    assert flow["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    assert "pull_request" not in path.read_text(encoding="utf-8")


def test_both_workflows_differ_in_how_digest_is_installed_alone() -> None:
    ours, theirs = ([step for step in steps(path) if step.get("name") != "Install digest"] for path in FILES)
    assert ours == theirs


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-4])
def test_what_is_only_worth_a_look_keeps_no_site_back(path: Path) -> None:
    """An article without a date is a warning of the check; news without dates are common."""
    lines = [line.split() for step in steps(path) for line in step.get("run", "").splitlines()]
    assert ["digest", "check"] in lines
