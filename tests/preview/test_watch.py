"""Real files in a temporary project, saved as editors save them; what the watch tells of them.

Nothing sleeps for a fixed time: a test waits for a batch, or does something later whose batch
shows that nothing came before it.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from conftest import project, source_file

from digest.preview.reports import Hints, Reports
from digest.preview.watch import Watch, git_folder

ONE = "content/articles/one.md"
TWO = "content/articles/two.md"
TIMEOUT = 30.0
"""Seconds; a busy machine is slow, a right answer comes at once."""


class Watched:
    """A watch in a thread of its own, with its batches in a queue."""

    def __init__(self, root: Path, reports: Callable[[Path, Hints], Reports] | None) -> None:
        self.root = root
        self.said: list[str] = []
        self.batches: Queue[frozenset[str]] = Queue()
        self.watch = Watch(root, reports=reports, say=self.said.append)
        self.ended = False
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while not self.ended:
            self.batches.put(self.watch.next_batch())

    def until(self, *paths: str) -> list[frozenset[str]]:
        """The batches up to one in which all these paths were told."""
        got: list[frozenset[str]] = []
        missing = set(paths)
        while missing:
            try:
                got.append(self.batches.get(timeout=TIMEOUT))
            except Empty:
                raise AssertionError(f"not told: {missing}; told: {got}") from None
            missing -= got[-1]
        return got

    def close(self) -> None:
        self.ended = True
        (self.root / "content/articles/last.md").write_text("x")
        self.thread.join(TIMEOUT)
        self.watch.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path, {"one.md": source_file(), "two.md": source_file()})
    (root / "content/inbox").mkdir()
    return root


@pytest.fixture
def watched(root: Path, request: pytest.FixtureRequest) -> Iterator[Watched]:
    watched = Watched(root, getattr(request, "param", Reports))
    yield watched
    watched.close()


both_ways = pytest.mark.parametrize("watched", [Reports, None], ids=["reports", "poll"], indirect=True)


def save_in_place(file: Path) -> None:
    file.write_text(source_file("Another text.\n"))


def save_truncating_first(file: Path) -> None:
    """As VS Code does: the file is empty for a moment."""
    with file.open("w") as stream:
        stream.flush()
        os.fsync(stream.fileno())
        stream.write(source_file("Another text.\n"))


def save_by_renaming(file: Path) -> None:
    """As most editors do: a new file takes the place of the old one."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(source_file("Another text.\n"))
    new.replace(file)


def save_as_vim(file: Path) -> None:
    """Vim tries the folder with a file 4913, moves the old file away and writes a new one."""
    probe = file.with_name("4913")
    probe.write_text("")
    probe.unlink()
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    file.write_text(source_file("Another text.\n"))
    backup.unlink()


def save_as_jetbrains(file: Path) -> None:
    new = file.with_name(f"{file.name}___jb_tmp___")
    new.write_text(source_file("Another text.\n"))
    old = file.with_name(f"{file.name}___jb_old___")
    file.rename(old)
    new.rename(file)
    old.unlink()


def save_as_emacs(file: Path) -> None:
    """Emacs locks with a link that leads nowhere, and keeps unsaved text beside the file."""
    lock = file.with_name(f".#{file.name}")
    lock.symlink_to("somebody@somewhere.1234")
    unsaved = file.with_name(f"#{file.name}#")
    unsaved.write_text("half")
    save_in_place(file)
    unsaved.unlink()
    lock.unlink()


SAVES = (save_in_place, save_truncating_first, save_by_renaming, save_as_vim, save_as_jetbrains, save_as_emacs)


@pytest.mark.parametrize("save", SAVES)
def test_however_a_file_is_saved_it_alone_is_told(watched: Watched, save: Callable[[Path], None]) -> None:
    save(watched.root / ONE)
    assert set().union(*watched.until(ONE)) == {ONE}


@both_ways
def test_new_renamed_and_deleted_files_are_told(watched: Watched) -> None:
    (watched.root / "content/articles/2025").mkdir()
    (watched.root / "content/articles/2025/new.md").write_text(source_file())
    watched.until("content/articles/2025/new.md")
    (watched.root / ONE).rename(watched.root / "content/articles/other.md")
    watched.until(ONE, "content/articles/other.md")
    (watched.root / TWO).unlink()
    watched.until(TWO)


