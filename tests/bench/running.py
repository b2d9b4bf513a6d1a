"""Running programs and printing what they cost."""

from __future__ import annotations

import compileall
import resource
import subprocess
import time
from pathlib import Path

import digest

Cost = tuple[float, float, float]
"""CPU seconds, wall seconds, and the largest process so far in MB."""


def compile_program() -> None:
    """Compile the program to bytecode, as an installer does; without it each process may do so again."""
    compileall.compile_dir(Path(digest.__file__).parent, quiet=1)


def measured(*command: str, cwd: Path | None = None) -> Cost:
    """What one program costs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=cwd)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, after.ru_maxrss / 1024


def row(*cells: object) -> None:
    """Print one row of a Markdown table."""
    print(
        "| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |", flush=True
    )
