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
from tests.bench.running import Cost, compile_program, measured, row

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
    "draft": lambda text, _: text.replace("\n---\n", "\ndraft: true\n---\n", 1),
}
"""Edits of one article."""


def live(root: Path) -> Iterator[tuple[str, float, float]]:
    """For each kind of edit the CPU milliseconds from an edit to a page that shows it in a session: the median and the largest.

    An article that is new is one that was deleted before, so the ledger knows its place; to find that is
    what `python -m tests.bench.clustering` measures.
    """
    session = Session(root)
    session.update()
    gc.freeze()  # as `digest serve` does

    def seen(path: str, page: str) -> float:
        begun = time.process_time()
        session.update([path])
        session.page(page)
        took = 1000 * (time.process_time() - begun)
        gc.freeze()
        return took

    def saved(file: Path, text: str | None) -> float:
        if text is None:
            file.unlink()
        else:
            file.write_text(text, encoding="utf-8")
        return seen(file.relative_to(root).as_posix(), f"articles/{file.stem}.html" if text else "index.html")

    files = sorted((root / "content/articles").rglob("*.md"))
    chosen = [files[number * 37 % len(files)] for number in range(EDITS)]
    for kind, change in KINDS.items():
        yield kind, *_told([saved(file, change(file.read_text("utf-8"), at)) for at, file in enumerate(chosen)])
    texts = [(file, file.read_text("utf-8")) for file in files[1 : 37 * EDITS : 37]]
    yield "deleted article", *_told([saved(file, None) for file, _ in texts])
    yield "new article", *_told([saved(file, text) for file, text in texts])
    yield "stylesheet", *_told([seen(_style(root, number), "index.html") for number in range(EDITS)])


def _told(took: list[float]) -> tuple[float, float]:
    return sorted(took)[len(took) // 2], max(took)


def _style(root: Path, number: int) -> str:
    """Save a stylesheet; its path. The project's theme must name it."""
    path = "themes/bench/assets/bench.css"
    (root / path).write_text(f"a {{ top: {number}px }}\n", encoding="utf-8")
    return path


def _theme(root: Path) -> None:
    """A theme of the project's own, with a stylesheet to save."""
    folder = root / "themes/bench"
    (folder / "assets").mkdir(parents=True)
    (folder / "theme.toml").write_text('extends = "record"\nstylesheets = ["bench.css"]\n', encoding="utf-8")
    _style(root, -1)


def main(sizes: tuple[int, ...]) -> None:
    """One table for all sizes."""
    compile_program()
    row("articles", "step", "CPU s", "wall s", "largest process so far, MB")
    row("---", "---", "---", "---", "---")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name) / "project"
            write_project(root, size)
            toml = (root / "digest.toml").read_text(encoding="utf-8")
            (root / "digest.toml").write_text(
                toml.replace("[site]", '[site]\ntheme = "bench"\nsearch = false\nshare_cards = 0'), "utf-8"
            )
            _theme(root)
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
