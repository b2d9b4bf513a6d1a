"""`python -m tests.bench.ledger [COUNT]`: CPU seconds of each step from the ledger to the telling, at a project of that size."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from digest.content.files import read_articles, read_project_config
from digest.content.ledger import read_ledger
from digest.content.ledger_form import remarks, write_form
from digest.stories.assign import update
from digest.stories.background import background
from digest.stories.story import tell
from tests.bench.articles import write_project

T = TypeVar("T")
COUNT = 10_000


def timed(what: str, step: Callable[[], T]) -> T:
    start = time.process_time()
    result = step()
    print(f"| {what} | {time.process_time() - start:.3f} |", flush=True)
    return result


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(root, count)
        config, _ = read_project_config(root)
        articles, _ = read_articles(root)
        background("en")
        print(f"| {count:,} articles | CPU s |\n| --- | --- |")
        file = timed("read the ledger", lambda: read_ledger(root))
        done = timed("bring it up to date, nothing new", lambda: update(file.ledger, articles, granularity=0.2))
        timed("tell without topics and threads", lambda: tell(done.ledger, articles, (), profiler=lambda _: {}))
        timed("tell without topics", lambda: tell(done.ledger, articles, ()))
        timed(f"tell with {len(config.topics)} topics", lambda: tell(done.ledger, articles, config.topics))
        timed("write the ledger, comments kept", lambda: write_form(done.ledger, remarks(file.text or "")))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
