"""Publishing to a branch: what is shown is what is pushed, and nothing foreign is ever written over."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import TOML, project, source_file

from digest.diagnostics import DigestError
from digest.publish.branch import check_address, plan_publication, push_publication

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

SETTINGS = TOML.replace('description = "Made for tests."', 'base_url = "https://example.org/digest/"')


@pytest.fixture(autouse=True)
def _a_git_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "gitconfig").write_text("[user]\nname = Sample\nemail = sample@example.org\n", encoding="utf-8")


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in a repository with a bare remote beside it."""
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    root = tmp_path / "work"
    root.mkdir()
    project(root, {"a.md": source_file()}, SETTINGS)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "remote", "add", "origin", "../remote.git")
    return root


def publish(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "digest", "publish", *words]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def there(root: Path, branch: str = "gh-pages") -> list[str]:
    """The files of a branch on the remote."""
    return git(root.parent / "remote.git", "ls-tree", "-r", "--name-only", branch).splitlines()


def foreign(root: Path, name: str = "index.html") -> str:
    """A commit of somebody else on the remote's branch."""
    other = root.parent / "other"
    git(root.parent, "clone", "--quiet", "remote.git", "other")
    branches = git(other, "branch", "--remotes")
    git(other, "checkout", "--quiet", *([] if "gh-pages" in branches else ["--orphan"]), "gh-pages")
    (other / name).write_text("somebody else's", encoding="utf-8")
    git(other, "add", ".")
    git(other, "commit", "--quiet", "--message", "theirs")
    git(other, "push", "--quiet", "origin", "gh-pages")
    return git(other, "rev-parse", "HEAD")


def test_first_it_shows_what_would_change_and_pushes_nothing(root: Path) -> None:
    done = publish(root)
    assert done.returncode == 0
    assert "add     404.html" in done.stdout
    assert "nothing was pushed: it was not agreed to; --yes pushes" in done.stdout
    assert git(root.parent / "remote.git", "branch") == ""