@both_ways
def test_settings_that_are_deleted_and_restored_are_told(watched: Watched) -> None:
    settings = watched.root / "digest.toml"
    text = settings.read_text()
    settings.unlink()
    watched.until("digest.toml")
    settings.write_text(text)
    watched.until("digest.toml")


def test_a_theme_that_is_made_removed_and_restored_is_told_each_time(watched: Watched) -> None:
    theme = watched.root / "themes/mine"
    away = watched.root / "away"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "record"')
    watched.until("themes/mine/theme.toml")
    theme.rename(away)
    watched.until("themes/mine/theme.toml")
    away.rename(theme)
    watched.until("themes/mine/theme.toml")
    shutil.rmtree(watched.root / "themes")
    watched.until("themes/mine/theme.toml")
    (theme / "templates").mkdir(parents=True)
    (theme / "templates/story.html").write_text("x")
    watched.until("themes/mine/templates/story.html")
    (theme / "templates/story.html").write_text("other")
    watched.until("themes/mine/templates/story.html")


def test_the_whole_content_may_go_and_come_back(watched: Watched) -> None:
    (watched.root / "content").rename(watched.root / "away")
    watched.until(ONE, TWO)
    (watched.root / "away").rename(watched.root / "content")
    watched.until(ONE, TWO)
    save_in_place(watched.root / ONE)
    watched.until(ONE)
    assert watched.said == []


def test_our_own_output_is_not_told(watched: Watched) -> None:
    for folder in ("site", ".site.new", ".digest"):
        (watched.root / folder).mkdir()
        (watched.root / folder / "index.html").write_text("x")
    save_in_place(watched.root / ONE)
    assert set().union(*watched.until(ONE)) == {ONE}


def test_a_checkout_is_one_batch(root: Path) -> None:
    def git(*arguments: str) -> None:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        subprocess.run(command, cwd=root, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "before")
    git("checkout", "-qb", "other")
    names = [f"content/articles/{number}.md" for number in range(300)]
    for name in names:
        (root / name).write_text(source_file())
    (root / ONE).write_text(source_file("Another text.\n"))
    git("add", "-A")
    git("commit", "-qm", "after")
    git("checkout", "-q", "main")
    watched = Watched(root, Reports)
    try:
        git("checkout", "-q", "other")
        assert watched.until(ONE, *names) == [{ONE, *names}]
        git("checkout", "-q", "main")
        assert watched.until(ONE, *names) == [{ONE, *names}]
    finally:
        watched.close()


def test_the_folder_of_git_is_found_from_below_and_in_a_second_work_tree(tmp_path: Path) -> None:
    assert git_folder(tmp_path / "a") is None or not (tmp_path / ".git").exists()
    (tmp_path / ".git").mkdir()
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/.git").write_text(f"gitdir: {tmp_path}/.git/worktrees/tree\n")
    assert git_folder(tmp_path / "site/news") == tmp_path / ".git"
    assert git_folder(tmp_path / "tree") == tmp_path / ".git/worktrees/tree"


def test_a_page_that_is_copied_slowly_is_told_once_and_whole(watched: Watched) -> None:
    page = watched.root / "content/inbox/page.txt"
    with page.open("w") as stream:
        for _ in range(20):
            stream.write("A line of the page.\n" * 10)
            stream.flush()
            os.fsync(stream.fileno())
            threading.Event().wait(0.05)
    assert watched.until("content/inbox/page.txt") == [{"content/inbox/page.txt"}]


def no_watches(_: Path, __: Hints) -> Reports:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("watched", [no_watches], indirect=True)
def test_without_watches_it_says_so_once_and_looks_by_itself(watched: Watched) -> None:
    assert len(watched.said) == 1
    assert "No space left on device" in watched.said[0]
    save_in_place(watched.root / ONE)
    watched.until(ONE)
    assert len(watched.said) == 1


class Silent(Reports):
    """Reports of a folder on a network: none ever comes."""

    def __init__(self, *_: object) -> None: ...

    def renew(self) -> None: ...

    def close(self) -> None: ...


@pytest.mark.parametrize("watched", [Silent], indirect=True)
def test_where_no_report_comes_it_notices_and_looks_by_itself(watched: Watched) -> None:
    save_in_place(watched.root / ONE)
    watched.until(ONE)
    while not watched.said:
        save_by_renaming(watched.root / TWO)
        watched.until(TWO)
    assert len(watched.said) == 1
    assert "--poll" in watched.said[0]
