"""Whatever ends a build or an ingest, the site is the old one or the new one, whole, and the next run repairs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import TOML, project, source_file

HERE = Path(__file__).parent
REPO = HERE.parents[1]
ROUNDS = 200
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPO)}

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def kills(folder: Path, what: str, rounds: int) -> dict[str, int]:
    command = [sys.executable, str(HERE / "kills.py"), str(folder), what, str(rounds), "1"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    found: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return found


@needs_fork
@pytest.mark.parametrize("what", ["build", "edit"])  # all pages differ, or one that is replaced in its place
def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(tmp_path: Path, what: str) -> None:
    found = kills(tmp_path / "project", what, ROUNDS)
    assert (found["torn"], found["not repaired"]) == (0, 0)
    assert found["killed"] > ROUNDS / 4  # it was killed while it worked
    assert found["old"] > 0
    assert found["new"] > 0


@needs_fork
def test_an_ingest_killed_at_any_moment_tears_no_file_and_the_next_one_completes_it(tmp_path: Path) -> None:
    found = kills(tmp_path / "project", "ingest", ROUNDS // 4)
    assert (found["torn"], found["not repaired"]) == (0, 0)
    assert found["killed"] > 5


IN_A_SMALL_ROOM = """
set -e
mount -t tmpfs -o size={size} tmpfs "$1"
cp -r "$2"/. "$1"/
cd "$1"
"{python}" -m digest build >/dev/null
find site -type f -exec sha256sum {{}} + | sort > "$3/before"
"{python}" - <<'PYTHON'
from pathlib import Path
for path in Path("content/articles").glob("*.md"):
    path.write_text(path.read_text().replace("left on time", "was late"))
PYTHON
{harm}
set +e
"{python}" -m digest build > "$3/out" 2> "$3/err"
echo $? > "$3/status"
set -e
find site -type f -exec sha256sum {{}} + | sort > "$3/after"
{heal}
"{python}" -m digest build >/dev/null
grep -rl "was late" site/articles | wc -l > "$3/healed"
"""
FULL = ("dd if=/dev/zero of=filler bs=1k 2>/dev/null || true", "rm filler")
READ_ONLY = ('mount -o remount,ro "$1"', 'mount -o remount,rw "$1"')


def can_mount() -> bool:
    if shutil.which("unshare") is None or sys.platform != "linux":
        return False
    command = ["unshare", "-m", "sh", "-c", "mount -t tmpfs tmpfs /mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_mount(), reason="a full disk needs the right to mount one")
@pytest.mark.parametrize("way", [FULL, READ_ONLY], ids=["full", "read-only"])
def test_a_full_or_read_only_disk_leaves_the_old_site_and_says_so_in_a_line(
    tmp_path: Path, way: tuple[str, str]
) -> None:
    room, sources, results = (tmp_path / name for name in ("room", "sources", "results"))
    for folder in (room, sources, results):
        folder.mkdir()
    project(sources, {f"a{number}.md": source_file(title=f"Ferry {number}") for number in range(8)}, TOML)
    script = IN_A_SMALL_ROOM.format(size="4m", python=sys.executable, harm=way[0], heal=way[1])
    command = ["unshare", "-m", "bash", "-c", script, "bash", str(room), str(sources), str(results)]
    subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    told = (results / "err").read_text(encoding="utf-8")
    assert (results / "status").read_text().strip() == "1"
    assert "Traceback" not in told
    assert "error:" in told
    assert (results / "before").read_text() == (results / "after").read_text()
    assert (results / "healed").read_text().strip() == "8"


def build(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "digest", "build"]
    return subprocess.run(command, cwd=root, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def test_of_builds_at_the_same_time_each_builds_whole_or_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path, {f"a{number}.md": source_file(title=f"Ferry {number}") for number in range(40)}, TOML)
    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(build, [root] * 4))
    assert 0 in {one.returncode for one in ended}
    assert all(one.returncode == 0 or "[site.locked]" in one.stderr for one in ended)
    assert build(root).returncode == 0
    assert len(list((root / "site/articles").glob("*.html"))) == 40


def test_a_build_beside_a_running_preview_builds_whole_or_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": source_file()}, TOML)
    assert build(root).returncode == 0
    command = [sys.executable, "-m", "digest", "serve", "--port", "0"]
    serving = subprocess.Popen(command, cwd=root, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for number in range(6):
            path = root / "content/articles/a.md"
            path.write_text(source_file(f"The ferry left in round {number}."), encoding="utf-8")
            built = build(root)
            assert built.returncode == 0 or "[site.locked]" in built.stderr
            time.sleep(0.05)
    finally:
        serving.terminate()
        serving.wait(timeout=30)
    assert build(root).returncode == 0
    assert "round 5" in (root / "site/articles/a.html").read_text(encoding="utf-8")
