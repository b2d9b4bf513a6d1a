"""Measure extraction against gold: the figures that the floors of `test_quality` are about.

Gold has the shape of `shared/seeds/gold.json`: articles by key, and for each file its
appearances, whose bodies are named by their first and last characters or stand there.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from digest.ingest.merge import body_text, merge_pages
from digest.ingest.pages import read_page
from digest.model import Draft
from digest.text import shingles, words

FOUND = 0.5
"""Share of an article's 4-word shingles that makes a draft its draft."""


@dataclass
class Figures:
    """What a run over a corpus gave."""

    articles: int = 0
    found: int = 0
    glued: int = 0
    extra: int = 0
    files_too_many: int = 0
    token_f1: float = 0.0
    """Mean over all articles; a missed one counts 0."""

    shingle_f1: float = 0.0
    good: int = 0
    """Articles with a token F1 of at least .93."""

    titles: int = 0
    dates: int = 0
    """Right, accepted, or rightly empty."""

    wrong_dates: int = 0
    wrong_agencies: int = 0
    leaks: list[str] = field(default_factory=list)
    per_article: dict[str, float] = field(default_factory=dict)


def normal(text: str) -> str:
    """Quotes, dashes and white space as one form."""
    text = unicodedata.normalize("NFKC", text)
    text = text.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-"})
    return " ".join(text.split())


def f1(gold: Counter[str], got: Counter[str]) -> float:
    """Harmonic mean of precision and recall over bags."""
    shared = sum((gold & got).values())
    return 2 * shared / (sum(gold.values()) + sum(got.values())) if shared else 0.0


def gold_body(text: str, appearance: dict[str, Any]) -> str:
    """The body that an appearance names."""
    if "body" in appearance:
        return str(appearance["body"])
    first = (appearance.get("body_lines") or appearance.get("region_lines") or [1])[0]
    base = sum(len(line) + 1 for line in text.split("\n")[: first - 1])
    start = text.index(appearance["body_start"], base)
    end = text.index(appearance["body_end"], start) + len(appearance["body_end"])
    body = text[start:end]
    for piece in appearance.get("drop_inline", []):
        body = body.replace(piece, " ")
    dropped = {normal(line) for line in appearance.get("drop_lines", [])}
    return "\n".join(line for line in body.split("\n") if normal(line) not in dropped)


def drafts_of(folder: Path, names: list[str]) -> list[Draft]:
    """What ingest makes of these files, site profiles off."""
    pages = [read_page((folder / name).read_bytes(), name) for name in sorted(names)]
    return list(merge_pages(pages).drafts)


def measure(gold_file: Path, folder: Path) -> Figures:
    """Score the drafts of a corpus."""
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    bodies: dict[str, list[str]] = {}
    optional: dict[str, set[str]] = {}
    boilerplate: set[str] = set()
    for name, file in gold["files"].items():
        anchored = any("body" not in appearance for appearance in file["articles"])
        text = (folder / name).read_text(encoding="utf-8-sig") if anchored else ""
        boilerplate.update(file.get("boilerplate", []))
        for appearance in file["articles"]:
            bodies.setdefault(appearance["key"], []).append(gold_body(text, appearance))
            lines = optional.setdefault(appearance["key"], set())
            lines.update(normal(line) for line in appearance.get("optional_lines", []))
    drafts = drafts_of(folder, list(gold["files"]))
    return _figures(gold["articles"], bodies, optional, boilerplate, drafts)


def _figures(
    articles: dict[str, Any],
    bodies: dict[str, list[str]],
    optional: dict[str, set[str]],
    boilerplate: set[str],
    drafts: list[Draft],
) -> Figures:
    wanted = {key: [shingles(normal(body)) for body in said] for key, said in bodies.items()}
    figures = Figures(articles=len(articles))
    holders: dict[str, list[Draft]] = {}
    for draft in drafts:
        mine = shingles(normal(body_text(draft)))
        held = {key: max(len(one & mine) / max(1, len(one)) for one in said) for key, said in wanted.items()}
        inside = [key for key, share in held.items() if share >= FOUND and "copy_of" not in articles[key]]
        figures.glued += len(inside) > 1
        best = max(held, key=lambda key: (held[key], f1(_bag(bodies[key][0]), _bag(body_text(draft)))))
        if held[best] >= 0.3:
            holders.setdefault(best, []).append(draft)
        else:
            figures.extra += 1
    for key, facts in articles.items():
        if key in holders:
            _add(figures, key, facts, bodies[key], optional.get(key, set()), holders[key])
    figures.token_f1 /= max(1, len(articles))
    figures.shingle_f1 /= max(1, len(articles))
    figures.leaks = sorted(leak for draft in drafts for leak in _leaks(draft, boilerplate))
    return figures


def _add(
    figures: Figures, key: str, facts: dict[str, Any], said: list[str], optional: set[str], drafts: list[Draft]
) -> None:
    figures.found += 1
    figures.files_too_many += len(drafts) - 1
    draft = max(drafts, key=lambda one: max(f1(_bag(body), _bag(body_text(one))) for body in said))
    lines = [line for line in body_text(draft).split("\n") if normal(line) not in optional]
    score = max(f1(_bag(body), _bag("\n".join(lines))) for body in said)
    figures.token_f1 += score
    figures.shingle_f1 += max(f1(_grams(body), _grams("\n".join(lines))) for body in said)
    figures.per_article[key] = score
    figures.good += score >= 0.93
    titles = [facts.get("title"), *facts.get("title_accept", [])]
    figures.titles += any(normal(title).lower() == normal(draft.title).lower() for title in titles if title)
    figures.titles += not any(titles) and draft.title_derived
    day = draft.dating.day.isoformat() if draft.dating.day else None
    accepted = {facts.get("date"), *facts.get("date_accept", [])}
    figures.dates += day in accepted
    figures.wrong_dates += day is not None and day not in accepted
    agencies = {str(name).lower() for name in (facts.get("agency"), *facts.get("agency_accept", [])) if name}
    figures.wrong_agencies += bool(draft.agency and "agency" in facts and draft.agency.lower() not in agencies)


def _bag(text: str) -> Counter[str]:
    return Counter(words(normal(text)))


def _grams(text: str) -> Counter[str]:
    tokens = words(normal(text))
    return Counter(" ".join(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3)))


def _leaks(draft: Draft, boilerplate: set[str]) -> list[str]:
    """Lines that are known to be no news and stand in a body; the title said again."""
    lines = {normal(line).lower().strip("*•- ") for line in body_text(draft).split("\n")}
    whole = normal(body_text(draft)).lower()
    found = []
    for known in [*boilerplate, draft.title]:
        plain = normal(known).lower().strip("*•- ")
        if plain in lines or (len(plain) >= 24 and plain in whole and known != draft.title):
            found.append(f"{draft.origins[0].file}: {known[:60]}")
    return found


def report(name: str, figures: Figures) -> str:
    """One line for a person."""
    return re.sub(
        r"\s+",
        " ",
        f"""{name}: found {figures.found}/{figures.articles}, glued {figures.glued}, extra {figures.extra},
        token F1 {figures.token_f1:.3f}, shingle F1 {figures.shingle_f1:.3f}, >= .93 {figures.good}, titles {figures.titles},
        dates {figures.dates} (wrong {figures.wrong_dates}), wrong agencies {figures.wrong_agencies}, leaks {len(figures.leaks)}""",
    )
