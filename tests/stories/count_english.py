"""Write digest/stories/english.txt from labelled collections of news.

    python tests/stories/count_english.py ../shared/samples/stories/*.jsonl > digest/stories/english.txt

Each event counts once in its collection, however many articles tell it, and the smaller share
of the collections is kept. Only counts leave this script. The collections hold little politics,
business and sport, so `estimated_english.txt` beside this file raises the words of those pages to
shares that were judged, not counted.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from digest.stories.terms import tokens

LEAST = {1: 0.004, 2: 0.02}
"""Smallest share worth a place in the table, by number of words."""


ESTIMATED = Path(__file__).with_name("estimated_english.txt")


def shares(path: str) -> dict[str, float]:
    events: dict[str, list[set[str]]] = defaultdict(list)
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = tokens(row["title"] + " \n " + row["text"])
        pairs = {f"{a}_{b}" for a, b in pairwise(found)}
        events[row["gold_story"].partition("_")[0]].append(set(found) | pairs)
    total: Counter[str] = Counter()
    for articles in events.values():
        for terms in articles:
            for term in terms:
                total[term] += 1 / len(articles)
    return {term: count / len(events) for term, count in total.items()}


def main(paths: list[str]) -> None:
    tables = [shares(path) for path in paths]
    found: dict[str, int] = {}
    for term in set.intersection(*map(set, tables)):
        share = min(table[term] for table in tables)
        if share >= LEAST[1 + ("_" in term)] and (term.replace("_", "").isalpha() or "'" in term):
            found[term] = round(share * 1000)
    for line in ESTIMATED.read_text(encoding="utf-8").splitlines():
        share_text, *terms = line.split()
        found |= {term: max(int(share_text), found.get(term, 0)) for term in terms}
    rows: dict[int, list[str]] = defaultdict(list)
    for term, permille in found.items():
        rows[permille].append(term)
    for permille in sorted(rows, reverse=True):
        print(f"{permille}\t{' '.join(sorted(rows[permille]))}")


if __name__ == "__main__":
    main(sys.argv[1:])
