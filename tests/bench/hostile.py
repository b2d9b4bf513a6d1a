"""`python -m tests.bench.hostile [TARGET ...]`: CPU seconds of 1 MB of each form that is hard on a parser or a pattern.

Every piece that the fuzzer writes, repeated to 1 MB, goes to every function that reads what strangers or
editors wrote, each in a process of its own. The table has the dearest pieces of each; the promise is 2 s.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # as the tests see their neighbours

from hostile.targets import TARGETS, tried
from hostile.test_fuzz import WORDS

from digest.ingest.pages import read_page

SIZE = 1_000_000
GOAL = 2.0
STOP = 20
"""Seconds after which a piece is given up."""

DEAREST = 3
LONGEST = 60
"""Characters of a piece; longer ones are repeated by themselves."""

READERS = {
    "page, as text": lambda data: read_page(data, "content/inbox/page.txt"),
    "page, as HTML": lambda data: read_page(b"<!doctype html><html><body><article>" + data, "content/inbox/page.html"),
    **{name: target for name, target in TARGETS.items() if name != "page"},
}
BEGINNINGS = {
    "page, as text": "A headline of six words here\n18 June 2025\n\nTESTBURG (Sample Wire) - Words of a text. ",
    "article": "---\ntitle: T\ndate: 2025-06-18\n---\n\nWords of a text. ",
    "settings": '[site]\ntitle = "',
    "ledger": '[[story]]\nid = "',
    "built": "<!doctype html><html><body><article><h1>A headline</h1><p>",
}
"""What a target must see first, or it refuses the rest at once."""


def pieces(target: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each piece."""
    begin = BEGINNINGS.get(target, "")
    for word in dict.fromkeys(word for word in WORDS if len(word) <= LONGEST):
        many = word * (SIZE // len(word.encode("utf-8", "replace")))
        yield repr(word), (begin + many).encode("utf-8", "replace")


def cost(name: str, data: bytes) -> float:
    """CPU seconds of one target with one input, in a child; `STOP` when it is given up.

    Raises:
        RuntimeError: the target crashed.
    """
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (STOP, STOP + 1))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            tried(READERS[name], data)
        except BaseException:
            os._exit(3)
        os._exit(0)
    _, status, used = os.wait4(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return float(STOP)
    if status:
        raise RuntimeError(f"{name} crashed: {status}")
    return used.ru_utime + used.ru_stime


def main(names: list[str]) -> None:
    """Print a table: for each target the dearest pieces and how many were over the goal."""
    print("| target | dearest pieces of 1 MB, CPU s | over 2 s | of |")
    print("| --- | --- | --- | --- |")
    for name in names or READERS:
        begun = time.monotonic()
        costs = sorted(((cost(name, data), what) for what, data in pieces(name)), reverse=True)
        over = sum(seconds > GOAL for seconds, _ in costs)
        dearest = "; ".join(f"{seconds:.2f} {what.replace('|', '¦')}" for seconds, what in costs[:DEAREST])
        print(f"| {name} | {dearest} | {over} | {len(costs)} |", flush=True)
        print(f"  {time.monotonic() - begun:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
