"""`digest publish`: the site on a branch that GitHub Pages shows, beside the official way by a workflow.

The branch is ours alone: it must carry the list of files that every build writes. What is on it
is compared with the site first; the push is never forced, so a branch that somebody moved in the
meantime is refused, and an interrupted push leaves the branch as it was.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from digest.build.output import HARMLESS, MANIFEST, MARK
from digest.diagnostics import refuse
from digest.publish.git import Git

STAGE = ".digest/publish"
"""Where the files of the branch are put together."""

_OWN = ("CNAME",)
"""Files that GitHub or a person puts on the branch, kept where the site has none."""

_GITHUB = re.compile(
    r"(?:https://(?:[^@/]+@)?github\.com/|(?:ssh://)?git@github\.com[:/])([\w.-]+)/([\w.-]+?)(?:\.git)?/?\Z"
)
_DANGEROUS = re.compile(r"[\x00-\x1f\x7f\"\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What would change on the branch, and what it would hold."""

    remote: str
    branch: str
    files: Mapping[str, Path] = field(repr=False)
    """Every file of the branch by its path there, and where it lies now."""

    base: str
    """The commit that the branch is at; empty where it is new."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Files of the branch that the site has not and that stay: CNAME."""

    bytes: int = 0

    @property
    def is_empty(self) -> bool:
        """True when the branch holds this site already."""
        return not (self.added or self.changed or self.removed)

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "remote": self.remote,
            "branch": self.branch,
            "base": self.base,
            "files": len(self.files),
            "bytes": self.bytes,
            "added": list(self.added),
            "changed": list(self.changed),
            "removed": list(self.removed),
            "kept": list(self.kept),
        }


def plan_publication(root: Path, site: Path, *, remote: str, branch: str) -> Publication:
    """Compare the built site with the branch as it is now on the remote. Changes nothing but what git knows of it.

    Raises:
        DigestError: no repository, no such remote, a branch that is not ours, a name that git cannot keep.
    """
    git = Git(root)
    _refuse_branch(git, remote, branch)
    base = _fetched(git, remote, branch)
    there = _listed(git, base) if base else {}
    for place, commit in (("on the remote", base), ("here", git.says("rev-parse", "--verify", f"refs/heads/{branch}"))):
        if commit and not _is_ours(git, commit):
            problem = f"the branch '{branch}' {place} does not carry {MANIFEST}: something else lives on it"
            fix = "name another branch with --branch, or delete that one if it is no longer needed"
            raise refuse("publish.not-ours", branch, problem, fix)
    files = {path: site / path for path in _site_files(site)}
    kept = tuple(name for name in _OWN if name in there and name not in files)
    here = {path: _blob(file.read_bytes()) for path, file in files.items()}
    here |= {name: there[name] for name in kept}
    return Publication(
        remote=remote,
        branch=branch,
        files=files,
        base=base,
        added=tuple(sorted(here.keys() - there.keys())),
        changed=tuple(sorted(path for path in here.keys() & there.keys() if here[path] != there[path])),
        removed=tuple(sorted(there.keys() - here.keys())),
        kept=kept,
        bytes=sum(file.stat().st_size for file in files.values()),
    )


def push_publication(root: Path, plan: Publication, *, message: str) -> str:
    """Commit the planned files to the branch and push it; never by force.

    Returns:
        The new commit.

    Raises:
        DigestError: the commit is not what was planned, or the remote refused, for instance because somebody
            else pushed meanwhile. The remote's branch is as it was then, and the next run begins anew.
    """
    import ghp_import

    git = Git(root)
    stage = root / STAGE
    if not plan.base:
        # left from a push that never arrived, and ours: planning has looked
        git.call("update-ref", "-d", f"refs/heads/{plan.branch}")
    with _staged(stage, plan, git), chdir(root):
        try:
            ghp_import.ghp_import(str(stage), remote=plan.remote, branch=plan.branch, mesg=message, nojekyll=True)
        except (ghp_import.GhpError, OSError, TypeError) as failure:
            raise refuse(
                "publish.git", plan.branch, f"no commit was made: {failure}", "look at git's message"
            ) from None
    commit = git.run("rev-parse", f"refs/heads/{plan.branch}").strip()
    if _listed(git, commit).keys() != {*plan.files, *plan.kept, ".nojekyll"}:
        problem = "the commit does not hold the files of the site"
        raise refuse("publish.git", plan.branch, problem, f"run `git branch -D {plan.branch}`, then publish again")
    pushed = git.call("push", plan.remote, f"refs/heads/{plan.branch}:refs/heads/{plan.branch}")
    if pushed.returncode:
        said = pushed.stderr.decode("utf-8", "replace")
        if "rejected" in said or "non-fast-forward" in said or "stale info" in said:
            problem = f"'{plan.branch}' has moved on {plan.remote} since it was looked at"
            raise refuse("publish.moved", plan.branch, problem, "run `digest publish` again and look at the changes")
        line = (said.strip().splitlines() or ["no reason given"])[-1]
        fix = "mend the access to the remote, then publish again: nothing was changed there"
        raise refuse("publish.not-pushed", plan.branch, f"the push failed: {line}", fix)
    return commit


