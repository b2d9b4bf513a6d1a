"""The command line of the preview, without a browser."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TOML, project, source_file

from digest.preview.server import open_port

TIMEOUT = 60.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    articles = {"ferry.md": source_file("The ferry left.\n"), "draft.md": source_file("A draft.\n", draft="true")}
    return project(tmp_path, articles)


@pytest.fixture
def serving(root: Path, request: pytest.FixtureRequest) -> Iterator[tuple[subprocess.Popen[str], str]]:
    options = getattr(request, "param", ())
    command = [sys.executable, "-m", "digest", "-C", str(root), "serve", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.fullmatch(r"serving (http://127\.0\.0\.1:\d+/)  \(Ctrl-C ends it\)\n", process.stdout.readline())
        assert found
        yield process, found[1]
        process.kill()


def served(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=TIMEOUT) as answer:
        return bytes(answer.read())


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_is_how_a_preview_ends(serving: tuple[subprocess.Popen[str], str], how: int) -> None:
    process, address = serving
    assert b"A ferry leaves" in served(address)
    process.send_signal(how)
    out, err = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, out, err.replace("note: port 8000 is taken\n", "")) == (0, "", "")


def test_a_preview_ends_at_once_also_while_tabs_listen(serving: tuple[subprocess.Popen[str], str]) -> None:
    process, address = serving
    with urllib.request.urlopen(f"{address}__digest/events", timeout=TIMEOUT) as events:
        assert events.readline() == b"retry: 500\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(TIMEOUT) == 0


@pytest.mark.parametrize("serving", [("--port", "0", "--drafts")], indirect=True)
def test_drafts_are_shown_when_asked_for(serving: tuple[subprocess.Popen[str], str]) -> None:
    assert b"A draft." in served(f"{serving[1]}articles/draft.html")


@pytest.mark.parametrize("serving", [("--port", "0", "--poll")], indirect=True)
def test_lines_are_plain_and_few_where_there_is_no_terminal(
    serving: tuple[subprocess.Popen[str], str], root: Path
) -> None:
    process, address = serving
    assert process.stdout is not None
    served(address)
    (root / "content/articles/ferry.md").write_text(source_file("The ferry came back.\n"))
    line = process.stdout.readline()
    assert re.fullmatch(r"built content/articles/ferry\.md: \d+ pages?, [\d,]+ ms\n", line), line
    (root / "content/articles/\x1b[31mred.md").write_text("broken")
    assert "\\u001b[31mred.md" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=TIMEOUT)
    assert "\x1b" not in out + err
    assert ": error: " in err


def test_nothing_is_written_but_what_is_ingested(serving: tuple[subprocess.Popen[str], str], root: Path) -> None:
    served(serving[1])
    assert not (root / "site").exists()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "digest", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)


def test_a_folder_without_a_project_is_refused(tmp_path: Path) -> None:
    done = run("-C", str(tmp_path), "serve")
    assert (done.returncode, done.stdout) == (1, "")
    assert "[project.no-config]" in done.stderr


def test_a_taken_port_is_refused_only_when_no_other_will_do(root: Path) -> None:
    with open_port(0) as taken:
        done = run("-C", str(root), "serve", "--strict-port", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "[preview.port-taken]" in done.stderr


def test_the_settings_need_not_be_sound_for_the_preview_to_begin(root: Path) -> None:
    (root / "digest.toml").write_text("[site")
    command = [sys.executable, "-m", "digest", "-C", str(root), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("serving http://127.0.0.1:")
        (root / "digest.toml").write_text(TOML)
        assert "all is well again" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=TIMEOUT)
        assert (process.returncode, "[config.bad-toml]" in err) == (0, True)
