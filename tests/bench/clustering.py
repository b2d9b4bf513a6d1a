"""What clustering costs: `python -m tests.bench.clustering [ARTICLES ...]`, by default at four sizes.

Each size is one call of `digest cluster --articles` in a process of its own, on seeded articles of 600
words. The last row places new articles one by one with an index that is followed, as a preview does.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from digest.model import Article, Dating, Teaser
from digest.settings import GRANULARITY
from digest.stories.assign import update
from digest.stories.index import Index
from digest.stories.ledger import Ledger
from digest.stories.words import Words

SIZES = (1_250, 2_500, 5_000, 10_000)
WORDS = 600
VOCABULARY = 60_000
"""Words of the language; used with the frequencies of Zipf's law."""

OWN = 60
"""Words and names that a story has for itself, drawn from the rarer half of the language."""

SHARE = 0.2
"""Share of a report's words that are its story's own."""

SYLLABLES = "ba be bo da de do fa fi ga go ka ko la li lo ma mi mo na ne no pa pe po ra re ri ro sa se so ta te".split()


def language(chance: np.random.Generator) -> list[str]:
    """Invented words, frequent ones short."""
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        syllables = 1 + min(4, len(found) // 40 + 1, int(chance.integers(1, 5)))
        found["".join(chance.choice(SYLLABLES, syllables))] = None
    return list(found)


def articles(count: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """Stories of 1 to 12 reports over two years, most of them small."""
    chance = np.random.default_rng(seed)
    words = language(chance)
    shares = 1.0 / (np.arange(VOCABULARY) + 3.0)
    ranks = np.cumsum(shares / shares.sum())
    made = 0
    while made < count:
        own = chance.integers(VOCABULARY // 100, VOCABULARY, OWN)
        day = date(2024, 1, 1) + timedelta(int(chance.integers(730)))
        for _ in range(min(int(chance.geometric(0.35)), 12, count - made)):
            drawn = np.searchsorted(ranks, chance.random(WORDS))
            chosen = chance.random(WORDS) < SHARE
            drawn[chosen] = chance.choice(own, int(chosen.sum()))
            text = " ".join([words[at] for at in drawn.tolist()])
            title = " ".join([words[at] for at in chance.choice(own, 7).tolist()])
            when = day + timedelta(int(chance.integers(3)))
            yield {"id": f"a{made}", "title": title, "text": text, "date": when.isoformat(), "lang": "en"}
            made += 1


def write(path: Path, count: int) -> None:
    """Fill a JSON Lines file."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in articles(count))


PROGRAM = (
    "import resource, sys; from digest.cli import main\n"
    "try: main(sys.argv[1:])\n"
    "finally: print('PEAK', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)"
)


def cost(*arguments: str) -> tuple[float, float]:
    """CPU seconds and peak memory in MB of one call of the program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = float(next(line.split()[1] for line in done.stderr.splitlines() if line.startswith("PEAK")))
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime), peak


def main(sizes: list[int]) -> None:
    """Print a row for each size."""
    print("| articles | CPU s | peak MB | CPU ms an article |")
    print("| --- | --- | --- | --- |")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.jsonl"
            write(path, size)
            cpu, peak = cost("cluster", "--articles", str(path), "--out", str(path.with_suffix(".out")))
        print(f"| {size:,} | {cpu:.2f} | {peak:.0f} | {1000 * cpu / size:.2f} |", flush=True)


NEWCOMERS = 20


def newcomer(count: int) -> None:
    """Print what it costs to place one new article among so many that the ledger knows; the mean of some."""
    made = [Article(teaser=_teaser(row), body=row["text"], path=f"{row['id']}.md") for row in articles(count)]
    digests = {one.teaser.id: one.teaser.id for one in made}  # as those of files, which are at hand
    index = Index(Words(digest=lambda article: digests[article.teaser.id]))
    chance = np.random.default_rng(7)
    late = set(chance.choice(count, NEWCOMERS, replace=False).tolist())
    here = [one for at, one in enumerate(made) if at not in late]
    ledger = update(Ledger(), here, granularity=GRANULARITY["default"], index=lambda: index).ledger
    before = time.process_time()
    index.follow(here)
    ready = time.process_time() - before
    costs = []
    for at in sorted(late):
        here.append(made[at])
        before = time.process_time()
        ledger = update(ledger, here, granularity=GRANULARITY["default"], index=lambda: index).ledger
        costs.append(1000 * (time.process_time() - before))
    print(
        f"| one new article at {count:,} | {np.mean(costs) / 1000:.3f} | | {np.mean(costs):.0f}, at most {max(costs):.0f} |"
    )
    print(f"| the index that it needs, once | {ready:.2f} | | {1000 * ready / count:.2f} |", flush=True)


def _teaser(row: dict[str, str]) -> Teaser:
    dating = Dating(day=date.fromisoformat(row["date"]))
    return Teaser(id=row["id"], title=row["title"], language=row["lang"], dating=dating)


def main_with_newcomer(sizes: list[int]) -> None:
    """All rows."""
    main(sizes)
    newcomer(min(max(sizes), SIZES[-1]))


if __name__ == "__main__":
    main_with_newcomer([int(size) for size in sys.argv[1:]] or list(SIZES))