def expected_address(root: Path, remote: str) -> str:
    """Where GitHub Pages shows the repository of a remote; empty where the remote is not GitHub's."""
    found = _GITHUB.match(Git(root).says("remote", "get-url", remote))
    if not found:
        return ""
    owner, name = found.group(1).lower(), found.group(2)
    user_site = name.lower() == f"{owner}.github.io"
    return f"https://{owner}.github.io/" + ("" if user_site else f"{name}/")


def check_address(base_url: str, expected: str, cname: str) -> None:
    """Refuse a site that was built for another address: its feeds and canonical links would lead away.

    Raises:
        DigestError: none was set, or it is not where the branch will be shown.
    """
    if not base_url:
        fix = "set base_url in digest.toml" + (f" to {expected}" if expected else "")
        raise refuse("publish.no-address", "digest.toml", "the site was built without an address", fix)
    wanted = f"https://{cname}/" if cname else expected
    host = urlsplit(base_url).hostname or ""
    fits = host == cname.lower() if cname else not expected or base_url.lower() == expected.lower()
    if not fits:
        problem = f"the site was built for {base_url}, and the branch will be shown at {wanted}"
        raise refuse("publish.other-address", "digest.toml", problem, f'set base_url = "{wanted}", then publish again')


def cname_of(root: Path, plan: Publication) -> str:
    """The own domain of a branch: from the site's CNAME, else from the branch's."""
    if "CNAME" in plan.files:
        return plan.files["CNAME"].read_text(encoding="ascii", errors="replace").strip()
    return Git(root).says("show", f"{plan.base}:CNAME") if "CNAME" in plan.kept else ""


def _refuse_branch(git: Git, remote: str, branch: str) -> None:
    if not git.says("rev-parse", "--git-dir"):
        raise refuse("publish.no-repository", git.name, "this is no git repository", "run `git init` and add a remote")
    if not git.says("remote", "get-url", remote):
        known = git.says("remote").split()
        fix = f"known here: {', '.join(known)}" if known else f"run `git remote add {remote} ADDRESS`"
        raise refuse("publish.no-remote", git.name, f"there is no remote '{remote}'", fix)
    if git.call("check-ref-format", f"refs/heads/{branch}").returncode or branch.startswith("-"):
        raise refuse("publish.bad-branch", branch, f"'{branch}' is no name for a branch", "write --branch gh-pages")
    if branch in {git.says("symbolic-ref", "--short", "HEAD"), "main", "master"}:
        problem = f"'{branch}' is where the sources live"
        raise refuse("publish.bad-branch", branch, problem, "name a branch for the site alone: --branch gh-pages")


def _fetched(git: Git, remote: str, branch: str) -> str:
    """The commit of the branch on the remote, fetched; empty where there is none, in our eyes and in git's."""
    heads = git.run("ls-remote", "--heads", remote, f"refs/heads/{branch}", code="publish.no-remote")
    tracking = f"refs/remotes/{remote}/{branch}"
    if not heads.strip():
        git.call("update-ref", "-d", tracking)  # what a remote no longer has must not come back as a parent
        return ""
    git.run("fetch", "--quiet", "--no-tags", remote, f"+refs/heads/{branch}:{tracking}")
    return git.run("rev-parse", tracking).strip()


def _listed(git: Git, commit: str) -> dict[str, str]:
    """The blobs of a commit by their path."""
    found = {}
    for line in git.run("ls-tree", "-r", "-z", "--full-tree", commit).split("\0"):
        if line:
            head, _, path = line.partition("\t")
            found[path] = head.split()[2]
    return found


def _is_ours(git: Git, commit: str) -> bool:
    return git.says("show", f"{commit}:{MANIFEST}").startswith(MARK)


def _blob(raw: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


def _site_files(site: Path) -> Iterator[str]:
    """Every file that is published: ours and those of others, but not git's own."""
    for folder, names, entries in os.walk(site):
        names.sort()
        for entry in sorted(entries):
            path = Path(folder, entry)
            shown = path.relative_to(site).as_posix()
            if shown in HARMLESS:
                continue
            if path.is_symlink() or not path.is_file() or _DANGEROUS.search(shown):
                fix = "remove or rename it; a branch holds plain files alone"
                raise refuse("publish.bad-file", f"site/{shown}", "this file cannot be published", fix)
            yield shown


@contextmanager
def _staged(stage: Path, plan: Publication, git: Git) -> Iterator[None]:
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for path, file in plan.files.items():
            target = stage / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        for name in plan.kept:
            (stage / name).write_bytes(git.call("show", f"{plan.base}:{name}").stdout)
        yield
    finally:
        shutil.rmtree(stage, ignore_errors=True)
