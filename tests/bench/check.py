"""`python -m tests.bench.check [ARTICLES]`: what `digest check` costs on a built site."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench.articles import write_project
from tests.bench.builds import digest
from tests.bench.running import compile_program, measured, row


def main(count: int) -> None:
    """Print the cost of a check, and of the build before it."""
    compile_program()
    row("articles", "step", "CPU s", "wall s", "largest process so far, MB")
    row(*["---"] * 5)
    with tempfile.TemporaryDirectory() as folder:
        write_project(Path(folder), count)
        toml = Path(folder, "digest.toml")
        plain = toml.read_text(encoding="utf-8").replace("[site]", "[site]\nsearch = false\nshare_cards = 0")
        toml.write_text(plain, encoding="utf-8")
        row(f"{count:,}", "build", *digest(Path(folder)))
        row(f"{count:,}", "check", *measured(sys.executable, "-m", "digest", "-C", folder, "check"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