def test_what_was_built_is_on_the_branch_and_a_second_run_changes_nothing(root: Path) -> None:
    assert publish(root, "--yes").returncode == 0
    built = sorted(path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*") if path.is_file())
    assert sorted(there(root)) == built
    assert ".nojekyll" in built
    first = git(root.parent / "remote.git", "rev-parse", "gh-pages")
    again = publish(root, "--yes")
    assert "the branch holds this site already" in again.stdout
    assert git(root.parent / "remote.git", "rev-parse", "gh-pages") == first
    assert git(root, "status", "--porcelain", "--untracked-files=no") == ""


def test_an_edit_changes_its_pages_and_a_deleted_article_goes(root: Path) -> None:
    publish(root, "--yes")
    (root / "content/articles/b.md").write_text(source_file("New.", title="Another one"), encoding="utf-8")
    (root / "content/articles/a.md").unlink()
    shown = publish(root, "--dry-run").stdout
    assert "remove  articles/a.html" in shown
    assert "add     articles/b.html" in shown
    assert publish(root, "--yes").returncode == 0
    assert "articles/b.html" in there(root)
    assert "articles/a.html" not in there(root)
    assert git(root.parent / "remote.git", "rev-list", "--count", "gh-pages") == "2"


def test_an_own_domain_on_the_branch_is_kept(root: Path) -> None:
    publish(root, "--yes")
    git(root.parent, "clone", "--quiet", "--branch", "gh-pages", "remote.git", "domain")
    (root.parent / "domain/CNAME").write_text("example.org\n", encoding="utf-8")
    for words in (["add", "."], ["commit", "-qm", "domain"], ["push", "-q", "origin", "gh-pages"]):
        git(root.parent / "domain", *words)
    (root / "content/articles/a.md").write_text(source_file("Edited."), encoding="utf-8")
    done = publish(root, "--yes")
    assert "keep    CNAME" in done.stdout
    assert git(root.parent / "remote.git", "show", "gh-pages:CNAME") == "example.org"


def test_a_branch_that_somebody_else_made_is_refused_and_stays(root: Path) -> None:
    theirs = foreign(root)
    done = publish(root, "--yes")
    assert (done.returncode, "[publish.not-ours]" in done.stderr) == (1, True)
    assert git(root.parent / "remote.git", "rev-parse", "gh-pages") == theirs


def test_a_local_branch_of_somebody_else_is_refused_and_stays(root: Path) -> None:
    git(root, "commit", "--quiet", "--allow-empty", "--message", "x")
    git(root, "branch", "gh-pages")
    kept = git(root, "rev-parse", "gh-pages")
    assert "[publish.not-ours]" in publish(root, "--yes").stderr
    assert git(root, "rev-parse", "gh-pages") == kept


def test_a_branch_that_moved_since_it_was_looked_at_is_not_forced(root: Path) -> None:
    publish(root, "--yes")
    (root / "content/articles/a.md").write_text(source_file("Edited."), encoding="utf-8")
    publish(root, "--dry-run")
    plan = plan_publication(root, root / "site", remote="origin", branch="gh-pages")
    theirs = foreign(root, "extra.html")
    with pytest.raises(DigestError) as refused:
        push_publication(root, plan, message="mine")
    assert refused.value.diagnostic.code == "publish.moved"
    assert git(root.parent / "remote.git", "rev-parse", "gh-pages") == theirs
    assert publish(root, "--yes").returncode == 0  # the next run looks again and goes on


def test_an_interrupted_push_is_mended_by_the_next_one(root: Path) -> None:
    hook = root.parent / "remote.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    broken = publish(root, "--yes")
    assert (broken.returncode, "[publish." in broken.stderr) == (1, True)
    assert git(root, "branch", "--list", "gh-pages") != ""
    hook.unlink()
    assert publish(root, "--yes").returncode == 0
    assert git(root.parent / "remote.git", "rev-list", "--count", "gh-pages") == "1"
    assert not (root / ".digest/publish").exists()


def test_a_missing_remote_or_repository_is_said(root: Path) -> None:
    assert "[publish.no-remote]" in publish(root, "--remote", "elsewhere").stderr
    shutil.rmtree(root.parent / "remote.git")
    assert "[publish.no-remote]" in publish(root).stderr
    shutil.rmtree(root / ".git")
    assert "[publish.no-repository]" in publish(root).stderr


@pytest.mark.parametrize("branch", ["main", "master", "a..b", "-f", "--force"])
def test_the_sources_branch_and_bad_names_are_refused(root: Path, branch: str) -> None:
    assert "[publish.bad-branch]" in publish(root, f"--branch={branch}").stderr


def test_errors_of_build_and_check_keep_a_site_from_being_published(root: Path) -> None:
    (root / "content/articles/b.md").write_text("no front matter", encoding="utf-8")
    assert "[publish.not-built]" in publish(root, "--yes").stderr
    secret = "ghp_" + "a1" * 18
    (root / "content/articles/b.md").write_text(source_file(f"It is {secret}.", title="Secret"), encoding="utf-8")
    refused = publish(root, "--yes").stderr
    assert "[check.secret]" in refused
    assert "[publish.not-checked]" in refused
    assert git(root.parent / "remote.git", "branch") == ""


def test_a_file_that_a_branch_cannot_hold_is_refused(root: Path) -> None:
    publish(root)
    (root / "site" / 'quo"te.txt').write_text("", encoding="utf-8")
    assert "[publish.bad-file]" in publish(root, "--yes").stderr


def test_the_gitignore_of_the_output_folder_is_not_published(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/.gitignore").write_text("*\n", encoding="utf-8")
    assert publish(root, "--yes").returncode == 0
    assert ".gitignore" not in there(root)


@pytest.mark.parametrize(
    ("base_url", "expected", "cname", "fits"),
    [
        ("https://owner.github.io/digest/", "https://owner.github.io/digest/", "", True),
        ("https://owner.github.io/other/", "https://owner.github.io/digest/", "", False),
        ("https://owner.github.io/", "https://owner.github.io/digest/", "", False),
        ("https://news.example/", "https://owner.github.io/digest/", "news.example", True),
        ("https://owner.github.io/digest/", "https://owner.github.io/digest/", "news.example", False),
        ("https://anywhere.example/x/", "", "", True),
        ("", "", "", False),
    ],
)
def test_a_site_for_another_address_is_refused(base_url: str, expected: str, cname: str, fits: bool) -> None:
    if fits:
        check_address(base_url, expected, cname)
    else:
        with pytest.raises(DigestError):
            check_address(base_url, expected, cname)


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:Owner/digest.git", "https://owner.github.io/digest/"),
        ("https://github.com/owner/owner.github.io", "https://owner.github.io/"),
        ("ssh://git@github.com/owner/d.news.git", "https://owner.github.io/d.news/"),
        ("../remote.git", ""),
    ],
)
def test_the_address_follows_from_the_remote(root: Path, remote: str, address: str) -> None:
    from digest.publish.branch import expected_address

    git(root, "remote", "set-url", "origin", remote)
    assert expected_address(root, "origin") == address


def test_a_doctor_tells_what_stands_in_the_way(root: Path) -> None:
    def doctor() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "digest", "doctor"]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, env=os.environ, check=False)

    first = doctor()
    assert first.returncode == 0
    assert "hint     site:" in first.stdout
    git(root, "remote", "set-url", "origin", "git@github.com:owner/digest.git")
    assert 'set base_url = "https://owner.github.io/digest/"' in doctor().stdout
    (root / "digest.toml").write_text("[site]\ntitel = 'x'\n", encoding="utf-8")
    broken = doctor()
    assert broken.returncode == 1
    assert "PROBLEM  settings:" in broken.stdout
    assert list(root.glob(".digest-doctor-*")) == []
