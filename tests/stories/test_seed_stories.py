"""The real pages in ../shared: nine stories, twelve topic sets; and floors on labelled collections."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from digest.config import parse_config
from digest.model import Article, Dating, Teaser
from digest.stories.assign import update
from digest.stories.ledger import Ledger
from digest.stories.story import tell, tell_stories
from digest.stories.topics import article_topics

PROJECT = Path(__file__).parents[2]
SHARED = PROJECT.parent / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "seeds/gold.json").exists(), reason="../shared is not here"),
]


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SHARED / f"tools/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seeds() -> tuple[dict[str, Any], dict[str, Article]]:
    """The gold facts by key, and the articles they make."""
    gold = json.loads((SHARED / "seeds/gold.json").read_text(encoding="utf-8"))
    body = tool("score_extraction").gold_body
    made: dict[str, Article] = {}
    for name, file in gold["files"].items():
        text = (SHARED / "seeds" / name).read_text(encoding="utf-8")
        for appearance in file["articles"]:
            key = appearance["key"]
            facts = gold["articles"][key]
            teaser = Teaser(
                id=key,
                title=facts["title"] or facts["title_derived"][0],
                title_derived=not facts["title"],
                source=facts["publisher"] or "",
                language="en",
                dating=Dating(day=date.fromisoformat(facts["date"])),
            )
            made.setdefault(key, Article(teaser=teaser, body=body(text, appearance)))
    return gold["articles"], made


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
def test_the_seeds_are_nine_stories(dated: bool) -> None:
    facts, made = seeds()
    if not dated:
        made = {key: replace(one, teaser=replace(one.teaser, dating=Dating())) for key, one in made.items()}
    wanted: dict[str, set[str]] = {}
    for key in made:
        wanted.setdefault(facts[key]["story"], set()).add(key)
    told = tell_stories(list(made.values()), (), granularity=0.2)
    found = [{teaser.id for report in story.reports for teaser in (report.teaser, *report.copies)} for story in told]
    assert sorted(map(sorted, found)) == sorted(map(sorted, wanted.values()))
    assert len(found) == 9


def test_the_ratification_and_both_visits_are_one_thread_and_nothing_else_is() -> None:
    facts, made = seeds()
    done = update(Ledger(), list(made.values()), granularity=0.2)
    telling = tell(done.ledger, list(made.values()), ())
    story = {one.id: facts[one.reports[0].teaser.id]["story"] for one in telling.stories}
    assert [[story[id] for id in thread.stories] for thread in telling.threads] == [
        ["ratify-pact-2024-11", "shoigu-kim-2025-03-21", "shoigu-kim-2025-06-17"]
    ]
    assert sum(bool(one.thread) for one in telling.stories) == 3


def test_the_seeds_have_the_topics_of_gold() -> None:
    config, findings = parse_config((PROJECT / "digest.toml").read_text(encoding="utf-8"))
    assert findings == []
    facts, made = seeds()
    for key, one in made.items():
        found = set(article_topics(one, config.topics)) - set(facts[key]["topics_optional"])
        assert found == set(facts[key]["topics"]) - set(facts[key]["topics_optional"]), key


@pytest.mark.parametrize(("name", "floor"), [("ecbplus-train", 0.93), ("incidents", 0.927)])
def test_labelled_collections_stay_above_their_floors(name: str, floor: float) -> None:
    rows = [
        json.loads(line) for line in (SHARED / f"samples/stories/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    made = [
        Article(
            teaser=Teaser(
                id=row["id"],
                title=row["title"] or "",
                language=row["lang"],
                dating=Dating(day=date.fromisoformat(row["date"]) if row["date"] else None),
            ),
            body=row["text"],
        )
        for row in rows
    ]
    told = tell_stories(made, (), granularity=0.2)
    story = {
        teaser.id: told_story.id
        for told_story in told
        for report in told_story.reports
        for teaser in (report.teaser, *report.copies)
    }
    scores = tool("score_stories").scores(
        [row["gold_story"] for row in rows], [story[row["id"]] for row in rows], False
    )
    assert scores["b3_f1"] >= floor, scores
