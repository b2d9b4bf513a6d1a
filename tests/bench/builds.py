"""`python -m tests.bench.builds [SIZE ...]`: what builds cost, beside the peers that there are (`peers.py`).

Steps of one size run one after the other, so that a busy machine is as busy for all of them.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from digest.build.session import Session
from tests.bench.articles import write_project
from tests.bench.peers import PEERS
from tests.bench.running import Cost, measured, row

SIZES = (3, 1_000, 10_000)
EDITS = 12
"""Edits in one session, of which the median and the largest are told."""


def digest(root: Path, *options: str) -> Cost:
    """One build in a process of its own."""
    return measured(sys.executable, "-m", "digest", "-C", os.fspath(root), "build", *options)


def edit(root: Path, number: int) -> str:
    """Add a sentence to one article; its path."""
    files = sorted((root / "content/articles").rglob("*.md"))
    file = files[number * 37 % len(files)]
    file.write_text(
        file.read_text(encoding="utf-8").rstrip() + f" Nothing else happened, {number}.\n", encoding="utf-8"
    )
    return file.relative_to(root).as_posix()


KINDS: dict[str, Callable[[str, int], str]] = {
    "body": lambda text, number: f"{text.rstrip()} Nothing else happened, {number}.\n",
    "quoted sentence": lambda text, number: text.replace("“", f"“{number} times, ", 1),
    "title": lambda text, number: re.sub(r"(?m)^title: .*$", f"title: A headline, number {number}", text),
    "date": lambda text, number: re.sub(r"(?m)^date: .*$", f"date: 2023-05-{number + 1:02}", text),
}
"""Edits of one article."""


def live(root: Path) -> Iterator[tuple[str, float, float]]:
    """For each kind of edit the CPU milliseconds from an edit to the page of its article in a session: the median and the largest."""
    session = Session(root)
    session.update()
    gc.freeze()  # as `digest serve` does
    files = sorted((root / "content/articles").rglob("*.md"))
    for kind, change in KINDS.items():
        took = []
        for number in range(EDITS):
            file = files[number * 37 % len(files)]
            file.write_text(change(file.read_text(encoding="utf-8"), number), encoding="utf-8")
            begun = time.process_time()
            session.update([file.relative_to(root).as_posix()])
            session.page(f"articles/{file.stem}.html")
            took.append(1000 * (time.process_time() - begun))
        yield kind, sorted(took)[EDITS // 2], max(took)


def main(sizes: tuple[int, ...]) -> None:
    """One table for all sizes."""
    row("articles", "step", "CPU s", "wall s", "largest process so far, MB")
    row("---", "---", "---", "---", "---")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name) / "project"
            write_project(root, size)
            toml = (root / "digest.toml").read_text(encoding="utf-8")
            (root / "digest.toml").write_text(
                toml.replace("[site]", "[site]\nsearch = false\nshare_cards = 0"), "utf-8"
            )
            row(size, "cold", *digest(root))
            row(size, "no change", *digest(root))
            edit(root, 1)
            row(size, "one edit", *digest(root))
            shutil.rmtree(root / ".digest")
            row(size, "no memory, same site", *digest(root))
            for kind, median, most in live(root):
                row(size, f"one edit in a session, {kind}, CPU ms: median, largest", median, most, "")
            for peer, build in PEERS.items():
                if program := os.environ.get(peer.upper()):
                    row(size, f"{peer}, cold", *build(program, Path(name) / peer, size))


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
