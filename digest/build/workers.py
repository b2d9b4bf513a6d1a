"""Work shared out to processes, where the system can fork and there is enough of it."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import tempfile
import traceback
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TypeVar

FEW = 400
"""Items below which one process is quicker than two: a fork costs some 20 ms."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


@contextmanager
def no_collection() -> Iterator[None]:
    """Values of a build hold no circles, and looking for some costs a fifth of a large one."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _alike(_: object) -> object:
    return None


def spread(
    work: Callable[[_Item], _Result], items: Sequence[_Item], jobs: int, kind: Callable[[_Item], Hashable] = _alike
) -> list[_Result]:
    """What `work` gives for each item, in their order; with several jobs each process takes its share.

    The children are forked, so the items and all that `work` reaches need not be copied; only
    results are, by pickle. This process is one of them. Without `fork` it is the only one.

    Args:
        work: gives the result of one item.
        items: in any order.
        jobs: processes.
        kind: of an item. The first of each kind is done before the processes part, so that what it imports
            and compiles is there for all of them.

    Raises:
        RuntimeError: a child failed; its traceback is in the message.
    """
    if jobs < 2 or len(items) < FEW or not hasattr(os, "fork"):
        return [work(item) for item in items]
    first: dict[Hashable, int] = {}
    for at, item in enumerate(items):
        first.setdefault(kind(item), at)
    results: dict[int, _Result] = {at: work(items[at]) for at in first.values()}
    rest = [at for at in range(len(items)) if at not in results]
    gc.freeze()  # what is shared stays shared: no collection writes into it
    children = [_forked(work, [items[at] for at in rest[share::jobs]]) for share in range(1, jobs)]
    shares: list[list[_Result]] = []
    try:
        shares.append([work(items[at]) for at in rest[::jobs]])
    finally:
        shares += [_waited(pid, answer) for pid, answer in children]
        gc.unfreeze()
    for number, share in enumerate(shares):
        results |= zip(rest[number::jobs], share, strict=True)
    return [results[at] for at in range(len(items))]


def _forked(work: Callable[[_Item], _Result], items: Sequence[_Item]) -> tuple[int, IO[bytes]]:
    """A child that works through its share and leaves the results in a file without a name."""
    answer = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `_waited`
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid, answer
    status = 1
    try:
        gc.disable()
        try:
            pickle.dump((True, [work(item) for item in items]), answer, protocol=5)
            status = 0
        except BaseException:
            answer.seek(0)
            answer.truncate()
            pickle.dump((False, traceback.format_exc()), answer)
        answer.flush()
    finally:
        os._exit(status)


def _waited(pid: int, answer: IO[bytes]) -> list[_Result]:
    with answer:
        os.waitpid(pid, 0)
        answer.seek(0)
        try:
            well, result = pickle.load(answer)
        except EOFError:
            well, result = False, "it was killed"
    if not well:
        raise RuntimeError(f"a worker process failed: {result}")
    return result  # type: ignore[no-any-return]
