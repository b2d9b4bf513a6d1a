"""Where feeds stand: pages link to them before they are made."""

from __future__ import annotations

from digest.model import Thread, Topic
from digest.site.site import Site, newest_day

FEED = "feed.xml"
"""The feed of the whole site."""


def feed_path(site: Site) -> str:
    """Where the site's feed stands; empty while the site has no address, as feeds need one."""
    return FEED if site.config.site.base_url and any(edition.day for edition in site.editions) else ""


def topic_feed_path(site: Site, topic: Topic) -> str:
    """Where a topic's feed stands; empty without an address or without a dated story."""
    dated = any(newest_day(story) for story in site.topics[topic.slug])
    return site.path("feed", topic.slug) if site.config.site.base_url and dated else ""


def thread_feed_path(site: Site, thread: Thread) -> str:
    """Where a thread's feed stands; empty without an address or without a dated story."""
    page = site.paths.get(f"thread:{thread.id}", "")
    dated = any(newest_day(site.by_id[id]) for id in thread.stories if id in site.by_id)
    return page.removesuffix(".html") + ".xml" if page and site.config.site.base_url and dated else ""


def json_path(path: str) -> str:
    """Where the JSON Feed stands, by the path of the same feed in Atom; empty stays empty."""
    return path.removesuffix(".xml") + ".json" if path else ""
