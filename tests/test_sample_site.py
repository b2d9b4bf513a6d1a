"""The sample inbox, from raw pages to topics: what a stranger sees after `make site`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from measure import drafts_of

from digest.config import Config, parse_config
from digest.content.inbox import INBOX
from digest.content.ingest import run_ingest
from digest.ingest.articles import article_of, draft_id
from digest.model import Article, Story
from digest.stories.story import tell_stories
from digest.stories.topics import article_topics

ROOT = Path(__file__).parents[1]
GOLD = json.loads((ROOT / "tests/fixtures/sample-inbox.json").read_text(encoding="utf-8"))


@cache
def sample() -> tuple[Config, tuple[Article, ...], tuple[Story, ...]]:
    config, findings = parse_config((ROOT / "digest.toml").read_text(encoding="utf-8"))
    assert findings == []
    drafts = drafts_of(ROOT / "content/inbox", list(GOLD["files"]))
    # two outlets carry one text: each copy needs an id of its own
    made = [article_of(draft, f"{draft_id(draft)[:8]}{place:04d}", f"{place}.md") for place, draft in enumerate(drafts)]
    return config, tuple(made), tell_stories(made, config.topics, granularity=config.granularity)


def key_of(article: Article) -> str:
    """The gold's key of an article, by its opening words and, for a wire text, its outlet."""
    text = "".join(article.body.replace("\\", "").split())
    fits = []
    for file in GOLD["files"].values():
        for appearance in file["articles"]:
            opening = appearance.get("body_start") or appearance["body"][:50]
            if "".join(opening.split())[:40] in text:
                fits.append(str(appearance["key"]))
    return max(fits, key=lambda key: GOLD["articles"][key].get("publisher") == article.teaser.source)


def test_stories_are_those_of_the_gold() -> None:
    _, articles, stories = sample()
    at = {article.teaser.id: key_of(article) for article in articles}
    told = {
        frozenset(at[teaser.id] for report in story.reports for teaser in (report.teaser, *report.copies))
        for story in stories
    }
    wanted: dict[str, set[str]] = {}
    for key, facts in GOLD["articles"].items():
        wanted.setdefault(facts["story"], set()).add(key)
    assert told == {frozenset(keys) for keys in wanted.values()}


def test_every_article_has_the_topics_of_the_gold() -> None:
    config, articles, _ = sample()
    for article in articles:
        facts = GOLD["articles"][key_of(article)]
        given = set(article_topics(article, config.topics))
        assert set(facts["topics"]) <= given <= {*facts["topics"], *facts.get("topics_optional", [])}, facts["title"]


def test_a_wire_text_that_two_outlets_carry_counts_once() -> None:
    _, _, stories = sample()
    assert [len(report.copies) for story in stories for report in story.reports if report.copies] == [1]


def test_the_committed_articles_are_what_ingest_makes_of_the_inbox() -> None:
    report = run_ingest(ROOT, [ROOT / INBOX], dry_run=True)
    assert report.count() == {"unchanged": len(GOLD["articles"])}
    assert report.diagnostics == ()


def test_no_outlet_of_the_sample_can_be_taken_for_a_real_one() -> None:
    _, articles, _ = sample()
    invented = ("sample", "example", "invented", "placeholder", "mock")
    for article in articles:
        for name in (article.teaser.source, article.teaser.agency):
            assert not name or any(word in name.lower() for word in invented), name


def test_the_sample_has_what_a_first_look_needs() -> None:
    _, articles, stories = sample()
    by_topic = {
        slug: sum(slug in story.topics for story in stories) for slug in ("north-korea-russia", "japan", "us-diplomacy")
    }
    assert len(articles) >= 14
    assert len(stories) >= 10
    assert min(by_topic.values()) >= 3
    assert any(len(story.topics) == 2 for story in stories)
    assert any(not story.topics for story in stories)
    assert any(article.teaser.title_derived for article in articles)
