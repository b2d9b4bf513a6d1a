"""`digest doctor`: what on this machine or in the settings stands in the way."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import metadata, util
from pathlib import Path

from digest.build.output import MANIFEST
from digest.config import FILE, Config
from digest.content.files import ARTICLES, read_project_config
from digest.diagnostics import Diagnostic, DigestError
from digest.publish.branch import expected_address
from digest.publish.git import Git

WORKFLOW = ".github/workflows/pages.yml"
WATCHES = 8_192
"""inotify watches below which a preview of a large project may have to poll."""

_WATCHES_FILE = Path("/proc/sys/fs/inotify/max_user_watches")


class State(Enum):
    """How a thing stands."""

    FINE = "fine"
    HINT = "hint"
    """It works, and could work better."""

    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """One thing that was looked at."""

    what: str
    state: State
    words: str
    fix: str = ""

    def as_json(self) -> dict[str, str]:
        """For scripts."""
        return {"what": self.what, "state": self.state.value, "words": self.words, "fix": self.fix}


def examine(root: Path, *, remote: str = "origin") -> tuple[Examination, ...]:
    """Look at the machine, the project and the way to GitHub Pages; changes nothing."""
    config = _config(root)
    found = [_python(), _packages(), *_settings(config), *_content(root), _disk(root), _watching(), _search()]
    return (*found, *_publishing(root, config, remote))


def _fine(what: str, words: str) -> Examination:
    return Examination(what=what, state=State.FINE, words=words)


def _hint(what: str, words: str, fix: str) -> Examination:
    return Examination(what=what, state=State.HINT, words=words, fix=fix)


def _problem(what: str, words: str, fix: str) -> Examination:
    return Examination(what=what, state=State.PROBLEM, words=words, fix=fix)


def _python() -> Examination:
    return _fine("Python", f"{platform.python_version()} on {platform.system()}")


def _packages() -> Examination:
    names = ("markdown-it-py", "jinja2", "pygments", "watchdog", "lxml", "starlette", "uvicorn", "ghp-import")
    versions: list[str] = []
    for name in names:
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            return _problem("packages", f"{name} is not installed", "install digest again, with its requirements")
    return _fine("packages", ", ".join(versions))


def _config(root: Path) -> Config | tuple[Diagnostic, ...]:
    """The settings, or what is wrong with them."""
    try:
        config, findings = read_project_config(root)
    except DigestError as refused:
        return refused.diagnostics
    return tuple(findings) or config


def _settings(config: Config | tuple[Diagnostic, ...]) -> Iterator[Examination]:
    if isinstance(config, tuple):
        for found in config:
            yield _problem("settings", f"{found.location}: {found.problem}", found.fix)
    else:
        topics = len(config.topics)
        yield _fine("settings", f"{FILE} is sound, {topics} {'topic' if topics == 1 else 'topics'}")
        if not config.site.base_url:
            fix = f"set base_url in {FILE}; the workflow of GitHub Actions sets it by itself"
            yield _hint("address", "base_url is not set: no feeds, no site map", fix)
        else:
            yield _fine("address", config.site.base_url)


def _content(root: Path) -> Iterator[Examination]:
    articles = sum(1 for _ in (root / ARTICLES).rglob("*.md")) if (root / ARTICLES).is_dir() else 0
    if articles:
        yield _fine("articles", f"{articles:,} in {ARTICLES}")
    else:
        yield _problem("articles", f"none in {ARTICLES}", "put pages into content/inbox/ and run `digest ingest`")
    if (root / "site" / MANIFEST).is_file():
        yield _fine("site", "built")
    else:
        yield _hint("site", "not built yet", "run `digest build`")


def _disk(root: Path) -> Examination:
    """Whether a site can be swapped in whole here: hard links and a folder that can be written."""
    try:
        with tempfile.TemporaryDirectory(dir=root, prefix=".digest-doctor-") as folder:
            one = Path(folder, "one")
            one.write_bytes(b"")
            try:
                os.link(one, Path(folder, "two"))
            except OSError:
                fix = "nothing to do; building on another disk would be faster"
                return _hint("disk", "it has no hard links: unchanged files are copied", fix)
    except OSError as problem:
        return _problem("disk", f"the folder cannot be written: {problem.strerror}", "mend its permissions")
    return _fine("disk", "can be written, has hard links")


def _watching() -> Examination:
    try:
        watches = int(_WATCHES_FILE.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return _fine("watching", "by the system's own means")
    if watches < WATCHES:
        fix = "sysctl fs.inotify.max_user_watches=65536, or `digest serve --poll`"
        return _hint("watching", f"only {watches:,} inotify watches", fix)
    return _fine("watching", f"inotify, {watches:,} watches")


def _search() -> Examination:
    if util.find_spec("pagefind") is None or util.find_spec("pagefind_bin") is None:
        fix = "pip install 'pagefind[bin]'; without it the search page lists topics and the archive"
        return _hint("search", "Pagefind is not installed", fix)
    return _fine("search", f"Pagefind {metadata.version('pagefind')}")


def _publishing(root: Path, config: Config | tuple[Diagnostic, ...], remote: str) -> Iterator[Examination]:
    git = Git(root)
    asked: Callable[..., str] = git.says
    try:
        if not asked("rev-parse", "--git-dir"):
            yield _hint("git", "this is no repository", "run `git init`, and push it to GitHub to publish")
            return
    except DigestError as refused:
        yield _hint("git", refused.diagnostic.problem, refused.diagnostic.fix)
        return
    address = expected_address(root, remote)
    if not asked("remote", "get-url", remote):
        yield _hint("git", f"there is no remote '{remote}'", f"run `git remote add {remote} ADDRESS`")
    elif address:
        yield _fine("git", f"GitHub will show it at {address}, or at an own domain")
        yield from _fits(config, address)
    else:
        yield _fine("git", f"the remote '{remote}' is not on GitHub")
    yield _workflow(root)


def _fits(config: Config | tuple[Diagnostic, ...], address: str) -> Iterator[Examination]:
    base_url = config.site.base_url if isinstance(config, Config) else ""
    if base_url and base_url.lower() != address.lower():
        fix = f'with an own domain this is right; else set base_url = "{address}"'
        yield _hint("base path", f"base_url is {base_url}", fix)


def _workflow(root: Path) -> Examination:
    if (root / WORKFLOW).is_file():
        words = f"{WORKFLOW} is there"
        fix = "in the repository: Settings, Pages, Source must be 'GitHub Actions' (this cannot be seen from here)"
        return Examination(what="workflow", state=State.FINE, words=words, fix=fix)
    fix = "`digest new` in an empty folder writes one to copy; or use `digest publish`"
    return _hint("workflow", f"there is no {WORKFLOW}", fix)
