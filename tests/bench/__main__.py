"""`make bench`: a table of CPU seconds and memory, each step in a process of its own."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import clustering
from tests.bench.corpus import write_inbox
from tests.bench.running import compile_program, row

SIZES = (125, 250, 500, 1000)
TOML = '[site]\ntitle = "Bench"\nbase_url = "https://example.org/digest/"\n[topics.sample]\nany = ["sample"]\n'


def run(*arguments: str) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak memory in MB of one call of the program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    code = (
        "import resource, sys; from digest.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print('PEAK', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = float(next(line.split()[1] for line in done.stderr.splitlines() if line.startswith("PEAK")))
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime), wall, peak


def main() -> None:
    compile_program()
    row("pages", "step", "CPU s", "wall s", "peak MB", "CPU ms a page")
    row("---", "---", "---", "---", "---", "---")
    row("-", "digest --help", *run("--help"), "-")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_inbox(root / "content/inbox", size)
            (root / "digest.toml").write_text(TOML, encoding="utf-8")
            for step, *arguments in (
                ("ingest", "ingest"),
                ("ingest again", "ingest"),
                ("build", "build"),
                ("build again", "build"),
            ):
                cpu, wall, peak = run("-C", folder, *arguments)
                row(size, step, cpu, wall, peak, 1000 * cpu / size)


main()
clustering.main_with_newcomer(list(clustering.SIZES))
