"""`python -m tests.bench.peers SIZE ...`: other generators on the same articles, with equivalent pages: one for each article, story and topic, a home page, feeds.

Stories are what the peer has for many small groups (a taxonomy, tags, a collection), topics what it
has for few large ones. None of them looks for stories, quotes or differences.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from digest.model import Article
from tests.bench.articles import stories
from tests.bench.running import Cost, measured, row

LISTS = '<h1>{{ .Title }}</h1>{{ range .Pages }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Summary }}</p>{{ end }}'
SINGLE = '<h1>{{ .Title }}</h1><p>{{ .Params.source }} {{ .Date.Format "2 January 2006" }}</p>{{ .Content }}'
HUGO = """\
baseURL = "https://example.org/digest/"
title = "Bench"
[taxonomies]
story = "stories"
topic = "topics"
"""
PELICAN = """\
SITENAME = "Bench"
SITEURL = "https://example.org/digest"
AUTHOR = "Bench"
TIMEZONE = "UTC"
PATH = "content"
THEME = "theme"
DIRECT_TEMPLATES = ["index"]
DEFAULT_PAGINATION = False
AUTHOR_SAVE_AS = ""
TAG_SAVE_AS = "stories/{slug}.html"
CATEGORY_SAVE_AS = "topics/{slug}.html"
FEED_ALL_ATOM = "feed.xml"
CATEGORY_FEED_ATOM = "topics/{slug}.xml"
"""
PELICAN_LIST = '<!doctype html><h1>{{ SITENAME }}</h1>{% for one in articles %}<h2><a href="{{ SITEURL }}/{{ one.url }}">{{ one.title }}</a></h2><p>{{ one.summary|striptags }}</p>{% endfor %}'
PELICAN_SINGLE = "<!doctype html><title>{{ article.title }}</title><h1>{{ article.title }}</h1><p>{{ article.locale_date }}</p>{{ article.content }}"
ELEVENTY = """\
module.exports = (config) => {
  const groups = (prefix) => (api) => {
    const found = new Map();
    for (const one of api.getAll())
      for (const tag of [].concat(one.data.groups || []))
        if (tag.startsWith(prefix)) found.set(tag, [...(found.get(tag) || []), one]);
    return [...found].map(([name, members]) => ({ name, members }));
  };
  config.addCollection("stories", groups("story-"));
  config.addCollection("topics", groups("topic-"));
  config.addCollection("articles", (api) => api.getFilteredByGlob("content/articles/*.md"));
  return { dir: { input: "content", includes: "../layouts", output: "site" } };
};
"""
ELEVENTY_LIST = '<!doctype html><h1>{{ group.name }}</h1>{% for one in group.members %}<h2><a href="{{ one.url }}">{{ one.data.title }}</a></h2><p>{{ one.data.source }}</p>{% endfor %}'
ELEVENTY_PAGES = {
    "stories": "---\npagination: {data: collections.stories, size: 1, alias: group}\npermalink: 'stories/{{ group.name }}.html'\n---\n",
    "topics": "---\npagination: {data: collections.topics, size: 1, alias: group}\npermalink: 'topics/{{ group.name }}.html'\n---\n",
    "topic-feeds": "---\npagination: {data: collections.topics, size: 1, alias: group}\npermalink: 'topics/{{ group.name }}.xml'\n---\n",
}


def _articles(count: int) -> Iterator[tuple[str, Article]]:
    """Each article with the name of its story."""
    for number, told in enumerate(stories(count)):
        for article in told.articles:
            yield f"story {number}", article


def _filled(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def hugo(program: str, folder: Path, count: int) -> Cost:
    """Hugo, with taxonomies for stories and topics."""
    kinds = (("single", SINGLE), ("list", LISTS), ("taxonomy", LISTS), ("term", LISTS))
    head = "<!doctype html><title>{{ .Title }}</title>"
    _filled(folder, {"hugo.toml": HUGO, **{f"layouts/_default/{name}.html": head + text for name, text in kinds}})
    for story, article in _articles(count):
        one = article.teaser
        fields = f'title: "{one.title}"\ndate: {one.dating.day}\nsource: {one.source}\nstories: ["{story}"]\n'
        fields += f"topics: [{', '.join(article.topics or ())}]\n"
        _filled(folder, {f"content/articles/{one.id}.md": f"---\n{fields}---\n\n{article.body}\n"})
    return measured(program, "--quiet", "-s", os.fspath(folder))


def pelican(program: str, folder: Path, count: int) -> Cost:
    """Pelican, with tags for stories and categories for topics."""
    lists = ("index", "tag", "category", "tags", "categories", "archives", "period_archives", "page")
    _filled(
        folder,
        {
            "pelicanconf.py": PELICAN,
            "theme/templates/article.html": PELICAN_SINGLE,
            "theme/static/style.css": "",
            **{f"theme/templates/{name}.html": PELICAN_LIST for name in lists},
        },
    )
    for story, article in _articles(count):
        one = article.teaser
        fields = f"Title: {one.title}\nDate: {one.dating.day}\nSlug: {one.id}\nTags: {story}\n"
        fields += f"Category: {(article.topics or ('none',))[0]}\n"
        _filled(folder, {f"content/articles/{one.id}.md": f"{fields}\n{article.body}\n"})
    return measured(program, "--quiet", "-s", "pelicanconf.py", "-o", "site", "content", cwd=folder)


def eleventy(program: str, folder: Path, count: int) -> Cost:
    """Eleventy, with collections for both."""
    single = "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ source }} {{ date }}</p>{{ content | safe }}"
    home = "---\npermalink: index.html\n---\n<!doctype html>{% for one in collections.articles %}<p><a href='{{ one.url }}'>{{ one.data.title }}</a></p>{% endfor %}"
    _filled(
        folder,
        {
            "eleventy.config.js": ELEVENTY,
            "layouts/article.njk": single,
            "content/index.njk": home,
            "content/articles/articles.json": '{"layout": "article.njk"}',
            **{f"content/{name}.njk": head + ELEVENTY_LIST for name, head in ELEVENTY_PAGES.items()},
        },
    )
    for story, article in _articles(count):
        one = article.teaser
        groups = [story.replace(" ", "-"), *(f"topic-{topic}" for topic in article.topics or ())]
        fields = f'title: "{one.title}"\ndate: {one.dating.day}\nsource: {one.source}\ngroups: [{", ".join(groups)}]\n'
        _filled(folder, {f"content/articles/{one.id}.md": f"---\n{fields}---\n\n{article.body}\n"})
    return measured(program, "--quiet", cwd=folder)


PEERS: dict[str, Callable[[str, Path, int], Cost]] = {"Hugo": hugo, "Pelican": pelican, "Eleventy": eleventy}
"""By their names; a peer is measured where an environment variable of this name, in capitals, says where its program is."""


def main(sizes: list[int]) -> None:
    """One row for each peer that there is, and size."""
    row("articles", "peer", "CPU s", "wall s", "largest process so far, MB")
    row(*["---"] * 5)
    for size in sizes:
        for peer, build in PEERS.items():
            if program := os.environ.get(peer.upper()):
                with tempfile.TemporaryDirectory() as folder:
                    row(f"{size:,}", peer, *build(program, Path(folder), size))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])
