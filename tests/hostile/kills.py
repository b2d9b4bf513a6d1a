"""A program of its own that starts builds and ingests, kills them at random moments, and says what was left.

    python kills.py FOLDER build|edit|ingest ROUNDS SEED

It prints one JSON object. A process of its own, because it forks: children share what is
imported, so a round takes a few hundredths of a second.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from digest.build import build_project
from digest.content.ingest import run_ingest

Files = dict[str, str]


def tree(folder: Path) -> Files:
    """Every file below a folder with a digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def article(number: int, version: int) -> str:
    """The file of an article; versions differ in every body."""
    words = f"Ferry number {number} left in version {version}." + " The quay was empty." * (number % 7)
    return f"---\nid: a{number:05d}\ntitle: Ferry {number}\nsource: Sample Wire\ndate: 2025-06-{number % 27 + 1:02d}\n---\n\n{words}\n"


def write_articles(root: Path, version: int) -> None:
    """The sources of one version: other bodies, and one article that only it has."""
    folder = root / "content/articles"
    for old in folder.glob("*.md"):
        old.unlink()
    for number in (*range(12), 20 + version):
        (folder / f"ferry-{number:02d}.md").write_text(article(number, version), encoding="utf-8")


def killed(work: Callable[[], object], after: float) -> bool:
    """Run some work in a child and kill it after so many seconds; whether it was still at it."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def lasting(work: Callable[[], object]) -> float:
    """How long some work takes, start to end, in a child."""
    begun = time.monotonic()
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return time.monotonic() - begun


def write_one(root: Path, version: int) -> None:
    """The sources of one version: only the body of one article differs, so one page is replaced in its place."""
    write_articles(root, 0)
    (root / "content/articles/ferry-03.md").write_text(article(3, version), encoding="utf-8")


def kill_builds(
    root: Path, rounds: int, dice: random.Random, write_articles: Callable[[Path, int], None] = write_articles
) -> dict[str, object]:
    """Kill builds between two versions of a site."""
    write_articles(root, 0)
    build_project(root)  # what is imported here need not be by the children
    whole: list[Files] = []
    lengths = []
    for version in (0, 1, 0):
        write_articles(root, version)
        lengths.append(lasting(lambda: build_project(root)))
        whole.append(tree(root / "site"))
    found = {"killed": 0, "old": 0, "new": 0, "torn": 0, "not repaired": 0}
    version = 0
    for _ in range(rounds):
        version = 1 - version
        write_articles(root, version)
        found["killed"] += killed(lambda: build_project(root), dice.uniform(0, 1.3 * max(lengths[1:])))
        site = root / "site"
        left = tree(site) if site.exists() else {}
        found["new" if left == whole[version] else "old" if left == whole[1 - version] else "torn"] += 1
        if dice.random() < 0.3 or left not in whole:
            lasting(lambda: build_project(root))
            found["not repaired"] += tree(site) != whole[version]
        else:
            version = 0 if left == whole[0] else 1  # the next round goes on from what this one left
    return {**found, "left": sorted(path.name for path in root.iterdir() if path.name.startswith("."))}


def page(number: int) -> str:
    """A raw page; each tells of a harbour of its own."""
    return (
        f"Ferry {number} cancelled in Sampleton {number}\nExample Gazette\n{number % 27 + 1} June 2025\n\n"
        f"The ferry number {number} of Sampleton stayed in harbour {number} on Wednesday because of fog {number}, the line said.\n\n"
        f"About {number + 200} passengers were taken to hotels in town {number}, and the line {number} put on extra crossings.\n\n"
        f"The harbour office {number} expects the fog to lift by noon, when the wind {number} turns to the north again.\n"
    )


def kill_ingests(root: Path, rounds: int, dice: random.Random) -> dict[str, object]:
    """Kill ingests: what lies in content/ afterwards is whole, and the next one completes it."""
    inbox = root / "content/inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    for number in range(10):
        (inbox / f"page-{number}.txt").write_text(page(number), encoding="utf-8")
    run_ingest(root, [inbox])
    length = lasting(lambda: run_ingest(root, [inbox]))
    whole = tree(root / "content")
    found = {"killed": 0, "torn": 0, "not repaired": 0}
    for _ in range(rounds):
        for path in [
            *(root / "content/articles").iterdir(),
            root / "content/stories.toml",
            root / ".digest/ingest.json",
        ]:
            if path.exists() and dice.random() < 0.6:
                path.unlink()
        before = tree(root / "content")
        found["killed"] += killed(lambda: run_ingest(root, [inbox]), dice.uniform(0, 1.3 * length))
        left = {
            name: data
            for name, data in tree(root / "content").items()
            if name.startswith("articles/") and name.endswith(".md")
        }
        found["torn"] += sum(data not in (whole.get(name), before.get(name)) for name, data in left.items())
        lasting(lambda: run_ingest(root, [inbox]))
        repaired = tree(root / "content")
        found["not repaired"] += {name for name in repaired if name.endswith(".md")} != {
            name for name in whole if name.endswith(".md")
        }
    return dict(found)


def main() -> None:
    """Do what the command line says."""
    folder, what, rounds, seed = sys.argv[1:]
    work = {"build": kill_builds, "edit": partial(kill_builds, write_articles=write_one), "ingest": kill_ingests}[what]
    root = Path(folder)
    (root / "content/articles").mkdir(parents=True)
    (root / "digest.toml").write_text(
        '[site]\ntitle = "x"\nbase_url = "https://example.org/d/"\nshare_cards = false\nsearch = false\n',
        encoding="utf-8",
    )
    print(json.dumps(work(root, int(rounds), random.Random(int(seed)))))


if __name__ == "__main__":
    main()
