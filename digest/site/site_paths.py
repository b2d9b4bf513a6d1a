"""Where every page of a site stands: names are claimed in an order that lets older pages keep theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from digest.config import Config
from digest.derived import Derived, in_order
from digest.model import Article, Retired, Story, Thread
from digest.site.urls import Addresses, wanted_name

FIXED = ("index.html", "archive.html", "names.html", "sources.html", "search.html", "about.html", "404.html")


def site_paths(
    config: Config,
    articles: Mapping[str, Article],
    stories: Mapping[str, Story],
    days: Mapping[str, date | None],
    threads: Sequence[Thread],
    retired: Sequence[Retired],
    names: Sequence[str],
    derived: Derived,
) -> Mapping[str, str]:
    """The paths as `Site.paths` holds them.

    Args:
        config: its topics claim first.
        articles: by id, the oldest first.
        stories: by id, in the order of the site.
        days: of the newest report of each story.
        threads: of these stories.
        retired: former stories.
        names: those with a page of their own.
        derived: where an earlier site was made.
    """
    older = derived.one("stories by age", in_order, derived.each("ages of stories", _age, stories, days))
    slugs = derived.each("slugs", _slugs, stories)
    wanted_by_stories = derived.each("wanted for stories", _wanted_for_story, stories)
    wanted_by_articles = derived.each("wanted for articles", _wanted_for_article, articles)
    return derived.one(
        "paths",
        _claimed,
        tuple([topic.slug for topic in config.topics]),
        wanted_by_stories,
        _first_served(wanted_by_stories, older),
        wanted_by_articles,
        _first_served(wanted_by_articles, tuple(articles)),
        tuple([(id, former) for id, (_, former) in slugs.items() if former]),
        tuple(sorted([(thread.id, slugs[thread.id][0] if thread.id in slugs else thread.id) for thread in threads])),
        tuple([(one.id, one.slugs) for one in retired]),
        tuple(sorted(names)),
    )


def _first_served(wanted: Mapping[str, str], order: tuple[str, ...]) -> tuple[str, ...]:
    """The order in which names are claimed; nothing where no two want the same, for then it decides nothing."""
    return order if len(set(wanted.values())) < len(wanted) else ()


def _age(story: Story, day: date | None) -> tuple[date, str]:
    return day or date.max, story.id


def _slugs(story: Story) -> tuple[str, tuple[str, ...]]:
    return story.slug, story.former


def _wanted_for_story(story: Story) -> str:
    return wanted_name(story.slug, story.id)


def _wanted_for_article(article: Article) -> str:
    name = article.path.rpartition("/")[2].removesuffix(".md") or article.teaser.title
    return wanted_name(name, article.teaser.id)


def _claimed(
    topics: Sequence[str],
    stories: Mapping[str, str],
    older: Sequence[str],
    articles: Mapping[str, str],
    by_age: Sequence[str],
    former: Sequence[tuple[str, tuple[str, ...]]],
    threads: Sequence[tuple[str, str]],
    retired: Sequence[tuple[str, tuple[str, ...]]],
    names: Sequence[str],
) -> dict[str, str]:
    """Every path; those of former slugs, threads and names are given last."""
    addresses = Addresses()
    for path in FIXED:
        addresses.take(path)
    paths = {}
    for topic in topics:
        paths[f"topic:{topic}"] = addresses.claim("topics/", topic, topic)
        paths[f"feed:{topic}"] = addresses.claim("topics/", topic, topic, ".xml")
    for id in older or stories:
        paths[f"story:{id}"] = addresses.claim_wanted("stories/", stories[id], id)
    for id in by_age or articles:
        paths[f"article:{id}"] = addresses.claim_wanted("articles/", articles[id], id)
    for id, slug in [(id, slug) for id, all_of_it in (*former, *retired) for slug in all_of_it]:
        path = f"stories/{slug}.html"
        if addresses.take(path):  # taken: another story has the address now, and it stays alive
            paths[f"former:{id}:{slug}"] = path
    for id, slug in threads:
        paths[f"thread:{id}"] = addresses.claim("threads/", slug, id)
    for name in names:
        paths[f"name:{name}"] = addresses.claim("names/", name, name)
    return paths
