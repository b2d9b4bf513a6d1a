"""`python -m tests.bench.pages [ARTICLES]`: what planning and rendering cost, and how large pages get."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from digest.build.themes import read_theme
from digest.config import Config, SiteConfig
from digest.model import Article, Report, Story, Topic
from digest.site.pages import Look, plan
from digest.site.render import Renderer
from digest.site.site import Site, assemble
from digest.text import slug
from tests.bench.articles import TOPICS, stories

ROOT = Path(__file__).parents[2]


def site_of(count: int) -> Site:
    """A site of so many articles, in the stories that they were written for."""
    articles: list[Article] = []
    told: list[Story] = []
    for number, made in enumerate(stories(count)):
        named = [
            replace(one, teaser=replace(one.teaser, id=f"{number:06x}{at:06x}")) for at, one in enumerate(made.articles)
        ]
        articles += named
        head = named[0].teaser
        topic = slug(TOPICS[number % len(TOPICS)])
        reports = tuple(Report(teaser=one.teaser) for one in named)
        told.append(
            Story(id=head.id, slug=f"{slug(head.title)}-{number}", title=head.title, reports=reports, topics=(topic,))
        )
    topics = tuple(Topic(slug=slug(name), title=name) for name in TOPICS)
    return assemble(Config(site=SiteConfig(base_url="https://example.org/digest/"), topics=topics), articles, told)


def main(count: int) -> None:
    """Print a table by template, and the sums."""
    site = site_of(count)
    theme = read_theme(ROOT, "record")
    look = Look(theme.stylesheets(), theme.path("icon.svg"))
    planning = min(_cpu(lambda: plan(site, look)) for _ in range(5))
    pages = plan(site, look)
    renderer = Renderer(theme)
    renderer.render(pages[0])
    costs: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    for page in pages:
        begin = time.process_time()
        data = renderer.render(page)
        costs[page.template].append(time.process_time() - begin)
        sizes[page.template] = max(sizes[page.template], len(data))
    print(
        f"{count:,} articles, {len(site.stories):,} stories, {len(pages):,} pages; plan {1000 * planning:.0f} ms of CPU"
    )
    print("| template | pages | ms each | largest kB |\n| --- | --- | --- | --- |")
    for name, each in sorted(costs.items()):
        print(f"| {name} | {len(each)} | {1000 * sum(each) / len(each):.2f} | {sizes[name] / 1000:.0f} |")
    print(f"all pages rendered in {sum(map(sum, costs.values())):.1f} s of CPU")


def _cpu(work: object) -> float:
    begin = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - begin


main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
